/** The responsibility tables of a county: versions, and one version whole. Public work data: no child is in it. */
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { Access, CurrentActor, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { searchKnowledge } from '@yimen/routing';
import type { KnowledgeEntry } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { IsOptional, Length, Matches } from 'class-validator';
import { findProfile, listVersions } from './tables.store';

class TableQuery {
  /** absent: the newest published */
  @IsOptional()
  @Matches(/^\d{1,6}$/)
  version?: string;
}

class KnowledgeQuery {
  /** a question in any words, or a row id; absent = the document from its beginning */
  @IsOptional()
  @Length(0, 100)
  @Matches(/^\P{Cc}*$/u)
  q?: string;
}

/** The version asked for, else the newest published. @throws RefusalError `table_unknown` */
const tableOf = async (tx: Tx, county: string, version?: string) => {
  const versions = await listVersions(tx, county);
  const row = versions.find((known) =>
    version === undefined ? known.state === 'published' : known.version === Number(version),
  );
  const profile = row && (await findProfile(tx, county, row.version));
  if (!row || !profile) throw new RefusalError('table_unknown');
  return { row, profile, versions };
};

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
      const { row, profile, versions } = await tableOf(tx, county, query.version);
      return { ...row, profile: { ...profile, version: row.version }, versions };
    });
  }

  /** What the document of the county says on a question, best answer first; read-only, no child is in it. */
  @Access('coordination.knowledge.read')
  @Get(':county/knowledge')
  knowledge(
    @CurrentActor() actor: Actor,
    @Param('county') county: string,
    @Query() query: KnowledgeQuery,
  ): Promise<{ items: KnowledgeEntry[] }> {
    const scope = scopeOf(actor, 'coordination.knowledge.read');
    return withTx(this.db, { scope, keys: [], now: this.clock.now(), unaudited: true }, async (tx) => {
      const { profile } = await tableOf(tx, county);
      return { items: searchKnowledge(profile, query.q ?? '') };
    });
  }
}
