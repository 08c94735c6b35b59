import { altDigitOf, shortcutOf } from './keys';
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

describe('Alt and a digit', () => {
  const digit = (part: Partial<Pressed> & { code: string }) =>
    altDigitOf({ ...pressed({ key: '3', altKey: true, ...part }), code: part.code });

  it('is that digit, whatever letter the keyboard writes', () => {
    expect([digit({ code: 'Digit3' }), digit({ code: 'Digit3', key: '£' })]).toEqual([3, 3]);
  });

  it.each<[string, Partial<Pressed> & { code: string }]>([
    ['without Alt', { code: 'Digit3', altKey: false }],
    ['with Ctrl, as AltGr counts', { code: 'Digit3', ctrlKey: true }],
    ['on the number pad', { code: 'Numpad3' }],
    ['zero', { code: 'Digit0' }],
    ['while an input method composes', { code: 'Digit3', isComposing: true }],
  ])('is none %s', (_what, part) => {
    expect(digit(part)).toBeUndefined();
  });
});
