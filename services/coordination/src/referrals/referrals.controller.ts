/** Legs over HTTP, by people of the coordination office: waive with a reason, give to another agency. */
import { Body, Controller, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { Access, CurrentActor } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { IfMatch, VersionTag } from '@yimen/service-kit';
import { idParam } from '../id-param';
import { CaseDesk } from '../cases/case-desk';
import { findCaseOfReferral } from '../cases/case-list.store';
import { ReassignDto, WaiveDto } from '../cases/case.dto';
import { decide } from '../cases/case.policy';

/** If-Match is the version of the case: a leg is part of it. */
@UseInterceptors(VersionTag)
@Controller('/api/coordination/referrals')
export class ReferralsController {
  constructor(private readonly desk: CaseDesk) {}

  @Access('coordination.referral.waive')
  @Post(':id/actions/waive')
  @HttpCode(200)
  async waive(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) legId: string,
    @IfMatch() version: number,
    @Body() { reason }: WaiveDto,
  ) {
    const action = 'coordination.referral.waive';
    const caseId = await this.desk.caseOf(actor, action, (tx) => findCaseOfReferral(tx, legId));
    const audit = { action: 'referral.waived', detail: { referralId: legId } };
    return this.desk.act({ actor, action, caseId, version, audit }, ({ state }, context) =>
      decide(state, { action: 'waive', legId, reason }, context),
    );
  }

  @Access('coordination.referral.reassign')
  @Post(':id/actions/reassign')
  @HttpCode(200)
  async reassign(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) legId: string,
    @IfMatch() version: number,
    @Body() body: ReassignDto,
  ) {
    const action = 'coordination.referral.reassign';
    const agency = await this.desk.agency(actor.jurisdiction, body.agencyId);
    const caseId = await this.desk.caseOf(actor, action, (tx) => findCaseOfReferral(tx, legId));
    const audit = { action: 'referral.reassigned', detail: { referralId: legId, agencyId: agency.id } };
    const command = { action: 'reassign', legId, agency, reason: body.reason } as const;
    return this.desk.act({ actor, action, caseId, version, audit }, ({ state }, context) =>
      decide(state, command, context),
    );
  }
}
