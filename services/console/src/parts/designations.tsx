/** Which institution treats the child, one at a time: the one that runs can be ended, and only then another named. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { designationEndName, designationEndOptions, useTexts } from '../texts';
import type { Designation, WorkItemDetail } from '../wire';
import { Field } from './field';
import { useDesignations } from './use-designations';
import type { DesignationsState } from './use-designations';

const sending = (send: () => void) => (event: FormEvent) => {
  event.preventDefault();
  send();
};

const maxInstitution = 60;

const MakeForm = ({ errors, busy, make }: DesignationsState) => {
  const t = useTexts();
  const [institution, setInstitution] = useState('');
  const [designatedOn, setDesignatedOn] = useState('');
  return (
    <form
      className="act-form"
      aria-label={t.designate}
      onSubmit={sending(() => make({ institution, designatedOn }))}
    >
      <Field name="institution" label={t.institution} errors={errors}>
        {(control) => (
          <input
            {...control}
            maxLength={maxInstitution}
            value={institution}
            onChange={(event) => setInstitution(event.target.value)}
          />
        )}
      </Field>
      <Field name="designatedOn" label={t.designatedOn} errors={errors}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={designatedOn}
            onChange={(event) => setDesignatedOn(event.target.value)}
          />
        )}
      </Field>
      <Button htmlType="submit" loading={busy} disabled={institution.trim() === '' || designatedOn === ''}>
        {t.designate}
      </Button>
    </form>
  );
};

const EndForm = ({ id, errors, busy, end }: DesignationsState & { id: string }) => {
  const t = useTexts();
  const [endedOn, setEndedOn] = useState('');
  const [reason, setReason] = useState('');
  return (
    <form
      className="act-form"
      aria-label={t.endDesignation}
      onSubmit={sending(() => end(id, { endedOn, reason }))}
    >
      <Field name="endedOn" label={t.endedOn} errors={errors}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={endedOn}
            onChange={(event) => setEndedOn(event.target.value)}
          />
        )}
      </Field>
      <Field name="reason" label={t.endReason} errors={errors}>
        {(control) => (
          <select {...control} value={reason} onChange={(event) => setReason(event.target.value)}>
            <option value="">{t.choose}</option>
            {designationEndOptions(t).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button htmlType="submit" loading={busy} disabled={endedOn === '' || reason === ''}>
        {t.endDesignation}
      </Button>
    </form>
  );
};

const Line = ({ designation }: { designation: Designation }) => {
  const t = useTexts();
  const { institution, designatedOn, endedOn, endReason } = designation;
  const reason = endReason === null ? '' : designationEndName(endReason, t);
  return (
    <li>
      {institution}{' '}
      <small>
        {designatedOn} – {endedOn} {reason}
      </small>
    </li>
  );
};

/** Once signed for, and as long as the leg was not given back or waived. */
const designable = ['signed', 'finished'];

export const Designations = ({ item, mayAct }: { item: WorkItemDetail; mayAct: boolean }) => {
  const t = useTexts();
  const state = useDesignations(item);
  const running = state.items.find(({ endedOn }) => endedOn === null);
  return (
    <section data-testid="designations">
      <h3>{t.designations}</h3>
      <ol className="answers">
        {state.items.map((designation) => (
          <Line key={designation.id} designation={designation} />
        ))}
      </ol>
      {state.refused && <Alert type="error" role="status" showIcon title={state.refused} />}
      {mayAct && running && <EndForm key={running.id} id={running.id} {...state} />}
      {mayAct && !running && designable.includes(item.state) && <MakeForm {...state} />}
    </section>
  );
};
