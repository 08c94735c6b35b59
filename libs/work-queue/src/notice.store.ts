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

/** @returns false when it was there before */
export const insertNotice = async (tx: Tx, notice: Notice & { area: string | null }): Promise<boolean> => {
  const rows = await tx.query(
    `insert into notice (id, case_id, county, agency, area, addressee, basis, due, sealed_text, clauses, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing returning id`,
    [
      notice.id,
      notice.caseId,
      notice.county,
      notice.agency,
      notice.area,
      notice.addressee,
      notice.basis,
      notice.due,
      notice.sealedText,
      JSON.stringify(notice.clauses),
      notice.issuedAt,
    ],
  );
  return rows.length > 0;
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
