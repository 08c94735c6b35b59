/** The frame of what is filled in to act on an item: fields, a note, Ctrl+Enter sends, Esc leaves. */
import { Button, Input } from 'antd';
import { useEffect, useRef } from 'react';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useTexts } from '../texts';
import type { FieldError, QueueDescription, WorkItemDetail } from '../wire';
import { Field } from './field';
import { shortcutOf } from './keys';

/** What every form of an item is handed. */
export interface ItemFormProps {
  queue: QueueDescription;
  item: WorkItemDetail;
  /** of the last try */
  errors: readonly FieldError[];
  busy: boolean;
  onSend: (body: object) => void;
  onLeave: () => void;
}

interface ActFormProps {
  title: string;
  danger?: boolean;
  busy: boolean;
  /** undefined: something is missing that nothing can be sent without */
  body: (() => object) | undefined;
  /** undefined: this act asks for no words */
  note: string | undefined;
  noteLabel?: string;
  onNote: (note: string) => void;
  onSend: (body: object) => void;
  onLeave: () => void;
  children?: ReactNode;
}

const maxNote = 2_000;

export const ActForm = (props: ActFormProps) => {
  const { title, danger = false, busy, body, note, noteLabel, onNote, onSend, onLeave, children } = props;
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  // on the first thing to fill in
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus(), []);
  const send = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (body && !busy) onSend(body());
  };
  return (
    <form
      ref={form}
      className="act-form"
      aria-label={title}
      onSubmit={send}
      onKeyDown={(event) => shortcutOf(event.nativeEvent) === 'Ctrl+Enter' && send(event)}
    >
      {children}
      {note !== undefined && (
        <Field name="note" label={noteLabel ?? t.note} errors={[]}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={2}
              maxLength={maxNote}
              value={note}
              onChange={(event) => onNote(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="act-buttons">
        <Button type="primary" danger={danger} htmlType="submit" loading={busy} disabled={body === undefined}>
          {title} <kbd>Ctrl+Enter</kbd>
        </Button>
        <Button onClick={onLeave}>
          {t.back} <kbd>Esc</kbd>
        </Button>
      </div>
    </form>
  );
};
