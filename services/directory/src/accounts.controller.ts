/** `/api/directory/accounts`: who may act here; made, moved, disabled and given a new password by administrators. */
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { Access, CurrentActor, RefusalError, scopeOf } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { decideAccount } from './account.policy';
import type { AccountCommand } from './account.policy';
import { findAccount, listAccounts, listedOf } from './account.store';
import { moveAccount, replacePassword, setDisabled } from './account.store';
import type { AccountRow, AccountView, ListedAccount } from './account.store';
import { AccountBody, DisableBody, ListQuery, PostBody } from './bodies';
import { makeAccount, postOf } from './make-account';
import { listed, pageOf } from './page';
import type { Listed } from './page';
import { PasswordHasher } from './password-hasher';
import type { GivenPassword } from './password-hasher';
import { closeSessionsOf } from './session.store';

const known = async (tx: Tx, name: string): Promise<AccountRow> => {
  const account = await findAccount(tx, name);
  if (!account) throw new RefusalError('account_unknown');
  return account;
};

@Controller('/api/directory/accounts')
export class AccountsController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
  ) {}

  @Access('directory.account.list')
  @Get()
  async list(@CurrentActor() actor: Actor, @Query() query: ListQuery): Promise<Listed<ListedAccount>> {
    const page = pageOf(query);
    const scope = scopeOf(actor, 'directory.account.list');
    const options = { scope, keys: [], now: this.clock.now(), unaudited: true };
    return listed(await withTx(this.db, options, (tx) => listAccounts(tx, page)), page, ({ name }) => name);
  }

  /** Without a password: the reset makes the first one too. */
  @Access('directory.account.create')
  @Post()
  async create(@CurrentActor() actor: Actor, @Body() body: AccountBody): Promise<AccountView> {
    const scope = scopeOf(actor, 'directory.account.create');
    return withTx(this.db, { scope, keys: [body.name], now: this.clock.now() }, (tx) =>
      makeAccount(tx, body),
    );
  }

  /** To another agency of the county, with the duties there; what is signed in ends. */
  @Access('directory.account.change')
  @Post(':name/actions/move')
  @HttpCode(200)
  move(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Body() body: PostBody,
  ): Promise<ListedAccount> {
    return this.change(actor, name, 'move', async (tx, { view }) => {
      const moved = { name: view.name, ...(await postOf(tx, body)) };
      moveAccount(tx, moved);
      return { from: view.agency, agency: moved.agency, duties: moved.duties };
    });
  }

  @Access('directory.account.change')
  @Post(':name/actions/disable')
  @HttpCode(200)
  disable(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Body() { reason }: DisableBody,
  ): Promise<ListedAccount> {
    return this.change(actor, name, 'disable', (tx) => {
      setDisabled(tx, name, true);
      return { reason };
    });
  }

  @Access('directory.account.change')
  @Post(':name/actions/enable')
  @HttpCode(200)
  enable(@CurrentActor() actor: Actor, @Param('name') name: string): Promise<ListedAccount> {
    return this.change(actor, name, 'enable', (tx) => {
      setDisabled(tx, name, false);
      return {};
    });
  }

  /** Shown this once, to be handed over in person; the old one and what is signed in with it end. */
  @Access('directory.account.change')
  @Post(':name/actions/reset-password')
  @HttpCode(200)
  async resetPassword(@CurrentActor() actor: Actor, @Param('name') name: string): Promise<GivenPassword> {
    const { password, hash } = await this.hasher.fresh(name);
    await this.change(actor, name, 'reset-password', async (tx) => {
      await replacePassword(tx, { name, hash });
      return {};
    });
    return { name, password };
  }

  /** @throws RefusalError account_unknown | account_own | account_is_disabled | account_is_enabled */
  private change(
    actor: Actor,
    name: string,
    kind: AccountCommand['kind'],
    write: (tx: Tx, account: AccountRow) => Promise<object> | object,
  ): Promise<ListedAccount> {
    const scope = scopeOf(actor, 'directory.account.change');
    return withTx(this.db, { scope, keys: [name], now: this.clock.now() }, async (tx) => {
      const account = await known(tx, name);
      const decided = decideAccount({ name, disabled: account.disabled }, kind, actor.subject);
      if ('allowed' in decided) throw new RefusalError(decided.code);
      const detail = { ...(await write(tx, account)) };
      if (decided.endsSessions) await closeSessionsOf(tx, name);
      tx.audit({ action: decided.action, subjectKind: 'account', subjectId: name, detail });
      return listedOf(await known(tx, name));
    });
  }
}
