/**
 * A red leg that nobody signs wakes somebody: step by step, each once, until it is signed, over or all steps are
 * taken. Guarantee: a missed, doubled or overlapping run raises nothing twice (the key of `leg_alert`). Not here: who
 * is on duty and how he is reached (directory); the sound at the desk (`work-queue`).
 */
import { Inject, Injectable } from '@nestjs/common';
import type { AlertRaisedV1 } from '@yimen/contracts';
import { newId, withTx } from '@yimen/messaging';
import type { Db, NewEvent, Tx } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import { DB, TIMERS } from '@yimen/service-kit';
import type { Timers } from '@yimen/service-kit';
import { systemScope } from '../system-scope';

/**
 * Minutes between steps, the first counted from when the leg went out: person on duty at 5, deputy at 10, the
 * coordination office at 15. The desk's own first alarm and a red leg's limit (I4) are 5 and 15 too.
 */
const minutesPerStep = 5;
const lastStep = 3;

/** Legs per run: a transaction of some milliseconds, so that a signature never waits long behind it. */
const batchSize = 50;

interface DueAlert {
  legId: string;
  caseId: string;
  caseNo: string;
  county: string;
  agency: string;
  risk: AlertRaisedV1['risk'];
  issuedAt: Date;
  step: AlertRaisedV1['step'];
}

/** Cases whose lock somebody else holds are left for the next run: he may be signing. */
const claimDue = `
select r.id as "legId", f.id as "caseId", f.case_no as "caseNo", f.county, r.agency->>'id' as agency, f.risk,
       r.issued_at as "issuedAt", a.taken + 1 as step
  from referral r join case_file f on f.id = r.case_id
 cross join lateral (select coalesce(max(step), 0) as taken, max(raised_at) as last_at
                       from leg_alert where leg_id = r.id) a
 where r.state = 'issued' and r.issued_at <= $1 and f.status = 'open' and f.risk = 'R1'
   and a.taken < ${lastStep} and coalesce(a.last_at, r.issued_at) <= $1
 order by r.issued_at, r.id limit ${batchSize} for update of f, r skip locked`;

/** Returns only steps that were not taken before; the case's history tells of them. */
const takeSteps = `
with due as (select * from jsonb_to_recordset($1::jsonb) as d (
       id text, "legId" text, "caseId" text, county text, agency text, step smallint)),
     taken as (
       insert into leg_alert (leg_id, step, id, county, raised_at) select "legId", step, id, county, $2 from due
       on conflict (leg_id, step) do nothing returning id),
     told as (
       insert into timeline (case_id, county, at, kind, by, referral_id, detail)
       select "caseId", county, $2, 'alert.raised', $3, "legId", jsonb_build_object('agencyId', agency, 'step', step)
         from due join taken using (id))
select id from taken limit ${batchSize}`;

type NewAlert = DueAlert & { id: string };

const eventOf = (alert: NewAlert, now: Date): NewEvent<AlertRaisedV1> => {
  const { id: alertId, caseId, caseNo, county, legId: referralId, agency: agencyId, risk, step } = alert;
  const times = { issuedAt: formatInstant(alert.issuedAt), raisedAt: formatInstant(now) };
  return {
    topic: 'coordination.alerts',
    type: 'alert.raised.v1',
    key: caseId,
    jurisdiction: county,
    // a step that cannot be delivered does not hold up the next one
    urgent: true,
    data: { alertId, caseId, caseNo, county, referralId, agencyId, risk, step, ...times },
  };
};

const raise = (tx: Tx, alert: NewAlert): void => {
  const { legId: subjectId, caseId, county, agency, step } = alert;
  tx.emit(eventOf(alert, tx.now));
  const detail = { agencyId: agency, step };
  tx.audit({ action: 'alert.raised', subjectKind: 'referral', subjectId, caseId, county, detail });
};

const raiseDue = async (tx: Tx): Promise<number> => {
  const stepAgo = new Date(tx.now.getTime() - minutesPerStep * 60_000);
  const due = (await tx.query<DueAlert>(claimDue, [stepAgo])).map((row) => ({ ...row, id: newId() }));
  if (due.length === 0) return 0;
  const taken = await tx.query<{ id: string }>(takeSteps, [JSON.stringify(due), tx.now, tx.scope.actor]);
  const isTaken = new Set(taken.map(({ id }) => id));
  for (const alert of due) if (isTaken.has(alert.id)) raise(tx, alert);
  return isTaken.size;
};

/** Somebody is called within this after the minute. */
const everyMs = 5_000;

@Injectable()
export class UnsignedAlerts {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(TIMERS) private readonly timers: Timers,
  ) {}

  start(): void {
    this.timers.register({ name: 'coordination.unsigned_alerts', everyMs, run: (now) => this.run(now) });
  }

  /** One bounded batch. @returns alerts raised */
  run(now: Date): Promise<number> {
    return withTx(this.db, { scope: systemScope, keys: [], now, unaudited: true }, raiseDue);
  }
}
