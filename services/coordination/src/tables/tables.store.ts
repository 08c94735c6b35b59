/** Versions of responsibility tables in Postgres. A published version never changes. */
import type { Tx } from '@yimen/messaging';
import type { Profile } from '@yimen/routing';

export interface PublishedTable {
  county: string;
  version: number;
  effectiveFrom: Date;
  profile: Profile;
}

export interface TableVersion {
  county: string;
  version: number;
  state: 'draft' | 'published';
  effectiveFrom: Date | null;
  hash: string;
}

/** A county that publishes a version every month for years stays below it. */
const versionLimit = 500;

const selectPublished = `
select county, version, effective_from, profile from responsibility_table
 where county = $1 and state = 'published' order by version desc limit ${versionLimit}`;

/** The version in a profile is that of its row, whatever the folder said. */
export const listPublished = async (tx: Tx, county: string): Promise<PublishedTable[]> => {
  const rows = await tx.query<{ county: string; version: number; effective_from: Date; profile: Profile }>(
    selectPublished,
    [county],
  );
  return rows.map((row) => ({
    county: row.county,
    version: row.version,
    effectiveFrom: row.effective_from,
    profile: { ...row.profile, version: row.version },
  }));
};

const selectVersions = `
select county, version, state, effective_from, hash from responsibility_table
 where county = $1 order by version desc limit ${versionLimit}`;

export const listVersions = async (tx: Tx, county: string): Promise<TableVersion[]> => {
  const rows = await tx.query<Omit<TableVersion, 'effectiveFrom'> & { effective_from: Date | null }>(
    selectVersions,
    [county],
  );
  return rows.map(({ effective_from, ...row }) => ({ ...row, effectiveFrom: effective_from }));
};

const selectProfile = `select profile from responsibility_table where county = $1 and version = $2`;

/** As stored it also repeats the county's code; the hashes cover that, so it is left out here and not there. */
type StoredProfile = Profile & { code?: string };

export const findProfile = async (tx: Tx, county: string, version: number): Promise<Profile | undefined> => {
  const [row] = await tx.query<{ profile: StoredProfile }>(selectProfile, [county, version]);
  if (!row) return undefined;
  const { code: _code, ...profile } = row.profile;
  return profile;
};

const insertVersion = `
insert into responsibility_table (county, version, state, effective_from, hash, profile, made_at)
select $1, $2, $3, $4, $5, $6, $7`;

export const insertTable = async (tx: Tx, table: TableVersion, profile: Profile): Promise<void> => {
  const { county, version, state, effectiveFrom, hash } = table;
  await tx.query(insertVersion, [
    county,
    version,
    state,
    effectiveFrom,
    hash,
    JSON.stringify(profile),
    tx.now,
  ]);
};
