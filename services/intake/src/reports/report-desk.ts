/**
 * Takes reports in: everything that can be worked out is worked out before the transaction, which then is one flight of
 * statements. Guarantee: an answer was committed before it is given; equal keys give one report and one answer.
 */
import { Inject, Injectable } from '@nestjs/common';
import { refuse, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor, Refusal } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import type { Db, RowScope, Tx } from '@yimen/messaging';
import { CLOCK, DB, jsonText } from '@yimen/service-kit';
import type { Clock, JsonText } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { findKnown } from '../children/child.store';
import type { KnownChild } from '../children/child.store';
import { insertCorrections } from '../corrections/correction.store';
import { removeDraft } from '../drafts/draft.store';
import { Tables } from '../tables/tables';
import { findAnswer, hashOf, insertAnswer } from './idempotency.store';
import type { RequestKey } from './idempotency.store';
import type { KeptAnswer } from './kept-answer';
import { ReceiptNumbers } from './receipts.store';
import type { ReportBody } from './report.dto';
import { readReport } from './report.input';
import type { SaidReport } from './report.input';
import { acceptedEvents, answerOf, recordOf } from './report.record';
import type { AcceptedReport } from './report.record';
import type { PreparedReport } from './report.record';
import { insertRecord } from './report.store';
import { placeChildren, statementFor, violates, wordsOf } from './report-preparation';

/** A child with the same new number may be accepted by two operators at once: the second finds the first's row. */
const maxAttempts = 3;

const throwRefusal = ({ code, params }: Refusal): never => {
  throw new RefusalError(code, params);
};

@Injectable()
export class ReportDesk {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    private readonly tables: Tables,
    private readonly numbers: ReceiptNumbers,
  ) {}

  async accept(actor: Actor, body: ReportBody, key: string): Promise<KeptAnswer<AcceptedReport>> {
    const request = { county: actor.jurisdiction, account: actor.subject, key, hash: hashOf(body) };
    for (let attempt = 1; ; attempt++) {
      try {
        return { answer: await this.acceptOnce(actor, body, request), replayed: false };
      } catch (error) {
        const kept = await this.keptAnswer(actor, request, error);
        if (kept !== undefined) return { answer: kept, replayed: true };
        if (!violates(error, 'child_id_number') || attempt === maxAttempts) throw error;
      }
    }
  }

  /** What this key was answered before: a repetition is never judged anew, whatever the clock says by now. */
  private async keptAnswer(
    actor: Actor,
    request: RequestKey,
    error: unknown,
  ): Promise<JsonText<AcceptedReport> | undefined> {
    if (!(error instanceof RefusalError) && !violates(error, 'idempotency_pkey')) return undefined;
    const options = {
      scope: scopeOf(actor, 'intake.report.accept'),
      keys: [],
      now: this.clock.now(),
      unaudited: true,
    };
    const kept = await withTx(this.db, options, (tx) =>
      findAnswer<AcceptedReport>(tx, this.ciphers.fields, request),
    );
    return kept === 'reused' ? refuse('idempotency_key_reused') : kept;
  }

  private async acceptOnce(
    actor: Actor,
    body: ReportBody,
    request: RequestKey,
  ): Promise<JsonText<AcceptedReport>> {
    const now = this.clock.now();
    const scope = scopeOf(actor, 'intake.report.accept');
    const prepared = await this.prepare(actor, body, now, scope);
    const record = recordOf(prepared, this.ciphers);
    const answer = jsonText(answerOf(prepared));
    const keys = prepared.children.map(({ childId }) => childId);
    const { agency, area } = record.report;
    await withTx(this.db, { scope, keys, now, byKey: true }, async (tx) => {
      insertAnswer(tx, this.ciphers.fields, request, { answer, agency, area });
      insertRecord(tx, record);
      removeDraft(tx, request);
      keepCorrections(tx, prepared, { agency, area });
      announce(tx, prepared);
    });
    return answer;
  }

  private async prepare(actor: Actor, body: ReportBody, now: Date, scope: RowScope): Promise<PreparedReport> {
    const said = readReport(body, actor, now);
    if ('allowed' in said) return throwRefusal(said);
    const profile = this.tables.inForce(said.county, now);
    const known = await this.knownChildren(said, scope, now);
    const children = placeChildren(profile, said, known, newId);
    if ('allowed' in children) return throwRefusal(children);
    const statement = statementFor(wordsOf(said, children), said.statement);
    if ('allowed' in statement) return throwRefusal(statement);
    const receiptNo = await this.numbers.next(said.county, now);
    return {
      reportId: newId(),
      token: newId(),
      receiptNo,
      acceptedAt: now,
      actor,
      said,
      ...statement,
      children,
    };
  }

  /** One read, and only where a report names somebody who may be known. */
  async knownChildren(said: SaidReport, scope: RowScope, now: Date): Promise<KnownChild[]> {
    const ids = said.children.flatMap(({ knownChildId }) => knownChildId ?? []);
    const caseIds = said.children.flatMap(({ sameCaseId }) => sameCaseId ?? []);
    const idNumbers = said.children.flatMap(({ identity }) => identity.idNumber ?? []);
    if (ids.length + caseIds.length + idNumbers.length === 0) return [];
    const wanted = { county: said.county, ids, caseIds, idNumbers };
    return withTx(this.db, { scope, keys: [], now, unaudited: true }, (tx) =>
      findKnown(tx, this.ciphers.fields, wanted),
    );
  }
}

const keepCorrections = (
  tx: Tx,
  { said, reportId, actor, children }: PreparedReport,
  place: { agency: string; area: string | null },
): void => {
  const source = { reportId, amendmentId: null, county: said.county, ...place, madeBy: actor.subject };
  const corrected = children.map(({ decision: { tableVersion }, corrections }, index) => ({
    index,
    tableVersion,
    corrections,
  }));
  insertCorrections(tx, source, corrected, newId);
};

/** Event and audit rows go out with COMMIT. */
const announce = (tx: Tx, prepared: PreparedReport): void => {
  for (const event of acceptedEvents(prepared)) tx.emit(event);
  tx.audit({
    action: 'report.accepted',
    subjectKind: 'report',
    subjectId: prepared.reportId,
    detail: {
      receiptNo: prepared.receiptNo,
      channel: prepared.said.channel,
      risks: prepared.children.map(({ assessment }) => assessment.risk),
      riskReasonGiven: prepared.said.riskReason !== undefined,
      statementCorrected: prepared.said.statement !== undefined,
      corrections: prepared.children.flatMap(({ corrections }) => corrections).length,
    },
  });
};
