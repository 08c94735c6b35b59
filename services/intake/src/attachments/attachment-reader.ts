/**
 * Attachments for people: the list of a report, and the bytes of one. Guarantee: every reading is audited before
 * anything is sent, a download with its purpose; no byte is sent of a file that is not whole.
 */
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { refuse, RefusalError, scopeOf, SealBrokenError } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB, LOGGER } from '@yimen/service-kit';
import type { Clock, Logger } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import type { ShownAttachment } from './attachment-desk';
import { AttachmentFiles } from './attachment-files';
import { attachmentLimits, deskNameOf, mayOpen } from './attachment.policy';
import { findAttachment, findUsed, listAttachments } from './attachment.store';
import type { Attachment, AttachmentToOpen } from './attachment.store';
import { assertWhole, openRange } from './sealed-file';
import { findAtDesk, listAtDesk } from './sharing.store';

const shown = ({ addedAt, withheld, desks, ...rest }: Attachment): ShownAttachment => ({
  ...rest,
  addedAt: formatInstant(addedAt),
  withheld: withheld && { ...withheld, at: formatInstant(withheld.at) },
  desks: desks && { ...desks, at: formatInstant(desks.at) },
});

/** As a desk sees it: neither who added it nor to which report, nor what they called it. */
export interface DeskAttachment {
  attachmentId: string;
  name: string;
  kind: string;
  sizeBytes: number;
  addedAt: string;
}

const shownAtDesk = ({ attachmentId, name, kind, sizeBytes, addedAt }: Attachment): DeskAttachment => ({
  ...{ attachmentId, name: deskNameOf(attachmentId, name), kind, sizeBytes },
  addedAt: formatInstant(addedAt),
});

export interface OpenedAttachment {
  attachment: Pick<Attachment, 'name' | 'sizeBytes' | 'sha256'>;
  bytes: Readable;
}

@Injectable()
export class AttachmentReader {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly files: AttachmentFiles,
  ) {}

  async list(actor: Actor, reportId: string) {
    const scope = scopeOf(actor, 'intake.attachment.read');
    const options = { scope, keys: [], now: this.clock.now() };
    const found = await withTx(this.db, options, async (tx) => {
      if (!(await findUsed(tx, reportId))) return refuse('not_found');
      const attachments = await listAttachments(tx, this.ciphers.fields, reportId);
      const detail = { found: attachments.length };
      tx.audit({ action: 'attachment.listed', subjectKind: 'report', subjectId: reportId, detail });
      return attachments;
    });
    return { items: found.map(shown), limits: attachmentLimits };
  }

  async open(
    actor: Actor,
    place: { reportId: string; id: string },
    purpose: string,
  ): Promise<OpenedAttachment> {
    const scope = scopeOf(actor, 'intake.attachment.read');
    const attachment = await withTx(this.db, { scope, keys: [], now: this.clock.now() }, async (tx) => {
      const found = (await findAttachment(tx, this.ciphers.fields, place)) ?? refuse('not_found');
      if (!mayOpen(found.withheld !== null, actor.duties)) return refuse('attachment_withheld');
      const detail = { reportId: place.reportId, withheld: found.withheld !== null };
      tx.audit({
        action: 'attachment.opened',
        subjectKind: 'attachment',
        subjectId: place.id,
        purpose,
        detail,
      });
      return found;
    });
    return { attachment, bytes: await this.wholeBytes(attachment) };
  }

  async listAtDesk(actor: Actor, caseId: string): Promise<{ items: DeskAttachment[] }> {
    const options = { scope: scopeOf(actor, 'intake.case_attachment.read'), keys: [], now: this.clock.now() };
    const found = await withTx(this.db, options, async (tx) => {
      const attachments = (await listAtDesk(tx, this.ciphers.fields, caseId)) ?? refuse('not_found');
      const detail = { found: attachments.length };
      const subject = { subjectKind: 'case', subjectId: caseId, caseId };
      tx.audit({ action: 'attachment.listed', ...subject, detail });
      return attachments;
    });
    return { items: found.map(shownAtDesk) };
  }

  /** What is not shown is not there, whether it was withheld, is for other roles or of another case. */
  async openAtDesk(
    actor: Actor,
    place: { caseId: string; id: string },
    purpose: string,
  ): Promise<OpenedAttachment> {
    const options = { scope: scopeOf(actor, 'intake.case_attachment.read'), keys: [], now: this.clock.now() };
    const attachment = await withTx(this.db, options, async (tx) => {
      const found = (await findAtDesk(tx, this.ciphers.fields, place)) ?? refuse('not_found');
      const subject = { subjectKind: 'attachment', subjectId: place.id, caseId: place.caseId };
      const detail = { reportId: found.reportId, withheld: false };
      tx.audit({ action: 'attachment.opened', ...subject, purpose, detail });
      return found;
    });
    const name = deskNameOf(place.id, attachment.name);
    return { attachment: { ...attachment, name }, bytes: await this.wholeBytes(attachment) };
  }

  /** Read twice: to its end before the first byte is sent, since what was sent cannot be taken back. */
  private async wholeBytes({ attachmentId: id, secret, sizeBytes }: AttachmentToOpen): Promise<Readable> {
    const file = (await this.files.find(id)) ?? this.damaged(id, 'is not there');
    const sealed = { file, key: { id, secret }, plainBytes: sizeBytes };
    try {
      await assertWhole(sealed);
    } catch (error) {
      await file.close();
      if (error instanceof SealBrokenError) return this.damaged(id, error.message);
      throw error;
    }
    const bytes = Readable.from(openRange(sealed, 0, sizeBytes), { objectMode: false });
    return bytes.once('close', () => void file.close());
  }

  private damaged(attachmentId: string, what: string): never {
    this.logger.error({ attachmentId, what }, 'a stored attachment cannot be read: restore it from a backup');
    throw new RefusalError('attachment_damaged', { attachmentId });
  }
}
