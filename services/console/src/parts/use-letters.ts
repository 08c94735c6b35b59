/** The county's letters of a view as they are now, and one of them. */
import type { LetterDetail, LetterLine } from '../wire';
import { useOnRecord } from './use-on-record';
import type { OnRecord } from './use-on-record';
import { useWatchedList } from './use-watched-list';
import type { WatchedList } from './use-watched-list';

export const useLetters = (view: string): WatchedList<LetterLine> =>
  useWatchedList(`/api/coordination/letters?view=${view}&limit=100`);

export interface LetterAct {
  /** below `/api/coordination/letters/{id}/actions/` */
  name: 'record-sent' | 'record-receipt' | 'record-undelivered' | 'waive';
  body: object;
}

export interface OpenLetter extends Omit<OnRecord<LetterDetail>, 'item' | 'act'> {
  letter: LetterDetail | undefined;
  /** @returns true when it was done */
  act: (act: LetterAct) => Promise<boolean>;
}

export const useLetter = (id: string, onChanged: () => void): OpenLetter => {
  const path = `/api/coordination/letters/${id}`;
  const { item, act, ...open } = useOnRecord<LetterDetail>(path, onChanged);
  return {
    ...open,
    letter: item,
    act: ({ name, body }) => act({ path: `${path}/actions/${name}`, body }),
  };
};
