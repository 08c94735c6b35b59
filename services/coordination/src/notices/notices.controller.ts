/** Notices to people and outside bodies: somebody here tells them and records that. */
import { Controller, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { Access, CurrentActor } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { IfMatch, VersionTag } from '@yimen/service-kit';
import { idParam } from '../id-param';
import { CaseDesk } from '../cases/case-desk';
import { findCaseOfNotice } from '../cases/case-list.store';
import { decide } from '../cases/case.policy';

@UseInterceptors(VersionTag)
@Controller('/api/coordination/notices')
export class NoticesController {
  constructor(private readonly desk: CaseDesk) {}

  @Access('coordination.notice.record')
  @Post(':id/actions/record-sent')
  @HttpCode(200)
  async recordSent(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) noticeId: string,
    @IfMatch() version: number,
  ) {
    const action = 'coordination.notice.record';
    const caseId = await this.desk.caseOf(actor, action, (tx) => findCaseOfNotice(tx, noticeId));
    const audit = { action: 'notice.sent', detail: { noticeId } };
    return this.desk.act({ actor, action, caseId, version, audit }, ({ state }, context) =>
      decide(state, { action: 'record_notice_sent', noticeId }, context),
    );
  }
}
