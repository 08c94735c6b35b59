/**
 * What a case is to its rules: owner, legs, clocks, notices. Codes, ids and times only; words and names stay in
 * the store.
 */
import type { Disposition, MatterKind, Part, ReferralState, RiskLevel } from '@yimen/contracts';
import type { AgencyRef, ClauseRef, DecidedClock } from '@yimen/routing';

export interface Leg {
  id: string;
  agency: AgencyRef;
  matter: MatterKind;
  /** every matter it carries, `matter` first */
  matters: readonly MatterKind[];
  part: Part;
  task: string;
  clauses: readonly ClauseRef[];
  state: ReferralState;
  /** how often this need was sent back, over all agencies that had it */
  returnedCount: number;
  /** who had it first: works on while arbitration decides (I6) */
  firstAgency: AgencyRef;
  /** the leg that carries the need on after a return or a reassignment; this one is then history */
  replacedBy: string | null;
  workItemId: string | null;
  issuedAt: string;
  signedAt: string | null;
  signedBySystem: boolean;
  finishedAt: string | null;
  outcome: string | null;
  /** the agency said that it has seen the child, or who looks after it */
  childSeen: boolean;
  reason: string | null;
}

type ClockState = 'running' | 'met' | 'overdue' | 'cancelled';

export interface CaseClock {
  id: string;
  /** code of policy-practice 12.x, or `review`, `reassign`, `arbitration` */
  code: string;
  what: string;
  /** instant or day, in county time, as shown */
  dueAt: string;
  /** ISO instant at which it is overdue */
  dueInstant: string;
  basis: string;
  sourceKind: DecidedClock['sourceKind'];
  role: string;
  /** event that starts it, while that event is only estimated; null = receipt, or registered */
  anchor: string | null;
  state: ClockState;
  /** null = it runs on the case itself */
  legId: string | null;
}

export type NoticeState = 'waiting' | 'issued' | 'to_send' | 'sent' | 'received';

export interface CaseNotice {
  id: string;
  role: string;
  to: string;
  /** an agency with a desk; null = a person or an outside body, told by a person here */
  agency: AgencyRef | null;
  basis: string;
  when: string;
  clauses: readonly ClauseRef[];
  state: NoticeState;
}

export type LetterState = 'to_send' | 'sent' | 'receipted' | 'returned' | 'waived';

export const letterWays = ['post', 'by_hand', 'fax', 'phone'] as const;
export type LetterWay = (typeof letterWays)[number];

export interface Sending {
  how: LetterWay;
  at: string;
  /** account that sent it, or read it out */
  by: string;
  trackingNo: string | null;
}

/** 回执: the day, whose hand, and whether she took it. */
interface Receipt {
  on: string;
  signedBy: string;
  refused: boolean;
  note: string | null;
}

interface Undelivered {
  on: string;
  reason: string;
}

/** What a leg or a notice becomes whose recipient has no desk here. */
export interface Letter {
  id: string;
  letterNo: string;
  /** of these two exactly one */
  legId: string | null;
  noticeId: string | null;
  role: string;
  to: string;
  basis: string;
  /** who must send it and see to its receipt */
  owner: AgencyRef;
  state: LetterState;
  /** its clock: of sending, of the receipt, or of deciding what next */
  clockId: string;
  tries: number;
  writtenAt: string;
  sending: Sending | null;
  undelivered: Undelivered | null;
  receipt: Receipt | null;
  /** as it was sent last */
  text: string | null;
}

/** A lower level that waits for a second person. */
export interface RiskProposal {
  risk: RiskLevel;
  reason: string;
  by: string;
}

export interface CaseState {
  id: string;
  caseNo: string;
  county: string;
  childId: string;
  status: 'open' | 'closed';
  risk: RiskLevel;
  disposition: Disposition;
  /** exactly one at every moment (I2) */
  owner: AgencyRef;
  /** null = nobody leads yet: the coordination office owns until a person assigns (D18) */
  lead: AgencyRef | null;
  /** the coordination office: owns what nobody else does */
  office: AgencyRef;
  tableVersion: number;
  legs: readonly Leg[];
  clocks: readonly CaseClock[];
  notices: readonly CaseNotice[];
  letters: readonly Letter[];
  riskProposal: RiskProposal | null;
  outcome: string | null;
  openedAt: string;
  closedAt: string | null;
  version: number;
}

/** R1 is the highest; R0 says that nobody is at risk. */
const rank: Record<RiskLevel, number> = { R1: 4, R2: 3, R3: 2, R4: 1, R0: 0 };

export const isHigher = (risk: RiskLevel, than: RiskLevel): boolean => rank[risk] > rank[than];

export const higherRisk = (one: RiskLevel, other: RiskLevel): RiskLevel =>
  isHigher(one, other) ? one : other;

/** Does the leg no longer hold the case open? A returned leg does, until another carries its need. */
export const isOver = (leg: Leg): boolean =>
  leg.replacedBy !== null || leg.state === 'finished' || leg.state === 'waived';

/** An open letter holds the case open like an open leg. */
export const isLetterOpen = ({ state }: Letter): boolean => state !== 'receipted' && state !== 'waived';

/** Somebody signs in for it here; persons and outside bodies get letters. */
export const hasDesk = (agency: AgencyRef | null): boolean => agency !== null && agency.byLetter !== true;

/** Who owns what this agency leads: the office for one without a desk. */
export const ownerUnder = (lead: AgencyRef | null, office: AgencyRef): AgencyRef =>
  lead !== null && hasDesk(lead) ? lead : office;

/** Who answers for a leg now: its agency, or the case's owner while it is sent back. */
export const holderOf = (state: CaseState, leg: Leg): AgencyRef =>
  leg.state === 'returned' ? state.owner : leg.agency;

export const runningClocks = (state: CaseState): CaseClock[] =>
  state.clocks.filter((clock) => clock.state === 'running');
