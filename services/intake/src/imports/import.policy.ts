/**
 * What happens to one row of a batch. Pure.
 * Guarantee: a row that is not registered stays visible with its reason; lack of papers, name or guardian is never one;
 * nothing is decided about a category: the row says what the sheet claims, a person confirms (policy-practice 21,
 * no. 5).
 */
import { ageOn, checkIdNumber, parseDay } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import type { CellFault, ImportRow } from './import-row';

export type RowResult = 'accept' | 'hold' | 'hold-duplicate' | 'reject';

export type RowReason =
  | CellFault
  | 'id_number_invalid'
  | 'birth_date_invalid'
  | 'birth_date_in_future'
  | 'birth_differs_from_id'
  | 'adult'
  | 'over_category_age'
  | 'category_unknown'
  | 'sensitive_note'
  | 'same_id_in_batch'
  | 'same_sound_in_batch'
  | 'no_id'
  | 'guardian_missing'
  | 'name_missing';

export interface RowDecision {
  result: RowResult;
  /** what led to it, then what a person should add */
  reasons: RowReason[];
}

export interface RowContext {
  /** `YYYY-MM-DD` of submission */
  day: string;
  profile: Profile;
  duplicateOf: { sameId: boolean; sameSound: boolean };
}

/**
 * Words that only a case file may hold; a sheet that goes round by hand is no place for them (policy-practice 21,
 * no. 4).
 */
const sensitiveWords = /艾滋|HIV|性侵|强奸|猥亵|梅毒|吸毒|犯罪|判刑/iu;
/** Opinion of the State Council on left-behind children, Guofa 2016 no. 13: under 16. */
const leftBehind = { words: /留守|C-LEFT/u, underYears: 16 };
const adultYears = 18;

const birthOf = (row: ImportRow): string | undefined =>
  row.birthDate ?? (row.idNumber ? checkIdNumber(row.idNumber).birthDate : undefined);

const rejections = (row: ImportRow, { day, profile }: RowContext): RowReason[] => {
  const found: RowReason[] = [];
  if (row.idNumber !== undefined && !checkIdNumber(row.idNumber).ok) found.push('id_number_invalid');
  if (row.birthDate !== undefined && parseDay(row.birthDate) === undefined) found.push('birth_date_invalid');
  else if ((birthOf(row) ?? '') > day) found.push('birth_date_in_future');
  if (row.category !== undefined && !isKnownCategory(row.category, profile)) found.push('category_unknown');
  return found;
};

/** The county's own word, its code or the common code; `农村留守` is the county's 农村留守儿童. */
export const isKnownCategory = (said: string, { categories }: Profile): boolean =>
  categories.some(
    ({ code, local, name }) => said === code || said === local || (said.length >= 2 && name.includes(said)),
  );

const holds = (row: ImportRow, { day }: RowContext): RowReason[] => {
  const birth = birthOf(row);
  const age = birth === undefined ? undefined : ageOn(birth, day);
  const byNumber = row.idNumber ? checkIdNumber(row.idNumber).birthDate : undefined;
  const found: RowReason[] = [];
  if (age !== undefined && age >= adultYears) found.push('adult');
  else if (age !== undefined && age >= leftBehind.underYears && leftBehind.words.test(row.category ?? ''))
    found.push('over_category_age');
  if (byNumber !== undefined && birth !== byNumber) found.push('birth_differs_from_id');
  if (sensitiveWords.test(row.note ?? '')) found.push('sensitive_note');
  return found;
};

const toComplete = (row: ImportRow): RowReason[] => [
  ...(row.idNumber === undefined ? (['no_id'] as const) : []),
  ...(row.guardian === undefined ? (['guardian_missing'] as const) : []),
  ...(row.name === undefined ? (['name_missing'] as const) : []),
];

export const decideRow = (row: ImportRow, context: RowContext): RowDecision => {
  if (row.unread) return { result: 'reject', reasons: row.unread.faults };
  const rejected = rejections(row, context);
  if (rejected.length > 0) return { result: 'reject', reasons: rejected };
  const { sameId, sameSound } = context.duplicateOf;
  if (sameId || sameSound)
    return { result: 'hold-duplicate', reasons: [sameId ? 'same_id_in_batch' : 'same_sound_in_batch'] };
  const held = holds(row, context);
  if (held.length > 0) return { result: 'hold', reasons: held };
  return { result: 'accept', reasons: toComplete(row) };
};
