/** A county as its folder states it, written once at the first start; from then on the database holds it. */
import { basename } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { duties } from '@yimen/auth';
import type { Duty } from '@yimen/auth';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { countyFolders, loadProfile } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import { CLOCK, DB, readJurisdictionFolders } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { insertAccounts, insertAgencies, insertCounty, listCountyCodes } from './county.store';

export interface CountyProfile {
  code: string;
  name: string;
  agencies: readonly { id: string; role: string; name: string; aliases?: readonly string[] }[];
  /** at most 12; without passwords, those are made when first asked for */
  accounts: readonly { name: string; duties: readonly Duty[]; agency: string; area?: string | null }[];
}

const isDuty = (duty: string): duty is Duty => duties.some((known) => known === duty);

/** @throws Error naming the account when its folder gives it a duty that does not exist */
const accountOf = (account: Profile['accounts'][number]): CountyProfile['accounts'][number] => {
  const unknown = account.duties.find((duty) => !isDuty(duty));
  if (unknown !== undefined) throw new Error(`account ${account.name}: there is no duty ${unknown}`);
  return { ...account, duties: account.duties.filter(isDuty) };
};

/** A township is an agency like any other here. */
export const countyOf = ({ county, name, agencies, townships, accounts }: Profile): CountyProfile => ({
  code: county,
  name,
  agencies: [...agencies, ...townships],
  accounts: accounts.map(accountOf),
});

/** @returns false when it was there before; nothing is changed then */
const seedCounty = async (tx: Tx, county: CountyProfile): Promise<boolean> => {
  if (!(await insertCounty(tx, county))) return false;
  await insertAgencies(tx, county);
  await insertAccounts(tx, county);
  const detail = { agencies: county.agencies.length, accounts: county.accounts.length };
  tx.audit({ action: 'county.loaded', subjectKind: 'county', subjectId: county.code, detail });
  return true;
};

const system = { county: '*', reach: 'system', actor: 'system:directory' } as const;

const listLoaded = (db: Db, now: Date): Promise<string[]> =>
  withTx(db, { scope: system, keys: [], now, unaudited: true }, listCountyCodes);

/** Writes nothing when the county is there. */
export const loadCounty = async (db: Db, county: CountyProfile, now: Date): Promise<void> => {
  // a second starter waits at the key, then finds the county and writes nothing
  const options = { scope: system, keys: [`county:${county.code}`], now, unaudited: true };
  await withTx(db, options, (tx) => seedCounty(tx, county));
};

@Injectable()
export class CountyLoader implements OnApplicationBootstrap {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Reading a folder takes 0.2 s, so only those of counties that are not there yet are read. */
  async onApplicationBootstrap(): Promise<void> {
    const loaded = new Set(await listLoaded(this.db, this.clock.now()));
    const folders = countyFolders(readJurisdictionFolders());
    const missing = folders.filter((folder) => !loaded.has(basename(folder)));
    for (const folder of missing) await loadCounty(this.db, countyOf(loadProfile(folder)), this.clock.now());
  }
}
