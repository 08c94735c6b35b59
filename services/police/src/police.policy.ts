/**
 * What the police desk is held to beyond its table. Pure. Guarantee: a red emergency is not finished before the
 * child was seen, is in safe hands, and somebody cares for it now; a written warning is re-visited within seven
 * days. Sources: policy-practice 2 (安全确认), 4 (告诫), 5 (R1).
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import type { Command, WorkItem } from '@yimen/work-queue';

type Finish = Extract<Command, { action: 'finish' }>;

const dayMs = 24 * 3_600_000;
/** 告诫首次查访 (L03): within 7 days of service. */
const firstRevisitDays = 7;

const redNeeds = ['childSeen', 'childSafe'] as const;

/** What a red item still lacks; empty = safe to finish. */
const lacking = ({ facts }: Finish): string[] => {
  const unsafe = redNeeds.filter((name) => facts[name] !== true);
  return facts.presentCarer === undefined ? [...unsafe, 'presentCarer'] : unsafe;
};

const dayOf = (value: unknown): number =>
  typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;

/** False as well when a day is missing or none: the table names that fact. */
const isLateRevisit = ({ outcome, facts }: Finish): boolean =>
  outcome === 'written_warning' &&
  dayOf(facts.firstRevisitDue) > dayOf(facts.deliveredOn) + firstRevisitDays * dayMs;

/** @returns `close_unverified` with what is lacking, `invalid_body` for a re-visit that is too late, or nothing */
export const policeRule = (item: WorkItem, command: Command): Refusal | undefined => {
  if (command.action !== 'finish' || command.outcome === undefined) return undefined;
  if (item.risk === 'R1' && lacking(command).length > 0)
    return refusal('close_unverified', { lacking: lacking(command) });
  if (!isLateRevisit(command)) return undefined;
  const message = `告诫书送交后${firstRevisitDays}日内首次查访 / first re-visit within ${firstRevisitDays} days`;
  return refusal('invalid_body', {
    errors: [{ field: 'facts.firstRevisitDue', rule: 'within_days', message }],
  });
};
