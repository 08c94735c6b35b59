/**
 * A name as it is heard: syllables without tones, read as a surname reads, and with what dialects do not tell apart
 * folded together (zh/z, ch/c, sh/s, n/l, -ng/-n). Pure. Not here: what is a name at all (child-keys.ts).
 */
import { pinyin } from 'pinyin-pro';
import { COMPOUND_SURNAMES } from '../statement/name-words';

export interface SpokenName {
  written: string;
  /** as heard, without folding */
  sound: string;
  full: string;
  /** without the surname; a name of two may be one without a surname, so it has two readings */
  given: readonly string[];
  last: string;
  /** 小轩, 阿轩, 轩轩: says the last character only */
  isNickname: boolean;
  /** surname and two more: two such names that differ are two names */
  isWhole: boolean;
}

const folds: readonly (readonly [RegExp, string])[] = [
  [/^([zcs])h/u, '$1'],
  [/^n(?=[aeiouü])/u, 'l'],
  [/([aei])ng$/u, '$1n'],
];

const foldedOf = (syllable: string): string =>
  folds.reduce((sound, [pattern, by]) => sound.replace(pattern, by), syllable);

const compound = new RegExp(`^(?:${COMPOUND_SURNAMES})`, 'u');
const nickname = /^(?:[小阿]\p{sc=Han}|(\p{sc=Han})\1)$/u;

/** Not a space: a blind index does not see spaces, and xi'an is not xian. */
const joined = (syllables: readonly string[]): string => syllables.join("'");

const givenOf = (written: string, syllables: readonly string[]): string[] => {
  const surname = compound.test(written) && syllables.length > 2 ? 2 : 1;
  if (syllables.length > 2) return [joined(syllables.slice(surname))];
  return syllables.length === 2 ? [joined(syllables), syllables[1] ?? ''] : [joined(syllables)];
};

export const spokenName = (written: string): SpokenName => {
  const heard = pinyin(written, { toneType: 'none', type: 'array', nonZh: 'consecutive', surname: 'head' })
    .map((syllable) => syllable.trim().toLowerCase())
    .filter((syllable) => syllable !== '');
  const syllables = heard.map(foldedOf);
  return {
    written,
    sound: joined(heard),
    full: joined(syllables),
    given: givenOf(written, syllables),
    last: syllables.at(-1) ?? '',
    isNickname: nickname.test(written),
    isWhole: syllables.length > 2,
  };
};
