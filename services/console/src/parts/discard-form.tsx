/** The reason for which one account proposes that an event is given up; a code, no text. */
import { Button } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { discardOptions, useTexts } from '../texts';
import { Field } from './field';
import type { ParkedRow } from './use-parked';

interface DiscardFormProps {
  row: ParkedRow;
  busy: boolean;
  onSend: (reason: string) => void;
  onLeave: () => void;
}

export const DiscardForm = ({ row, busy, onSend, onLeave }: DiscardFormProps) => {
  const t = useTexts();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== '') onSend(reason);
  };
  return (
    <form className="act-form" aria-label={t.parked.propose} onSubmit={submit}>
      <p>
        {row.type} <span className="number">{row.key}</span>
      </p>
      <Field name="reason" label={t.parked.why} errors={[]}>
        {(control) => (
          <select {...control} autoFocus value={reason} onChange={(event) => setReason(event.target.value)}>
            <option value="">{t.choose}</option>
            {discardOptions(t).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="act-buttons">
        <Button type="primary" danger htmlType="submit" loading={busy} disabled={reason === ''}>
          {t.parked.propose}
        </Button>
        <Button onClick={onLeave}>{t.back}</Button>
      </div>
    </form>
  );
};
