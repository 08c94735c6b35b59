/**
 * What a county is to the system: agencies, townships, the responsibility table, categories, clocks, notices, calendar.
 * Guarantee: plain JSON, whole in itself (citations included), so that a version can be stored, published and compared.
 * Non-goal: no behaviour here; `parseProfile` makes it, `route` reads it.
 */
import type { Disposition, MatterKind } from '@yimen/contracts';
import type { CalendarOrders } from './calendar';
import type { Condition } from './condition';
import type { ClauseRef, DecidedClock } from './decision';
import type { ParentState } from './facts';

export interface Agency {
  /** `AJX-police`, `AJX-township-xiaofeng` */
  id: string;
  role: string;
  name: string;
  /** other ways to write it in the county's document */
  aliases: string[];
  /** which row, or which outside source, names it */
  basis: string;
  /** nobody signs in for it here: what it is asked goes as a letter with a receipt */
  byLetter?: boolean;
}

export interface Township extends Agency {
  /** statistical division code, 9 digits; null where there is none */
  divisionCode: string | null;
  /** name without 镇, 乡, 街道 */
  shortName: string;
}

/** A demo account; its password is made when it is first asked for. */
export interface DemoAccount {
  name: string;
  duties: string[];
  agency: string;
  area: string | null;
}

interface RoleTask {
  role: string;
  task: string;
}

/** `role` may be `reporter_unit`: the body that reported, resolved by `reporterRoles`. */
export interface NoticeRule {
  role: string;
  to: string;
  when: string;
  basis: string;
}

/** Where the child has to be for a row to speak: this county's duties end at its border, first response does not. */
type Reach = 'local' | 'elsewhere' | 'any';

/** One row of the responsibility table, county or national. All rows that match apply. */
export interface ProfileRow {
  id: string;
  /** file and id for messages and explanations */
  file: string;
  tier: 'county' | 'national';
  clause: ClauseRef;
  /** matters it speaks about; empty = any matter of the case */
  matters: MatterKind[];
  when: Condition;
  reach: Reach;
  /** speaks only when no other row named a lead for the matter */
  catchAll: boolean;
  lead: string | null;
  /** several responsible and no lead: the coordination office owns until a person assigns (D18) */
  responsible: string[];
  task: string;
  cooperating: RoleTask[];
  notices: NoticeRule[];
  documents: string[];
  followUps: string[];
  validFrom: string | null;
  validTo: string | null;
}

/** A row of the document that does not route: who carries it instead. */
export interface CarriedRow {
  row: string;
  carries:
    'knowledge' | 'registry' | 'statistic' | 'recurring' | 'lane' | 'trigger' | 'document' | 'category';
  note: string;
}

export type ClockStart =
  | 'receipt'
  | 'child_safe'
  | 'police_notification'
  | 'case_filing'
  | 'warning_delivered'
  | 'application_accepted'
  | 'police_registration'
  | 'refusal_recorded'
  | 'reception'
  | 'discovery';

export interface ClockRow {
  id: string;
  file: string;
  /** code of policy-practice 12.x */
  code: string;
  what: string;
  duration: { amount: number; unit: 'min' | 'h' | 'd' | 'wd' | 'month' };
  start: ClockStart;
  role: string;
  basis: string;
  sourceKind: DecidedClock['sourceKind'];
  when: Condition;
  reach: Reach;
}

/** An element (要件) of a category's definition. */
interface CategoryElement {
  name: string;
  holds: Condition;
  fails: Condition;
  /** without it the category is not even suggested */
  decisive: boolean;
}

export interface CategoryRow {
  /** the code written into cases, e.g. `C-LEFT`, `O4` */
  code: string;
  /** the county's own code when it differs, e.g. `O1` */
  local: string | null;
  name: string;
  clause: ClauseRef;
  /** further rows that define its elements, cited when they decide */
  elements: CategoryElement[];
  /** counted as 困境儿童 in the county's statistics */
  inDifficulty: boolean;
}

/** Parameters of the rule of two parents (policy-practice 7.2). */
export interface TwoParentRule {
  /** at once: no month count */
  atOnce: ParentState[];
  /** only after `minMonths`, really executed or since the police report */
  byMonths: ParentState[];
  /** dead or declared missing by a court: the other parent decides */
  gone: ParentState[];
  minMonths: number;
}

export interface DispositionRow {
  id: string;
  disposition: Disposition;
  when: Condition;
  /** only the lead is referred to: a question is answered, not worked by several */
  leadOnly: boolean;
}

/** Takes roles out of referrals and notices, whatever other rows say. */
interface WithholdRow {
  id: string;
  clause: ClauseRef;
  when: Condition;
  roles: string[];
  from: ('referrals' | 'notices')[];
}

export interface ProhibitionRow {
  id: string;
  code: string;
  args: Record<string, string | string[]>;
  when: Condition;
}

interface ReviewRow {
  id: string;
  why: string;
  when: Condition;
}

interface PrecedenceRow {
  matter: MatterKind;
  when: Condition;
}

export interface ReporterRole {
  kind: string;
  role: string;
}

/** One row of a county's document: what a citation may point at. */
export interface SeedRow {
  county: string;
  source: string;
  title: string;
  /** found word by word in the document, white space aside */
  quote: string;
  /** where it stands, e.g. `二（五）4` */
  locator?: string;
  /** the whole sentence around the quote, where it names no person */
  text?: string;
  leadRoles?: string[];
  /** what the matrix of the documents gives the row to: `workflow`, `registry`, `reference-only` ... */
  bearing?: string[];
  /** what software has to do for it, in the matrix's words */
  must?: string;
}

/** A row of the county's own document as it is shown to who asks. */
export interface DocumentRow {
  id: string;
  title: string;
  locator: string;
  text: string;
  /** canonical roles that the row puts first */
  leads: string[];
}

/** Who carries today what the table gives to an agency: another name, or the agency that it went into. */
export type AgenciesNow = ReadonlyMap<string, { id: string; name: string }>;

export interface Profile {
  /** laid over the table where an installation's agencies changed since; the table itself stays as it is */
  agenciesNow?: AgenciesNow;
  county: string;
  name: string;
  shortName: string;
  divisionCode: string | null;
  /** source document, its date and standing (`征求意见稿`) */
  document: { file: string; title: string; date: string; status: string };
  /** table version: the shipped folder is version 1 */
  version: number;
  agencies: Agency[];
  townships: Township[];
  accounts: DemoAccount[];
  /** roles without an agency of their own, e.g. `village_worker` works for `village` */
  actsFor: Record<string, string>;
  coordinationOffice: string;
  rows: ProfileRow[];
  carried: CarriedRow[];
  /** every row of the document, word by word: what an operator may be asked about */
  documentRows: DocumentRow[];
  categories: CategoryRow[];
  twoParentRule: TwoParentRule;
  clocks: ClockRow[];
  notices: ProfileRow[];
  precedence: PrecedenceRow[];
  dispositions: DispositionRow[];
  withholds: WithholdRow[];
  prohibitions: ProhibitionRow[];
  reviews: ReviewRow[];
  followUps: { when: Condition; text: string }[];
  firstResponder: { role: string; when: Condition };
  reporterRoles: ReporterRole[];
  calendar: CalendarOrders;
}
