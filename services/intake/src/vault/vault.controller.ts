/**
 * Disclosure of a reporter: one report at a time, by a duty of its own, with a reason, audited before anything is
 * shown.
 */
import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Access, CurrentActor, refuse, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { IsIn } from 'class-validator';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { SpokenText } from '../plain-text';
import { openVault } from './vault.store';

/** Grounds on which a reporter's identity may be shown; the words of the reason go with it. */
const disclosureGrounds = ['call_back', 'police_request', 'court_order', 'retaliation_protection'] as const;

class DisclosureBody {
  @IsIn(disclosureGrounds, { message: `must be one of ${disclosureGrounds.join(', ')}` }) ground!: string;
  @SpokenText(500) reason!: string;
}

@Controller('/api/intake/reports')
export class VaultController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  @Access('intake.vault.disclose')
  @Post(':id/disclosures')
  @HttpCode(200)
  async disclose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DisclosureBody,
  ) {
    const scope = scopeOf(actor, 'intake.vault.disclose');
    const items = await withTx(this.db, { scope, keys: [], now: this.clock.now() }, async (tx) => {
      const found = await openVault(tx, this.ciphers.vault, id);
      tx.audit({
        action: 'reporter.disclosed',
        subjectKind: 'report',
        subjectId: id,
        purpose: body.ground,
        // the reason's words stay out of the audit: they may name people
        detail: { found: found.length, reasonLength: body.reason.length },
      });
      return found;
    });
    if (items.length === 0) return refuse('not_found');
    return { items: items.map(({ kind, reporter, words }) => ({ kind, reporter, words })) };
  }
}
