/**
 * The responsibility tables in force, held in memory and compiled once per version: a route takes microseconds then.
 * Guarantee: a table is read from the database only while its county is not known.
 */
import { Inject, Injectable } from '@nestjs/common';
import { PermanentError, withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { AgenciesNow, CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { laidOver } from '@yimen/routing';
import type { AgencyRef, Profile } from '@yimen/routing';
import { systemScope } from '../system-scope';
import { listPublished } from './tables.store';
import type { PublishedTable } from './tables.store';

const inForce = (tables: readonly PublishedTable[], at: Date): PublishedTable | undefined =>
  tables.filter(({ effectiveFrom }) => effectiveFrom <= at).sort((a, b) => b.version - a.version)[0];

const asOfToday = (
  { agenciesNow }: Profile,
  { id, role, name }: Pick<AgencyRef, 'id' | 'role' | 'name'>,
): AgencyRef => {
  const now = agenciesNow?.get(id) ?? { id, name };
  return { id: now.id, role, name: now.name };
};

/** The agency that owns what nobody else does; a profile without one does not load. */
export const officeOf = (profile: Profile): AgencyRef => {
  const office = profile.agencies.find(({ role }) => role === 'coordination_office');
  if (!office) throw new Error(`the table of ${profile.county} names no coordination office`);
  return asOfToday(profile, office);
};

/** An agency of the county by id, township offices included; one that went into another is that one. */
export const agencyOf = (profile: Profile, id: string): AgencyRef | undefined => {
  const agency = [...profile.agencies, ...profile.townships].find((known) => known.id === id);
  if (!agency) return undefined;
  const isByLetter = 'byLetter' in agency && agency.byLetter === true;
  return { ...asOfToday(profile, agency), ...(isByLetter ? { byLetter: true as const } : {}) };
};

@Injectable()
export class CountyTables {
  private readonly known = new Map<string, readonly PublishedTable[]>();

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly agencies: AgenciesNow,
  ) {}

  /** The profile in force at `at`, with its version. @throws PermanentError when the county has no published table */
  async inForce(county: string, at: Date): Promise<Profile> {
    const table = inForce(await this.tablesOf(county), at);
    if (!table)
      throw new PermanentError(`county ${county} has no responsibility table in force; load its profile`);
    return laidOver(table.profile, this.agencies.all());
  }

  /** The profile that a case was routed by, also when a newer one is in force. */
  async ofVersion(county: string, version: number): Promise<Profile> {
    const table = (await this.tablesOf(county)).find((known) => known.version === version);
    if (!table) throw new Error(`county ${county} has no published version ${version} of its table`);
    return laidOver(table.profile, this.agencies.all());
  }

  private async tablesOf(county: string): Promise<readonly PublishedTable[]> {
    const known = this.known.get(county);
    if (known) return known;
    const options = { scope: systemScope, keys: [], now: this.clock.now(), unaudited: true };
    const tables = await withTx(this.db, options, (tx) => listPublished(tx, county));
    if (tables.length > 0) this.known.set(county, tables);
    return tables;
  }
}
