/** An agency gets another name, or goes into another, now or from a day on; a merger is said twice. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTexts } from '../texts';
import type { AgencyName, FieldError } from '../wire';
import { Field } from './field';
import type { NewChange } from './use-agency-changes';

interface FormProps {
  agencies: readonly AgencyName[];
  errors: readonly FieldError[];
  busy: boolean;
  onSend: (change: NewChange) => void;
}

const nothing = { agency: '', name: '', successor: '', from: '' };

/** What is typed is the county's time, wherever the browser stands. */
const countyTime = (typed: string): string => (typed === '' ? '' : `${typed}:00+08:00`);

const named = ({ id, name }: AgencyName) => (
  <option key={id} value={id}>
    {name}
  </option>
);

export const AgencyChangeForm = ({ agencies, errors, busy, onSend }: FormProps) => {
  const t = useTexts();
  const [kind, setKind] = useState<NewChange['kind']>('rename');
  const [typed, setTyped] = useState(nothing);
  const [sure, setSure] = useState(false);
  const set = (key: keyof typeof nothing) => (event: { target: { value: string } }) => {
    setSure(false);
    setTyped((before) => ({ ...before, [key]: event.target.value }));
  };
  const choice = (key: 'agency' | 'successor', label: string, options: readonly AgencyName[]) => (
    <Field name={`agency.${key}`} label={label} errors={errors}>
      {(control) => (
        <select {...control} value={typed[key]} onChange={set(key)}>
          <option value="">{t.choose}</option>
          {options.map(named)}
        </select>
      )}
    </Field>
  );
  const to = kind === 'rename' ? typed.name : typed.successor;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind === 'merge' && !sure) setSure(true);
    else onSend({ agency: typed.agency, kind, to, effectiveAt: countyTime(typed.from) });
  };
  return (
    <form className="act-form" aria-label={t.agencyChange.title} onSubmit={submit}>
      <div className="row">
        {choice('agency', t.agency, agencies)}
        <Field name="agency.kind" label={t.agencyChange.what} errors={errors}>
          {(control) => (
            <select
              {...control}
              value={kind}
              onChange={({ target }) => setKind(target.value === 'merge' ? 'merge' : 'rename')}
            >
              <option value="rename">{t.agencyChange.rename}</option>
              <option value="merge">{t.agencyChange.merge}</option>
            </select>
          )}
        </Field>
        {kind === 'merge' ? (
          choice(
            'successor',
            t.agencyChange.successor,
            agencies.filter(({ id }) => id !== typed.agency),
          )
        ) : (
          <Field name="agency.name" label={t.agencyChange.newName} errors={errors}>
            {(control) => <Input {...control} autoComplete="off" value={typed.name} onChange={set('name')} />}
          </Field>
        )}
        <Field name="agency.effectiveAt" label={t.agencyChange.from} errors={errors}>
          {(control) => (
            <Input {...control} type="datetime-local" value={typed.from} onChange={set('from')} />
          )}
        </Field>
      </div>
      {sure && <p role="status">{t.agencyChange.forGood}</p>}
      <div className="act-buttons">
        <Button htmlType="submit" danger={sure} loading={busy} disabled={typed.agency === '' || to === ''}>
          {sure ? t.agencyChange.confirm : t.agencyChange.order}
        </Button>
      </div>
    </form>
  );
};
