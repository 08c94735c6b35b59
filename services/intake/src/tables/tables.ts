/**
 * Which responsibility table a preview uses: the newest published version in force, else the one shipped with the
 * program. Kept in memory since every report asks; a publication is added after its commit. Two versions never
 * differ in place: a version number names one content for ever.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { refuse } from '@yimen/auth';
import type { TablePublishedV1 } from '@yimen/contracts';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { laidOver, shippedProfiles } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import { AgenciesNow, CLOCK, DB, LOGGER, readJurisdictionFolders, startStep } from '@yimen/service-kit';
import type { Clock, Logger } from '@yimen/service-kit';
import { systemScope } from '../system-scope';
import { listPublished } from './table.store';

interface Version {
  version: number;
  effectiveFrom: Date;
  profile: Profile;
}

@Injectable()
export class Tables implements OnModuleInit {
  /** newest first */
  private readonly versions = new Map<string, Version[]>();
  /** read from its files when it is first asked for: later a published version answers */
  private shippedByCounty?: ReadonlyMap<string, Profile>;

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly agencies: AgenciesNow,
  ) {}

  async onModuleInit(): Promise<void> {
    const options = { scope: systemScope, keys: [], now: this.clock.now(), unaudited: true };
    const published = await startStep('tables', this.logger, () => withTx(this.db, options, listPublished));
    for (const { county, ...version } of published) this.keep(county, version);
  }

  /** @throws RefusalError county_unknown when the county has no table at all */
  inForce(county: string, at: Date): Profile {
    return this.find(county, at) ?? refuse('county_unknown');
  }

  find(county: string, at: Date): Profile | undefined {
    const version = this.versions.get(county)?.find(({ effectiveFrom }) => effectiveFrom <= at);
    const profile = version?.profile ?? this.shipped().get(county);
    return profile && laidOver(profile, this.agencies.all());
  }

  /** Every county that has a table, by code. */
  list(at: Date): Profile[] {
    const codes = new Set([...this.versions.keys(), ...this.shipped().keys()]);
    return [...codes].sort().flatMap((county) => this.find(county, at) ?? []);
  }

  add({ county, version, effectiveFrom, profile }: TablePublishedV1): void {
    this.keep(county, { version, effectiveFrom: new Date(effectiveFrom), profile });
  }

  private keep(county: string, row: { version: number; effectiveFrom: Date; profile: object }): void {
    // what coordination published passed the loader there; its event was checked against the schema
    const version: Version = { ...row, profile: row.profile as Profile };
    const others = (this.versions.get(county) ?? []).filter((known) => known.version !== version.version);
    this.versions.set(
      county,
      [version, ...others].sort((left, right) => right.version - left.version),
    );
  }

  private shipped(): ReadonlyMap<string, Profile> {
    this.shippedByCounty ??= shippedProfiles(readJurisdictionFolders());
    return this.shippedByCounty;
  }
}
