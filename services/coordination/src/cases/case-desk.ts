/**
 * What the HTTP routes do with cases: read one (on record), or act on one that was seen in a certain version.
 * Every action is one transaction: lock, decide, save, tell, audit; the answer is the case as it then is.
 */
import { Inject, Injectable } from '@nestjs/common';
import { FieldCipher, RefusalError, refuse, scopeOf } from '@yimen/auth';
import type { Action, Actor } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import type { Db, RowScope, Tx } from '@yimen/messaging';
import { AgenciesNow, CLOCK, DB, FIELD_CIPHER } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import type { AgencyRef } from '@yimen/routing';
import { agencyOf, CountyTables } from '../tables/county-tables';
import { agencyBody, officeBody } from './case.body';
import type { CaseBody, CaseView } from './case.body';
import { listReports, listTimeline } from './case-list.store';
import type { Decided } from './case.policy';
import { isRefusal } from './case.policy';
import { findCase, lockAndLoad } from './case.store';
import type { LoadedCase } from './case.store';
import { auditCase, record, saveWork, workOn } from './case.work';
import type { CaseWork } from './case.work';
import { isHandOverUnowned } from './handed-over-report';
import { systemScope } from '../system-scope';
import type { Context } from '../clocks/clock.policy';

export interface Acting {
  actor: Actor;
  action: Action;
  caseId: string;
  /** the version that the person saw */
  version: number;
  /** `noun.past` of the audit row, with codes and ids */
  audit: { action: string; detail: Record<string, unknown> };
}

/** Purpose of a read where the person states none: her duty. */
const purposeOf = (actor: Actor): string => `duty:${actor.duties[0] ?? 'none'}`;

@Injectable()
export class CaseDesk {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FIELD_CIPHER) readonly cipher: FieldCipher,
    readonly tables: CountyTables,
    private readonly agencies: AgenciesNow,
  ) {}

  /** A transaction that reads lists: no child's data, so no record of it. */
  list<T>(actor: Actor, work: (tx: Tx) => Promise<T>, action: Action = 'coordination.case.list'): Promise<T> {
    const scope = scopeOf(actor, action);
    return withTx(this.db, { scope, keys: [], now: this.clock.now(), unaudited: true }, work);
  }

  /** A transaction that reads what is on record: `work` writes the audit row. */
  inspect<T>(actor: Actor, action: Action, work: (tx: Tx) => Promise<T>): Promise<T> {
    return withTx(this.db, { scope: scopeOf(actor, action), keys: [], now: this.clock.now() }, work);
  }

  /** @throws RefusalError not_found for what is not there and for what is not the actor's to see */
  read(actor: Actor, caseId: string, purpose: string | undefined): Promise<CaseBody> {
    const scope = scopeOf(actor, 'coordination.case.read');
    return withTx(this.db, { scope, keys: [], now: this.clock.now() }, async (tx) => {
      const found = await findCase(tx, this.cipher, caseId);
      if (!found) throw new RefusalError('not_found');
      tx.audit({
        action: 'case.read',
        subjectKind: 'case',
        subjectId: caseId,
        caseId,
        purpose: purpose ?? purposeOf(actor),
      });
      return this.body(tx, scope, found);
    });
  }

  /** Decides on the locked case and saves what follows. @throws RefusalError */
  async act(
    acting: Acting,
    decide: (work: CaseWork, context: Context, tx: Tx) => Promise<Decided> | Decided,
  ) {
    const { actor, action, caseId, version, audit } = acting;
    const scope = scopeOf(actor, action);
    return withTx(this.db, { scope, keys: [caseId], now: this.clock.now() }, async (tx) => {
      const [loaded] = await lockAndLoad(tx, this.cipher, [caseId]);
      if (!loaded) throw new RefusalError('not_found');
      if (loaded.state.version !== version)
        throw new RefusalError('version_stale', { version: loaded.state.version });
      const work = workOn(loaded);
      const decided = await decide(work, { now: tx.now, nextId: newId }, tx);
      if (isRefusal(decided)) throw new RefusalError(decided.code, decided.params);
      record(work, tx, decided);
      auditCase(work, audit.action, audit.detail);
      saveWork(tx, this.cipher, [work]);
      return this.body(tx, scope, work);
    });
  }

  /** Something of this case was handed to another county, where it is no case yet. */
  isHandOverUnowned(caseId: string): Promise<boolean> {
    const options = { scope: systemScope, keys: [], now: this.clock.now(), unaudited: true };
    return withTx(this.db, options, (tx) => isHandOverUnowned(tx, caseId));
  }

  /** @throws RefusalError agency_not_in_county */
  async agency(county: string, agencyId: string): Promise<AgencyRef> {
    const profile = await this.tables.inForce(county, this.clock.now());
    return agencyOf(profile, agencyId) ?? refuse('agency_not_in_county', { agencyId });
  }

  /** The case that a leg or notice belongs to, as far as the actor sees it. */
  async caseOf(actor: Actor, action: Action, find: (tx: Tx) => Promise<string | undefined>): Promise<string> {
    const scope = scopeOf(actor, action);
    const caseId = await withTx(this.db, { scope, keys: [], now: this.clock.now(), unaudited: true }, find);
    return caseId ?? refuse('not_found');
  }

  private async body(tx: Tx, scope: RowScope, { state, content }: LoadedCase): Promise<CaseBody> {
    const [reports, timeline] = await Promise.all([
      listReports(tx, state.id),
      listTimeline(tx, this.cipher, state.id),
    ]);
    const now: CaseView['now'] = (agency) => this.agencies.of(agency);
    const view = { state, content, reports, timeline, now };
    return scope.reach === 'agency' ? agencyBody(view, scope.agency ?? '') : officeBody(view);
  }
}
