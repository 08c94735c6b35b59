/** What a coordinator does with a case or the chosen leg: a form each, the reason always in words. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { documentName, useTexts } from '../texts';
import type { AgencyName, CaseDetail, CaseLeg } from '../wire';
import { ActForm } from './act-form';
import { Field } from './field';
import type { CaseAct, OpenCase } from './use-case';

type Begun = 'lead' | 'close' | 'waive' | 'reassign' | 'letter' | 'document';

interface CaseActsProps extends Omit<OpenCase, 'item'> {
  item: CaseDetail;
  leg: CaseLeg | undefined;
  agencies: readonly AgencyName[];
}

/** Which need an agency or an outcome chosen, and which a reason. */
const needs: Record<Begun, { choice?: 'agency' | 'outcome' | 'paper'; reason: boolean }> = {
  lead: { choice: 'agency', reason: false },
  close: { choice: 'outcome', reason: true },
  waive: { reason: true },
  reassign: { choice: 'agency', reason: true },
  letter: { reason: false },
  document: { choice: 'paper', reason: false },
};

const withoutWords: readonly Begun[] = ['letter', 'document'];

/** Documents that a red case did not wait for and that are not there yet. */
const owedPapers = ({ clocks }: CaseDetail): string[] => [
  ...new Set(
    clocks
      .filter(({ code, state }) => code === 'document' && (state === 'running' || state === 'overdue'))
      .map(({ basis }) => basis),
  ),
];

const actOf = (
  begun: Begun,
  { item, leg }: Pick<CaseActsProps, 'item' | 'leg'>,
  { choice, reason }: { choice: string; reason: string },
): CaseAct => {
  const legPath = `referrals/${leg?.referralId ?? ''}/actions`;
  const casePath = `cases/${item.id}/actions`;
  const acts: Record<Begun, CaseAct> = {
    lead: { path: `${casePath}/assign-lead`, body: { agencyId: choice } },
    close: { path: `${casePath}/close`, body: { outcome: choice, reason } },
    waive: { path: `${legPath}/waive`, body: { reason } },
    reassign: { path: `${legPath}/reassign`, body: { agencyId: choice, reason } },
    document: { path: `${casePath}/register-document`, body: { document: choice } },
    letter: { path: `${legPath}/send-by-letter`, body: {} },
  };
  return acts[begun];
};

interface CaseFormProps extends CaseActsProps {
  begun: Begun;
  title: string;
  onLeave: () => void;
}

const CaseForm = ({ begun, title, onLeave, agencies, act, busy, item, leg }: CaseFormProps) => {
  const t = useTexts();
  const [choice, setChoice] = useState('');
  const [note, setNote] = useState('');
  const { choice: kind, reason: isReasonNeeded } = needs[begun];
  const reason = note.trim();
  const isReady = (kind === undefined || choice !== '') && (!isReasonNeeded || reason !== '');
  const options = {
    agency: agencies.map(({ id = '', name }) => ({ value: id, label: name })),
    outcome: Object.entries(t.closeOutcomes).map(([value, label]) => ({ value, label })),
    paper: owedPapers(item).map((value) => ({ value, label: documentName(value, t) })),
  };
  const labels = { agency: t.agency, outcome: t.outcome, paper: t.documents };
  return (
    <ActForm
      title={title}
      noteLabel={isReasonNeeded ? `${t.reason} *` : t.note}
      body={isReady ? () => actOf(begun, { item, leg }, { choice, reason }) : undefined}
      note={withoutWords.includes(begun) ? undefined : note}
      onNote={setNote}
      onSend={(body) => void act(body as CaseAct).then((done) => done && onLeave())}
      {...{ busy, onLeave }}
    >
      {kind && (
        <Field name="choice" label={labels[kind]} errors={[]}>
          {(control) => (
            <select {...control} value={choice} onChange={(event) => setChoice(event.target.value)}>
              <option value="">{t.choose}</option>
              {options[kind].map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </ActForm>
  );
};

export const CaseActs = (props: CaseActsProps) => {
  const { item, leg, notice } = props;
  const t = useTexts();
  const [begun, setBegun] = useState<Begun>();
  const isOpen = item.state === 'open';
  const isLegOpen =
    leg !== undefined && !['finished', 'waived'].includes(leg.state) && leg.replacedBy === null;
  const isUnsigned = isLegOpen && (leg.state === 'issued' || leg.state === 'arbitration');
  const titles: Record<Begun, string> = {
    lead: t.assignLead,
    close: t.closeCase,
    waive: t.waiveLeg,
    reassign: t.reassignLeg,
    letter: t.letters.write,
    document: t.registerPaper,
  };
  const offered: Begun[] = isOpen
    ? [
        ...(isLegOpen ? (['reassign', 'waive'] as const) : []),
        ...(isUnsigned ? (['letter'] as const) : []),
        ...(owedPapers(item).length > 0 ? (['document'] as const) : []),
        'lead',
        'close',
      ]
    : [];
  return (
    <div className="case-acts">
      {notice && <Alert type={notice.type} role="status" showIcon title={notice.text} />}
      {begun ? (
        <CaseForm {...props} begun={begun} title={titles[begun]} onLeave={() => setBegun(undefined)} />
      ) : (
        offered.map((one) => (
          <Button key={one} data-testid={`case-${one}`} onClick={() => setBegun(one)}>
            {titles[one]}
          </Button>
        ))
      )}
    </div>
  );
};
