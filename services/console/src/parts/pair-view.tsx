/** Two records and the question whether they are one child: M says yes, N no, Escape goes back to the list. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { pairStrength, reasonStrength } from '../pair-weight';
import { useTexts } from '../texts';
import { OpenCaseLinks } from './open-case-links';
import { PairForm } from './pair-form';
import { PairRecords } from './pair-records';
import { reasonName } from './pair-table';
import { useCompared } from './use-compared';
import type { MergeAct } from './use-compared';
import { useKeys } from './use-keys';
import type { ComparedPair } from './use-pairs';

const Reasons = ({ pair }: { pair: ComparedPair }) => {
  const t = useTexts();
  return (
    <section aria-label={t.pairs.matched}>
      <h3>
        {t.pairs.matched}{' '}
        <small>{`${t.pairs.weight} ${t.pairs.pairStrength[pairStrength(pair.bits)]}`}</small>
      </h3>
      <ul className="plain reasons" data-testid="reasons">
        {pair.reasons.map(({ code, bits }) => (
          <li key={code} className={bits < 0 ? 'against' : ''}>
            <b>{reasonName(code, t)}</b> {t.pairs.reasonStrength[reasonStrength(bits)]}
          </li>
        ))}
      </ul>
    </section>
  );
};

const isOneAlready = ({ children }: ComparedPair): boolean =>
  children.some(({ mergedInto }) => mergedInto !== null);

/** What is to be known before one decides: it is decided, or both have an open case. */
const Standing = ({ pair, onOpenCase }: { pair: ComparedPair; onOpenCase: (caseId: string) => void }) => {
  const t = useTexts();
  const { children } = pair;
  if (isOneAlready(pair)) return <Alert type="info" role="status" showIcon title={t.pairs.isMerged} />;
  if (!children.every(({ openCases }) => openCases.length > 0)) return null;
  const cases = children.flatMap(({ openCases }) => openCases);
  return (
    <p className="other-cases" role="status" data-testid="both-open">
      {t.pairs.bothOpen} <OpenCaseLinks cases={cases} onOpen={onOpenCase} />
    </p>
  );
};

type Begun = 'same' | 'notSame';

interface PairViewProps {
  ids: readonly [string, string];
  onDecided: (act: MergeAct) => void;
  onOpenCase: (caseId: string) => void;
  onLeave: () => void;
}

export const PairView = ({ ids: [one, other], onDecided, onOpenCase, onLeave }: PairViewProps) => {
  const t = useTexts();
  const { pair, failure, busy, decide } = useCompared(one, other);
  const [begun, setBegun] = useState<Begun>();
  const isOne = pair !== undefined && isOneAlready(pair);
  const begin = (what: Begun) => pair && !isOne && setBegun(what);
  const leaveForm = () => setBegun(undefined);
  useKeys(
    begun ? { Escape: leaveForm } : { Escape: onLeave, m: () => begin('same'), n: () => begin('notSame') },
  );
  return (
    <article className="panel pair" aria-label={t.pairs.compare}>
      <header>
        <h2>{t.pairs.compare}</h2>
        <Button onClick={onLeave}>
          {t.back} <kbd>Esc</kbd>
        </Button>
      </header>
      {failure && <Alert type="error" role="alert" showIcon title={failure} />}
      {pair && (
        <>
          <Standing {...{ pair, onOpenCase }} />
          <PairRecords {...{ pair, onOpenCase }} />
          <Reasons pair={pair} />
        </>
      )}
      {pair && begun && (
        <PairForm
          key={begun}
          isSame={begun === 'same'}
          onSend={(act) => void decide(act).then((done) => done && onDecided(act))}
          onLeave={leaveForm}
          {...{ pair, busy }}
        />
      )}
      {pair && !begun && !isOne && (
        <div className="act-buttons">
          <Button type="primary" size="large" autoFocus onClick={() => begin('same')}>
            {t.pairs.same} <kbd>M</kbd>
          </Button>
          <Button size="large" onClick={() => begin('notSame')}>
            {t.pairs.notSame} <kbd>N</kbd>
          </Button>
        </div>
      )}
    </article>
  );
};
