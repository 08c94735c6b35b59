/**
 * Words added to an accepted report: nothing is overwritten, needs are read again from all that was said, risk never
 * falls. Guarantee: as for reports: durable when answered, equal keys give one amendment.
 */
import { Inject, Injectable } from '@nestjs/common';
import { refuse, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import type { Db, RowScope, Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB, jsonText } from '@yimen/service-kit';
import type { Clock, JsonText } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { insertCorrections } from '../corrections/correction.store';
import { Tables } from '../tables/tables';
import { openVault } from '../vault/vault.store';
import type { ReporterIdentity } from '../vault/vault.store';
import { amendmentRecord, amendedEvents, assessAmendment } from './amendment.policy';
import type { PreparedAmendment } from './amendment.policy';
import { insertAmendment } from './amendment.store';
import { findAnswer, hashOf, insertAnswer } from './idempotency.store';
import type { RequestKey } from './idempotency.store';
import type { AmendmentBody } from './report.dto';
import type { KeptAnswer } from './kept-answer';
import { findReport } from './report-list.store';
import type { ReadReport } from './report-list.store';
import { violates } from './report-preparation';

interface AmendmentRequest {
  reportId: string;
  body: AmendmentBody;
  key: string;
}

@Injectable()
export class AmendmentDesk {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    private readonly tables: Tables,
  ) {}

  async amend(actor: Actor, { reportId, body, key }: AmendmentRequest): Promise<KeptAnswer<Amended>> {
    const hash = hashOf({ reportId, body });
    const request = { county: actor.jurisdiction, account: actor.subject, key, hash };
    const scope = scopeOf(actor, 'intake.report.amend');
    const now = this.clock.now();
    const kept = await this.keptAnswer(scope, request, now);
    if (kept !== undefined) return { answer: kept, replayed: true };
    try {
      return { answer: await this.write(actor, { reportId, body, scope, now, request }), replayed: false };
    } catch (error) {
      if (!violates(error, 'idempotency_pkey')) throw error;
      return {
        answer: (await this.keptAnswer(scope, request, now)) ?? refuse('idempotency_in_progress'),
        replayed: true,
      };
    }
  }

  private async keptAnswer(
    scope: RowScope,
    request: RequestKey,
    now: Date,
  ): Promise<JsonText<Amended> | undefined> {
    const kept = await withTx(this.db, { scope, keys: [], now, unaudited: true }, (tx) =>
      findAnswer<Amended>(tx, this.ciphers.fields, request),
    );
    return kept === 'reused' ? refuse('idempotency_key_reused') : kept;
  }

  private async write(
    actor: Actor,
    parts: { reportId: string; body: AmendmentBody; scope: RowScope; now: Date; request: RequestKey },
  ): Promise<JsonText<Amended>> {
    const { body, scope, now, request } = parts;
    const { report, reporter } = await this.read(parts.reportId, scope, now);
    const profile = this.tables.inForce(report.county, now);
    const assessed = assessAmendment(profile, { report, reporter, body, now });
    if ('allowed' in assessed) throw new RefusalError(assessed.code, assessed.params);
    const prepared: PreparedAmendment = {
      amendmentId: newId(),
      token: newId(),
      actor,
      now,
      report,
      body,
      ...assessed,
    };
    const answer = jsonText(answerOf(prepared));
    const record = amendmentRecord(prepared, this.ciphers);
    const keys = prepared.children.map(({ childId }) => childId);
    await withTx(this.db, { scope, keys, now }, async (tx) => {
      insertAnswer(tx, this.ciphers.fields, request, {
        answer,
        agency: actor.agency,
        area: actor.area ?? null,
      });
      insertAmendment(tx, record);
      keepCorrections(tx, prepared, profile.version);
      announce(tx, prepared);
    });
    return answer;
  }

  /**
   * The reporter is needed only to take his traces out of the new words; the look into the vault is audited as such.
   */
  private async read(
    reportId: string,
    scope: RowScope,
    now: Date,
  ): Promise<{ report: ReadReport; reporter: ReporterIdentity }> {
    return withTx(this.db, { scope, keys: [], now }, async (tx) => {
      const [report, told] = await Promise.all([
        findReport(tx, this.ciphers.fields, reportId),
        openVault(tx, this.ciphers.vault, reportId),
      ]);
      const purpose = 'amendment';
      tx.audit({
        action: 'report.read',
        subjectKind: 'report',
        subjectId: reportId,
        purpose,
        detail: { redaction: true },
      });
      if (!report) return refuse('not_found');
      return { report, reporter: told.find((row) => row.reporter)?.reporter ?? {} };
    });
  }
}

export type Amended = ReturnType<typeof answerOf>;

const answerOf = ({ amendmentId, now, report, statement, children }: PreparedAmendment) => ({
  amendmentId,
  reportId: report.reportId,
  receiptNo: report.receiptNo,
  amendedAt: formatInstant(now),
  statement,
  children: children.map(({ childId, index, assessment: { risk, matters, categories } }) => ({
    childId,
    index,
    risk,
    matters,
    categories,
  })),
});

const keepCorrections = (tx: Tx, prepared: PreparedAmendment, tableVersion: number): void => {
  const { amendmentId, actor, report, children } = prepared;
  const place = { county: report.county, agency: actor.agency, area: actor.area ?? null };
  const source = { reportId: report.reportId, amendmentId, ...place, madeBy: actor.subject };
  insertCorrections(
    tx,
    source,
    children.map(({ index, corrections }) => ({ index, tableVersion, corrections })),
    newId,
  );
};

const announce = (tx: Tx, prepared: PreparedAmendment): void => {
  for (const event of amendedEvents(prepared)) tx.emit(event);
  tx.audit({
    action: 'report.amended',
    subjectKind: 'report',
    subjectId: prepared.report.reportId,
    detail: {
      amendmentId: prepared.amendmentId,
      risks: prepared.children.map(({ assessment }) => assessment.risk),
    },
  });
};
