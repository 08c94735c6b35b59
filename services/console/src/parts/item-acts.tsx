/** What can be done with the opened item here and now: buttons with their keys, or the form of the one begun. */
import { Button } from 'antd';
import type { ComponentType } from 'react';
import { isPossible } from '../outcome-draft';
import type { Act } from '../outcome-draft';
import { useTexts } from '../texts';
import type { FieldError, QueueDescription, WorkItemDetail } from '../wire';
import type { ItemFormProps } from './act-form';
import { FinishForm } from './finish-form';
import { NoteForm } from './note-form';
import { ReturnForm } from './return-form';

const forms: Record<Exclude<Act, 'sign'>, ComponentType<ItemFormProps>> = {
  finish: FinishForm,
  return: ReturnForm,
  note: NoteForm,
};

/** In the order in which they stand; the first that is possible is the usual one. */
const keys: readonly (readonly [Act, string])[] = [
  ['sign', 'S'],
  ['finish', 'F'],
  ['return', 'R'],
  ['note', 'N'],
];

/** A red item is never sent back (I5): the button is not there to be tried. */
export const actsFor = (queue: QueueDescription, item: WorkItemDetail): Act[] =>
  keys
    .map(([act]) => act)
    .filter((act) => isPossible(queue, item, act) && !(act === 'return' && item.risk === 'R1'));

export const actOfKey = (key: string): Act | undefined =>
  keys.find(([, own]) => own.toLowerCase() === key)?.[0];

export interface ItemActsProps {
  queue: QueueDescription;
  item: WorkItemDetail;
  acts: readonly Act[];
  /** the form that is open */
  begun: Exclude<Act, 'sign'> | undefined;
  errors: readonly FieldError[];
  busy: boolean;
  onAct: (act: Act) => void;
  onSend: (body: object) => void;
  onLeave: () => void;
}

export const ItemActs = ({ acts, begun, onAct, ...form }: ItemActsProps) => {
  const t = useTexts();
  if (begun) {
    const Form = forms[begun];
    return <Form {...form} />;
  }
  const names: Record<Act, string> = { sign: t.sign, finish: t.finish, return: t.sendBack, note: t.addNote };
  return (
    <>
      {acts.map((act, index) => (
        <Button
          key={act}
          type={index === 0 && act !== 'note' ? 'primary' : 'default'}
          size="large"
          data-testid={`act-${act}`}
          onClick={() => onAct(act)}
        >
          {names[act]} <kbd>{keys.find(([own]) => own === act)?.[1]}</kbd>
        </Button>
      ))}
    </>
  );
};
