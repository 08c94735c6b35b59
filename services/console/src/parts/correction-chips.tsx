/**
 * What is suggested for one child, as chips: one key strikes one out, the same key takes it back. The words that
 * triggered a chip stand in the line beneath when it is looked at, and are read out with it.
 */
import { useId, useState } from 'react';
import type { Chip, CodeOf } from '../corrections';
import { choiceKinds } from '../corrections';
import { choiceName, useTexts } from '../texts';
import type { Texts } from '../texts-zh';
import type { OfferedChoice } from '../wire';
import { shortcutOf } from './keys';

/** Only nine keys have a digit. */
const maxNumbered = 9;

/** Found by `Alt+1` to `Alt+9`, wherever the cursor is. */
export const chipId = (number: number): string => `chip-${number}`;

const reasonOf = ({ words, rule }: Chip, t: Texts): string => {
  if (rule === undefined) return t.chipAdded;
  return words.length > 0 ? `${t.riskOf}：${words.join('、')}（${rule}）` : `${t.riskOf}：${rule}`;
};

interface ChipButtonProps {
  chip: Chip;
  number: number;
  name: string;
  onToggle: () => void;
  /** true when the chip is looked at, false when it is left */
  onLook: (looked: boolean) => void;
}

const ChipButton = ({ chip, number, name, onToggle, onLook }: ChipButtonProps) => {
  const t = useTexts();
  const reasonId = useId();
  const numbered = number <= maxNumbered;
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!['Delete', 'Backspace'].includes(shortcutOf(event.nativeEvent) ?? '')) return;
    event.preventDefault();
    onToggle();
  };
  return (
    <>
      <button
        type="button"
        className={`chip ${chip.kind}`}
        id={numbered ? chipId(number) : undefined}
        data-testid="chip"
        data-code={chip.code}
        aria-pressed={chip.on}
        aria-describedby={reasonId}
        aria-keyshortcuts={numbered ? `Delete Alt+${number}` : 'Delete'}
        onClick={onToggle}
        onKeyDown={onKeyDown}
        onFocus={() => onLook(true)}
        onBlur={() => onLook(false)}
        onMouseEnter={() => onLook(true)}
        onMouseLeave={() => onLook(false)}
      >
        {numbered && <kbd aria-hidden="true">{number}</kbd>}
        <span>{name}</span>
      </button>
      <span id={reasonId} className="unseen">
        {reasonOf(chip, t)}
      </span>
    </>
  );
};

interface CorrectionChipsProps {
  chips: readonly Chip[];
  choices: readonly OfferedChoice[];
  /** of the first chip: numbers run on over all children */
  firstNumber: number;
  onToggle: (chip: CodeOf) => void;
}

export const CorrectionChips = ({ chips, choices, firstNumber, onToggle }: CorrectionChipsProps) => {
  const t = useTexts();
  const [looked, setLooked] = useState<string>();
  const [told, setTold] = useState('');
  const keyOf = ({ kind, code }: CodeOf): string => `${kind} ${code}`;
  const nameOf = (chip: Chip): string => choiceName(choices, chip, t);
  const lookedAt = chips.find((chip) => keyOf(chip) === looked);
  const toggle = (chip: Chip): void => {
    onToggle(chip);
    setTold(`${chip.on ? t.chipRemoved : t.chipRestored}：${nameOf(chip)}`);
  };
  return (
    <div className="chips">
      {choiceKinds.map((kind) => (
        <div key={kind} role="group" aria-label={t.choiceKinds[kind]}>
          <span className="label">{t.choiceKinds[kind]}</span>
          {chips.map(
            (chip, index) =>
              chip.kind === kind && (
                <ChipButton
                  key={keyOf(chip)}
                  chip={chip}
                  number={firstNumber + index}
                  name={nameOf(chip)}
                  onToggle={() => toggle(chip)}
                  onLook={(look) => setLooked(look ? keyOf(chip) : undefined)}
                />
              ),
          )}
          {chips.every((chip) => chip.kind !== kind) && <span className="quiet">{t.none}</span>}
        </div>
      ))}
      <p className="why" data-testid="chip-why" aria-hidden="true">
        {lookedAt ? `${nameOf(lookedAt)} · ${reasonOf(lookedAt, t)}` : t.chipHint}
      </p>
      <span role="status" className="unseen" data-testid="chip-told">
        {told}
      </span>
    </div>
  );
};
