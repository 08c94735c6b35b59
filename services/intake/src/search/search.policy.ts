/**
 * From what was typed to what is asked of the database. Pure. Guarantees: a masked number and a placeholder name find
 * nothing rather than everybody; names and numbers go to the database as blind indexes only.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import { endOfDay, parseDay, startOfDay } from '@yimen/routing';
import { phoneKey, plainNames, soundOf } from '../children/child-keys';
import type { Ciphers } from '../ciphers';
import { isBlank } from '../plain-text';
import type { ReportSearchBody } from './search.dto';

export interface ReportSearch {
  receiptNo?: string;
  /** blind indexes of the name as written and as it sounds */
  child?: { name: Buffer; sound: Buffer };
  phone?: Buffer;
  from?: Date;
  to?: Date;
}

type Criterion = keyof ReportSearch;

/** By what was searched: goes into the audit, what was typed does not. */
export const criteriaOf = (search: ReportSearch): Criterion[] => Object.keys(search) as Criterion[];

const present = (text: string | null | undefined): string | undefined =>
  isBlank(text) ? undefined : text.trim();

const childOf = (typed: string | undefined, { fields }: Ciphers): ReportSearch['child'] => {
  if (typed === undefined) return undefined;
  const name = plainNames([typed])[0] ?? typed;
  return {
    name: fields.blindIndex(name, 'child_name'),
    sound: fields.blindIndex(soundOf(name), 'child_sound'),
  };
};

const dayOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : parseDay(text);

/** @returns search_empty when nothing is asked for, phone_not_searchable for a masked number */
export const searchOf = (body: ReportSearchBody, ciphers: Ciphers): ReportSearch | Refusal => {
  const phone = present(body.phone);
  const key = phoneKey(phone);
  if (phone !== undefined && key === undefined) return refusal('phone_not_searchable');
  const child = childOf(present(body.child), ciphers);
  const [from, to] = [dayOf(present(body.from)), dayOf(present(body.to))];
  const receiptNo = present(body.receiptNo)?.toUpperCase();
  const search: ReportSearch = {
    ...(receiptNo === undefined ? {} : { receiptNo }),
    ...(child === undefined ? {} : { child }),
    ...(key === undefined ? {} : { phone: ciphers.vault.blindIndex(key, 'phone') }),
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { to: endOfDay(to) }),
  };
  return Object.keys(search).length === 0 ? refusal('search_empty') : search;
};
