/**
 * Cases of an agency that went into another are seen by that one. Guarantee: what is not carried over yet is found at
 * the next run, also a case that was saved under the former agency meanwhile; a run is one bounded batch. Not here:
 * names of legs and owners; they stay as of their time and are shown with who has them now (`case.body`).
 */
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { DB, TIMERS } from '@yimen/service-kit';
import type { Timers } from '@yimen/service-kit';
import { systemScope } from '../system-scope';

/** Rows of a transaction: some ten milliseconds. */
const batchSize = 500;
/** The desk has the work after as long, so nobody sees an item whose case she may not open. */
const everyMs = 5_000;

const carryOver = `
with due as (
  select c.case_id, c.agency, c.county, n.now_id from agency_now n
    join case_agency c on c.agency = n.agency and c.active
   where n.now_id <> n.agency order by c.case_id limit ${batchSize} for update of c skip locked),
     left_behind as (
  update case_agency c set active = false from due d where c.case_id = d.case_id and c.agency = d.agency
  returning 1)
insert into case_agency (case_id, agency, county, active)
select distinct case_id, now_id, county, true from due
on conflict (case_id, agency) do update set active = true
returning case_id`;

@Injectable()
export class CarryOver implements OnModuleInit {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(TIMERS) private readonly timers: Timers,
  ) {}

  onModuleInit(): void {
    this.timers.register({ name: 'coordination.carry_over', everyMs, run: (now) => this.run(now) });
  }

  /** @returns cases carried over; the merger itself is audited by the directory */
  run(now: Date): Promise<number> {
    const options = { scope: systemScope, keys: [], now, unaudited: true };
    return withTx(this.db, options, async (tx) => (await tx.query(carryOver)).length);
  }
}
