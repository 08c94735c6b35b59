/** `/api/directory/agencies` and `/installation`: who is there, and what this system is for. */
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Access, can, CurrentActor, RefusalError } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { listAgencies } from './account.store';
import type { AgencyRow } from './account.store';
import { ListQuery } from './bodies';
import { findInstallation } from './county.store';
import type { Installation } from './installation.policy';
import { listed, pageOf } from './page';
import type { Listed } from './page';

@Controller('/api/directory')
export class DirectoryController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Another county's list is answered as if there were none. */
  @Access('directory.agency.list')
  @Get('agencies')
  async agencies(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<Listed<AgencyRow>> {
    const county = query.county ?? actor.jurisdiction;
    const answer = can(actor, 'directory.agency.list', { county });
    if (!answer.allowed) throw new RefusalError(answer.code, answer.params);
    const page = pageOf(query);
    const options = { scope: answer.scope, keys: [], now: this.clock.now(), unaudited: true };
    return listed(
      await withTx(this.db, options, (tx) => listAgencies(tx, county, page)),
      page,
      ({ id }) => id,
    );
  }

  /** Told before anybody signs in: a demo shows what it is. */
  @Access('directory.installation.read')
  @Get('installation')
  async installation(): Promise<Installation> {
    const scope = { county: '*', reach: 'system', actor: 'anybody' } as const;
    const options = { scope, keys: [], now: this.clock.now(), unaudited: true };
    return (await withTx(this.db, options, findInstallation)) ?? { kind: 'demo', counties: [] };
  }
}
