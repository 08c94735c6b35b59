/**
 * Opening, renewing and closing sessions: edge in, policy, store, audit.
 * Guarantees one answer and one amount of work for a wrong name, a wrong password and an account without a password;
 * a try is counted before its password is looked at; the table holds only hashes of session ids.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { RefusalError, TokenIssuer, TokenVerifier } from '@yimen/auth';
import type { Actor, IssuedToken, Keyring, RealTime, VerifiedToken } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, RowScope, Tx, TxOptions } from '@yimen/messaging';
import { DB, KEYRING } from '@yimen/service-kit';
import { actorOf, findAccount } from './account.store';
import type { AccountRow, AccountView } from './account.store';
import { PasswordHasher } from './password-hasher';
import { REAL_TIME } from './real-time';
import { checkSession, decideRenewal, openedSession, tokenLifeSeconds } from './session.policy';
import { closeSession, deleteAttempts, findAttempts, findSession } from './session.store';
import { insertSession, renewSession, saveAttempts } from './session.store';
import { decideAttempt } from './sign-in.policy';

const system = { county: '*', reach: 'system', actor: 'system:directory' } as const;

/** What an account does to its own session is audited as its act, in its county. */
const actedBy = ({ subject, jurisdiction }: Actor): RowScope => ({
  county: jurisdiction,
  reach: 'system',
  actor: subject,
});

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

export interface Credentials {
  name: string;
  password: string;
  /** where the call came from; only its hash is kept */
  address: string;
}

export interface OpenSession extends IssuedToken {
  account: AccountView;
}

@Injectable()
export class SignIn {
  private readonly issuer: TokenIssuer;

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(KEYRING) keyring: Keyring,
    @Inject(REAL_TIME) private readonly realTime: RealTime,
    private readonly hasher: PasswordHasher,
    private readonly verifier: TokenVerifier,
  ) {
    this.issuer = new TokenIssuer(keyring, realTime);
  }

  /** @throws RefusalError `too_many_attempts`, `wrong_credentials`, `account_disabled`, `too_many_requests` */
  async open({ name, password, address }: Credentials): Promise<OpenSession> {
    const key = sha256(`${name}\0${address}`);
    const account = await this.countedAccount(name, key);
    const matches = await this.hasher.matches(account?.passwordHash, password);
    if (!account || !matches) return this.refused('wrong_credentials', account);
    if (account.disabled) return this.refused('account_disabled', account);
    return this.opened(account.view, key);
  }

  /** The account of a live session or of a local token. @throws RefusalError `session_expired`, `account_disabled` */
  current({ actor, sessionId }: VerifiedToken): Promise<AccountView> {
    return this.unaudited(async (tx) => {
      const account = await findAccount(tx, actor.subject);
      if (!account) throw new RefusalError('session_expired');
      if (account.disabled) throw new RefusalError('account_disabled');
      if (sessionId !== undefined) await this.assertLive(tx, sessionId);
      return account.view;
    });
  }

  /** A new token with the account's duties of now. @throws RefusalError `session_expired`, `account_disabled` */
  async renew({ actor, sessionId }: VerifiedToken): Promise<OpenSession> {
    if (sessionId === undefined) throw new RefusalError('session_expired');
    const idHash = sha256(sessionId);
    const { account, expiresAt } = await withTx(this.db, this.locked(idHash, actedBy(actor)), async (tx) => {
      const [row, session] = await Promise.all([findAccount(tx, actor.subject), findSession(tx, idHash)]);
      const answer = decideRenewal(session, tx.now);
      if (!answer.allowed) throw new RefusalError(answer.code, answer.params);
      if (!row) throw new RefusalError('session_expired');
      await renewSession(tx, idHash, answer.expiresAt);
      tx.audit({ action: 'session.renewed', subjectKind: 'account', subjectId: actor.subject });
      return { account: row.view, expiresAt: answer.expiresAt };
    });
    return this.withToken(account, sessionId, expiresAt);
  }

  /** Ends the session here at once and everywhere when its token runs out; a local token has none to end. */
  async close({ actor, sessionId }: VerifiedToken): Promise<void> {
    if (sessionId === undefined) throw new RefusalError('session_expired');
    const idHash = sha256(sessionId);
    await withTx(this.db, this.locked(idHash, actedBy(actor)), async (tx) => {
      await closeSession(tx, idHash);
      tx.audit({ action: 'session.closed', subjectKind: 'account', subjectId: actor.subject });
    });
    this.verifier.revoke(sessionId);
  }

  /** Serialised per name and address, so that parallel tries are counted one after the other. */
  private async countedAccount(name: string, key: Buffer): Promise<AccountRow | undefined> {
    return withTx(this.db, { ...this.locked(key, system), unaudited: true }, async (tx) => {
      const [before, account] = await Promise.all([findAttempts(tx, key), findAccount(tx, name)]);
      const answer = decideAttempt(before, tx.now);
      if (!answer.allowed) throw new RefusalError(answer.code, answer.params);
      await saveAttempts(tx, key, answer.attempts);
      return account;
    });
  }

  /** The name as typed is not written down: people type passwords into the wrong field. */
  private async refused(
    code: 'wrong_credentials' | 'account_disabled',
    account: AccountRow | undefined,
  ): Promise<never> {
    const subjectId = account?.view.name ?? 'unknown';
    const scope = { ...system, county: account?.view.jurisdiction ?? system.county };
    await withTx(this.db, { scope, keys: [], now: this.now() }, async (tx) =>
      tx.audit({ action: 'session.refused', subjectKind: 'account', subjectId, detail: { code } }),
    );
    throw new RefusalError(code);
  }

  private async opened(account: AccountView, key: Buffer): Promise<OpenSession> {
    const sessionId = randomBytes(32).toString('base64url');
    const idHash = sha256(sessionId);
    const times = openedSession(this.now());
    await withTx(this.db, this.locked(idHash, actedBy(actorOf(account))), async (tx) => {
      await Promise.all([insertSession(tx, idHash, account, times), deleteAttempts(tx, key)]);
      tx.audit({ action: 'session.opened', subjectKind: 'account', subjectId: account.name });
    });
    return this.withToken(account, sessionId, times.expiresAt);
  }

  private async withToken(account: AccountView, sessionId: string, expiresAt: Date): Promise<OpenSession> {
    const lifeSeconds = tokenLifeSeconds(expiresAt, this.now());
    return { ...(await this.issuer.issue({ actor: actorOf(account), sessionId, lifeSeconds })), account };
  }

  private async assertLive(tx: Tx, sessionId: string): Promise<void> {
    const answer = checkSession(await findSession(tx, sha256(sessionId)), tx.now);
    if (!answer.allowed) throw new RefusalError(answer.code, answer.params);
  }

  private unaudited<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return withTx(this.db, { scope: system, keys: [], now: this.now(), unaudited: true }, work);
  }

  private locked(key: Buffer, scope: RowScope): TxOptions {
    return { scope, keys: [`session:${key.toString('hex')}`], now: this.now() };
  }

  private now(): Date {
    return new Date(this.realTime());
  }
}
