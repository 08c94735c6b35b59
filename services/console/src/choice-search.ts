/**
 * Finds a choice by two letters: of its sound, its first sounds, its code, or by a word of its name. Pure.
 * Guarantee: the best match comes first, equal ones in the order of the catalogue; one Latin letter finds nothing.
 */
import type { OfferedChoice } from './wire';

/** As many as fit under the field without covering the route. */
const maxFound = 8;

const typed = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/[\s']/g, '');

/** Tests from best to worst; `ying ji chu zhi` is found by `yjcz`, `yingji` and `chuzhi`. */
const ranks: readonly ((choice: OfferedChoice, text: string) => boolean)[] = [
  ({ code }, text) => code.toLowerCase() === text,
  ({ sound }, text) => initials(sound).startsWith(text),
  ({ sound }, text) => joined(sound).startsWith(text),
  ({ zh }, text) => typed(zh).startsWith(text),
  ({ code }, text) => code.toLowerCase().startsWith(text),
  ({ zh, en }, text) => typed(zh).includes(text) || en.toLowerCase().startsWith(text),
  ({ sound }, text) => initials(sound).includes(text) || endings(sound).some((end) => end.startsWith(text)),
  ({ code }, text) => code.toLowerCase().includes(text),
];

const syllables = (sound: string): string[] => sound.split(' ').filter((part) => /^[a-z]/.test(part));
const joined = (sound: string): string => syllables(sound).join('');
const initials = (sound: string): string =>
  syllables(sound)
    .map(([first]) => first)
    .join('');
const endings = (sound: string): string[] =>
  syllables(sound).map((_, index, all) => all.slice(index).join(''));

export const findChoices = (choices: readonly OfferedChoice[], words: string): OfferedChoice[] => {
  const text = typed(words);
  if (text === '' || /^[\x21-\x7e]$/.test(text)) return [];
  const rankOf = (choice: OfferedChoice): number => ranks.findIndex((test) => test(choice, text));
  return choices
    .map((choice) => ({ choice, rank: rankOf(choice) }))
    .filter(({ rank }) => rank >= 0)
    .sort((left, right) => left.rank - right.rank)
    .slice(0, maxFound)
    .map(({ choice }) => choice);
};
