/** A case whole: its legs as a picture, what runs, who was told, why it went there, what happened. */
import { Button } from 'antd';
import { useState } from 'react';
import { nameThenAndNow, useTexts } from '../texts';
import type { Account, AgencyName, CaseDetail, CaseLeg } from '../wire';
import { Attachments } from './attachments';
import { CaseActs } from './case-acts';
import { CasePicture } from './case-picture';
import { ClauseList } from './clause-list';
import { ClockList } from './clock-list';
import { countyTime } from './due';
import { HandOver } from './hand-over';
import { OtherCases } from './open-case-links';
import { Risk } from './risk';
import { useCase } from './use-case';
import { useNow } from './use-now';

const LegDetail = ({ leg }: { leg: CaseLeg }) => {
  const t = useTexts();
  return (
    <section data-testid="leg-detail">
      <h3>{nameThenAndNow(leg.agencyName, leg.agencyNow, t)}</h3>
      <p>{leg.task}</p>
      <ClauseList clauses={leg.clauses} />
      <h3>{t.clocks}</h3>
      <ClockList clocks={leg.clocks.filter(({ state }) => state === 'running' || state === 'overdue')} />
    </section>
  );
};

const kindName = (kind: string, kinds: Readonly<Record<string, string>>): string => kinds[kind] ?? kind;

const Timeline = ({ item }: { item: CaseDetail }) => {
  const t = useTexts();
  const now = useNow();
  return (
    <ol className="answers" data-testid="timeline">
      {[...item.timeline].reverse().map(({ at, kind, by, note }, index) => (
        <li key={`${at} ${kind} ${item.timeline.length - index}`}>
          <time dateTime={at}>{countyTime(at, now, t)}</time> {kindName(kind, t.timeline)}{' '}
          <small>{by.startsWith('system:') ? t.system : by}</small>
          {note && <span> {note}</span>}
        </li>
      ))}
    </ol>
  );
};

const Why = ({ item }: { item: CaseDetail }) => {
  const t = useTexts();
  return (
    <details>
      <summary>
        {t.why} {item.explanation.length}
      </summary>
      <ul className="clauses">
        {item.explanation.map(({ rule, clause, effect }) => (
          <li key={rule}>
            <b>{clause.id}</b> {effect} <small>{clause.source}</small>
          </li>
        ))}
      </ul>
    </details>
  );
};

/** A coordinator finds out later than the call that a report is of another county, or has a file for it. */
const ReportActs = ({ item }: { item: CaseDetail }) => (
  <ul className="plain">
    {item.reports
      .filter(({ isAmendment }) => !isAmendment)
      .map(({ reportId, receiptNo }) => (
        <li key={reportId}>
          <span className="number">{receiptNo}</span> <HandOver {...{ reportId, receiptNo }} />{' '}
          <Attachments reportId={reportId} />
        </li>
      ))}
  </ul>
);

interface CaseViewProps {
  id: string;
  account: Account;
  agencies: readonly AgencyName[];
  onChanged: () => void;
  onLeave: () => void;
  onOpen: (caseId: string) => void;
  /** shows who may be the same child */
  onPairs: (childId: string) => void;
}

export const CaseView = (props: CaseViewProps) => {
  const { id, account, agencies, onChanged, onLeave, onOpen, onPairs } = props;
  const t = useTexts();
  const { item, ...acting } = useCase(id, onChanged);
  const [chosen, setChosen] = useState<string>();
  const leg = item?.legs.find(({ referralId }) => referralId === chosen);
  if (!item)
    return (
      <div className="panel nothing" role="status">
        <b>{acting.notice?.text ?? t.loading}</b>
        <Button onClick={onLeave}>{t.back}</Button>
      </div>
    );
  const isCoordinator = account.duties.includes('coordinator');
  const running = item.clocks.filter(({ state }) => state === 'running' || state === 'overdue');
  return (
    <article className="panel case" aria-label={item.caseNo}>
      <header>
        <h2>
          <Risk level={item.risk} /> <span className="number">{item.caseNo}</span>{' '}
          <span data-testid="case-state">{item.state === 'open' ? t.caseOpen : t.caseClosed}</span>
        </h2>
        {isCoordinator && (
          <Button data-testid="to-pairs" onClick={() => onPairs(item.childId)}>
            {t.pairs.title}
          </Button>
        )}
        <Button onClick={onLeave}>
          {t.back} <kbd>Esc</kbd>
        </Button>
      </header>
      {isCoordinator && <OtherCases childId={item.childId} caseId={item.id} onOpen={onOpen} />}
      <CasePicture item={item} chosen={chosen} onChoose={(one) => setChosen(one.referralId)} />
      {isCoordinator && <CaseActs {...acting} {...{ item, leg, agencies }} />}
      {isCoordinator && item.state === 'open' && <ReportActs item={item} />}
      <div className="case-columns">
        <div>
          {leg && <LegDetail leg={leg} />}
          <h3>{t.clocks}</h3>
          <ClockList clocks={running} />
          <h3>{t.notices}</h3>
          <ul className="plain">
            {item.notices.map(({ noticeId, to, basis, when }) => (
              <li key={noticeId}>
                {to} <small>{`${basis} ${when}`}</small>
              </li>
            ))}
          </ul>
          {item.letters.length > 0 && <h3>{t.letters.title}</h3>}
          <ul className="plain">
            {item.letters.map(({ letterId, letterNo, to, state }) => (
              <li key={letterId} data-testid="letter-line">
                <span className="number">{letterNo}</span> {to} <small>{t.letters.states[state]}</small>
              </li>
            ))}
          </ul>
          <Why item={item} />
        </div>
        <div>
          <h3>{t.history}</h3>
          <Timeline item={item} />
        </div>
      </div>
    </article>
  );
};
