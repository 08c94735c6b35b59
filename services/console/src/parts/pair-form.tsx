/** The decision about two records: the reason always in words; of a merge also which record stays in front. */
import { useState } from 'react';
import { useTexts } from '../texts';
import { ActForm } from './act-form';
import { Field } from './field';
import type { MergeAct } from './use-compared';
import type { ComparedPair } from './use-pairs';

interface PairFormProps {
  pair: ComparedPair;
  isSame: boolean;
  busy: boolean;
  onSend: (act: MergeAct) => void;
  onLeave: () => void;
}

/** The record with an open case, or else the one that was there first. */
const usualKept = ({ children: [one, other] }: ComparedPair): 0 | 1 => {
  if (one.openCases.length > 0 !== other.openCases.length > 0) return one.openCases.length > 0 ? 0 : 1;
  return one.childId < other.childId ? 0 : 1;
};

const actOf = ({ children }: ComparedPair, kept: 0 | 1, isSame: boolean, reason: string): MergeAct => {
  const keptId = children[kept].childId;
  const { childId } = children[kept === 0 ? 1 : 0];
  return isSame
    ? { childId, action: 'merge', body: { into: keptId, reason } }
    : { childId, action: 'keep-apart', body: { from: keptId, reason } };
};

export const PairForm = ({ pair, isSame, busy, onSend, onLeave }: PairFormProps) => {
  const t = useTexts();
  const [kept, setKept] = useState(() => usualKept(pair));
  const [note, setNote] = useState('');
  const reason = note.trim();
  return (
    <ActForm
      title={isSame ? t.pairs.same : t.pairs.notSame}
      noteLabel={`${t.pairs.why} *`}
      body={reason === '' ? undefined : () => actOf(pair, kept, isSame, reason)}
      note={note}
      onNote={setNote}
      onSend={(act) => onSend(act as MergeAct)}
      {...{ busy, onLeave }}
    >
      {isSame && (
        <Field name="kept" label={t.pairs.keep} errors={[]}>
          {(control) => (
            <select
              {...control}
              value={kept}
              onChange={(event) => setKept(event.target.value === '0' ? 0 : 1)}
            >
              {pair.children.map(({ childId, identity }, index) => (
                <option key={childId} value={index}>
                  {`${t.pairs.record} ${index + 1} ${String(identity['name'] ?? '')}`.trim()}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </ActForm>
  );
};
