/** SQL that writes a county once, whole, in three statements however many agencies it has. */
import type { Tx } from '@yimen/messaging';
import type { CountyProfile } from './county';
import type { Installation } from './installation.policy';

/** @returns false when the county was there before: then the database holds it, not the folder */
export const insertCounty = async (tx: Tx, { code, name }: CountyProfile): Promise<boolean> => {
  const rows = await tx.query(
    'insert into county (code, name, loaded_at) values ($1, $2, $3) on conflict (code) do nothing returning code',
    [code, name, tx.now],
  );
  return rows.length === 1;
};

export const insertAgencies = async (tx: Tx, { code, agencies }: CountyProfile): Promise<void> => {
  await tx.query(
    `insert into agency (id, county, role, name, aliases, created_at)
     select a.id, $1, a.role, a.name, a.aliases, $3
     from jsonb_to_recordset($2::jsonb) as a (id text, role text, name text, aliases text[])`,
    [
      code,
      JSON.stringify(
        agencies.map(({ id, role, name, aliases }) => ({ id, role, name, aliases: aliases ?? [] })),
      ),
      tx.now,
    ],
  );
};

export const insertAccounts = async (tx: Tx, { code, accounts }: CountyProfile): Promise<void> => {
  await tx.query(
    `insert into account (name, county, agency, area, duties, created_at)
     select a.name, $1, a.agency, a.area, a.duties, $3
     from jsonb_to_recordset($2::jsonb) as a (name text, agency text, area text, duties text[])`,
    [code, JSON.stringify(accounts), tx.now],
  );
};

/** Prefecture scale is a dozen counties; a province has some hundred. */
const mostCounties = 500;

export const listCountyCodes = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.query<{ code: string }>('select code from county order by code limit $1', [
    mostCounties,
  ]);
  return rows.map(({ code }) => code);
};

/** Counties of which the other services were not told. */
export const listUntoldCounties = async (tx: Tx): Promise<string[]> => {
  const rows = await tx.query<{ code: string }>(
    'select code from county where told_at is null order by code limit $1',
    [mostCounties],
  );
  return rows.map(({ code }) => code);
};

/** @returns undefined when somebody else had told */
export const markTold = async (
  tx: Tx,
  code: string,
): Promise<{ name: string; loadedAt: Date } | undefined> => {
  const [row] = await tx.query<{ name: string; loadedAt: Date }>(
    `update county set told_at = $2 where code = $1 and told_at is null returning name, loaded_at as "loadedAt"`,
    [code, tx.now],
  );
  return row;
};

export const findInstallation = async (tx: Tx): Promise<Installation | undefined> =>
  (await tx.query<Installation>('select kind, counties from installation limit 1'))[0];

/** The kind of the first writer stays. */
export const saveInstallation = (tx: Tx, { kind, counties }: Installation): void =>
  tx.write(
    `insert into installation (kind, counties, made_at) values ($1, $2, $3)
     on conflict (only_one) do update set counties = excluded.counties`,
    [kind, counties, tx.now],
  );
