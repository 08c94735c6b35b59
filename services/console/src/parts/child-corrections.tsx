/** Chips and picker of one child, over the corrections in its draft. */
import { add, chipsOf, toggle } from '../corrections';
import type { CodeOf, Corrections } from '../corrections';
import type { OfferedChoice, Suggestion } from '../wire';
import { CorrectionChips } from './correction-chips';
import { CorrectionPicker } from './correction-picker';

interface ChildCorrectionsProps {
  index: number;
  title: string | undefined;
  suggestion: Suggestion;
  corrections: Corrections | undefined;
  choices: readonly OfferedChoice[];
  firstNumber: number;
  onChange: (corrections: Corrections) => void;
}

export const ChildCorrections = ({
  index,
  title,
  suggestion,
  corrections = {},
  choices,
  firstNumber,
  onChange,
}: ChildCorrectionsProps) => {
  const chips = chipsOf(suggestion, corrections);
  const isChosen = ({ kind, code }: CodeOf): boolean =>
    chips.some((chip) => chip.on && chip.kind === kind && chip.code === code);
  return (
    <>
      <CorrectionChips
        chips={chips}
        choices={choices}
        firstNumber={firstNumber}
        onToggle={(chip) => onChange(toggle(corrections, suggestion, chip))}
      />
      <CorrectionPicker
        index={index}
        title={title}
        choices={choices}
        isChosen={isChosen}
        onAdd={(choice) => onChange(add(corrections, suggestion, choice))}
      />
    </>
  );
};
