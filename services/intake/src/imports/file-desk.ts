/**
 * Files over HTTP: checked dry, or taken as a batch that the worker of `import-desk.ts` decides like any other.
 * Guarantee: a dry run writes nothing; the same key or the same file again is the same batch; a row that cannot be
 * taken is in the batch with its reason.
 */
import { Inject, Injectable } from '@nestjs/common';
import { refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { dayOf, formatDay } from '@yimen/routing';
import { CLOCK, csvLine, csvMark, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { findAnswer, hashOf } from '../reports/idempotency.store';
import type { RequestKey } from '../reports/idempotency.store';
import { violates } from '../reports/report-preparation';
import { hashOfFile, readBounded } from '../sheets/read-sheet';
import { ImportDesk, ImportParts } from './import-desk';
import type { SubmittedBatch } from './import-desk';
import { findBatch, findBatchOfFile, listRowContents } from './import.store';
import { rejectedHeader, rejectedLine } from './rejected-rows';
import { checkRows, readFile } from './sheet-check';

/** Rows unsealed at a time. */
const rowsPerPage = 500;

@Injectable()
export class FileDesk {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    private readonly parts: ImportParts,
    private readonly imports: ImportDesk,
  ) {}

  async check(actor: Actor, stream: AsyncIterable<Buffer>) {
    const { format, encoding, header, rows } = await readFile(await readBounded(stream));
    const now = this.clock.now();
    const profile = this.parts.tables.inForce(actor.jurisdiction, now);
    const day = formatDay(dayOf(now));
    const checked = await checkRows(rows, { cipher: this.ciphers.fields, day, profile });
    return { dryRun: true, format, encoding, rows: rows.length, ignoredColumns: header.ignored, ...checked };
  }

  /** @returns the batch; `repeated` when this key or this file was taken before */
  async submit(actor: Actor, stream: AsyncIterable<Buffer>, key: string) {
    const bytes = await readBounded(stream);
    const fileHash = hashOfFile(bytes);
    const request = {
      county: actor.jurisdiction,
      account: actor.subject,
      key,
      hash: hashOf({ file: fileHash }),
    };
    const known = await this.findKnown(actor, request, fileHash);
    if (known) return { ...known, repeated: true };
    const { rows, header } = await readFile(bytes);
    try {
      const batch = await this.imports.store(actor, {
        channel: 'import',
        narrative: '批量导入的表格文件',
        reporter: { identity: {}, confidential: false, anonymous: true },
        rows,
        dryRun: false,
        file: { hash: fileHash, request },
      });
      return { ...batch, repeated: false, ignoredColumns: header.ignored };
    } catch (error) {
      if (!violates(error, 'idempotency_pkey') && !violates(error, 'import_batch_file')) throw error;
      const first = (await this.findKnown(actor, request, fileHash)) ?? refuse('idempotency_in_progress');
      return { ...first, repeated: true };
    }
  }

  private findKnown(
    actor: Actor,
    request: RequestKey,
    fileHash: string,
  ): Promise<SubmittedBatch | undefined> {
    const scope = scopeOf(actor, 'intake.import.submit');
    const options = { scope, keys: [], now: this.clock.now(), unaudited: true };
    return withTx(this.db, options, async (tx) => {
      const kept = await findAnswer(tx, this.ciphers.fields, request);
      if (kept === 'reused') return refuse('idempotency_key_reused');
      if (kept !== undefined) return JSON.parse(kept) as SubmittedBatch;
      return findBatchOfFile(tx, { county: actor.jurisdiction, agency: actor.agency, fileHash });
    });
  }

  /** Rows that did not go in, as their sheet said them, with the reasons: mended, they can be uploaded again. */
  async rejectedCsv(actor: Actor, importId: string): Promise<string> {
    const scope = scopeOf(actor, 'intake.import.export');
    return withTx(this.db, { scope, keys: [], now: this.clock.now() }, async (tx) => {
      if (!(await findBatch(tx, importId))) return refuse('not_found');
      const lines = [csvMark, csvLine(rejectedHeader)];
      for (let after = -1; ;) {
        const rows = await listRowContents(tx, this.ciphers.fields, importId, { after, limit: rowsPerPage });
        lines.push(...rows.map((row) => csvLine(rejectedLine(row))));
        if (rows.length < rowsPerPage) break;
        after = rows.at(-1)?.place ?? after;
      }
      const detail = { rows: lines.length - 2 };
      tx.audit({ action: 'import.exported', subjectKind: 'report', subjectId: importId, detail });
      return lines.join('');
    });
  }
}
