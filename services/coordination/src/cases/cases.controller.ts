/** Cases over HTTP: list, read (on record), assign a lead, change the level, close. */
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { Access, CurrentActor, refusal, refuse } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { IfMatch, VersionTag } from '@yimen/service-kit';
import { route } from '@yimen/routing';
import type { Context } from '../clocks/clock.policy';
import {
  AssignLeadDto,
  CaseListDto,
  CaseReadDto,
  ChangeRiskDto,
  CloseDto,
  RegisterDocumentDto,
} from './case.dto';
import { idParam } from '../id-param';
import { CaseDesk } from './case-desk';
import { pageOfCases } from './case-page';
import { mergeContent, reroutedInput } from './case.content';
import { decide } from './case.policy';
import type { Decided } from './case.policy';
import { isHigher } from './case.state';
import type { CaseWork } from './case.work';
import { joinCase } from './join.policy';

const defaultLimit = 50;
const maxLimit = 200;

export const limitOf = (text: string | undefined): number => {
  const limit = text === undefined ? defaultLimit : Number(text);
  return limit >= 1 && limit <= maxLimit ? limit : refuse('limit_out_of_range');
};

/** A red level is lowered by coordinators only, one after the other. */
const mayLower = (actor: Actor, { state }: CaseWork): boolean =>
  state.risk !== 'R1' || actor.duties.includes('coordinator');

@UseInterceptors(VersionTag)
@Controller('/api/coordination/cases')
export class CasesController {
  constructor(private readonly desk: CaseDesk) {}

  @Access('coordination.case.list')
  @Get()
  async list(@CurrentActor() actor: Actor, @Query() query: CaseListDto) {
    const limit = limitOf(query.limit);
    const { reportId, cursor } = query;
    // a report's cases are found whatever has become of them
    const view = query.view ?? (reportId === undefined ? 'open' : 'all');
    const wanted = { view, agency: actor.agency, reportId, cursor, limit };
    return this.desk.list(actor, (tx) => pageOfCases(tx, this.desk.cipher, wanted));
  }

  @Access('coordination.case.read')
  @Get(':id')
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) id: string,
    @Query() query: CaseReadDto,
    @Headers('x-purpose') purpose: string | undefined,
  ) {
    return this.desk.read(actor, id, query.purpose ?? purpose?.slice(0, 100));
  }

  @Access('coordination.case.assign')
  @Post(':id/actions/assign-lead')
  @HttpCode(200)
  async assignLead(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) caseId: string,
    @IfMatch() version: number,
    @Body() body: AssignLeadDto,
  ) {
    const agency = await this.desk.agency(actor.jurisdiction, body.agencyId);
    const audit = { action: 'case.lead_assigned', detail: { agencyId: agency.id } };
    const acting = { actor, action: 'coordination.case.assign', caseId, version, audit } as const;
    return this.desk.act(acting, ({ state }, context) =>
      decide(state, { action: 'assign_lead', agency }, context),
    );
  }

  @Access('coordination.case.close')
  @Post(':id/actions/close')
  @HttpCode(200)
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) caseId: string,
    @IfMatch() version: number,
    @Body() { outcome, reason }: CloseDto,
  ) {
    const audit = { action: 'case.closed', detail: { outcome } };
    const acting = { actor, action: 'coordination.case.close', caseId, version, audit } as const;
    const by = { kind: 'person', account: actor.subject } as const;
    const isUnowned = await this.desk.isHandOverUnowned(caseId);
    return this.desk.act(acting, ({ state }, context) =>
      isUnowned && state.risk === 'R1'
        ? refusal('hand_over_unowned')
        : decide(state, { action: 'close', outcome, reason, by }, context),
    );
  }

  @Access('coordination.case.change_risk')
  @Post(':id/actions/change-risk')
  @HttpCode(200)
  async changeRisk(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) caseId: string,
    @IfMatch() version: number,
    @Body() body: ChangeRiskDto,
  ) {
    const audit = { action: 'case.risk_changed', detail: { risk: body.risk } };
    const acting = { actor, action: 'coordination.case.change_risk', caseId, version, audit } as const;
    return this.desk.act(acting, (work, context) =>
      isHigher(body.risk, work.state.risk)
        ? this.raise(work, body, context)
        : this.lower(work, body, actor, context),
    );
  }

  /** A document that an emergency did not wait for has come. */
  @Access('coordination.document.register')
  @Post(':id/actions/register-document')
  @HttpCode(200)
  async registerDocument(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) caseId: string,
    @IfMatch() version: number,
    @Body() { document }: RegisterDocumentDto,
  ) {
    const audit = { action: 'document.registered', detail: { document } };
    const acting = { actor, action: 'coordination.document.register', caseId, version, audit } as const;
    return this.desk.act(acting, ({ state }, context) =>
      decide(state, { action: 'register_document', document }, context),
    );
  }

  /** Up at once: the case is routed again at the new level, so that who must act now gets a leg now. */
  private async raise(work: CaseWork, { risk }: ChangeRiskDto, context: Context): Promise<Decided> {
    const { state, content } = work;
    if (state.status === 'closed') return refuse('case_already_closed');
    const profile = await this.desk.tables.inForce(state.county, context.now);
    const input = reroutedInput(work, risk, context.now);
    const decision = route(profile, input);
    work.content = mergeContent(content, input, decision, content);
    return joinCase(state, decision, 'risk', context);
  }

  private lower(work: CaseWork, body: ChangeRiskDto, actor: Actor, context: Context): Decided {
    if (!mayLower(actor, work)) return refuse('r1_risk_fixed');
    const by = { kind: 'person', account: actor.subject } as const;
    return decide(
      work.state,
      { action: 'lower_risk', risk: body.risk, reason: body.reason ?? null, by },
      context,
    );
  }
}
