/**
 * Looks for known children that a report may be about: keys, candidates, reasons; one transaction for all children
 * of a report.
 */
import { Inject, Injectable } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { Db, RowScope } from '@yimen/messaging';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { phoneKey, plainNames, soundOf } from './child-keys';
import { rankMatches } from './child-match.policy';
import type { Match, Sought } from './child-match.policy';
import { childKeys, findCandidates } from './child.store';
import type { MatchKeys } from './child.store';

export interface SoughtChild extends Sought {
  phone?: string;
}

@Injectable()
export class ChildFinder {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  /** @returns matches in the order of what was sought, best first; empty where nothing said can be a key */
  async find(scope: RowScope, county: string, sought: readonly SoughtChild[]): Promise<Match[][]> {
    const keys = sought.map((child) => this.keysOf(county, child));
    if (!keys.some(hasKey)) return sought.map(() => []);
    return withTx(this.db, { scope, keys: [], now: this.clock.now(), unaudited: true }, async (tx) => {
      const found = await Promise.all(keys.map((key) => findCandidates(tx, this.ciphers.fields, key)));
      return sought.map((child, index) => rankMatches(child, found[index] ?? []));
    });
  }

  private keysOf(county: string, { child, phone }: SoughtChild): MatchKeys {
    const { fields, vault } = this.ciphers;
    const { idIndex, birthIndex } = childKeys(fields, child);
    const names = plainNames([child.name, ...(child.aliases ?? [])]);
    const digits = phoneKey(phone);
    return {
      county,
      idIndex,
      birthIndex,
      nameIndexes: names.map((name) => fields.blindIndex(name, 'child_name')),
      pinyinIndexes: names.map((name) => fields.blindIndex(soundOf(name), 'child_sound')),
      phoneIndex: digits ? vault.blindIndex(digits, 'phone') : null,
    };
  }
}

const hasKey = ({ idIndex, birthIndex, phoneIndex, nameIndexes }: MatchKeys): boolean =>
  nameIndexes.length > 0 || [idIndex, birthIndex, phoneIndex].some((index) => index !== null);
