/** The county's letters, read again every few seconds, and one of them: read on record, acted on as it was read. */
import { useCallback, useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { LetterDetail, LetterLine } from '../wire';

const everyMs = 5_000;

export interface LetterListState {
  items: readonly LetterLine[] | undefined;
  live: boolean;
  reload: () => void;
}

export const useLetters = (view: string): LetterListState => {
  const [items, setItems] = useState<readonly LetterLine[]>();
  const [live, setLive] = useState(true);
  const reload = useCallback(() => {
    get<{ items: LetterLine[] }>(`/api/coordination/letters?view=${view}&limit=100`).then(
      (answer) => {
        setItems(answer.items);
        setLive(true);
      },
      () => setLive(false),
    );
  }, [view]);
  useEffect(() => {
    setItems(undefined);
    reload();
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload]);
  return { items, live, reload };
};

export interface LetterAct {
  /** below `/api/coordination/letters/{id}/actions/` */
  name: 'record-sent' | 'record-receipt' | 'record-undelivered' | 'waive';
  body: object;
}

export interface OpenLetter {
  letter: LetterDetail | undefined;
  notice: { type: 'error' | 'success'; text: string } | undefined;
  busy: boolean;
  /** @returns true when it was done */
  act: (act: LetterAct) => Promise<boolean>;
}

export const useLetter = (id: string, onChanged: () => void): OpenLetter => {
  const t = useTexts();
  const path = `/api/coordination/letters/${id}`;
  const [letter, setLetter] = useState<LetterDetail>();
  const [notice, setNotice] = useState<OpenLetter['notice']>();
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) =>
    setNotice({ type: 'error', text: error instanceof Refused ? error.message : t.offlineAct });
  useEffect(() => {
    // once per letter: every reading is on record
    get<LetterDetail>(path).then(setLetter, failed);
  }, [path]);
  const act = async ({ name, body }: LetterAct): Promise<boolean> => {
    if (!letter) return false;
    setBusy(true);
    try {
      await post(`${path}/actions/${name}`, body, { 'if-match': `"${letter.version}"` });
      setLetter(await get<LetterDetail>(path));
      setNotice({ type: 'success', text: t.done });
      onChanged();
      return true;
    } catch (error) {
      failed(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { letter, notice, busy, act };
};
