/**
 * Names and phone numbers out of what was said of guardians (`父亲王建国，电话138…；奶奶照料`). Pure. A word taken for a
 * name by mistake only ever suggests a child, to a person who decides.
 */
import { NO_NAME, NOT_A_NAME, COMPOUND_SURNAMES, SURNAME } from '../statement/name-words';
import { PARENT_WORDS, RELATION_WORDS } from '../statement/kin-words';
import { phoneKey } from './child-keys';

const longestFirst = (words: string): string =>
  words
    .split('|')
    .sort((left, right) => right.length - left.length)
    .join('|');

const kin = longestFirst(
  `${PARENT_WORDS}|${RELATION_WORDS}|父母|继父|继母|养父|养母|父|母|姓名|联系人|电话|手机`,
);
const leadingKin = new RegExp(`^(?:${kin})+(?:是|叫|为)?`, 'u');
const personal = new RegExp(`^(?:(?:${COMPOUND_SURNAMES})\\p{sc=Han}{1,2}|${SURNAME}\\p{sc=Han}{1,2})$`, 'u');
/** A household has few; more are a list of something else. */
const most = 6;

const isPersonal = (word: string): boolean =>
  personal.test(word) && !NO_NAME.test(word) && !NOT_A_NAME.test(word);

export const guardianNames = (said: string | undefined): string[] => {
  const words = (said ?? '').normalize('NFKC').split(/[^\p{sc=Han}]+/u);
  const names = words.map((word) => word.replace(leadingKin, '')).filter(isPersonal);
  return [...new Set(names)].slice(0, most);
};

export const guardianPhones = (said: string | undefined): string[] => {
  const runs = (said ?? '').normalize('NFKC').match(/\+?\d[\d-]{6,}/gu) ?? [];
  return [...new Set(runs.flatMap((run) => phoneKey(run) ?? []))].slice(0, most);
};
