/**
 * Clocks that start with an event (case filed, warning delivered, child safe) are estimated from receipt and
 * counted again
 * once the event is registered (policy-practice 12.x). Here: which outcome of an agency registers which event, and
 * when. Pure.
 */
import type { ReferralFinishedV1 } from '@yimen/contracts';
import type { DecidedClock } from '@yimen/routing';
import type { CaseEvent } from '../cases/case.events';
import type { CaseClock, CaseState } from '../cases/case.state';

interface AnchorRule {
  /** outcome codes; absent = any outcome in which the child was seen */
  outcomes?: readonly string[];
  role?: string;
  anchors: readonly string[];
  /** facts that say when it happened, first found wins; else when the leg was finished */
  at: readonly string[];
}

const rules: readonly AnchorRule[] = [
  { outcomes: ['case_filed', 'administrative_penalty'], anchors: ['case_filing'], at: ['filedOn'] },
  { outcomes: ['written_warning'], anchors: ['warning_delivered'], at: ['deliveredOn'] },
  { outcomes: ['child_escorted'], anchors: ['reception'], at: [] },
  { role: 'police', anchors: ['police_notification', 'child_safe'], at: [] },
];

/** Ends that say it themselves. */
const seenOutcomes: ReadonlySet<string> = new Set(['no_violation_found', 'child_found', 'child_escorted']);

const factOf = (facts: object, name: string): unknown =>
  new Map<string, unknown>(Object.entries(facts)).get(name);

/**
 * Was the child seen, and is it known who looks after it now? A stated "not seen" is never outweighed by the
 * outcome.
 */
export const hasSeenChild = ({ outcome, facts }: Pick<ReferralFinishedV1, 'outcome' | 'facts'>): boolean => {
  const seen = factOf(facts, 'childSeen');
  if (seen === false) return false;
  const isSafe = seen === true && factOf(facts, 'childSafe') === true;
  return isSafe || typeof factOf(facts, 'presentCarer') === 'string' || seenOutcomes.has(outcome);
};

const timeIn = (facts: object, names: readonly string[]): Date | undefined => {
  const text = names.map((name) => factOf(facts, name)).find((value) => typeof value === 'string');
  const time = typeof text === 'string' ? new Date(text) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
};

const holds = (rule: AnchorRule, role: string, data: ReferralFinishedV1): boolean =>
  (rule.role === undefined || rule.role === role) &&
  (rule.outcomes === undefined ? hasSeenChild(data) : rule.outcomes.includes(data.outcome));

/** Anchor -> when it happened, of what this outcome registers. */
export const registeredAnchors = (role: string, data: ReferralFinishedV1): Map<string, Date> =>
  new Map(
    rules
      .filter((rule) => holds(rule, role, data))
      .flatMap((rule) =>
        rule.anchors.map((anchor): [string, Date] => [
          anchor,
          timeIn(data.facts, rule.at) ?? new Date(data.finishedAt),
        ]),
      ),
  );

/** Clocks that still rest on an estimate of this anchor. */
export const estimatedBy = (state: CaseState, anchor: string): CaseClock[] =>
  state.clocks.filter(
    (clock) => clock.anchor === anchor && (clock.state === 'running' || clock.state === 'overdue'),
  );

/** `counted`: the table's clocks as they are when started at the registered moment. */
export const recounted = (
  estimated: readonly CaseClock[],
  counted: readonly DecidedClock[],
  now: Date,
): CaseEvent[] =>
  estimated.flatMap((clock): CaseEvent[] => {
    const found = counted.find(({ code, role }) => code === clock.code && role === clock.role);
    if (!found) return [];
    const state = found.dueInstant > now ? 'running' : clock.state;
    const change = { dueAt: found.dueAt, dueInstant: found.dueInstant.toISOString(), anchor: null, state };
    return [{ type: 'clock_moved', clockId: clock.id, change }];
  });
