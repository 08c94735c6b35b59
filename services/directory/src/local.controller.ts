/** `/api/directory/local`: what the command line on the machine of the data folder may do. Every answer is audited. */
import { Body, Controller, Get, Inject, Post, UseGuards } from '@nestjs/common';
import { Access, maxTokenSeconds, RefusalError, TokenIssuer } from '@yimen/auth';
import type { IssuedToken, Keyring, RealTime } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { DB, KEYRING } from '@yimen/service-kit';
import { actorOf, findAccount, listAccounts, listNamesWithoutPassword } from './account.store';
import { replacePassword, setFirstPasswords } from './account.store';
import type { AccountView, ListedAccount } from './account.store';
import { AccountBody, PasswordsBody, TokenBody } from './bodies';
import { LocalKeyGuard } from './local-key.guard';
import { makeAccount } from './make-account';
import { PasswordHasher } from './password-hasher';
import type { GivenPassword } from './password-hasher';
import { REAL_TIME } from './real-time';
import { closeSessionsOf } from './session.store';

const system = { county: '*', reach: 'system', actor: 'local:command-line' } as const;

/** These fields and no others: scripts read them. */
const viewOf = ({ disabled: _disabled, canSignIn: _canSignIn, ...view }: ListedAccount): AccountView => view;

/** 12 accounts per county and some hundred counties of a test system; a real one makes its accounts one by one. */
const mostAccounts = 1_000;

/** A list that is never cut into pages: one installation's accounts are few. */
interface Whole<T> {
  items: T[];
  next: null;
}

@Controller('/api/directory/local')
@Access('directory.local.use')
@UseGuards(LocalKeyGuard)
export class LocalController {
  private readonly issuer: TokenIssuer;

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(KEYRING) keyring: Keyring,
    @Inject(REAL_TIME) private readonly realTime: RealTime,
    private readonly hasher: PasswordHasher,
  ) {
    this.issuer = new TokenIssuer(keyring, realTime);
  }

  /** @throws RefusalError `account_unknown`, `account_disabled` */
  @Post('tokens')
  async token(@Body() { name }: TokenBody): Promise<IssuedToken> {
    const account = await this.inTx(async (tx) => {
      const found = await this.usableAccount(tx, name);
      tx.audit({ action: 'token.issued', subjectKind: 'account', subjectId: name });
      return found;
    });
    return this.issuer.issue({ actor: actorOf(account), lifeSeconds: maxTokenSeconds });
  }

  /** Shown this once: a password that was given out before is not among them. */
  @Post('passwords')
  async passwords(@Body() { county, account }: PasswordsBody): Promise<Whole<GivenPassword>> {
    const items = await (account === undefined ? this.firstPasswords(county) : this.anotherPassword(account));
    return { items, next: null };
  }

  @Get('accounts')
  async accounts(): Promise<Whole<AccountView>> {
    const options = { scope: system, keys: [], now: this.now(), unaudited: true };
    const items = await withTx(this.db, options, (tx) =>
      listAccounts(tx, { after: '', limit: mostAccounts }),
    );
    return { items: items.map(viewOf), next: null };
  }

  /** The first of a real system: they make the others. @throws RefusalError `agency_unknown`, `account_name_taken` */
  @Post('accounts')
  create(@Body() body: AccountBody): Promise<AccountView> {
    return this.inTx((tx) => makeAccount(tx, body));
  }

  private async firstPasswords(county: string | undefined): Promise<GivenPassword[]> {
    const names = await this.namesWithoutPassword(county);
    if (names.length === 0) return [];
    const made = await this.allHashed(names);
    const given = await this.inTx(async (tx) => {
      const set = await setFirstPasswords(tx, made);
      // nothing set = somebody else was quicker, and that is worth a line too
      if (set.length === 0)
        tx.audit({ action: 'password.asked', subjectKind: 'account', subjectId: names[0] ?? '' });
      for (const name of set) tx.audit({ action: 'password.given', subjectKind: 'account', subjectId: name });
      return new Set(set);
    });
    return made.filter(({ name }) => given.has(name)).map(({ name, password }) => ({ name, password }));
  }

  private namesWithoutPassword(county: string | undefined): Promise<string[]> {
    const options = { scope: system, keys: [], now: this.now(), unaudited: true };
    return withTx(this.db, options, (tx) => listNamesWithoutPassword(tx, county, mostAccounts));
  }

  private async anotherPassword(account: string): Promise<GivenPassword[]> {
    const { hash, password } = await this.hasher.fresh(account);
    await this.inTx(async (tx) => {
      await this.usableAccount(tx, account);
      await Promise.all([replacePassword(tx, { name: account, hash }), closeSessionsOf(tx, account)]);
      tx.audit({ action: 'password.replaced', subjectKind: 'account', subjectId: account });
    });
    return [{ name: account, password }];
  }

  /** Two by two, as the hasher runs them: a thousand at once would fill its queue and keep logins waiting. */
  private async allHashed(names: readonly string[]): Promise<(GivenPassword & { hash: string })[]> {
    const made = [];
    for (let from = 0; from < names.length; from += 2) {
      made.push(...(await Promise.all(names.slice(from, from + 2).map((name) => this.hasher.fresh(name)))));
    }
    return made;
  }

  private async usableAccount(tx: Tx, name: string): Promise<AccountView> {
    const account = await findAccount(tx, name);
    if (!account) throw new RefusalError('account_unknown');
    if (account.disabled) throw new RefusalError('account_disabled');
    return account.view;
  }

  private inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withTx(this.db, { scope: system, keys: ['passwords'], now: this.now() }, work);
  }

  private now(): Date {
    return new Date(this.realTime());
  }
}
