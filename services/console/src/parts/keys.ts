/** Shortcuts that an input method never sets off: while it composes, Enter and letters belong to it. */

/** Safari and older engines mark a composing key with this code only. */
const composingKeyCode = 229;

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** `Ctrl+Enter`, `Alt+n`, `s`, `ArrowDown`; undefined while composing. Command on a Mac counts as Ctrl. */
export const shortcutOf = (event: Pressed): string | undefined => {
  if (event.isComposing || event.keyCode === composingKeyCode) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const held = [event.ctrlKey || event.metaKey ? 'Ctrl+' : '', event.altKey ? 'Alt+' : ''].join('');
  return `${held}${key}`;
};

/**
 * The digit of `Alt+1` to `Alt+9`, by the place of the key: on a Mac the letter of it is another. Not those of the
 * number pad, with which Alt writes characters by their code, nor AltGr, which counts as Ctrl and Alt.
 */
export const altDigitOf = (event: Pressed & { code: string }): number | undefined => {
  if (shortcutOf(event) === undefined || !event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const [, digit] = /^Digit([1-9])$/.exec(event.code) ?? [];
  return digit === undefined ? undefined : Number(digit);
};

/** Letters typed into a field are text, and Enter on a button or a link is that button's. */
export const belongsToControl = ({ target, key }: { target: EventTarget | null; key: string }): boolean =>
  target instanceof HTMLElement &&
  (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    (key === 'Enter' && /^(BUTTON|A|SUMMARY)$/.test(target.tagName)));
