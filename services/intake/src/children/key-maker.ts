/**
 * Makes the keys by which children are found, behind the acceptance of reports: of new children, of those of whom a
 * report told more, and of all that were there before there were keys. Guarantee: bounded work per turn; made twice
 * they are the same; old keys stay, since what was once said of a child may be said again.
 */
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { DB, TIMERS } from '@yimen/service-kit';
import type { Timers } from '@yimen/service-kit';
import { CIPHERS } from '../ciphers';
import type { Ciphers } from '../ciphers';
import { systemScope } from '../system-scope';
import { listUnkeyed, storeKeys } from './child-key.store';
import type { KeyedChild, UnkeyedChild } from './child-key.store';
import { matchKeys } from './match-keys';
import { partsOfKnown } from './match-parts';

const periodMs = 500;
/** Some 100 ms of the database, which reports wait for beside others at most. */
const childrenPerBatch = 200;
/** After a full batch, since more wait: a quarter of the time at most, and less of it where all else is slow too. */
const pausesPerBatch = 3;
const longestPauseMs = 2_000;
/** Some 5 ms of this process. */
const childrenPerTurn = 20;
/** Whoever writes holds back every reader of the log until it commits: some 200 keys are over in a few milliseconds. */
const childrenPerWrite = 8;

@Injectable()
export class KeyMaker implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(CIPHERS) private readonly ciphers: Ciphers,
    @Inject(TIMERS) private readonly timers: Timers,
  ) {}

  onModuleInit(): void {
    this.timers.register({ name: 'intake.child-keys', everyMs: periodMs, run: (now) => this.keyBatch(now) });
  }

  /** @returns how many children have their keys now */
  private async keyBatch(now: Date): Promise<number> {
    const started = performance.now();
    const options = { scope: systemScope, keys: [], now, unaudited: true };
    const children = await withTx(this.db, options, (tx) =>
      listUnkeyed(tx, this.ciphers.fields, childrenPerBatch),
    );
    if (children.length === 0) return 0;
    const keyed = await this.keysOf(children);
    for (let at = 0; at < keyed.length; at += childrenPerWrite)
      await withTx(this.db, options, (tx) => storeKeys(tx, keyed.slice(at, at + childrenPerWrite)));
    if (children.length === childrenPerBatch)
      await pause(Math.min(longestPauseMs, pausesPerBatch * (performance.now() - started)));
    return children.length;
  }

  private async keysOf(children: readonly UnkeyedChild[]): Promise<KeyedChild[]> {
    const keyed: KeyedChild[] = [];
    for (const [place, { county, known }] of children.entries()) {
      if (place % childrenPerTurn === 0) await nextTurn();
      const { childId, version, identity, township } = known;
      const keys = matchKeys(this.ciphers.fields, county, partsOfKnown(identity, township));
      keyed.push({ childId, version, keys });
    }
    return keyed;
  }
}
