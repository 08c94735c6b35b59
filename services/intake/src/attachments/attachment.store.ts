/** The rows of attachments: names, types and reasons are sealed at their place; sizes and kinds are not. */
import type { FieldCipher } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';
import { attachmentLimits } from './attachment.policy';

/** Sealed as one. */
export interface AttachmentDetail {
  name: string;
  mediaType: string;
  /** hex, of the bytes as they are kept */
  sha256: string;
}

export interface NewAttachment extends AttachmentDetail {
  id: string;
  reportId: string;
  kind: string;
  sizeBytes: number;
  /** of the file alone */
  secret: Buffer;
}

const detailPlace = (id: string): string => `attachment.detail:${id}`;
const keyPlace = (id: string): string => `attachment.key:${id}`;
const reasonPlace = (id: string): string => `attachment_withholding.reason:${id}`;

interface Used {
  files: number;
  bytes: number;
}

/** @returns undefined when there is no such report in the scope */
export const findUsed = async (tx: Tx, reportId: string): Promise<Used | undefined> => {
  const [row] = await tx.query<Used>(
    `select count(a.id)::int as files, coalesce(sum(a.size_bytes), 0)::int as bytes
     from report r left join attachment a on a.report_id = r.id where r.id = $1 group by r.id`,
    [reportId],
  );
  return row;
};

export const insertAttachment = (tx: Tx, cipher: FieldCipher, file: NewAttachment, place: number): void => {
  const { id, reportId, kind, sizeBytes, secret, name, mediaType, sha256 } = file;
  const detail: AttachmentDetail = { name, mediaType, sha256 };
  const { county, agency = null, area = null, actor } = tx.scope;
  tx.write(
    `insert into attachment (id, report_id, county, agency, area, place, kind, size_bytes, key, detail, added_by,
       added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[id, reportId, county, agency, area, place, kind, sizeBytes],
      cipher.seal(secret.toString('base64'), keyPlace(id)),
      cipher.seal(JSON.stringify(detail), detailPlace(id)),
      ...[actor, tx.now],
    ],
  );
};

export interface AttachmentRow {
  id: string;
  reportId: string;
  kind: string;
  sizeBytes: number;
  detail: Buffer;
  addedBy: string;
  addedAt: Date;
  withheldBy: string | null;
  withheldAt: Date | null;
  reason: Buffer | null;
  isShared: boolean | null;
  roles: string[] | null;
  sharedBy: string | null;
  sharedAt: Date | null;
}

export const attachmentColumns = `a.id, a.report_id as "reportId", a.kind, a.size_bytes as "sizeBytes", a.detail,
  a.added_by as "addedBy", a.added_at as "addedAt", w.withheld_by as "withheldBy", w.withheld_at as "withheldAt",
  w.reason, s.is_shared as "isShared", s.roles, s.decided_by as "sharedBy", s.decided_at as "sharedAt"`;
/** With who took it back, and the newest decision about the desks. */
export const attachmentJoined = `attachment a left join attachment_withholding w on w.attachment_id = a.id
  left join lateral (select d.is_shared, d.roles, d.decided_by, d.decided_at from attachment_sharing d
    where d.attachment_id = a.id order by d.place desc limit 1) s on true`;

export interface Attachment extends AttachmentDetail {
  attachmentId: string;
  reportId: string;
  kind: string;
  sizeBytes: number;
  addedBy: string;
  addedAt: Date;
  withheld: { by: string; at: Date; reason: string } | null;
  /** which desks of its cases see it: no roles for every one; null: none */
  desks: { roles: string[]; by: string; at: Date } | null;
}

export const opened = (cipher: FieldCipher, row: AttachmentRow): Attachment => {
  const {
    id,
    detail,
    withheldBy: by,
    withheldAt: at,
    reason,
    isShared,
    roles,
    sharedBy,
    sharedAt,
    ...rest
  } = row;
  const isAtDesks = isShared === true && roles !== null && sharedBy !== null && sharedAt !== null;
  const isWithheld = by !== null && at !== null && reason !== null;
  return {
    attachmentId: id,
    ...rest,
    ...(JSON.parse(cipher.open(detail, detailPlace(id))) as AttachmentDetail),
    withheld: isWithheld ? { by, at, reason: cipher.open(reason, reasonPlace(id)) } : null,
    desks: isAtDesks ? { roles, by: sharedBy, at: sharedAt } : null,
  };
};

/** The key of the file alone. */
export const secretOf = (cipher: FieldCipher, id: string, key: Buffer): Buffer =>
  Buffer.from(cipher.open(key, keyPlace(id)), 'base64');

/** In the order in which they came. */
export const listAttachments = async (
  tx: Tx,
  cipher: FieldCipher,
  reportId: string,
): Promise<Attachment[]> => {
  const rows = await tx.query<AttachmentRow>(
    `select ${attachmentColumns} from ${attachmentJoined} where a.report_id = $1 order by a.place limit $2`,
    [reportId, attachmentLimits.filesPerReport],
  );
  return rows.map((row) => opened(cipher, row));
};

export interface AttachmentToOpen extends Attachment {
  secret: Buffer;
}

export const findAttachment = async (
  tx: Tx,
  cipher: FieldCipher,
  { reportId, id }: { reportId: string; id: string },
): Promise<AttachmentToOpen | undefined> => {
  const [row] = await tx.query<AttachmentRow & { key: Buffer }>(
    `select ${attachmentColumns}, a.key from ${attachmentJoined} where a.id = $1 and a.report_id = $2`,
    [id, reportId],
  );
  if (!row) return undefined;
  const { key, ...rest } = row;
  return { ...opened(cipher, rest), secret: secretOf(cipher, id, key) };
};

/** @returns false when it was withheld before */
export const insertWithholding = async (
  tx: Tx,
  cipher: FieldCipher,
  { id, reason }: { id: string; reason: string },
): Promise<boolean> => {
  const { county, agency = null, area = null, actor } = tx.scope;
  const rows = await tx.query(
    `insert into attachment_withholding (attachment_id, county, agency, area, reason, withheld_by, withheld_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (attachment_id) do nothing returning attachment_id`,
    [id, county, agency, area, cipher.seal(reason, reasonPlace(id)), actor, tx.now],
  );
  return rows.length === 1;
};

/** Which of these files have a row. */
export const listKnownIds = async (tx: Tx, ids: readonly string[]): Promise<string[]> => {
  const rows = await tx.query<{ id: string }>(
    `select id from attachment where id = any($1::text[]) limit $2`,
    [ids, ids.length],
  );
  return rows.map(({ id }) => id);
};
