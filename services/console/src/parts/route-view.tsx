/** Where one child's report goes: who leads, who cooperates, who is told, until when, each with its clause. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { matterName, partName, useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { ChildPreview, KnownChild, Referral } from '../wire';
import { ClauseList } from './clause-list';
import { ClockList } from './clock-list';

const reasonName = (reason: string, t: Texts): string =>
  Object.hasOwn(t.matchReasons, reason) ? t.matchReasons[reason as keyof Texts['matchReasons']] : reason;

const KnownChildren = ({ matches, onSame }: { matches: KnownChild[]; onSame: (childId: string) => void }) => {
  const t = useTexts();
  if (matches.length === 0) return null;
  return (
    <div className="matches">
      <h3>{t.matches}</h3>
      {matches.map(({ childId, display, reasons, openCase }) => (
        <p key={childId}>
          <b>{display}</b> {openCase?.caseNo}{' '}
          <small>{reasons.map((reason) => reasonName(reason, t)).join('、')}</small>{' '}
          <Button size="small" onClick={() => onSame(childId)}>
            {t.sameChild}
          </Button>
        </p>
      ))}
    </div>
  );
};

/** One agency's leg: enough at a glance, task and clauses on demand. */
export const Leg = ({ referral }: { referral: Referral }) => {
  const t = useTexts();
  const { agency, part, matter, matters, task, clauses } = referral;
  return (
    <li>
      <details>
        <summary>
          <span className={`part ${part}`}>{partName(part, t)}</span>
          <b>{agency.name}</b>
          <span className="matters">
            {(matters ?? [matter]).map((code) => matterName(code, t)).join(' · ')}
          </span>
          <small>
            {clauses[0]?.id}
            {clauses.length > 1 ? ` +${clauses.length - 1}` : ''}
          </small>
        </summary>
        <p>{task}</p>
        <ClauseList clauses={clauses} />
      </details>
    </li>
  );
};

interface RouteViewProps {
  child: ChildPreview;
  /** of the child, when there are several */
  title: string | undefined;
  onSame: (childId: string) => void;
  /** what the route rests on, above it */
  children: ReactNode;
}

export const RouteView = ({ child, title, onSame, children }: RouteViewProps) => {
  const t = useTexts();
  const { decision, matches } = child;
  return (
    <section aria-label={title}>
      {title && <h2>{title}</h2>}
      <KnownChildren matches={matches} onSame={onSame} />
      {children}
      <p className="lead">
        {t.lead} <strong data-testid="preview-lead">{decision.lead.name}</strong>
        {decision.firstResponder && (
          <span>
            {t.firstResponder} <b>{decision.firstResponder.local}</b>
          </span>
        )}
      </p>
      <ul className="legs">
        {decision.referrals.map((referral) => (
          <Leg key={`${referral.agency.name} ${referral.matter} ${referral.part}`} referral={referral} />
        ))}
      </ul>
      <h3>{t.clocks}</h3>
      <ClockList clocks={decision.clocks} />
      <h3>{t.notices}</h3>
      <p className="notices">
        {decision.notices.length === 0 && <span className="quiet">{t.none}</span>}
        {decision.notices.map(({ to, when, basis }) => (
          <span key={`${to} ${basis}`} title={basis}>
            {to} <small>{when}</small>
          </span>
        ))}
      </p>
    </section>
  );
};
