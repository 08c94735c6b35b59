/** A new duty shift: who of which agency, from when to when in county time, and how he is called. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTexts } from '../texts';
import type { AgencyName, DutyShift, FieldError, ListedAccount } from '../wire';
import { Field } from './field';
import type { NewShift } from './use-roster';

interface ShiftFormProps {
  agencies: readonly AgencyName[];
  accounts: readonly ListedAccount[];
  errors: readonly FieldError[];
  busy: boolean;
  onSend: (shift: NewShift) => void;
}

const dutyParts: readonly DutyShift['part'][] = ['duty', 'deputy'];
const nothing = { agency: '', account: '', phone: '', part: 'duty', from: '', to: '' };

/** What is typed is the county's time, wherever the browser stands. */
const countyTime = (typed: string): string => `${typed}:00+08:00`;

interface Option {
  value: string;
  label: string;
}

export const ShiftForm = ({ agencies, accounts, errors, busy, onSend }: ShiftFormProps) => {
  const t = useTexts();
  const [shift, setShift] = useState(nothing);
  type Key = keyof typeof nothing;
  const set = (key: Key) => (event: { target: { value: string } }) =>
    setShift((before) => ({
      ...before,
      ...(key === 'agency' ? { account: '' } : {}),
      [key]: event.target.value,
    }));
  const choice = (key: Key, label: string, options: readonly Option[]) => (
    <Field name={`duty.${key}`} label={label} errors={errors}>
      {(control) => (
        <select {...control} value={shift[key]} onChange={set(key)}>
          {key !== 'part' && <option value="">{t.choose}</option>}
          {options.map(({ value, label: text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const typed = (key: Key, label: string, type: string) => (
    <Field name={`duty.${key}`} label={label} errors={errors}>
      {(control) => (
        <Input {...control} type={type} autoComplete="off" value={shift[key]} onChange={set(key)} />
      )}
    </Field>
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const part = shift.part === 'deputy' ? 'deputy' : 'duty';
    onSend({ ...shift, part, from: countyTime(shift.from), to: countyTime(shift.to) });
  };
  const those = accounts.filter(({ agency, disabled }) => agency === shift.agency && !disabled);
  return (
    <form className="act-form" aria-label={t.duty.add} onSubmit={submit}>
      <div className="row">
        {choice(
          'agency',
          t.agency,
          agencies.map(({ id = '', name }) => ({ value: id, label: name })),
        )}
        {choice(
          'account',
          t.name,
          those.map(({ name }) => ({ value: name, label: name })),
        )}
        {choice(
          'part',
          t.duty.part,
          dutyParts.map((part) => ({ value: part, label: t.duty[part] })),
        )}
      </div>
      <div className="row">
        {typed('phone', t.duty.phone, 'tel')}
        {typed('from', t.duty.from, 'datetime-local')}
        {typed('to', t.duty.to, 'datetime-local')}
      </div>
      <div className="act-buttons">
        <Button htmlType="submit" loading={busy} disabled={Object.values(shift).includes('')}>
          {t.duty.add}
        </Button>
      </div>
    </form>
  );
};
