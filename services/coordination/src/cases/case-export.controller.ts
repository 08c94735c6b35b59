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
import { CLOCK, csvTime, DB, exportPageRows, FIELD_CIPHER, csvType, sendCsv } from '@yimen/service-kit';
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
    const options = () => ({ scope, keys: [], now: this.clock.now() });
    const record = (action: string, detail: object): Promise<void> =>
      withTx(this.db, options(), async (tx) =>
        tx.audit({ action, subjectKind: 'case_list', subjectId: '*', purpose, detail: { view, ...detail } }),
      );
    const wanted = { view, agency: actor.agency, reportId: undefined, limit: exportPageRows };
    await record('case_list.export_begun', {});
    await sendCsv(reply, {
      name: `cases-${view}.csv`,
      columns,
      page: (cursor) =>
        withTx(this.db, { ...options(), unaudited: true }, (tx) =>
          pageOfCases(tx, this.cipher, { ...wanted, cursor }),
        ),
      ended: (end) => record('case_list.exported', end),
    });
  }
}
