/** `/api/directory/agencies` and `/accounts`: who is there, county by county. */
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { Access, can, CurrentActor, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { findAgency, insertAccount, listAccounts, listAgencies } from './account.store';
import type { AccountView, AgencyRow, Page } from './account.store';
import { AccountBody, ListQuery } from './bodies';

const largestPage = 200;
const usualPage = 50;

/** @throws RefusalError `limit_out_of_range` */
const pageOf = ({ limit, cursor }: ListQuery): Page => {
  const rows = limit === undefined ? usualPage : Number(limit);
  if (rows < 1 || rows > largestPage) throw new RefusalError('limit_out_of_range');
  return { after: cursor ?? '', limit: rows };
};

interface Listed<T> {
  items: T[];
  next: string | null;
}

/** A full page may have a successor; its last key is where that begins. */
const listed = <T>(items: T[], { limit }: Page, keyOf: (item: T) => string): Listed<T> => {
  const last = items.at(-1);
  return { items, next: items.length === limit && last !== undefined ? keyOf(last) : null };
};

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

  @Access('directory.account.list')
  @Get('accounts')
  async accounts(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<Listed<AccountView>> {
    const page = pageOf(query);
    const scope = scopeOf(actor, 'directory.account.list');
    const options = { scope, keys: [], now: this.clock.now(), unaudited: true };
    return listed(await withTx(this.db, options, (tx) => listAccounts(tx, page)), page, ({ name }) => name);
  }

  /** Without a password: that one is given out on the machine of the data folder. */
  @Access('directory.account.create')
  @Post('accounts')
  async create(@CurrentActor() actor: Actor, @Body() body: AccountBody): Promise<AccountView> {
    const options = {
      scope: scopeOf(actor, 'directory.account.create'),
      keys: [body.name],
      now: this.clock.now(),
    };
    return withTx(this.db, options, async (tx) => {
      const agency = await findAgency(tx, body.agency);
      if (!agency) throw new RefusalError('agency_unknown');
      const account: AccountView = { ...body, role: agency.role, jurisdiction: agency.county };
      if (!(await insertAccount(tx, account))) throw new RefusalError('account_name_taken');
      const detail = { duties: body.duties, agency: body.agency };
      tx.audit({ action: 'account.created', subjectKind: 'account', subjectId: body.name, detail });
      return account;
    });
  }
}
