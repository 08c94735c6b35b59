/** The level first, and why: what an operator must see before anything else. She may raise it, never lower it here. */
import { Radio } from 'antd';
import { moreUrgentThan, riskName, useTexts } from '../texts';
import type { ChildPreview } from '../wire';

const wordsOf = ({ suggestion }: ChildPreview): string =>
  [...new Set(suggestion.risk.triggers.map(({ words }) => words))].join('、');

/** Of several children the one in most danger. */
const mostUrgent = (children: readonly ChildPreview[]): ChildPreview | undefined =>
  children.reduce<ChildPreview | undefined>(
    (worst, child) =>
      worst === undefined || moreUrgentThan(worst.decision.risk).includes(child.decision.risk)
        ? child
        : worst,
    undefined,
  );

interface RiskBarProps {
  previews: readonly ChildPreview[];
  /** chosen by the operator */
  raised: string | undefined;
  onRaise: (risk: string | undefined) => void;
}

export const RiskBar = ({ previews, raised, onRaise }: RiskBarProps) => {
  const t = useTexts();
  const worst = mostUrgent(previews);
  if (!worst) return null;
  const level = worst.decision.risk;
  const suggested = worst.suggestion.risk.value;
  const words = wordsOf(worst);
  const choices = moreUrgentThan(suggested);
  return (
    <div className={`risk-bar risk-${level}`} data-testid="preview-risk">
      <div>
        <strong>
          {level} {riskName(level, t)}
        </strong>
        {level === 'R1' && <b>{t.urgent}</b>}
        {words && (
          <span>
            {t.riskOf}：{words}
          </span>
        )}
      </div>
      {choices.length > 0 && (
        <Radio.Group
          size="small"
          optionType="button"
          aria-label={t.riskRaise}
          value={raised ?? 'suggested'}
          onChange={(event) =>
            onRaise(event.target.value === 'suggested' ? undefined : String(event.target.value))
          }
          options={[
            ...choices.map((code) => ({ value: code, label: `${t.riskRaise} ${code}` })),
            { value: 'suggested', label: `${t.riskAsSuggested} ${suggested}` },
          ]}
        />
      )}
    </div>
  );
};
