/** What `route()` returns: everything that a case needs to start, each part with the rule it rests on. */
import type { MatterKind, RiskLevel, Disposition } from '@yimen/contracts';
import type { Facts } from './facts';

export interface RouteInput {
  facts: Facts;
  /** confirmed or suggested, the operator's choice */
  matters: readonly MatterKind[];
  categories: readonly string[];
  mandatoryReportItems: readonly string[];
  /** suggested, and taken away by a person: a person reviews the case, whatever the county's table says */
  removedMandatoryReportItems?: readonly string[];
  risk: RiskLevel;
  /** clocks start here (I4) */
  receivedAt: Date;
  /** a case of this child is open: the report joins it */
  joinsOpenCase: boolean;
  /** 1-based number of the child within the report, where it has several; only named in refused actions */
  childIndex?: number;
}

export interface AgencyRef {
  id: string;
  role: string;
  name: string;
  /** has no desk here: asked by letter, with a receipt */
  byLetter?: true;
}

/** One row of a responsibility table, or a national rule or default that carries what the county is silent on. */
export interface ClauseRef {
  /** row id of seed-matrix.json, e.g. `AJX-M2a`, or the code of a law, ministry rule or default */
  id: string;
  kind: 'county' | 'law' | 'ministry' | 'default';
  source: string;
  quote?: string;
}

export interface DecidedClock {
  /** code of policy-practice 12.x, e.g. `D01` */
  code: string;
  what: string;
  /** ISO with +08:00; date only for working-day clocks: due at the end of that day */
  dueAt: string;
  /** the instant at which it is overdue */
  dueInstant: Date;
  basis: string;
  sourceKind: 'seed' | 'law' | 'ministry' | 'provincial' | 'default';
  /** event that starts it; absent = receipt */
  anchor?: string;
  /** role whose leg the clock runs on; a role without a leg (coordination office) = the case itself */
  role: string;
  /** false: it reaches into a year whose holidays are not announced yet, and is recomputed once they are */
  calendarAnnounced?: boolean;
}

/** One leg per agency: what it must do for this child, all matters together, under the most urgent one. */
export interface DecidedReferral {
  matter: MatterKind;
  /** every matter the leg carries, `matter` first */
  matters: MatterKind[];
  agency: AgencyRef;
  part: 'lead' | 'cooperating';
  task: string;
  clauses: ClauseRef[];
}

export interface DecidedNotice {
  role: string;
  to: string;
  /** agency that has a desk here, or null for persons and outside bodies */
  agency: AgencyRef | null;
  basis: string;
  when: string;
  clauses: ClauseRef[];
}

/** One step of the explanation: rule, facts that matched, what it added. */
export interface ExplanationStep {
  rule: string;
  clause: ClauseRef;
  matched: Record<string, unknown>;
  effect: string;
}

export interface Decision {
  county: string;
  tableVersion: number;
  disposition: Disposition;
  risk: RiskLevel;
  /** null where the row names several and no lead: the coordination office owns until a person assigns (D18) */
  lead: AgencyRef;
  leadRule: string;
  firstResponder: { role: string; local: string } | null;
  referrals: DecidedReferral[];
  notices: DecidedNotice[];
  clocks: DecidedClock[];
  documents: string[];
  followUps: string[];
  /** row ids cited, county rows only */
  seedRows: string[];
  categories: string[];
  humanReviewRequired: boolean;
  /** codes of prohibited-actions.json that hold for this case */
  refusedActions: { code: string; args: Record<string, unknown> }[];
  explanation: ExplanationStep[];
}
