/**
 * What was typed and not sent yet. It tells who calls, so it is sealed under the vault's key, bound to account and
 * form. Guarantee: only this file names `report_draft`; a row policy shows an account its own rows alone. A draft's id
 * is the `Idempotency-Key` its report will be sent with, so that the accepting transaction finds and removes it.
 */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { maxDrafts } from './draft.policy';
import type { DraftState } from './draft.policy';

export interface DraftPlace {
  county: string;
  account: string;
  /** of the form, and of the request it will be sent with */
  key: string;
}

const sealedFor = ({ county, account, key }: DraftPlace): string =>
  `report_draft.content:${county}.${account}.${key}`;

/** A save that came after the report was accepted leaves a row that is shown to nobody until it is swept. */
const accepted = `exists (select from idempotency i
  where i.county = d.county and i.account = d.account and i.key = d.id)`;

/** Asked under the account's lock, since two windows may save at once. */
export const findDraftState = async (tx: Tx, { county, account, key }: DraftPlace): Promise<DraftState> => {
  const [state] = await tx.query<DraftState>(
    `select coalesce(max(version) filter (where id = $3), 0)::int as version,
       (count(*) filter (where id <> $3))::int as others,
       exists (select from idempotency where county = $1 and account = $2 and key = $3) as "isAccepted"
     from report_draft where county = $1 and account = $2`,
    [county, account, key],
  );
  return state ?? { version: 0, isAccepted: false, others: 0 };
};

export const writeDraft = (
  tx: Tx,
  cipher: FieldCipher,
  place: DraftPlace,
  { version, content }: { version: number; content: string },
): void => {
  const { agency = null, area = null } = tx.scope;
  const sealed = cipher.seal(content, sealedFor(place));
  tx.write(
    `insert into report_draft (county, agency, area, account, id, version, content, begun_at, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     on conflict (county, account, id) do update
       set version = excluded.version, content = excluded.content, saved_at = excluded.saved_at`,
    [place.county, agency, area, place.account, place.key, version, sealed, tx.now],
  );
};

export interface DraftLine {
  draftId: string;
  version: number;
  savedAt: Date;
}

const lineColumns = `d.id as "draftId", d.version, d.saved_at as "savedAt"`;

/** Newest first. */
export const listDrafts = (
  tx: Tx,
  { county, account }: Omit<DraftPlace, 'key'>,
  since: Date,
): Promise<DraftLine[]> =>
  tx.query<DraftLine>(
    `select ${lineColumns} from report_draft d
     where d.county = $1 and d.account = $2 and d.saved_at >= $3 and not ${accepted}
     order by d.saved_at desc, d.id limit ${maxDrafts}`,
    [county, account, since],
  );

/** @returns with the content as JSON text */
export const findDraft = async (
  tx: Tx,
  cipher: FieldCipher,
  place: DraftPlace,
  since: Date,
): Promise<(DraftLine & { content: string }) | undefined> => {
  const [row] = await tx.query<DraftLine & { content: Buffer }>(
    `select ${lineColumns}, d.content from report_draft d
     where d.county = $1 and d.account = $2 and d.id = $3 and d.saved_at >= $4 and not ${accepted}`,
    [place.county, place.account, place.key, since],
  );
  return row && { ...row, content: cipher.open(row.content, sealedFor(place)) };
};

/** One statement of the accepting transaction; most reports have one. */
export const removeDraft = (tx: Tx, { county, account, key }: DraftPlace): void =>
  tx.write(`delete from report_draft where county = $1 and account = $2 and id = $3`, [county, account, key]);

export const discardDraft = async (tx: Tx, { county, account, key }: DraftPlace): Promise<boolean> =>
  (
    await tx.query(`delete from report_draft where county = $1 and account = $2 and id = $3 returning id`, [
      county,
      account,
      key,
    ])
  ).length > 0;

export interface SweptDraft extends DraftPlace {
  isAccepted: boolean;
}

/** What was not saved since, and what a late save left beside its accepted report. */
export const sweepDrafts = (tx: Tx, before: Date, limit: number): Promise<SweptDraft[]> =>
  tx.query<SweptDraft>(
    `with gone as (
       select d.county, d.account, d.id, ${accepted} as "isAccepted" from report_draft d
       where d.saved_at < $1 or ${accepted} limit $2)
     delete from report_draft d using gone
     where d.county = gone.county and d.account = gone.account and d.id = gone.id
     returning d.county, d.account, d.id as key, gone."isAccepted"`,
    [before, limit],
  );
