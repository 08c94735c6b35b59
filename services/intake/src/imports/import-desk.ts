/**
 * Batches over HTTP and their worker. Submission stores the rows and answers at once; the worker decides them in small
 * transactions on a topic of its own, so that no red report ever waits for a ledger.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import type { Channel } from '@yimen/contracts';
import { newId, withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB, TIMERS } from '@yimen/service-kit';
import type { Clock, Timers } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { insertAnswer } from '../reports/idempotency.store';
import type { RequestKey } from '../reports/idempotency.store';
import { ReceiptNumbers } from '../reports/receipts.store';
import { readReporter } from '../reports/report.input';
import type { SaidReporter } from '../reports/report.input';
import { isBlank } from '../plain-text';
import { Tables } from '../tables/tables';
import { batchRecord } from './batch-record';
import { decideChunk } from './import-chunk';
import type { ImportBody } from './import.dto';
import { problemsOf } from './row-problems';
import { readRow, rowErrors } from './import-row';
import type { ImportRow } from './import-row';
import { countResults, findBatch, insertBatch, insertRows, listRows, sealRow } from './import.store';
import type { SealedImportRow } from './import.store';
import { insertRecord } from '../reports/report.store';

/** Between chunks reports get their turn. */
const workerPeriodMs = 500;
/** Rows stored by one statement. */
const rowsPerInsert = 500;
/** Rows sealed before others get their turn: some 10 ms of work. */
const rowsPerTurn = 20;
/** Enough to mend a sheet by. */
const maxRowErrors = 50;

interface NewBatch {
  channel: Channel;
  narrative: string;
  reporter: SaidReporter;
  rows: readonly ImportRow[];
  dryRun: boolean;
  /** absent for rows that came as JSON */
  file?: { hash: string; request: RequestKey };
}

export interface SubmittedBatch {
  importId: string;
  reportId: string;
  receiptNo: string;
  rows: number;
  dryRun: boolean;
}

/** What the desk hands to its worker and takes numbers from. */
@Injectable()
export class ImportParts {
  constructor(
    readonly tables: Tables,
    readonly numbers: ReceiptNumbers,
  ) {}
}

@Injectable()
export class ImportDesk implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    @Inject(TIMERS) private readonly timers: Timers,
    private readonly parts: ImportParts,
  ) {}

  onModuleInit(): void {
    const run = (now: Date) =>
      decideChunk({ db: this.db, ciphers: this.ciphers, tables: this.parts.tables }, now);
    this.timers.register({ name: 'intake.imports', everyMs: workerPeriodMs, run });
  }

  async submit(actor: Actor, body: ImportBody) {
    const county = body.county ?? actor.jurisdiction;
    if (county !== actor.jurisdiction) return refuse('wrong_jurisdiction');
    return this.store(actor, {
      channel: body.channel,
      narrative: isBlank(body.narrative) ? '' : body.narrative,
      reporter: readReporter(body.reporter),
      rows: readRows(body.rows),
      dryRun: body.dryRun ?? false,
    });
  }

  /** Receipt, rows and audit in one transaction; the answer means durable. */
  async store(actor: Actor, { rows, dryRun, file, ...words }: NewBatch): Promise<SubmittedBatch> {
    const county = actor.jurisdiction;
    const now = this.clock.now();
    const receiptNo = await this.parts.numbers.next(county, now);
    const reportId = newId();
    const said = { county, ...words };
    const record = batchRecord(
      { reportId, token: newId(), receiptNo, actor, now, said, rowCount: rows.length },
      this.ciphers,
    );
    const { agency, area } = record.report;
    const batch = { reportId, county, agency, area, dryRun, rowCount: rows.length };
    const answer = { importId: reportId, reportId, receiptNo, rows: rows.length, dryRun };
    const sealed = await this.sealed(reportId, rows);
    const scope = scopeOf(actor, 'intake.import.submit');
    await withTx(this.db, { scope, keys: [], now }, async (tx) => {
      insertRecord(tx, record);
      void insertBatch(tx, batch, file?.hash ?? null);
      if (file)
        insertAnswer(tx, this.ciphers.fields, file.request, { agency, area, answer: JSON.stringify(answer) });
      for (let start = 0; start < sealed.length; start += rowsPerInsert)
        await insertRows(tx, batch, sealed.slice(start, start + rowsPerInsert));
      const detail = { receiptNo, rows: rows.length, dryRun: batch.dryRun };
      tx.audit({ action: 'import.submitted', subjectKind: 'report', subjectId: reportId, detail });
    });
    return answer;
  }

  /** Before the transaction: while one is open no later event may be read, a red one neither. */
  private async sealed(reportId: string, rows: readonly ImportRow[]): Promise<SealedImportRow[]> {
    const sealed: SealedImportRow[] = [];
    for (const [place, row] of rows.entries()) {
      if (place % rowsPerTurn === 0) await nextTurn();
      sealed.push(sealRow(this.ciphers.fields, reportId, row, place));
    }
    return sealed;
  }

  async status(actor: Actor, importId: string, page: { after: number; limit: number }) {
    const options = {
      scope: scopeOf(actor, 'intake.import.read'),
      keys: [],
      now: this.clock.now(),
      unaudited: true,
    };
    const [status, rows, counts] = await withTx(this.db, options, (tx) =>
      Promise.all([findBatch(tx, importId), listRows(tx, importId, page), countResults(tx, importId)]),
    );
    if (!status) return refuse('not_found');
    const { submittedAt, finishedAt, ...rest } = status;
    const next = rows.length === page.limit ? String(rows.at(-1)?.place) : null;
    return {
      ...rest,
      importId,
      counts,
      submittedAt: formatInstant(submittedAt),
      finishedAt: finishedAt && formatInstant(finishedAt),
      items: rows.map(({ place: _place, ...row }) => ({
        ...row,
        problems: problemsOf(row.result, row.reasons),
      })),
      next,
    };
  }
}

const readRows = (rows: readonly unknown[]): ImportRow[] => {
  const errors = rows.flatMap((row, place) => rowErrors(row, place));
  if (errors.length > 0) return refuse('invalid_body', { errors: errors.slice(0, maxRowErrors) });
  return rows.map((row) => readRow(row as Record<string, unknown>));
};
