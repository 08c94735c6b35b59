/** An account's agency and duties: of a new one with its name, of a known one to move it. */
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { useTexts } from '../texts';
import type { AgencyName, FieldError, ListedAccount } from '../wire';
import { Field } from './field';
import type { NewAccount } from './use-accounts';

interface AccountFormProps {
  /** undefined: a new one */
  account: ListedAccount | undefined;
  agencies: readonly AgencyName[];
  errors: readonly FieldError[];
  busy: boolean;
  onSend: (account: NewAccount) => void;
  onLeave: () => void;
}

export const AccountForm = ({ account, agencies, errors, busy, onSend, onLeave }: AccountFormProps) => {
  const t = useTexts();
  const [name, setName] = useState(account?.name ?? '');
  const [agency, setAgency] = useState(account?.agency ?? '');
  const [duties, setDuties] = useState<string[]>(account?.duties ?? ['desk']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend({ name, agency, duties });
  };
  return (
    <form className="act-form" aria-label={account ? t.moveAccount : t.newAccount} onSubmit={submit}>
      <div className="row">
        <Field name="name" label={t.name} errors={errors}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              disabled={account !== undefined}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field name="agency" label={t.agency} errors={errors}>
          {(control) => (
            <select {...control} value={agency} onChange={(event) => setAgency(event.target.value)}>
              <option value="">{t.choose}</option>
              {agencies.map(({ id, name: agencyName }) => (
                <option key={id} value={id}>
                  {agencyName}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <fieldset>
        <legend>{t.duties}</legend>
        <Checkbox.Group
          value={duties}
          onChange={(values) => setDuties(values.map(String))}
          options={Object.entries(t.dutyNames).map(([value, label]) => ({ value, label }))}
        />
      </fieldset>
      <div className="act-buttons">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={name === '' || agency === '' || duties.length === 0}
        >
          {t.save}
        </Button>
        <Button onClick={onLeave}>{t.back}</Button>
      </div>
    </form>
  );
};
