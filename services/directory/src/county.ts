/** A county as its folder states it, written once at the first start; from then on the database holds it. */
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { duties } from '@yimen/auth';
import type { Duty } from '@yimen/auth';
import type { CountyOpenedV1 } from '@yimen/contracts';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import { countyFolders, formatInstant, loadProfile } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import { CLOCK, DB, LOGGER, readJurisdictionFolders, readWantedCounty, startStep } from '@yimen/service-kit';
import type { Clock, Logger } from '@yimen/service-kit';
import {
  findInstallation,
  insertAccounts,
  insertAgencies,
  insertCounty,
  listCountyCodes,
  listUntoldCounties,
  markTold,
  saveInstallation,
} from './county.store';
import { installationFor } from './installation.policy';
import type { Installation } from './installation.policy';

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
  if (county.accounts.length > 0) await insertAccounts(tx, county);
  const detail = { agencies: county.agencies.length, accounts: county.accounts.length };
  tx.audit({ action: 'county.loaded', subjectKind: 'county', subjectId: county.code, detail });
  return true;
};

const system = { county: '*', reach: 'system', actor: 'system:directory' } as const;

interface Settled {
  installation: Installation;
  loaded: ReadonlySet<string>;
}

/** Written down before any county is, so that two starts agree. @throws InstallationError */
const settle = (db: Db, now: Date, shipped: readonly string[]): Promise<Settled> =>
  withTx(db, { scope: system, keys: ['installation'], now, unaudited: true }, async (tx) => {
    const [known, loaded] = await Promise.all([findInstallation(tx), listCountyCodes(tx)]);
    const installation = installationFor({ known, loaded, shipped, wanted: readWantedCounty() });
    if (!isDeepStrictEqual(installation, known)) saveInstallation(tx, installation);
    return { installation, loaded: new Set(loaded) };
  });

/** The people of a real system make their own accounts. */
const asWanted = (county: CountyProfile, { kind }: Installation): CountyProfile =>
  kind === 'real' ? { ...county, accounts: [] } : county;

/** Writes nothing when the county is there. */
export const loadCounty = async (db: Db, county: CountyProfile, now: Date): Promise<void> => {
  // a second starter waits at the key, then finds the county and writes nothing
  const options = { scope: system, keys: [`county:${county.code}`], now, unaudited: true };
  await withTx(db, options, (tx) => seedCounty(tx, county));
};

const tellOf = async (tx: Tx, code: string): Promise<void> => {
  const county = await markTold(tx, code);
  if (!county) return;
  const data: CountyOpenedV1 = { county: code, name: county.name, openedAt: formatInstant(county.loadedAt) };
  tx.emit({ topic: 'directory.changes', type: 'county.opened.v1', key: code, jurisdiction: code, data });
};

/** Tells the other services who has people here, once per county. */
const tellOfCounties = async (db: Db, now: Date): Promise<void> => {
  const options = { scope: system, now, unaudited: true };
  const untold = await withTx(db, { ...options, keys: [] }, listUntoldCounties);
  for (const code of untold) await withTx(db, { ...options, keys: [code] }, (tx) => tellOf(tx, code));
};

@Injectable()
export class CountyLoader implements OnApplicationBootstrap {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return startStep('counties', this.logger, () => this.load());
  }

  /** Reading a folder takes 0.2 s, so only those of counties that are not there yet are read. */
  private async load(): Promise<void> {
    const folders = countyFolders(readJurisdictionFolders());
    const shipped = folders.map((folder) => basename(folder));
    const { installation, loaded } = await settle(this.db, this.clock.now(), shipped);
    const isWanted = (code: string) => installation.kind === 'demo' || installation.counties.includes(code);
    for (const folder of folders) {
      const code = basename(folder);
      if (loaded.has(code) || !isWanted(code)) continue;
      await loadCounty(this.db, asWanted(countyOf(loadProfile(folder)), installation), this.clock.now());
    }
    await tellOfCounties(this.db, this.clock.now());
  }
}
