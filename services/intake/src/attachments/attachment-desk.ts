/**
 * A file on its way to its report: read once from the line, checked, cleaned and sealed piece by piece onto the disk,
 * then its row. Guarantee: the row comes last, with its audit and the answer to this key; what is refused leaves
 * nothing; the same key and file again are answered as the first time. Not here: reading it (`attachment-reader.ts`).
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { refuse, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import type { Db, RowScope } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB, jsonText, TIMERS } from '@yimen/service-kit';
import type { Clock, JsonText, Timers } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { findAnswer, hashOf, insertAnswer } from '../reports/idempotency.store';
import type { RequestKey } from '../reports/idempotency.store';
import type { KeptAnswer } from '../reports/kept-answer';
import { violates } from '../reports/report-preparation';
import { systemScope } from '../system-scope';
import { headBytes, kindOf } from './attachment-kinds';
import type { AttachmentKind } from './attachment-kinds';
import { AttachmentFiles } from './attachment-files';
import { attachmentLimits, fileTooLarge, noRoomFor } from './attachment.policy';
import type { FileName } from './attachment.policy';
import {
  findUsed,
  insertAttachment,
  insertWithholding,
  findAttachment,
  listKnownIds,
} from './attachment.store';
import type { AttachmentDetail, NewAttachment } from './attachment.store';
import { ByteSource } from './byte-source';
import { checkOfficeDocument } from './office-document';
import { sealFile } from './sealed-file';

export interface Upload extends FileName {
  /** as the client says it */
  type: string;
  stream: AsyncGenerator<Buffer>;
}

/** As it is listed. */
export interface ShownAttachment extends AttachmentDetail {
  attachmentId: string;
  reportId: string;
  kind: string;
  sizeBytes: number;
  addedBy: string;
  addedAt: string;
  withheld: { by: string; at: string; reason: string } | null;
  /** which desks of its cases see it: no roles for every one; null: none */
  desks: { roles: string[]; by: string; at: string } | null;
}

/** Longer than any upload and its transaction take. */
const orphanAgeMs = 24 * 60 * 60 * 1000;
const sweepEveryMs = 60 * 60 * 1000;

async function* counted(stream: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of stream) {
    bytes += piece.length;
    if (bytes > attachmentLimits.fileBytes)
      throw new RefusalError('attachment_too_large', fileTooLarge().params);
    hash.update(piece);
    yield piece;
  }
}

interface Facts {
  bytes: number;
}

async function* measured(stream: AsyncIterable<Buffer>, hash: Hash, facts: Facts): AsyncGenerator<Buffer> {
  for await (const piece of stream) {
    facts.bytes += piece.length;
    hash.update(piece);
    yield piece;
  }
}

/** @throws RefusalError attachment_empty | attachment_kind_unknown | attachment_kind_mismatch */
const readKind = async (source: ByteSource, { extension, type }: Upload): Promise<AttachmentKind> => {
  const head = await source.peek(headBytes);
  if (head.length === 0) return refuse('attachment_empty');
  const kind = kindOf(head, { extension, type });
  if (typeof kind !== 'string') return kind;
  const field = kind === 'attachment_kind_mismatch' ? 'X-File-Name' : 'file';
  return refuse(kind, { errors: [{ field, rule: kind, message: 'see the code' }] });
};

@Injectable()
export class AttachmentDesk implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    @Inject(TIMERS) private readonly timers: Timers,
    private readonly files: AttachmentFiles,
  ) {}

  onModuleInit(): void {
    this.timers.register({ name: 'intake.orphan-files', everyMs: sweepEveryMs, run: () => this.sweep() });
  }

  async add(
    actor: Actor,
    reportId: string,
    upload: Upload,
    key: string,
  ): Promise<KeptAnswer<ShownAttachment>> {
    const scope = scopeOf(actor, 'intake.attachment.add');
    await this.assertReport(scope, reportId);
    const { file, sent } = await this.receive(reportId, upload).finally(() =>
      upload.stream.return(undefined),
    );
    const hash = hashOf({ reportId, name: upload.name, sent });
    const request = { county: actor.jurisdiction, account: actor.subject, key, hash };
    try {
      const kept = await this.findKept(scope, request);
      if (kept === undefined) return { answer: await this.write(scope, file, request), replayed: false };
      await this.files.drop(file.id);
      return { answer: kept, replayed: true };
    } catch (error) {
      if (error instanceof RefusalError) await this.files.drop(file.id);
      if (!violates(error, 'idempotency_pkey')) throw error;
      await this.files.drop(file.id);
      return {
        answer: (await this.findKept(scope, request)) ?? refuse('idempotency_in_progress'),
        replayed: true,
      };
    }
  }

  async withhold(actor: Actor, place: { reportId: string; id: string }, reason: string) {
    const scope = scopeOf(actor, 'intake.attachment.withhold');
    return withTx(this.db, { scope, keys: [], now: this.clock.now() }, async (tx) => {
      if (!(await findAttachment(tx, this.ciphers.fields, place))) return refuse('not_found');
      if (!(await insertWithholding(tx, this.ciphers.fields, { id: place.id, reason })))
        return refuse('attachment_already_withheld');
      const detail = { reportId: place.reportId };
      tx.audit({ action: 'attachment.withheld', subjectKind: 'attachment', subjectId: place.id, detail });
      return { attachmentId: place.id, withheldAt: formatInstant(tx.now) };
    });
  }

  private async assertReport(scope: RowScope, reportId: string): Promise<void> {
    const options = { scope, keys: [], now: this.clock.now(), unaudited: true };
    if (!(await withTx(this.db, options, (tx) => findUsed(tx, reportId)))) refuse('not_found');
  }

  /** @returns the file, whole under its passing name, and the hash of what was sent */
  private async receive(reportId: string, upload: Upload): Promise<{ file: NewAttachment; sent: string }> {
    const [id, secret] = [newId(), randomBytes(32)];
    const [asSent, asKept] = [createHash('sha256'), createHash('sha256')];
    const facts = { bytes: 0 };
    const source = new ByteSource(counted(upload.stream, asSent));
    const kind = await readKind(source, upload);
    const kept = measured(kind.cleaned?.(source) ?? source.rest(), asKept, facts);
    await this.files.receive(id, sealFile({ id, secret }, kept));
    const file: NewAttachment = {
      ...{ id, reportId, secret, name: upload.name, kind: kind.kind, sizeBytes: facts.bytes },
      mediaType: kind.types[upload.extension] ?? 'application/octet-stream',
      sha256: asKept.digest('hex'),
    };
    if (kind.part !== undefined) await this.checkDocument(file, kind.part);
    return { file, sent: asSent.digest('hex') };
  }

  private async checkDocument({ id, secret, sizeBytes }: NewAttachment, part: string): Promise<void> {
    const file = await this.files.openArrived(id);
    try {
      await checkOfficeDocument({ file, key: { id, secret }, plainBytes: sizeBytes }, part);
    } catch (error) {
      await this.files.drop(id);
      throw error;
    } finally {
      await file.close();
    }
  }

  private async findKept(
    scope: RowScope,
    request: RequestKey,
  ): Promise<JsonText<ShownAttachment> | undefined> {
    const options = { scope, keys: [], now: this.clock.now(), unaudited: true };
    const kept = await withTx(this.db, options, (tx) =>
      findAnswer<ShownAttachment>(tx, this.ciphers.fields, request),
    );
    return kept === 'reused' ? refuse('idempotency_key_reused') : kept;
  }

  /** The key of the report lets its files in one after the other, so that they are counted rightly. */
  private async write(
    scope: RowScope,
    file: NewAttachment,
    request: RequestKey,
  ): Promise<JsonText<ShownAttachment>> {
    await this.files.settle(file.id);
    const now = this.clock.now();
    return withTx(this.db, { scope, keys: [file.reportId], now }, async (tx) => {
      const used = (await findUsed(tx, file.reportId)) ?? refuse('not_found');
      const full = noRoomFor(file.sizeBytes, used);
      if (full) return refuse(full.code, full.params);
      insertAttachment(tx, this.ciphers.fields, file, used.files + 1);
      const { id: attachmentId, secret: _kept, ...rest } = file;
      const { reportId, kind, sizeBytes } = rest;
      const stamp = { addedBy: scope.actor, addedAt: formatInstant(now), withheld: null, desks: null };
      const answer = jsonText<ShownAttachment>({ attachmentId, ...rest, ...stamp });
      const { agency = '', area = null } = scope;
      insertAnswer(tx, this.ciphers.fields, request, { answer, agency, area });
      const detail = { reportId, kind, sizeBytes };
      tx.audit({ action: 'attachment.added', subjectKind: 'attachment', subjectId: attachmentId, detail });
      return answer;
    });
  }

  /** Files of uploads that never got their row. Their age is the disk's, not that of the business clock. */
  private async sweep(): Promise<number> {
    let swept = 0;
    for await (const ids of this.files.olderThan(new Date(Date.now() - orphanAgeMs))) {
      const options = { scope: systemScope, keys: [], now: this.clock.now(), unaudited: true };
      const known = new Set(await withTx(this.db, options, (tx) => listKnownIds(tx, ids)));
      const orphans = ids.filter((id) => !known.has(id));
      for (const id of orphans) await this.files.drop(id);
      swept += orphans.length;
    }
    return swept;
  }
}
