/** Who does what in a case, as a picture: reports, the owner, then every leg with its state and time left. */
import { matterName, nameThenAndNow, partName, useTexts } from '../texts';
import type { CaseDetail, CaseLeg } from '../wire';
import { pressure, timeLeft } from './due';
import { useNow } from './use-now';

const over = ['finished', 'waived'];

interface LegProps {
  leg: CaseLeg;
  now: number;
  chosen: boolean;
  onChoose: (leg: CaseLeg) => void;
}

const nearest = ({ clocks }: CaseLeg): string | undefined =>
  clocks
    .filter(({ state }) => state === 'running')
    .map(({ dueInstant }) => dueInstant)
    .sort()[0];

const LegBox = ({ leg, now, chosen, onChoose }: LegProps) => {
  const t = useTexts();
  const due = nearest(leg);
  const isOver = over.includes(leg.state) || leg.replacedBy !== null;
  return (
    <li>
      <button
        type="button"
        data-testid="leg"
        className={`leg ${leg.part} leg-${leg.state} ${isOver ? 'over' : ''}`}
        aria-pressed={chosen}
        onClick={() => onChoose(leg)}
      >
        <b>{nameThenAndNow(leg.agencyName, leg.agencyNow, t)}</b>
        <span>
          {partName(leg.part, t)} · {matterName(leg.matter, t)}
        </span>
        <span className={`state ${leg.state}`}>
          {t.legStates[leg.state as keyof typeof t.legStates] ?? leg.state}
          {leg.signedBySystem ? `（${t.system}）` : ''}
        </span>
        {due && !isOver && <span className={`left ${pressure(due, now)}`}>{timeLeft(due, now, t)}</span>}
      </button>
    </li>
  );
};

interface CasePictureProps {
  item: CaseDetail;
  chosen: string | undefined;
  onChoose: (leg: CaseLeg) => void;
}

export const CasePicture = ({ item, chosen, onChoose }: CasePictureProps) => {
  const t = useTexts();
  const now = useNow();
  return (
    <div className="case-picture" role="group" aria-label={t.legs}>
      <ul className="sources" aria-label={t.reports}>
        {item.reports.map(({ reportId, receiptNo, isAmendment, receivedAt }) => (
          <li key={`${reportId} ${receivedAt} ${String(isAmendment)}`}>
            {receiptNo}
            {isAmendment ? <small> {t.amended}</small> : null}
          </li>
        ))}
      </ul>
      <div className="owner">
        <small>{t.owner}</small>
        <b data-testid="owner">{nameThenAndNow(item.owner.name, item.owner.now, t)}</b>
        {item.lead === null && <span className="left over">{t.noLead}</span>}
      </div>
      <ul className="legs-drawn">
        {item.legs.map((leg) => (
          <LegBox key={leg.referralId} {...{ leg, now, onChoose }} chosen={leg.referralId === chosen} />
        ))}
      </ul>
    </div>
  );
};
