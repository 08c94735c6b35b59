/** A report of another county: to which and why, then the receipt of that county to read out. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../texts';
import { ActForm } from './act-form';
import { Field } from './field';
import { useCounties, useHandOver } from './use-hand-over';
import type { HandOverState } from './use-hand-over';

const HandOverForm = ({ send, busy, onLeave }: HandOverState & { onLeave: () => void }) => {
  const t = useTexts();
  const counties = useCounties();
  const [county, setCounty] = useState('');
  const [note, setNote] = useState('');
  const reason = note.trim();
  return (
    <ActForm
      title={t.handOver}
      noteLabel={`${t.reason} *`}
      body={county !== '' && reason !== '' ? () => ({ county, reason }) : undefined}
      note={note}
      onNote={setNote}
      onSend={send}
      {...{ busy, onLeave }}
    >
      <Field name="county" label={t.handOverCounty} errors={[]}>
        {(control) => (
          <select {...control} value={county} onChange={(event) => setCounty(event.target.value)}>
            <option value="">{t.choose}</option>
            {counties.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </ActForm>
  );
};

export const HandOver = ({ reportId, receiptNo }: { reportId: string; receiptNo: string }) => {
  const t = useTexts();
  const [begun, setBegun] = useState(false);
  const state = useHandOver(reportId, receiptNo);
  if (state.receiptThere !== undefined)
    return (
      <div role="status" className="handed-over">
        {t.handedOver} <output data-testid="receipt-there">{state.receiptThere}</output>
      </div>
    );
  return (
    <div className="hand-over">
      {state.failure !== undefined && <Alert type="error" role="alert" showIcon title={state.failure} />}
      {begun ? (
        <HandOverForm {...state} onLeave={() => setBegun(false)} />
      ) : (
        <Button data-testid="hand-over" onClick={() => setBegun(true)}>
          {t.handOver}
        </Button>
      )}
    </div>
  );
};
