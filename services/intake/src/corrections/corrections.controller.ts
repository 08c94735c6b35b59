/** Corrections for those who review the rules: one by one, and counted by rule. Reading them is audited. */
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Access, CurrentActor, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { parseLimit } from '../reports/headers';
import { CorrectionCountQuery, CorrectionListQuery } from './correction.dto';
import { countCorrections, listCorrections } from './correction.store';

@Controller('/api/intake/corrections')
export class CorrectionsController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Access('intake.correction.read')
  @Get()
  async list(@CurrentActor() actor: Actor, @Query() query: CorrectionListQuery) {
    const limit = parseLimit(query.limit);
    const { kind = null, rule = null, cursor = null } = query;
    const found = await this.read(actor, { kind, rule }, (tx) =>
      listCorrections(tx, { kind, rule, before: cursor, limit }),
    );
    return {
      items: found.map((row) => ({ ...row, madeAt: formatInstant(row.madeAt) })),
      next: found.length === limit ? (found.at(-1)?.correctionId ?? null) : null,
    };
  }

  @Access('intake.correction.read')
  @Get('summary')
  async summary(@CurrentActor() actor: Actor, @Query() query: CorrectionCountQuery) {
    const { kind = null } = query;
    const items = await this.read(actor, { kind }, (tx) => countCorrections(tx, kind));
    return { items, next: null };
  }

  /** Codes beside a report are about its child: who looked, and for what, is kept. */
  private read<R>(actor: Actor, asked: Record<string, unknown>, query: (tx: Tx) => Promise<R>): Promise<R> {
    const options = { scope: scopeOf(actor, 'intake.correction.read'), keys: [], now: this.clock.now() };
    return withTx(this.db, options, (tx) => {
      const subject = { subjectKind: 'county', subjectId: actor.jurisdiction };
      tx.audit({ action: 'correction.read', ...subject, purpose: 'review', detail: asked });
      return query(tx);
    });
  }
}
