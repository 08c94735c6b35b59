/**
 * The import worker: one bounded chunk of the oldest batch in one transaction: results, children, events, audit.
 * Guarantee: a row is decided once; a chunk that fails leaves no trace and is tried again; batches are on
 * `intake.imports`, never on the topic of reports.
 */
import { newId, withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { dayOf, formatDay, formatInstant } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import type { ReportAcceptedV1 } from '@yimen/contracts';
import type { Ciphers } from '../ciphers';
import { findKnown, insertChildren } from '../children/child.store';
import type { KnownChild } from '../children/child.store';
import { assessChild } from '../reports/report.policy';
import { newChildRow, reportChildRow, sameCaseOf } from '../reports/report.record';
import type { PlacedChild } from '../reports/report.record';
import { viewOf } from '../reports/report.input';
import type { SaidChild } from '../reports/report.input';
import { findKnownOf } from '../reports/report-preparation';
import { insertReportChildren } from '../reports/report.store';
import { suggestionFor } from '../reports/suggestion';
import { systemScope } from '../system-scope';
import type { Tables } from '../tables/tables';
import { decideRow } from './import.policy';
import type { RowDecision } from './import.policy';
import type { ImportRow } from './import-row';
import { findBatchReport, findOpenBatch, recordResults, takeRows } from './import.store';
import type { Batch, BatchReport, WaitingRow } from './import.store';

/** About 100 ms of work: what a report may have to wait for a connection, at most. */
const rowsPerChunk = 50;

interface ImportTools {
  db: Db;
  ciphers: Ciphers;
  tables: Tables;
}

interface Chunk {
  batch: Batch;
  report: BatchReport;
  profile: Profile;
  now: Date;
}

interface DecidedRow extends RowDecision {
  place: number;
  child: PlacedChild | null;
}

const saidChild = (row: ImportRow): SaidChild => ({
  identity: {
    ...(row.name ? { name: row.name } : {}),
    ...(row.sex ? { sex: row.sex } : {}),
    ...(row.birthDate ? { birthDate: row.birthDate } : {}),
    ...(row.idNumber ? { idNumber: row.idNumber.toUpperCase() } : {}),
    ...(row.address ? { address: row.address } : {}),
    ...(row.guardian ? { guardians: row.guardian } : {}),
  },
  birthConflict: false,
  choice: row.category
    ? { categories: [row.category], matters: ['ledger/info'] }
    : { matters: ['ledger/info'] },
});

/** What a sheet says of a child, as the words that needs are read from. */
const wordsOf = ({ category, guardian, note }: ImportRow): string =>
  [category, guardian, note].filter((word) => word !== undefined).join('；');

const placed = (chunk: Chunk, { row, place }: WaitingRow, known: readonly KnownChild[]): PlacedChild => {
  const said = saidChild(row);
  const { channel, reporterKind, confidential, anonymous, receivedAt } = chunk.report;
  const reporter = { identity: {}, kind: reporterKind, confidential, anonymous };
  const text = { narrative: wordsOf(row), childIndex: place, childCount: chunk.batch.rowCount };
  const suggestion = suggestionFor(chunk.profile, { channel, receivedAt, reporter }, said, text);
  const knownChild = findKnownOf(said, known) ?? null;
  const joinsOpenCase = (knownChild?.openCases.length ?? 0) > 0;
  const assessed = assessChild(chunk.profile, { receivedAt }, said, { suggestion, joinsOpenCase });
  if ('allowed' in assessed) throw new Error(`a row that chooses no risk was refused: ${assessed.code}`);
  // what a sheet claims is no person's judgement of a suggestion
  const corrections: PlacedChild['corrections'] = [];
  return {
    ...assessed,
    childId: knownChild?.keptId ?? newId(),
    known: knownChild,
    repeats: false,
    corrections,
  };
};

const decide = (chunk: Chunk, waiting: WaitingRow, known: readonly KnownChild[]): DecidedRow => {
  const { row, place, sameId, sameSound } = waiting;
  const day = formatDay(dayOf(chunk.report.receivedAt));
  const decision = decideRow(row, { day, profile: chunk.profile, duplicateOf: { sameId, sameSound } });
  const registers = decision.result === 'accept' && !chunk.batch.dryRun;
  return { ...decision, place, child: registers ? placed(chunk, waiting, known) : null };
};

const eventData = ({ batch, report }: Chunk, child: PlacedChild, place: number): ReportAcceptedV1 => ({
  reportId: batch.reportId,
  receiptNo: report.receiptNo,
  county: batch.county,
  childId: child.childId,
  childIndex: place,
  childCount: batch.rowCount,
  channel: report.channel,
  receivedAt: formatInstant(report.receivedAt),
  acceptedAt: formatInstant(report.receivedAt),
  lateEntry: false,
  statement: report.statement,
  child: viewOf(child.said.identity),
  reporter: {
    token: report.token,
    kind: report.reporterKind,
    mandatory: report.mandatory,
    confidential: report.confidential,
    anonymous: report.anonymous,
  },
  facts: child.suggestion.facts,
  assessment: child.assessment,
  preview: { tableVersion: child.decision.tableVersion, lead: child.decision.lead.id },
  sameAs: sameCaseOf(child),
});

const registered = (rows: readonly DecidedRow[]): { place: number; child: PlacedChild }[] =>
  rows.flatMap(({ place, child }) => (child ? [{ place, child }] : []));

const writeChildren = async (
  tx: Tx,
  chunk: Chunk,
  rows: readonly DecidedRow[],
  ciphers: Ciphers,
): Promise<void> => {
  const accepted = registered(rows);
  if (accepted.length === 0) return;
  const { batch } = chunk;
  const place = { county: batch.county, agency: batch.agency, area: batch.area };
  const fresh = accepted
    .filter(({ child }) => !child.known)
    .map(({ child }) => newChildRow(child, place, ciphers));
  const children = accepted.map(({ child, place: index }) =>
    reportChildRow(child, batch.reportId, index, ciphers),
  );
  if (fresh.length > 0) insertChildren(tx, fresh);
  insertReportChildren(tx, { id: batch.reportId, ...place }, children);
  for (const { child, place: index } of accepted)
    tx.emit({
      topic: 'intake.imports',
      type: 'report.accepted.v1',
      key: child.childId,
      jurisdiction: batch.county,
      data: eventData(chunk, child, index),
      ...(child.assessment.risk === 'R1' ? { urgent: true } : {}),
    });
};

interface Planned {
  chunk: Chunk;
  rows: DecidedRow[];
}

/** Read and decide first: the keys of the children must be known before the writing transaction begins. */
const plan = (tools: ImportTools, now: Date): Promise<Planned | undefined> =>
  withTx(tools.db, { scope: systemScope, keys: [], now, unaudited: true }, async (tx) => {
    const { fields } = tools.ciphers;
    const batch = await findOpenBatch(tx);
    if (!batch) return undefined;
    const [report, waiting] = await Promise.all([
      findBatchReport(tx, fields, batch.reportId),
      takeRows(tx, fields, batch, rowsPerChunk),
    ]);
    const idNumbers = waiting.flatMap(({ row }) => row.idNumber ?? []);
    const known = await findKnown(tx, fields, { county: batch.county, ids: [], caseIds: [], idNumbers });
    const chunk = { batch, report, profile: tools.tables.inForce(batch.county, now), now };
    return { chunk, rows: waiting.map((row) => decide(chunk, row, known)) };
  });

/** @returns how many rows were decided; 0 = nothing waits */
export const decideChunk = async (tools: ImportTools, now: Date): Promise<number> => {
  const planned = await plan(tools, now);
  if (!planned) return 0;
  const { chunk, rows } = planned;
  const { batch } = chunk;
  // the batch itself is locked too: a second worker would decide the same rows
  const keys = [batch.reportId, ...registered(rows).map(({ child }) => child.childId)];
  await withTx(tools.db, { scope: { ...systemScope, county: batch.county }, keys, now }, async (tx) => {
    await writeChildren(tx, chunk, rows, tools.ciphers);
    await recordResults(
      tx,
      batch,
      rows.map(({ place, result, reasons, child }) => ({
        place,
        result,
        reasons,
        childId: child?.childId ?? null,
      })),
    );
    const counts = Object.fromEntries(
      rows.map(({ result }) => [result, rows.filter((row) => row.result === result).length]),
    );
    tx.audit({ action: 'import.decided', subjectKind: 'report', subjectId: batch.reportId, detail: counts });
  });
  return rows.length;
};
