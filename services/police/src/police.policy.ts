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
/** 反家庭暴力告诫制度: first re-visit within 7 days of service. */
const firstRevisitDays = 7;

const redNeeds = ['childSeen', 'childSafe'] as const;

/** What a red item still lacks; empty = safe to finish. */
const lacking = ({ facts }: Finish): string[] => {
  const unsafe = redNeeds.filter((name) => facts[name] !== true);
  return facts.presentCarer === undefined ? [...unsafe, 'presentCarer'] : unsafe;
};

/** Days are the county's: the eighth day begins at Chinese midnight. */
const lastRevisitDay = (now: Date): string =>
  new Date(now.getTime() + 8 * 3_600_000 + firstRevisitDays * dayMs).toISOString().slice(0, 10);

const isLateRevisit = ({ outcome, facts }: Finish, now: Date): boolean =>
  outcome === 'written_warning' &&
  typeof facts.firstRevisitDue === 'string' &&
  facts.firstRevisitDue > lastRevisitDay(now);

/** @returns `close_unverified` with what is lacking, `invalid_body` for a re-visit that is too late, or nothing */
export const policeRule = (item: WorkItem, command: Command, now: Date): Refusal | undefined => {
  if (command.action !== 'finish' || command.outcome === undefined) return undefined;
  if (item.risk === 'R1' && lacking(command).length > 0)
    return refusal('close_unverified', { lacking: lacking(command) });
  if (!isLateRevisit(command, now)) return undefined;
  const message = `告诫书送交后${firstRevisitDays}日内首次查访 / first re-visit within ${firstRevisitDays} days`;
  return refusal('invalid_body', {
    errors: [{ field: 'facts.firstRevisitDue', rule: 'within_days', message }],
  });
};
