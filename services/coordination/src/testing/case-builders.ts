/** Cases, decisions and contexts for tests: small, complete, with ids that count up. */
import type { RiskLevel } from '@yimen/contracts';
import type { AgencyRef, DecidedClock, DecidedReferral, Decision } from '@yimen/routing';
import { evolve } from '../cases/case.events';
import type { CaseEvent } from '../cases/case.events';
import { decide, isRefusal } from '../cases/case.policy';
import type { CaseCommand } from '../cases/case.policy';
import type { CaseState } from '../cases/case.state';
import { openCase } from '../cases/join.policy';
import type { Context } from '../clocks/clock.policy';

const agency = (role: string): AgencyRef => ({ id: `AJX-${role}`, role, name: role });

export const police = agency('police');
export const civil = agency('civil_affairs');
export const school = agency('education');
export const justice = agency('justice');
export const office = agency('coordination_office');

/** Nobody signs in for it here. */
export const elsewhere: AgencyRef = { ...agency('external'), byLetter: true };

export const testTime = new Date('2026-03-20T08:35:00+08:00');

let lastId = 0;

/** Ids that count up and are never given twice in a process. */
export const aContext = (now = testTime): Context => ({ now, nextId: () => `i${++lastId}` });

export const aReferral = (to: AgencyRef, part: DecidedReferral['part'] = 'cooperating'): DecidedReferral => ({
  matter: 'emergency',
  matters: ['emergency'],
  agency: to,
  part,
  task: '处置',
  clauses: [{ id: 'AJX-M2a', kind: 'county', source: '003.txt' }],
});

export const aClock = (code: string, role: string, dueInstant: Date, anchor?: string): DecidedClock => ({
  code,
  what: code,
  dueAt: dueInstant.toISOString(),
  dueInstant,
  basis: 'test',
  sourceKind: 'default',
  role,
  ...(anchor === undefined ? {} : { anchor }),
});

export const minutesLater = (minutes: number, from = testTime): Date =>
  new Date(from.getTime() + minutes * 60_000);

/** Police lead, civil affairs and education cooperate: one case, three legs. */
export const aDecision = (parts: Partial<Decision> = {}): Decision => ({
  county: 'AJX',
  tableVersion: 1,
  disposition: 'accept',
  risk: 'R2',
  lead: police,
  leadRule: 'AJX-M2a',
  firstResponder: null,
  referrals: [aReferral(police, 'lead'), aReferral(civil), aReferral(school)],
  notices: [],
  clocks: [aClock('D02', 'police', minutesLater(120)), aClock('D06', 'civil_affairs', minutesLater(4_320))],
  documents: [],
  followUps: [],
  seedRows: [],
  categories: [],
  humanReviewRequired: false,
  refusedActions: [],
  explanation: [],
  ...parts,
});

/** Police lead; another county is asked and a guardian told, both by letter. */
export const lettersDecision = (risk: RiskLevel): Partial<Decision> => ({
  risk,
  referrals: [aReferral(police, 'lead'), aReferral(elsewhere)],
  notices: [
    { role: 'guardian', to: '父母', agency: null, basis: 'AJX-M2c', when: '当日', clauses: [] },
    { role: 'reporter', to: '报告人', agency: null, basis: '告知进展', when: '24小时内', clauses: [] },
  ],
  clocks: [aClock('D02', 'police', minutesLater(120))],
});

export const anOpenCase = (parts: Partial<Decision> = {}, context = aContext()): CaseState => {
  const decision = aDecision(parts);
  const { base, events } = openCase(
    { caseId: 'case', caseNo: 'AJX-2026-000001', childId: 'child', decision, office },
    context,
  );
  return evolve(base, events);
};

export const legOf = (state: CaseState, to: AgencyRef) => {
  const leg = state.legs.findLast((known) => known.agency.id === to.id && known.replacedBy === null);
  if (!leg) throw new Error(`no leg of ${to.id}`);
  return leg;
};

export const signing = (legId: string): CaseCommand => ({
  action: 'sign',
  legId,
  workItemId: 'w',
  at: testTime.toISOString(),
  bySystem: false,
});

export const returning = (legId: string): CaseCommand => ({
  action: 'return',
  legId,
  workItemId: 'w',
  reason: 'not_our_duty',
});

export const finishing = (legId: string, childSeen = true): CaseCommand => ({
  action: 'finish',
  legId,
  workItemId: 'w',
  at: testTime.toISOString(),
  outcome: 'done',
  childSeen,
});

export const closing = (kind: 'person' | 'system' = 'person'): CaseCommand => ({
  action: 'close',
  outcome: 'need_met',
  reason: '各项已落实',
  by: kind === 'system' ? { kind } : { kind, account: 'ajx-coordinator' },
});

export const sendingLetter = (letterId: string): CaseCommand => ({
  action: 'send_letter',
  letterId,
  how: 'post',
  at: testTime.toISOString(),
  by: 'ajx-coordinator',
  trackingNo: 'EMS 1',
  text: '函',
});

export interface Step {
  state: CaseState;
  events: CaseEvent[];
  refused: string | undefined;
}

export const step = (state: CaseState, command: CaseCommand, context = aContext(testTime)): Step => {
  const decided = decide(state, command, context);
  if (isRefusal(decided)) return { state, events: [], refused: decided.code };
  return { state: evolve(state, decided), events: decided, refused: undefined };
};

/** The case after these commands, all of which must be allowed. */
export const after = (state: CaseState, ...commands: ((state: CaseState) => CaseCommand)[]): CaseState =>
  commands.reduce((known, command) => {
    const { state: next, refused } = step(known, command(known));
    if (refused) throw new Error(`refused: ${refused}`);
    return next;
  }, state);

export const withRisk = (state: CaseState, risk: RiskLevel): CaseState => ({ ...state, risk });
