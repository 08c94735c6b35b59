/**
 * Looks for known children that a report may be about: keys, candidates, reasons; one transaction for all children
 * of a report.
 */
import { Inject, Injectable } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { Db, RowScope, Tx } from '@yimen/messaging';
import { dayOf, formatDay } from '@yimen/routing';
import { CLOCK, DB } from '@yimen/service-kit';
import type { Clock } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { findCandidates } from './candidate.store';
import type { Candidate, CandidateKeys } from './candidate.store';
import { phoneKey, plainNames, soundOf } from './child-keys';
import { rankMatches } from './child-match.policy';
import type { Match } from './child-match.policy';
import { childKeys } from './child.store';
import { matchKeys } from './match-keys';
import { partsOfAsked } from './match-parts';
import type { Asked } from './match-parts';

export type SoughtChild = Omit<Asked, 'today'>;

@Injectable()
export class ChildFinder {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
  ) {}

  /** @returns matches in the order of what was sought, best first; empty where nothing said can be a key */
  async find(scope: RowScope, county: string, sought: readonly SoughtChild[]): Promise<Match[][]> {
    const now = this.clock.now();
    const asked = sought.map((child) => ({ ...child, today: formatDay(dayOf(now)) }));
    const keys = asked.map((one) => this.keysOf(county, one));
    if (!keys.some(hasKey)) return sought.map(() => []);
    return withTx(this.db, { scope, keys: [], now, unaudited: true }, async (tx) => {
      const found = await Promise.all(keys.map((key) => findCandidates(tx, this.ciphers.fields, key)));
      return asked.map((one, index) => rankMatches(one, found[index] ?? []));
    });
  }

  /** Within a transaction of the caller's; of nobody where nothing said can be a key. */
  candidatesOf(tx: Tx, county: string, asked: Asked): Promise<Candidate[]> {
    const keys = this.keysOf(county, asked);
    return hasKey(keys) ? findCandidates(tx, this.ciphers.fields, keys) : Promise.resolve([]);
  }

  private keysOf(county: string, asked: Asked): CandidateKeys {
    const { fields, vault } = this.ciphers;
    const { child, phone } = asked;
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
      keys: matchKeys(fields, county, partsOfAsked(asked)),
    };
  }
}

const hasKey = ({ idIndex, birthIndex, phoneIndex, nameIndexes, keys }: CandidateKeys): boolean =>
  nameIndexes.length + keys.length > 0 || [idIndex, birthIndex, phoneIndex].some((index) => index !== null);
