/**
 * `/api/intake/child-pairs` and `/api/intake/merge-decisions`: who may be one child twice, the two beside each other,
 * what was decided. Guarantee: work per page is bounded, names in lists are masked, opening two children is on record.
 */
import { Controller, Get, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Access, CurrentActor, refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { dayOf, formatDay, formatInstant } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { ChildFinder } from '../children/child-finder';
import { displayOf } from '../children/child-match.policy';
import type { KnownChild } from '../children/child.store';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { parseLimit } from '../reports/headers';
import { DecisionQuery, PairQuery } from './merge.dto';
import { listDecisions } from './merge.store';
import { askedOf, pairOf, worthComparing } from './pair.policy';
import type { Pair } from './pair.policy';
import { findChildren, listApart, listNewestChildren, listReportsOf } from './pair.store';
import type { ToldReport } from './pair.store';

/** Looked for per page, some 5 ms each; older ones are on the next. */
const childrenPerPage = 30;

const purpose = 'coordination';

const masked = (child: KnownChild) => ({
  childId: child.childId,
  display: displayOf(child.identity),
  openCases: child.openCases,
});

const shownPair = ({ children, reasons, bits }: Pair) => ({ children: children.map(masked), reasons, bits });

const shownWhole = (child: KnownChild, reports: readonly ToldReport[]) => ({
  childId: child.childId,
  mergedInto: child.keptId === child.childId ? null : child.keptId,
  identity: child.identity,
  openCases: child.openCases,
  reports: reports
    .filter(({ childId }) => childId === child.childId)
    .map(({ reportId, receiptNo, receivedAt, channel }) => ({
      reportId,
      receiptNo,
      receivedAt: formatInstant(receivedAt),
      channel,
    })),
});

@Controller('/api/intake')
export class PairsController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    private readonly finder: ChildFinder,
  ) {}

  /** Of the newest children, or of one; `next` leads to older ones, also where a page has no pair. */
  @Access('intake.child.compare')
  @Get('child-pairs')
  list(@CurrentActor() actor: Actor, @Query() { childId = null, cursor = null }: PairQuery) {
    const county = actor.jurisdiction;
    const wanted = { county, childId, before: cursor, limit: childrenPerPage };
    return this.within(actor, async (tx) => {
      const children = await listNewestChildren(tx, this.ciphers.fields, wanted);
      const pairs = await this.pairsOf(tx, county, children);
      const detail = { looked: children.length, found: pairs.length };
      tx.audit({
        action: 'child.pairs_listed',
        subjectKind: 'child',
        subjectId: childId ?? '*',
        purpose,
        detail,
      });
      const last = children.length === childrenPerPage ? children.at(-1) : undefined;
      return { items: pairs.map(shownPair), next: last?.childId ?? null };
    });
  }

  @Access('intake.child.compare')
  @Get('child-pairs/:id/:otherId')
  compare(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
  ) {
    return this.within(actor, async (tx) => {
      const ids = [id, otherId];
      const known = await findChildren(tx, this.ciphers.fields, actor.jurisdiction, ids);
      const [one, other] = [known.get(id), known.get(otherId)];
      if (!one || !other) return refuse('child_unknown');
      const { reasons, bits } = pairOf(one, { known: other, met: [] }, this.today());
      const reports = await listReportsOf(tx, ids);
      for (const subjectId of ids)
        tx.audit({
          action: 'child.read',
          subjectKind: 'child',
          subjectId,
          purpose,
          detail: { besides: true },
        });
      return { children: [shownWhole(one, reports), shownWhole(other, reports)], reasons, bits };
    });
  }

  @Access('intake.child.compare')
  @Get('merge-decisions')
  decisions(@CurrentActor() actor: Actor, @Query() { cursor = null, limit: asked }: DecisionQuery) {
    const limit = parseLimit(asked ?? undefined);
    return this.within(actor, async (tx) => {
      const kept = await listDecisions(tx, this.ciphers.fields, { before: cursor, limit });
      const ids = [...new Set(kept.flatMap(({ childId, intoId }) => [childId, intoId]))];
      const known = await findChildren(tx, this.ciphers.fields, actor.jurisdiction, ids);
      const child = (id: string) => {
        const found = known.get(id);
        return found ? masked(found) : refuse('child_unknown');
      };
      const detail = { found: kept.length };
      tx.audit({ action: 'merge_decision.listed', subjectKind: 'child', subjectId: '*', purpose, detail });
      const items = kept.map(({ childId, intoId, decidedAt, ...rest }) => ({
        ...rest,
        decidedAt: formatInstant(decidedAt),
        child: child(childId),
        into: child(intoId),
      }));
      return { items, next: kept.length === limit ? (kept.at(-1)?.decisionId ?? null) : null };
    });
  }

  /** Of the child under all its rows: two are a matter for a person, since a merge ends none of them. */
  @Access('intake.child.compare')
  @Get('children/:id/open-cases')
  openCases(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.within(actor, async (tx) => {
      const child = (await findChildren(tx, this.ciphers.fields, actor.jurisdiction, [id])).get(id);
      if (!child) return refuse('child_unknown');
      tx.audit({ action: 'child.cases_listed', subjectKind: 'child', subjectId: id, purpose });
      return { items: child.openCases, next: null };
    });
  }

  private async pairsOf(tx: Tx, county: string, children: readonly KnownChild[]): Promise<Pair[]> {
    const today = this.today();
    const found = await Promise.all(
      children.map(async (child) => {
        const candidates = await this.finder.candidatesOf(tx, county, askedOf(child, today));
        return candidates
          .filter(({ known }) => known.keptId === known.childId && known.childId !== child.childId)
          .map((candidate) => pairOf(child, candidate, today));
      }),
    );
    const apart = await listApart(
      tx,
      children.map(({ childId }) => childId),
    );
    return worthComparing(found.flat(), apart);
  }

  private today(): string {
    return formatDay(dayOf(this.clock.now()));
  }

  private within<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = scopeOf(actor, 'intake.child.compare');
    return withTx(this.db, { scope, keys: [], now: this.clock.now() }, work);
  }
}
