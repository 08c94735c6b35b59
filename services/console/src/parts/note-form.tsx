/** Something to remember beside the item; agencies see only their own. */
import { useState } from 'react';
import { useTexts } from '../texts';
import { ActForm } from './act-form';
import type { ItemFormProps } from './act-form';

export const NoteForm = ({ busy, onSend, onLeave }: ItemFormProps) => {
  const t = useTexts();
  const [note, setNote] = useState('');
  const text = note.trim();
  return (
    <ActForm
      title={t.addNote}
      body={text === '' ? undefined : () => ({ text })}
      note={note}
      onNote={setNote}
      {...{ busy, onSend, onLeave }}
    />
  );
};
