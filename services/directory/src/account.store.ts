/** SQL of counties, agencies and accounts: one named function per statement, each with a limit. */
import type { Actor, Duty } from '@yimen/auth';
import type { Tx } from '@yimen/messaging';

export interface AgencyRow {
  id: string;
  role: string;
  name: string;
  aliases: string[];
}

/** What an account is outside: no hash. */
export interface AccountView {
  name: string;
  duties: Duty[];
  agency: string;
  role: string;
  jurisdiction: string;
  area?: string;
}

/** As an administrator sees it. */
export interface ListedAccount extends AccountView {
  disabled: boolean;
  /** was given a password and may use it */
  canSignIn: boolean;
}

export interface AccountRow {
  view: AccountView;
  passwordHash: string | null;
  disabled: boolean;
}

interface RawAccount {
  name: string;
  duties: Duty[];
  agency: string;
  role: string;
  county: string;
  area: string | null;
  password_hash: string | null;
  disabled_at: Date | null;
}

const columns = 'a.name, a.duties, a.agency, g.role, a.county, a.area, a.password_hash, a.disabled_at';
const from = 'from account a join agency g on g.id = a.agency';

const accountOf = (raw: RawAccount): AccountRow => ({
  view: {
    name: raw.name,
    duties: raw.duties,
    agency: raw.agency,
    role: raw.role,
    jurisdiction: raw.county,
    ...(raw.area === null ? {} : { area: raw.area }),
  },
  passwordHash: raw.password_hash,
  disabled: raw.disabled_at !== null,
});

export const actorOf = ({ name, ...rest }: AccountView): Actor => ({ subject: name, ...rest });

export interface Page {
  /** the last id or name of the page before; empty = from the start */
  after: string;
  limit: number;
}

export const findAccount = async (tx: Tx, name: string): Promise<AccountRow | undefined> => {
  const [raw] = await tx.query<RawAccount>(`select ${columns} ${from} where a.name = $1`, [name]);
  return raw && accountOf(raw);
};

export const listedOf = ({ view, disabled, passwordHash }: AccountRow): ListedAccount => ({
  ...view,
  disabled,
  canSignIn: passwordHash !== null && !disabled,
});

export const listAccounts = async (tx: Tx, { after, limit }: Page): Promise<ListedAccount[]> => {
  const raws = await tx.query<RawAccount>(
    `select ${columns} ${from} where a.name > $1 order by a.name limit $2`,
    [after, limit],
  );
  return raws.map((raw) => listedOf(accountOf(raw)));
};

/** Those that work: one that went into another has its accounts there. */
export const listAgencies = (tx: Tx, county: string, { after, limit }: Page): Promise<AgencyRow[]> =>
  tx.query<AgencyRow>(
    `select id, role, name, aliases from agency where county = $1 and id > $2 and merged_into is null
      order by id limit $3`,
    [county, after, limit],
  );

export const findAgency = async (
  tx: Tx,
  id: string,
): Promise<{ county: string; role: string } | undefined> => {
  const [row] = await tx.query<{ county: string; role: string }>(
    'select county, role from agency where id = $1 and merged_into is null',
    [id],
  );
  return row;
};

/** @returns false when the name is taken */
export const insertAccount = async (tx: Tx, { name, jurisdiction, agency, area, duties }: AccountView) => {
  const rows = await tx.query(
    `insert into account (name, county, agency, area, duties, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (name) do nothing returning name`,
    [name, jurisdiction, agency, area ?? null, duties, tx.now],
  );
  return rows.length === 1;
};

/** Names without a password, of one county or of all. */
export const listNamesWithoutPassword = async (tx: Tx, county: string | undefined, limit: number) => {
  const rows = await tx.query<{ name: string }>(
    `select name from account where password_hash is null and disabled_at is null and ($1::text is null or county = $1)
     order by name limit $2`,
    [county ?? null, limit],
  );
  return rows.map(({ name }) => name);
};

export interface PasswordHash {
  name: string;
  hash: string;
}

/** Only where there is none yet: of two who ask at once one gets each password. @returns the names that were set */
export const setFirstPasswords = async (tx: Tx, hashes: readonly PasswordHash[]): Promise<string[]> => {
  const rows = await tx.query<{ name: string }>(
    `update account a set password_hash = n.hash, password_set_at = $3
     from unnest($1::text[], $2::text[]) as n (name, hash)
     where a.name = n.name and a.password_hash is null returning a.name`,
    [hashes.map(({ name }) => name), hashes.map(({ hash }) => hash), tx.now],
  );
  return rows.map(({ name }) => name);
};

export const replacePassword = async (tx: Tx, { name, hash }: PasswordHash): Promise<void> => {
  await tx.query('update account set password_hash = $2, password_set_at = $3 where name = $1', [
    name,
    hash,
    tx.now,
  ]);
};

export const moveAccount = (tx: Tx, { name, agency, area, duties }: AccountView): void =>
  tx.write('update account set agency = $2, area = $3, duties = $4 where name = $1', [
    name,
    agency,
    area ?? null,
    duties,
  ]);

export const setDisabled = (tx: Tx, name: string, disabled: boolean): void =>
  tx.write('update account set disabled_at = $2 where name = $1', [name, disabled ? tx.now : null]);
