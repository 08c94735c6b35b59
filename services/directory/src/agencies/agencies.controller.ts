/** `/api/directory/agencies/{id}/actions` and `/agency-changes`: administrators rename agencies and merge them. */
import { Body, Controller, Get, HttpCode, Inject, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Access, CurrentActor, refuse, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { ListQuery } from '../bodies';
import { listed, pageOf } from '../page';
import type { Listed } from '../page';
import { MergeBody, RenameBody } from './agency.dto';
import { refusedChange } from './agency.policy';
import type { Agencies, AgencyCommand } from './agency.policy';
import { findChangeForUpdate, insertChange, listChanges, lockAgencies, settleChange } from './agency.store';
import type { AgencyChange } from './agency.store';
import { carryOut } from './carry-out';

type ChangeView = Omit<AgencyChange, 'effectiveAt' | 'county'> & { effectiveAt: string };

const viewOf = ({ effectiveAt, county: _county, ...change }: AgencyChange): ChangeView => ({
  ...change,
  effectiveAt: formatInstant(effectiveAt),
});

const changeId = new ParseUUIDPipe({ exceptionFactory: () => new RefusalError('id_invalid') });

/** Nobody plans for longer; a date of another century is a slip of the finger. */
const longestPlanMs = 2 * 366 * 24 * 3_600_000;
/** What came into force while the form was filled in is now. */
const justNowMs = 60 * 60_000;

/** @throws RefusalError effective_time_unfit */
const effectiveOf = (wanted: string | undefined, now: Date): Date => {
  if (wanted === undefined) return now;
  const ahead = Date.parse(wanted) - now.getTime();
  if (ahead < -justNowMs || ahead > longestPlanMs) throw new RefusalError('effective_time_unfit');
  return ahead > 0 ? new Date(wanted) : now;
};

@Controller('/api/directory')
export class AgenciesController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RefusalError agency_unknown | agency_merged | agency_name_same | agency_name_taken */
  @Access('directory.agency.change')
  @Post('agencies/:id/actions/rename')
  @HttpCode(200)
  rename(@CurrentActor() actor: Actor, @Param('id') agency: string, @Body() body: RenameBody) {
    return this.order(actor, { kind: 'rename', agency, name: body.name }, body.effectiveAt);
  }

  /** @throws RefusalError agency_unknown | agency_merged | agency_merges_itself | agencies_of_two_desks */
  @Access('directory.agency.change')
  @Post('agencies/:id/actions/merge')
  @HttpCode(200)
  merge(@CurrentActor() actor: Actor, @Param('id') agency: string, @Body() body: MergeBody) {
    return this.order(actor, { kind: 'merge', agency, successor: body.successor }, body.effectiveAt);
  }

  /** The latest first. */
  @Access('directory.agency.change')
  @Get('agency-changes')
  async changes(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<Listed<ChangeView>> {
    const page = pageOf(query);
    const scope = scopeOf(actor, 'directory.agency.change');
    const options = { scope, keys: [], now: this.clock.now(), unaudited: true };
    const changes = await withTx(this.db, options, (tx) => listChanges(tx, page.after, page.limit));
    return listed(changes.map(viewOf), page, ({ id }) => id);
  }

  /** Of one that is not in force yet. @throws RefusalError agency_change_unknown | agency_change_settled */
  @Access('directory.agency.change')
  @Post('agency-changes/:id/actions/withdraw')
  @HttpCode(204)
  withdraw(@CurrentActor() actor: Actor, @Param('id', changeId) id: string): Promise<void> {
    return this.changing(actor, async (tx) => {
      const change = (await findChangeForUpdate(tx, id)) ?? refuse('agency_change_unknown');
      if (change.state !== 'planned') refuse('agency_change_settled');
      settleChange(tx, { ...change, state: 'withdrawn' });
      const subject = { subjectKind: 'agency', subjectId: change.agency };
      tx.audit({ action: 'agency.change_withdrawn', ...subject, detail: { changeId: id } });
    });
  }

  private order(actor: Actor, command: AgencyCommand, wanted: string | undefined): Promise<ChangeView> {
    const { jurisdiction: county, subject: orderedBy } = actor;
    return this.changing(actor, async (tx) => {
      const agencies = await lockAgencies(tx, county);
      const refused = refusedChange(agencies, command);
      if (refused) throw new RefusalError(refused.code, refused.params);
      const effectiveAt = effectiveOf(wanted, tx.now);
      const state = effectiveAt <= tx.now ? 'done' : 'planned';
      const change = { ...changeOf(command, agencies), county, orderedBy, effectiveAt, state } as const;
      insertChange(tx, change);
      if (state === 'done') await carryOut(tx, change, agencies);
      else auditPlan(tx, change);
      return viewOf(change);
    });
  }

  private changing<T>(actor: Actor, change: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = scopeOf(actor, 'directory.agency.change');
    return withTx(this.db, { scope, keys: [actor.jurisdiction], now: this.clock.now() }, change);
  }
}

const changeOf = (command: AgencyCommand, agencies: Agencies) => ({
  id: newId(),
  agency: command.agency,
  kind: command.kind,
  name: command.kind === 'rename' ? command.name : null,
  successor: command.kind === 'merge' ? command.successor : null,
  formerName: agencies.find(({ id }) => id === command.agency)?.name ?? '',
});

const auditPlan = (tx: Tx, { id, agency, kind, name, successor, effectiveAt }: AgencyChange): void => {
  const detail = { changeId: id, kind, name, successor, effectiveAt: formatInstant(effectiveAt) };
  tx.audit({ action: 'agency.change_planned', subjectKind: 'agency', subjectId: agency, detail });
};
