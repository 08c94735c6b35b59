/**
 * Walks every state that one case with three legs can reach, breadth first, and asks at each whether the
 * invariants hold.
 * States that differ only in ids, times and closed history count as one; so the walk ends, and what it says holds
 * for sequences
 * of any length. `decide` is a parameter, so that a test can hand in one with a bug and see the walk find it.
 */
import type { RefusalCode } from '@yimen/contracts';
import type { AgencyRef } from '@yimen/routing';
import { evolve } from '../cases/case.events';
import type { CaseEvent } from '../cases/case.events';
import { decide, isRefusal } from '../cases/case.policy';
import type { CaseCommand } from '../cases/case.policy';
import { hasDesk, holderOf, isLetterOpen, isOver, runningClocks } from '../cases/case.state';
import type { CaseState, Leg, Letter } from '../cases/case.state';
import { joinCase } from '../cases/join.policy';
import {
  aClock,
  aContext,
  aDecision,
  closing,
  finishing,
  justice,
  minutesLater,
  police,
  returning,
  sendingLetter,
  signing,
  testTime,
} from './case-builders';

export type Decide = typeof decide;

/** One edge: from a state by a deed to a state. */
interface Edge {
  before: CaseState;
  deed: string;
  events: CaseEvent[];
  state: CaseState;
}

export type Invariant = (edge: Edge) => boolean;

const known = (state: CaseState): Leg[] => state.legs.filter((leg) => leg.replacedBy === null);

const county: readonly string[] = [
  ...['police', 'civil_affairs', 'education', 'justice', 'coordination_office', 'external'],
];
const isAgency = (agency: AgencyRef | undefined): boolean =>
  agency !== undefined && county.includes(agency.role);

/** Was this need sent back before, as the history of the case says? */
const returnsOf = (state: CaseState, leg: Leg): number =>
  state.legs.filter((other) => other.firstAgency.id === leg.firstAgency.id && other.state === 'returned')
    .length;

const hasLetter = ({ letters }: CaseState, id: string): boolean =>
  letters.some(({ legId, noticeId }) => legId === id || noticeId === id);

const isLive = ({ clocks }: CaseState, clockId: string): boolean =>
  clocks.filter(({ id, state }) => id === clockId && (state === 'running' || state === 'overdue')).length ===
  1;

/** What must hold after every deed; each is tried against a seeded bug in case.model.spec.ts. */
export const invariants = {
  'exactly one owner': ({ state }) => isAgency(state.owner),
  'an open case has a running clock': ({ state }) =>
    state.status === 'closed' || runningClocks(state).length > 0,
  'every open leg has one holder': ({ state }) =>
    known(state).every((leg) => isOver(leg) || isAgency(holderOf(state, leg))),
  'the owner has not just sent the leading leg back': ({ state }) =>
    !known(state).some(
      (leg) => leg.part === 'lead' && leg.state === 'returned' && leg.agency.id === state.owner.id,
    ),
  'no closing over an open leg': ({ state }) => state.status === 'open' || state.legs.every(isOver),
  'never closed by the system': ({ state, before, deed }) =>
    state.status === before.status || deed === 'close by a person',
  'a red leg is never returned': ({ events, before }) =>
    before.risk !== 'R1' || !events.some((event) => event.type === 'leg_moved' && event.to === 'returned'),
  'after two returns the first agency works on': ({ state }) =>
    known(state).every((leg) => leg.state !== 'arbitration' || leg.agency.id === leg.firstAgency.id),
  'two returns lead to arbitration': ({ state }) =>
    known(state).every((leg) => leg.state !== 'returned' || returnsOf(state, leg) < 2),
  'arbitration has a clock': ({ state }) =>
    known(state).every(
      (leg) =>
        leg.state !== 'arbitration' ||
        state.clocks.some((clock) => clock.code === 'arbitration' && clock.legId === leg.id),
    ),
  'a need is never dropped': ({ state, before }) =>
    before.legs.every(({ firstAgency }) =>
      state.legs.some((leg) => leg.firstAgency.id === firstAgency.id && leg.replacedBy === null),
    ),
  'the level never falls by itself': ({ state, before }) => state.risk === before.risk || state.risk === 'R1',
  'who has no desk has a letter': ({ state }) =>
    state.status === 'closed' ||
    (known(state).every(
      (leg) => isOver(leg) || leg.state === 'returned' || hasDesk(leg.agency) || hasLetter(state, leg.id),
    ) &&
      state.notices.every(
        ({ id, role, state: now }) => role === 'reporter' || now !== 'to_send' || hasLetter(state, id),
      )),
  'an open letter has one owner and one clock': ({ state }) =>
    state.status === 'closed' ||
    state.letters
      .filter(isLetterOpen)
      .every(({ owner, clockId }) => owner.role === 'coordination_office' && isLive(state, clockId)),
  'a letter that came back is the office to decide on': ({ state }) =>
    state.letters.every(
      ({ state: now, clockId }) =>
        now !== 'returned' ||
        state.clocks.some(({ id, code }) => id === clockId && code === 'letter_returned'),
    ),
  'no closing over an open letter': ({ state }) =>
    state.status === 'open' || !state.letters.some(isLetterOpen),
  'a letter that is over stays as it ended': ({ state, before }) =>
    before.letters.every(
      (letter) =>
        isLetterOpen(letter) ||
        state.letters.some(({ id, state: now }) => id === letter.id && now === letter.state),
    ),
} satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof invariants;

/** Who takes a leg over: the agency that has it, or one that had none. */
const takers = (leg: Leg): AgencyRef[] => [leg.firstAgency, justice];

interface Deed {
  name: string;
  command: CaseCommand;
}

const deedsOnLeg = (leg: Leg): Deed[] => [
  { name: 'sign', command: signing(leg.id) },
  { name: 'return', command: returning(leg.id) },
  { name: 'finish', command: finishing(leg.id, leg.agency.id === police.id) },
  { name: 'waive', command: { action: 'waive', legId: leg.id, reason: 'x' } },
  ...takers(leg).map((agency): Deed => ({
    name: `reassign to ${agency.role}`,
    command: { action: 'reassign', legId: leg.id, agency, reason: 'x' },
  })),
];

const receiving = (letterId: string, refused: boolean): CaseCommand => ({
  action: 'register_receipt',
  letterId,
  on: '2026-03-20',
  signedBy: '王某',
  refused,
  note: null,
});

const deedsOnLetter = ({ id: letterId }: Letter): Deed[] => [
  { name: 'send', command: sendingLetter(letterId) },
  { name: 'receive', command: receiving(letterId, false) },
  { name: 'refuse', command: receiving(letterId, true) },
  {
    name: 'come back',
    command: { action: 'register_undelivered', letterId, on: '2026-03-20', reason: 'unclaimed' },
  },
  { name: 'waive the letter', command: { action: 'waive_letter', letterId, reason: 'x' } },
];

const deedsOf = (state: CaseState): Deed[] => [
  ...known(state).flatMap(deedsOnLeg),
  ...state.letters.flatMap(deedsOnLetter),
  { name: 'close by a person', command: closing() },
  { name: 'close by the system', command: closing('system') },
  {
    name: 'lower by the system',
    command: { action: 'lower_risk', risk: 'R4', reason: 'x', by: { kind: 'system' } },
  },
  { name: 'time passes', command: { action: 'expire' } },
];

const forbiddenReturns: readonly string[] = ['r1_never_returned', 'returned_twice'];

/** As the consumer does: a return that must not be is answered by issuing again. */
const carryOut = (state: CaseState, { command }: Deed, by: Decide): CaseEvent[] => {
  // far enough for every clock to be over
  const context = aContext(command.action === 'expire' ? minutesLater(1_000_000) : testTime);
  const decided = by(state, command, context);
  if (!isRefusal(decided)) return decided;
  if (command.action !== 'return' || !forbiddenReturns.includes(decided.code)) return [];
  const code: RefusalCode = decided.code;
  const again = by(state, { action: 'refuse_return', legId: command.legId, code }, context);
  return isRefusal(again) ? [] : again;
};

const redReport = (state: CaseState): CaseEvent[] =>
  state.status === 'closed'
    ? []
    : joinCase(
        state,
        aDecision({ risk: 'R1', clocks: [aClock('D01', 'police', minutesLater(15))] }),
        'report',
        aContext(),
      );

const openLegKey = (leg: Leg, state: CaseState): string =>
  [
    // the two cooperating legs are alike: which of them it is changes nothing
    leg.agency.id === leg.firstAgency.id,
    leg.part,
    leg.state,
    // twice and oftener is the same to every rule
    Math.min(leg.returnedCount, 2),
    Math.min(returnsOf(state, leg), 2),
    leg.signedAt === null,
    runningClocks(state)
      .filter(({ legId }) => legId === leg.id)
      .map(({ code }) => code)
      .sort()
      .join(),
  ].join('/');

/** Of a leg that is over only one thing is asked later: was the child seen? */
const legKey = (leg: Leg, state: CaseState): string =>
  isOver(leg) ? `over/${leg.agency.id === police.id && leg.childSeen}` : openLegKey(leg, state);

/** Open, or waived while what it was for is still open: no second one is written then. */
const letterKey = (letter: Letter, state: CaseState): string[] => {
  const leg = state.legs.find(({ id }) => id === letter.legId);
  if (!isLetterOpen(letter) && (leg === undefined || isOver(leg))) return [];
  const isRunning = runningClocks(state).some(({ id }) => id === letter.clockId);
  return [`${letter.role}/${leg?.state}/${letter.state}/${isRunning}`];
};

/** Overdue and met clocks, history and ids left out: nothing that is decided later depends on them. */
const keyOf = (state: CaseState): string =>
  [
    state.status,
    state.risk,
    state.owner.role,
    state.lead?.role,
    known(state)
      .map((leg) => legKey(leg, state))
      .sort()
      .join('|'),
    runningClocks(state)
      .filter(({ legId }) => legId === null)
      .map(({ code }) => code)
      .sort()
      .join(),
    state.letters
      .flatMap((letter) => letterKey(letter, state))
      .sort()
      .join('|'),
    state.notices.map(({ role, state: now }) => `${role}/${now}`).join(),
  ].join('#');

export interface Walk {
  states: number;
  edges: number;
  broken: { invariant: InvariantName; deed: string }[];
}

export interface WalkOptions {
  start: CaseState;
  by?: Decide;
  /** also let a red report come in at any moment */
  withRedReport?: boolean;
  /** stop at the first broken invariant */
  untilBroken?: boolean;
  /** far above what a right policy reaches; a wrong one may never end */
  maxStates?: number;
}

const edgesOf = (state: CaseState, { by = decide, withRedReport = false }: WalkOptions): Edge[] => {
  const done = deedsOf(state).map((deed) => ({ deed: deed.name, events: carryOut(state, deed, by) }));
  const red = withRedReport ? [{ deed: 'a red report joins', events: redReport(state) }] : [];
  return [...done, ...red]
    .filter(({ events }) => events.length > 0)
    .map(({ deed, events }) => ({ before: state, deed, events, state: evolve(state, events) }));
};

const names = Object.keys(invariants) as InvariantName[];

const brokenBy = (edge: Edge): Walk['broken'] =>
  names.filter((name) => !invariants[name](edge)).map((invariant) => ({ invariant, deed: edge.deed }));

export const walk = (options: WalkOptions): Walk => {
  const { start, untilBroken = false, maxStates = 400_000 } = options;
  const seen = new Set([keyOf(start)]);
  const found: Walk = { states: 1, edges: 0, broken: [] };
  const queue = [start];
  // the queue grows while it is read: breadth first
  for (const state of queue) {
    if (seen.size >= maxStates || (untilBroken && found.broken.length > 0)) break;
    for (const edge of edgesOf(state, options)) {
      found.edges += 1;
      found.broken.push(...brokenBy(edge));
      const key = keyOf(edge.state);
      if (!seen.has(key)) queue.push(edge.state);
      seen.add(key);
    }
  }
  return { ...found, states: seen.size };
};
