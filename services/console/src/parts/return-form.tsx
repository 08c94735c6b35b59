/** Sending an item back: a coded reason and the clause that says so (I6); a red one never is. */
import { Radio } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts';
import { ActForm } from './act-form';
import type { ItemFormProps } from './act-form';
import { Field } from './field';

export const ReturnForm = ({ queue, item, errors, busy, onSend, onLeave }: ItemFormProps) => {
  const t = useTexts();
  const [reason, setReason] = useState('');
  const [clause, setClause] = useState(item.clauses[0]?.id ?? '');
  const [note, setNote] = useState('');
  const said = note.trim();
  const body = () => ({ reason, clause: clause.trim(), ...(said === '' ? {} : { note: said }) });
  return (
    <ActForm
      title={t.sendBack}
      danger
      body={reason === '' ? undefined : body}
      note={note}
      onNote={setNote}
      {...{ busy, onSend, onLeave }}
    >
      <Radio.Group
        className="choices"
        aria-label={t.returnReason}
        value={reason}
        onChange={(event) => setReason(String(event.target.value))}
        options={queue.returnReasons.map((row) => ({ value: row.code, label: row[t.language] }))}
      />
      <Field name="clause" label={t.returnClause} errors={errors}>
        {(control) => (
          <input
            {...control}
            list="item-clauses"
            maxLength={200}
            value={clause}
            onChange={(event) => setClause(event.target.value)}
          />
        )}
      </Field>
      <datalist id="item-clauses">
        {item.clauses.map(({ id, quote }) => (
          <option key={id} value={id}>
            {quote}
          </option>
        ))}
      </datalist>
    </ActForm>
  );
};
