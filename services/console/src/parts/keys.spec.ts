import { shortcutOf } from './keys';
import type { Pressed } from './keys';

const pressed = (part: Partial<Pressed>): Pressed => ({
  key: 'Enter',
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 13,
  ...part,
});

describe('a shortcut', () => {
  it.each([
    [{ ctrlKey: true }, 'Ctrl+Enter'],
    [{ metaKey: true }, 'Ctrl+Enter'],
    [{ key: 'N', altKey: true }, 'Alt+n'],
    [{ key: 'S' }, 's'],
    [{ key: 'ArrowDown' }, 'ArrowDown'],
    [{ key: 's', ctrlKey: true }, 'Ctrl+s'],
  ])('of %j is %s', (part, expected) => {
    expect(shortcutOf(pressed(part))).toBe(expected);
  });

  it.each([{ isComposing: true }, { keyCode: 229 }, { isComposing: true, ctrlKey: true }])(
    'is nothing while an input method composes: %j',
    (part) => {
      expect(shortcutOf(pressed(part))).toBeUndefined();
    },
  );
});
