/**
 * Adds what was not suggested: two letters of its sound, a word or its code, then Enter. An ordinary combobox; while an
 * input method composes, Enter is the input method's.
 */
import { useId, useState } from 'react';
import { findChoices } from '../choice-search';
import type { CodeOf } from '../corrections';
import { choiceName, useTexts } from '../texts';
import type { OfferedChoice } from '../wire';
import { shortcutOf } from './keys';

/** Of the child at this place; `Alt+G` goes to the first. */
export const pickerId = (index: number): string => `picker-${index}`;

interface CorrectionPickerProps {
  index: number;
  /** of the child, when there are several */
  title: string | undefined;
  choices: readonly OfferedChoice[];
  /** on already: not offered again */
  isChosen: (choice: CodeOf) => boolean;
  onAdd: (choice: CodeOf) => void;
}

export const CorrectionPicker = ({ index, title, choices, isChosen, onAdd }: CorrectionPickerProps) => {
  const t = useTexts();
  const listId = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const found = findChoices(
    choices.filter((choice) => !isChosen(choice)),
    words,
  );
  const optionId = (place: number): string => `${listId}-${place}`;
  const write = (text: string): void => {
    setWords(text);
    setAt(0);
  };
  const pick = (choice: OfferedChoice | undefined): void => {
    if (!choice) return;
    onAdd(choice);
    write('');
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      Enter: () => pick(found[at]),
      Escape: () => write(''),
      ArrowDown: () => setAt(Math.min(at + 1, found.length - 1)),
      ArrowUp: () => setAt(Math.max(at - 1, 0)),
    };
    const act = acts[shortcutOf(event.nativeEvent) ?? ''];
    if (!act || words === '') return;
    event.preventDefault();
    act();
  };
  return (
    <div className="picker">
      <input
        id={pickerId(index)}
        role="combobox"
        autoComplete="off"
        aria-label={title ? `${title} ${t.chipAdd}` : t.chipAdd}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? optionId(at) : undefined}
        placeholder={t.chipAddHint}
        value={words}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={t.chipAdd}>
        {found.map((choice, place) => (
          <li
            key={`${choice.kind} ${choice.code}`}
            id={optionId(place)}
            role="option"
            aria-selected={place === at}
            // the field keeps the cursor, so that the next one can be typed
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(choice)}
          >
            <small>{t.choiceKinds[choice.kind]}</small> {choiceName(choices, choice, t)}{' '}
            <small>{choice.code}</small>
          </li>
        ))}
      </ul>
    </div>
  );
};
