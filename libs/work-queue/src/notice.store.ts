/** SQL of notices: what an agency was told without being asked to act. No clock, no state but received or not. */
import type { ClauseView } from '@yimen/contracts';
import type { Tx } from '@yimen/messaging';

export interface Notice {
  id: string;
  caseId: string;
  county: string;
  agency: string;
  addressee: string;
  basis: string;
  /** when it is due, in the words of the clause */
  due: string;
  sealedText: Buffer;
  clauses: readonly ClauseView[];
  issuedAt: Date;
  receivedAt: Date | null;
  receivedBy: string | null;
}

const columns = `id, case_id as "caseId", county, agency, addressee, basis, due, sealed_text as "sealedText", clauses,
  issued_at as "issuedAt", received_at as "receivedAt", received_by as "receivedBy"`;

export type OpeningNotice = Notice & { area: string | null };

/** Any number at once. @returns the ids of those that were not there before */
export const insertNotices = async (tx: Tx, notices: readonly OpeningNotice[]): Promise<Set<string>> => {
  const rows = await tx.query<{ id: string }>(
    `insert into notice (id, case_id, county, agency, area, addressee, basis, due, sealed_text, clauses, issued_at)
     select n.* from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::bytea[], $10::jsonb[], $11::timestamptz[]) as n
     on conflict (id) do nothing returning id`,
    [
      notices.map(({ id }) => id),
      notices.map(({ caseId }) => caseId),
      notices.map(({ county }) => county),
      notices.map(({ agency }) => agency),
      notices.map(({ area }) => area),
      notices.map(({ addressee }) => addressee),
      notices.map(({ basis }) => basis),
      notices.map(({ due }) => due),
      notices.map(({ sealedText }) => sealedText),
      notices.map(({ clauses }) => JSON.stringify(clauses)),
      notices.map(({ issuedAt }) => issuedAt),
    ],
  );
  return new Set(rows.map(({ id }) => id));
};

export interface NoticePlace {
  issuedAt: string;
  id: string;
}

/** The latest first. @param agency undefined = every agency of the scope */
export const listNotices = (
  tx: Tx,
  agency: string | undefined,
  limit: number,
  after?: NoticePlace,
): Promise<Notice[]> =>
  tx.query(
    `select ${columns} from notice
      where ($1::text is null or agency = $1) and ($2::timestamptz is null or (issued_at, id) < ($2, $3))
      order by issued_at desc, id desc limit $4`,
    [agency ?? null, after?.issuedAt ?? null, after?.id ?? null, limit],
  );

export const findNotice = async (tx: Tx, id: string): Promise<Notice | undefined> =>
  (await tx.query<Notice>(`select ${columns} from notice where id = $1`, [id]))[0];

/** @returns false when somebody received it meanwhile */
export const markReceived = async (tx: Tx, id: string): Promise<boolean> => {
  const rows = await tx.query(
    `update notice set received_at = $2, received_by = $3 where id = $1 and received_at is null returning id`,
    [id, tx.now, tx.scope.actor],
  );
  return rows.length > 0;
};
