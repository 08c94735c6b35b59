/** The risk level as letter, word and colour; the letter alone must be enough. */
import { riskName, useTexts } from '../texts';

export const Risk = ({ level }: { level: string }) => {
  const t = useTexts();
  return (
    <span className={`risk risk-${level}`}>
      <b>{level}</b> {riskName(level, t)}
    </span>
  );
};
