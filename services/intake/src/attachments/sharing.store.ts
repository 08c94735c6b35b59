/**
 * Which files the desks of a case may see: the office's decisions, and what a desk's own transaction finds. What the
 * statements ask is asked a second time by row security, which knows the desk's open legs.
 */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { attachmentLimits } from './attachment.policy';
import { attachmentColumns, attachmentJoined, opened, secretOf } from './attachment.store';
import type { Attachment, AttachmentRow, AttachmentToOpen } from './attachment.store';

/** Decisions about one file; the database holds the number a second time. */
export const maxSharings = 1_000;
/** Reports of one case whose files a desk lists at once. */
const reportsPerCase = 20;

export interface Sharing {
  id: string;
  reportId: string;
  /** roles with a leg that see it, none for all; undefined: no desk */
  roles: readonly string[] | undefined;
}

/** @returns how many decisions there were about this file */
export const countSharings = async (tx: Tx, id: string): Promise<number> => {
  const [row] = await tx.query<{ many: number }>(
    `select count(*)::int as many from attachment_sharing where attachment_id = $1`,
    [id],
  );
  return row?.many ?? 0;
};

export const insertSharing = (tx: Tx, { id, reportId, roles }: Sharing, place: number): void => {
  const { county, agency = null, area = null, actor } = tx.scope;
  tx.write(
    `insert into attachment_sharing (attachment_id, place, report_id, county, agency, area, is_shared, roles,
       decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [...[id, place, reportId, county, agency, area], roles !== undefined, roles ?? [], actor, tx.now],
  );
};

/** Files of this case's reports whose newest decision shows them to a role that this agency works it in. */
const shownAtDesk = `
  from ${attachmentJoined} join report_case r on r.report_id = a.report_id
   where r.case_id = $1 and s.is_shared and w.attachment_id is null
     and exists (
       select 1 from case_leg l where l.case_id = r.case_id and l.state in ('issued', 'signed', 'arbitration')
         and coalesce((select n.now_id from agency_now n where n.agency = l.agency), l.agency) = $2
         and (s.roles = '{}' or l.role = any(s.roles)))`;

/** @returns undefined when this desk has no open leg on such a case */
export const listAtDesk = async (
  tx: Tx,
  cipher: FieldCipher,
  caseId: string,
): Promise<Attachment[] | undefined> => {
  const { agency } = tx.scope;
  const [leg] = await tx.query(`select 1 from report_case where case_id = $1 limit 1`, [caseId]);
  if (leg === undefined) return undefined;
  const rows = await tx.query<AttachmentRow>(
    `select ${attachmentColumns} ${shownAtDesk} order by a.added_at, a.id limit $3`,
    [caseId, agency, reportsPerCase * attachmentLimits.filesPerReport],
  );
  return rows.map((row) => opened(cipher, row));
};

export const findAtDesk = async (
  tx: Tx,
  cipher: FieldCipher,
  { caseId, id }: { caseId: string; id: string },
): Promise<AttachmentToOpen | undefined> => {
  const [row] = await tx.query<AttachmentRow & { key: Buffer }>(
    `select ${attachmentColumns}, a.key ${shownAtDesk} and a.id = $3`,
    [caseId, tx.scope.agency, id],
  );
  if (!row) return undefined;
  const { key, ...rest } = row;
  return { ...opened(cipher, rest), secret: secretOf(cipher, id, key) };
};
