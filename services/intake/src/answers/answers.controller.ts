/** What an operator may tell a reporter who asks: by report, found by its receipt number. */
import { Controller, Get, Inject, Param, ParseUUIDPipe } from '@nestjs/common';
import { Access, CurrentActor, refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { answerText, isTellable } from './answer.policy';
import type { Answer } from './answer.policy';
import { findAnswers } from './answer.store';

@Controller('/api/intake/reports')
export class AnswersController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Access('intake.report.list')
  @Get(':id/answers')
  async answers(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    const options = {
      scope: scopeOf(actor, 'intake.report.list'),
      keys: [],
      now: this.clock.now(),
      unaudited: true,
    };
    const found = await withTx(this.db, options, (tx) => findAnswers(tx, id));
    if (!found) return refuse('not_found');
    const accepted: Answer = { code: 'report_accepted', role: null, at: found.acceptedAt };
    const items = [accepted, ...found.answers]
      .filter(({ code }) => isTellable(code, found.reporterClose))
      .map((answer) => ({ ...answer, at: formatInstant(answer.at), ...answerText(answer) }));
    return { receiptNo: found.receiptNo, items, next: null };
  }
}
