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

/** Letters typed into a field are text, and Enter on a button or a link is that button's. */
export const belongsToControl = ({ target, key }: { target: EventTarget | null; key: string }): boolean =>
  target instanceof HTMLElement &&
  (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    (key === 'Enter' && /^(BUTTON|A|SUMMARY)$/.test(target.tagName)));
