/** The responsibility tables of a county: versions, and one version whole. Public work data: no child is in it. */
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { Access, CurrentActor, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { IsOptional, Matches } from 'class-validator';
import { findProfile, listVersions } from './tables.store';

class TableQuery {
  /** absent: the newest published */
  @IsOptional()
  @Matches(/^\d{1,6}$/)
  version?: string;
}

@Controller('/api/coordination/tables')
export class TablesController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Access('coordination.table.read')
  @Get(':county')
  read(@CurrentActor() actor: Actor, @Param('county') county: string, @Query() query: TableQuery) {
    const scope = scopeOf(actor, 'coordination.table.read');
    return withTx(this.db, { scope, keys: [], now: this.clock.now(), unaudited: true }, async (tx) => {
      const versions = await listVersions(tx, county);
      const wanted = query.version === undefined ? undefined : Number(query.version);
      const row = versions.find(({ version, state }) =>
        wanted === undefined ? state === 'published' : version === wanted,
      );
      const profile = row && (await findProfile(tx, county, row.version));
      if (!row || !profile) throw new RefusalError('table_unknown');
      return { ...row, profile: { ...profile, version: row.version }, versions };
    });
  }
}
