/**
 * What a desk officer may do with an item, and what follows: pure, one table look-up and one function per action.
 * Guarantee: a red emergency is never returned (I5), a return has a coded reason and a clause (I6), nothing is
 * finished unsigned. Not here: duties and rows (auth), the version the officer saw, writing.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import type { ReturnReason } from '@yimen/contracts';
import type { Cell, QueueDefinition } from './definition';
import { nextDueOf } from './deadlines';
import { checkOutcome } from './outcome';
import type { Command, Decided, Decision, ItemChanges, WorkItem } from './work-item';

export interface Acting {
  /** account that acts */
  by: string;
  now: Date;
}

interface Context extends Acting {
  definition: QueueDefinition;
  item: WorkItem;
  to: Exclude<Cell, string>['to'];
}

type CommandOf<A extends Command['action']> = Extract<Command, { action: A }>;

/** Pure. @returns what changes and what is told, or the refusal */
export const decide = (
  definition: QueueDefinition,
  item: WorkItem,
  command: Command,
  acting: Acting,
): Decision => {
  const cell = definition.actions[item.state][command.action];
  if (typeof cell === 'string') return refusal(cell, heldParams(item));
  const refused =
    heldByOther(item, command, cell.who, acting.by) ?? definition.beyond?.(item, command, acting.now);
  return refused ?? carryOut({ definition, item, to: cell.to, ...acting }, command);
};

const heldParams = (item: WorkItem): Record<string, unknown> => ({ state: item.state, heldBy: item.heldBy });

const heldByOther = (
  item: WorkItem,
  command: Command,
  who: Exclude<Cell, string>['who'],
  by: string,
): Refusal | undefined => {
  if (item.heldBy === null || who === 'desk') return undefined;
  if (who === 'unheld') return refusal('item_already_claimed', heldParams(item));
  // who handed it over may take it back: an assignee who stays silent must not hold a case
  const mayTakeBack = (command.action === 'assign' || command.action === 'release') && item.assignedBy === by;
  return item.heldBy === by || mayTakeBack ? undefined : refusal('item_not_yours', heldParams(item));
};

const carryOut = (context: Context, command: Command): Decision => {
  switch (command.action) {
    case 'claim':
      return moved(context, { heldBy: context.by, assignedBy: null });
    case 'release':
      return moved(context, { heldBy: null, assignedBy: null });
    case 'sign':
      return signed(context, false);
    case 'assign':
      return moved(context, { heldBy: command.to, assignedBy: context.by }, { to: command.to });
    case 'note':
      return noted(context, command);
    case 'return':
      return returned(context, command);
    case 'finish':
      return finished(context, command);
    default:
      return unknownCommand(command);
  }
};

const unknownCommand = (command: never): never => {
  throw new Error(`no such command: ${JSON.stringify(command)}`);
};

/** New state with the deadline that it counts down. */
const moved = (context: Context, changes: ItemChanges, detail: Decided['detail'] = {}): Decided => {
  const { definition, item, to: state } = context;
  const nextDueAt = nextDueOf(definition.signing, { ...item, ...changes, state });
  return { allowed: true, changes: { ...changes, state, nextDueAt }, events: [], detail };
};

const outcomeIds = ({ referralId, caseId, county, id, agency }: WorkItem) => ({
  referralId,
  caseId,
  county,
  workItemId: id,
  agencyId: agency,
});

const signed = (context: Context, bySystem: boolean): Decided => {
  const { item, by, now } = context;
  const heldBy = bySystem ? item.heldBy : by;
  const changes = { heldBy, signedAt: now, signedBySystem: bySystem, alarmDueAt: null };
  const data = { ...outcomeIds(item), by, signedAt: now.toISOString(), bySystem };
  return { ...moved(context, changes, { bySystem }), events: [{ type: 'referral.signed.v1', data }] };
};

const noted = (context: Context, { text }: CommandOf<'note'>): Decision =>
  text.trim() === '' ? refusal('note_empty') : { ...moved(context, {}), note: text };

const isReason = (definition: QueueDefinition, reason: string | undefined): reason is ReturnReason =>
  definition.returnReasons.some((known) => known === reason);

const returned = (context: Context, { reason, clause, note }: CommandOf<'return'>): Decision => {
  const { definition, item, by, now } = context;
  if (item.risk === 'R1') return refusal('r1_never_returned');
  if (!isReason(definition, reason)) {
    return refusal('return_reason_needed', { field: 'reason', oneOf: definition.returnReasons });
  }
  if (clause === undefined || clause.trim() === '')
    return refusal('return_clause_needed', { field: 'clause' });
  const changes = { closedAt: now, heldBy: null, assignedBy: null };
  const data = { ...outcomeIds(item), by, reason, clause, returnedAt: now.toISOString() };
  return {
    ...moved(context, changes, { reason, clause }),
    // the officer's words stay here: outcome topics carry codes, not text about people
    events: [{ type: 'referral.returned.v1', data }],
    ...(note === undefined ? {} : { note }),
  };
};

const finished = (context: Context, command: CommandOf<'finish'>): Decision => {
  const { definition, item, by, now } = context;
  const { outcome, facts, documents, toFollow = [], note } = command;
  if (outcome === undefined || outcome === '') return refusal('outcome_needed', { field: 'outcome' });
  const refused = checkOutcome(definition, item, { outcome, facts, documents, toFollow }, now);
  if (refused) return refused;
  const finishedAt = now.toISOString();
  const promised = toFollow.length === 0 ? {} : { toFollow: [...toFollow] };
  const data = {
    ...outcomeIds(item),
    by,
    outcome,
    facts: { ...facts },
    documents: [...documents],
    ...promised,
    finishedAt,
  };
  return {
    ...moved(context, { heldBy: by, outcome, closedAt: now }, { outcome, documents, ...promised }),
    events: [{ type: 'referral.finished.v1', data }],
    ...(note === undefined ? {} : { note }),
  };
};

/** The system's own signature past the limit, counted (I4). @returns a refusal for what is red or already signed */
export const signBySystem = (definition: QueueDefinition, item: WorkItem, now: Date): Decision => {
  const unsigned = item.state === 'open' || item.state === 'claimed';
  if (item.risk === 'R1' || !unsigned) return refusal('action_not_now', heldParams(item));
  return signed({ definition, item, to: 'signed', by: `system:${definition.service}`, now }, true);
};
