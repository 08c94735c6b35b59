/**
 * `GET /api/coordination/cases.csv`: the county's list of cases as a file, with the rows and the order of the list.
 * Guarantee: no more of a child than the list shows, nothing of who told us; begin and end are on record.
 */
import { Controller, Get, Header, Inject, Query, Res } from '@nestjs/common';
import { Access, CurrentActor, FieldCipher, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { riskLevels } from '@yimen/contracts';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import {
  CLOCK,
  csvTime,
  csvType,
  DB,
  exportOnRecord,
  exportPageRows,
  FIELD_CIPHER,
} from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import type { FastifyReply } from 'fastify';
import { CaseExportDto } from './case.dto';
import type { CaseLine } from './case-list.store';
import { pageOfCases } from './case-page';

const riskName = (risk: string): string => riskLevels.find(({ code }) => code === risk)?.zh ?? risk;

const columns = [
  ['个案编号', ({ caseNo }: CaseLine) => caseNo],
  ['等级', ({ risk }) => riskName(risk)],
  ['状态', ({ state }) => (state === 'open' ? '在办' : '已结案')],
  ['儿童', ({ child }) => child.name],
  ['乡镇', ({ child }) => child.township],
  ['现承办', ({ owner }) => owner.name],
  ['立案时间', ({ openedAt }) => csvTime(openedAt)],
  ['最近时限', ({ nextDueAt }) => csvTime(nextDueAt)],
  ['超时时限数', ({ overdueClocks }) => overdueClocks],
] as const satisfies readonly (readonly [string, (line: CaseLine) => string | number | null])[];

@Controller('/api/coordination/cases.csv')
export class CaseExportController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FIELD_CIPHER) private readonly cipher: FieldCipher,
  ) {}

  /** `purpose` goes on record. */
  @Access('coordination.case.export')
  @Get()
  @Header('content-type', csvType)
  async list(
    @CurrentActor() actor: Actor,
    @Query() { view = 'open', purpose }: CaseExportDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scope = scopeOf(actor, 'coordination.case.export');
    const { db, clock } = this;
    const wanted = { view, agency: actor.agency, reportId: undefined, limit: exportPageRows };
    await exportOnRecord(
      reply,
      { ...{ db, clock, scope, purpose }, subject: 'case_list', detail: { view } },
      {
        name: `cases-${view}.csv`,
        columns,
        page: (cursor) =>
          withTx(db, { scope, keys: [], now: clock.now(), unaudited: true }, (tx) =>
            pageOfCases(tx, this.cipher, { ...wanted, cursor }),
          ),
      },
    );
  }
}
