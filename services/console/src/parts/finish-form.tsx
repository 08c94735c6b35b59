/** How an item ended: one outcome, the facts and papers that it needs, all from the queue's own table. */
import { Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { emptyOutcome, finishBody, outcomesOf, papersOf } from '../outcome-draft';
import { documentName, useTexts } from '../texts';
import { ActForm } from './act-form';
import type { ItemFormProps } from './act-form';
import { FactField } from './fact-field';
import { Field } from './field';

interface PapersProps {
  papers: readonly string[];
  made: readonly string[];
  onChange: (made: string[]) => void;
}

const Papers = ({ papers, made, onChange }: PapersProps) => {
  const t = useTexts();
  if (papers.length === 0) return null;
  return (
    <fieldset>
      <legend>{t.papersMade}</legend>
      <Checkbox.Group
        className="choices"
        value={[...made]}
        onChange={(values) => onChange(values.map(String))}
        options={papers.map((code) => ({ value: code, label: documentName(code, t) }))}
      />
    </fieldset>
  );
};

export const FinishForm = ({ queue, item, errors, busy, onSend, onLeave }: ItemFormProps) => {
  const t = useTexts();
  const [draft, setDraft] = useState(emptyOutcome);
  const change = (changes: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...changes }));
  const outcomes = outcomesOf(queue, item);
  const rule = outcomes.find(({ code }) => code === draft.outcome);
  const papers = rule ? papersOf(rule, item) : [];
  const mayPromise = item.risk === 'R1' && papers.some((code) => !draft.documents.includes(code));
  return (
    <ActForm
      title={t.finish}
      body={rule && (() => finishBody(mayPromise ? draft : { ...draft, followBy: '' }, rule, papers))}
      note={draft.note}
      onNote={(note) => change({ note })}
      {...{ busy, onSend, onLeave }}
    >
      <Radio.Group
        className="choices"
        aria-label={t.outcome}
        value={draft.outcome}
        onChange={(event) => change({ outcome: String(event.target.value) })}
        options={outcomes.map((outcome) => ({ value: outcome.code, label: outcome[t.language] }))}
      />
      <div className="row">
        {rule?.facts.map((fact) => (
          <FactField
            key={fact.name}
            rule={fact}
            value={draft.facts[fact.name] ?? ''}
            errors={errors}
            onChange={(value) => change({ facts: { ...draft.facts, [fact.name]: value } })}
          />
        ))}
      </div>
      <Papers papers={papers} made={draft.documents} onChange={(documents) => change({ documents })} />
      {mayPromise && (
        <Field name="toFollow.0.dueAt" label={t.papersFollow} errors={errors}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={draft.followBy}
              onChange={(event) => change({ followBy: event.target.value })}
            />
          )}
        </Field>
      )}
    </ActForm>
  );
};
