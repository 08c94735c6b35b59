/**
 * Receipt numbers, `AJX-260320-0007-K`: county, day in county time, running number of the day, check letter. Pure.
 * Guarantee: one wrong or exchanged digit read out over the phone does not pass the check.
 * Gaps are normal: numbers are reserved in blocks (receipts.store.ts).
 */
import { dayOf, formatDay } from '@yimen/routing';

/** Without I, O and Q, which are misheard and misread; 23 letters, a prime, so that exchanged digits are found. */
const checkLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** The county's calendar day, `260320`. */
export const receiptDay = (now: Date): string => formatDay(dayOf(now)).slice(2).replaceAll('-', '');

const letterOf = (text: string): string => {
  const sum = [...text].reduce(
    (total, character, place) => total + (place + 2) * (character.codePointAt(0) ?? 0),
    0,
  );
  return checkLetters[sum % checkLetters.length] ?? '';
};

export const receiptNumber = (county: string, day: string, running: number): string => {
  const body = `${county}-${day}-${String(running).padStart(4, '0')}`;
  return `${body}-${letterOf(body)}`;
};

/** True when shape and check letter hold; says nothing about whether it was given out. */
export const isReceiptNumber = (text: string): boolean => {
  const match = /^([A-Z]{2,5}-\d{6}-\d{4,7})-([A-Z])$/.exec(text);
  return match?.[1] !== undefined && letterOf(match[1]) === match[2];
};
