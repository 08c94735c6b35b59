/** SQL of sessions and failed attempts. A session is found by the hash of its id: the table alone opens nothing. */
import type { Tx } from '@yimen/messaging';
import type { AccountView } from './account.store';
import type { SessionState, SessionTimes } from './session.policy';
import type { Attempts } from './sign-in.policy';

export const findAttempts = async (tx: Tx, key: Buffer): Promise<Attempts | undefined> => {
  const [row] = await tx.query<{ failures: number; last_at: Date }>(
    'select failures, last_at from sign_in_attempt where key = $1',
    [key],
  );
  return row && { failures: row.failures, lastAt: row.last_at };
};

export const saveAttempts = async (tx: Tx, key: Buffer, { failures, lastAt }: Attempts): Promise<void> => {
  await tx.query(
    `insert into sign_in_attempt (key, failures, last_at) values ($1, $2, $3)
     on conflict (key) do update set failures = excluded.failures, last_at = excluded.last_at`,
    [key, failures, lastAt],
  );
};

export const deleteAttempts = async (tx: Tx, key: Buffer): Promise<void> => {
  await tx.query('delete from sign_in_attempt where key = $1', [key]);
};

/** @returns how many were forgotten */
export const deleteAttemptsBefore = async (tx: Tx, before: Date, limit: number): Promise<number> => {
  const rows = await tx.query(
    `delete from sign_in_attempt
     where key in (select key from sign_in_attempt where last_at < $1 limit $2) returning 1`,
    [before, limit],
  );
  return rows.length;
};

export const deleteSessionsEndedBefore = async (tx: Tx, before: Date, limit: number): Promise<number> => {
  const rows = await tx.query(
    `delete from session where id_hash in (select id_hash from session where ends_at < $1 limit $2) returning 1`,
    [before, limit],
  );
  return rows.length;
};

export const insertSession = async (
  tx: Tx,
  idHash: Buffer,
  account: AccountView,
  times: SessionTimes,
): Promise<void> => {
  await tx.query(
    `insert into session (id_hash, county, agency, area, account, opened_at, expires_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      idHash,
      account.jurisdiction,
      account.agency,
      account.area ?? null,
      account.name,
      tx.now,
      times.expiresAt,
      times.endsAt,
    ],
  );
};

interface RawSession {
  expires_at: Date;
  ends_at: Date;
  closed_at: Date | null;
  disabled_at: Date | null;
}

export const findSession = async (tx: Tx, idHash: Buffer): Promise<SessionState | undefined> => {
  const [raw] = await tx.query<RawSession>(
    `select s.expires_at, s.ends_at, s.closed_at, a.disabled_at
     from session s join account a on a.name = s.account where s.id_hash = $1`,
    [idHash],
  );
  return (
    raw && {
      expiresAt: raw.expires_at,
      endsAt: raw.ends_at,
      closedAt: raw.closed_at,
      accountDisabled: raw.disabled_at !== null,
    }
  );
};

export const renewSession = async (tx: Tx, idHash: Buffer, expiresAt: Date): Promise<void> => {
  await tx.query('update session set expires_at = $2 where id_hash = $1 and closed_at is null', [
    idHash,
    expiresAt,
  ]);
};

export const closeSession = async (tx: Tx, idHash: Buffer): Promise<void> => {
  await tx.query('update session set closed_at = $2 where id_hash = $1 and closed_at is null', [
    idHash,
    tx.now,
  ]);
};

export const closeSessionsOf = async (tx: Tx, account: string): Promise<void> => {
  await tx.query('update session set closed_at = $2 where account = $1 and closed_at is null', [
    account,
    tx.now,
  ]);
};
