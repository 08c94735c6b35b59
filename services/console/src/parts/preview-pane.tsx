/** Where the report would go, for each child: risk, lead, cooperating, notices, clocks, each with its clause. */
import { Button, Card, Tag } from 'antd';
import type { Preview } from '../api';
import { useTexts } from '../texts';
import { Risk } from './risk';

type ChildPreview = Preview['children'][number];

const words = (triggers: { words: string }[]): string =>
  [...new Set(triggers.map((trigger) => trigger.words))].join('、');

const ChildRoute = ({ child, onSame }: { child: ChildPreview; onSame: (childId: string) => void }) => {
  const t = useTexts();
  const { suggestion, decision, matches } = child;
  const cooperating = decision.referrals.filter(({ part }) => part === 'cooperating');
  return (
    <section>
      <p>
        <Risk level={suggestion.risk.value} /> <span>{words(suggestion.risk.triggers)}</span>
      </p>
      <h3>{t.matters}</h3>
      {suggestion.matters.map(({ value }) => (
        <Tag key={value}>{value}</Tag>
      ))}
      <h3>{t.lead}</h3>
      <strong data-testid="preview-lead">{decision.lead.name}</strong>
      <h3>{t.cooperating}</h3>
      <ul className="list">
        {cooperating.map(({ agency, matter, task, clauses }) => (
          <li key={`${agency.name} ${matter} ${task}`}>
            {agency.name} · {task} <small>{clauses.map(({ id }) => id).join(' ')}</small>
          </li>
        ))}
      </ul>
      <h3>{t.notices}</h3>
      <ul className="list">
        {decision.notices.map(({ to, basis }) => (
          <li key={`${to} ${basis}`}>
            {to} <small>{basis}</small>
          </li>
        ))}
      </ul>
      <h3>{t.clocks}</h3>
      <ul className="list">
        {decision.clocks.map(({ code, what, dueAt }) => (
          <li key={`${code} ${what}`}>
            {what} {dueAt.replace('T', ' ').slice(0, 16)} <small>{code}</small>
          </li>
        ))}
      </ul>
      {matches.length > 0 && <h3>{t.matches}</h3>}
      {matches.map(({ childId, display, reasons, openCase }) => (
        <p key={childId}>
          {display} {openCase?.caseNo} <small>{reasons.join('、')}</small>{' '}
          <Button size="small" onClick={() => onSame(childId)}>
            {t.sameChild}
          </Button>
        </p>
      ))}
    </section>
  );
};

interface PreviewPaneProps {
  preview: Preview | undefined;
  onSameChild: (index: number, childId: string) => void;
}

export const PreviewPane = ({ preview, onSameChild }: PreviewPaneProps) => {
  const t = useTexts();
  return (
    <Card aria-live="polite">
      <h2>{t.preview}</h2>
      {!preview && <p className="keys">{t.previewEmpty}</p>}
      {preview?.children.map((child, index) => (
        <ChildRoute key={index} child={child} onSame={(childId) => onSameChild(index, childId)} />
      ))}
      {preview && (
        <>
          <h3>{t.statement}</h3>
          <p className="statement">{preview.statement}</p>
        </>
      )}
    </Card>
  );
};
