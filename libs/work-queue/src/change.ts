/**
 * What coordination tells about a referral that an agency already has: risk raised, a report joined, waived, taken
 * away. Pure. Guarantee: clocks keep running from dispatch; only a raised risk starts the red alarms anew, from
 * that moment. Not here: what the desk itself does (`decide.ts`).
 */
import type { ReferralChangedV1 } from '@yimen/contracts';
import type { QueueDefinition } from './definition';
import { alarmDueOf, nextDueOf, noDeadline, signDueOf } from './deadlines';
import type { Decided, ItemChanges, WorkItem } from './work-item';

const nothing: ItemChanges = {};

const isUnsigned = (item: WorkItem): boolean => item.state === 'open' || item.state === 'claimed';

/** The leg is no longer this agency's: waived, or given to another one. */
const takenAway = (changedAt: Date): ItemChanges => ({
  state: 'waived',
  closedAt: changedAt,
  alarmDueAt: null,
  nextDueAt: noDeadline,
});

const goesOn = (definition: QueueDefinition, item: WorkItem, data: ReferralChangedV1): ItemChanges => {
  const { signing } = definition;
  const clocks = data.clocks.length > 0 ? data.clocks : item.clocks;
  const raised = data.risk !== item.risk;
  const from = raised ? new Date(data.changedAt) : item.issuedAt;
  const signDueAt = signDueOf(signing, { risk: data.risk, clocks, from });
  const alarm =
    raised && isUnsigned(item) ? { alarmDueAt: alarmDueOf(signing, data.risk, from, 0) } : nothing;
  const nextDueAt = nextDueOf(signing, { state: item.state, clocks, signDueAt });
  const steps = data.stepDocuments === undefined ? nothing : { stepDocuments: data.stepDocuments };
  return { risk: data.risk, clocks, signDueAt, nextDueAt, ...alarm, ...steps };
};

/** An item that is over keeps what it is; the change stands in its history all the same. */
export const changeOf = (definition: QueueDefinition, item: WorkItem, data: ReferralChangedV1): Decided => {
  const decided = (changes: ItemChanges): Decided => ({
    allowed: true,
    changes,
    events: [],
    detail: { change: data.change, risk: data.risk },
    ...(data.statement === undefined ? {} : { note: data.statement }),
  });
  if (definition.states[item.state].over) return decided(nothing);
  const gone = data.change === 'waived' || data.change === 'reassigned';
  return decided(gone ? takenAway(new Date(data.changedAt)) : goesOn(definition, item, data));
};

/** The next alarm of a red item that nobody signed: first desk and duty officer, then the leading group's office. */
export const alarmOf = (definition: QueueDefinition, item: WorkItem, now: Date): Decided | undefined => {
  const due = item.alarmDueAt;
  if (!isUnsigned(item) || due === null || due > now) return undefined;
  const rule = definition.signing.limits[item.risk];
  const alarmLevel = item.alarmLevel + 1;
  const [first, second] = rule.kind === 'alarm' ? rule.afterMinutes : [0, 0];
  // the distance between the alarms, since the first may count from a raised risk and not from dispatch
  const next = alarmLevel === 1 ? new Date(due.getTime() + (second - first) * 60_000) : null;
  const changes = { alarmLevel, alarmedAt: now, alarmDueAt: next };
  return { allowed: true, changes, events: [], detail: { alarmLevel } };
};
