/** The answers of the public API that the pages read; only the fields they show. Times are ISO 8601. */
export interface FieldError {
  field: string;
  rule: string;
  message: string;
}

export interface Account {
  name: string;
  duties: string[];
  agency: string;
  role: string;
  jurisdiction: string;
}

export interface Session {
  account: Account;
  expiresAt: string;
}

export interface AgencyName {
  id?: string;
  role: string;
  name: string;
}

export interface Clause {
  id: string;
  quote?: string;
}

export interface Clock {
  code: string;
  what: string;
  dueAt: string;
  dueInstant: string;
  basis: string;
  role?: string;
}

export interface Referral {
  agency: AgencyName;
  part: string;
  matter: string;
  matters?: string[];
  task: string;
  clauses: Clause[];
}

interface Notice {
  to: string;
  basis: string;
  when: string;
}

interface Trigger {
  words: string;
  start: number;
  end: number;
}

export interface Suggested {
  value: string;
  rule: string;
  triggers: Trigger[];
}

export interface Suggestion {
  risk: Suggested;
  matters: Suggested[];
  categories: Suggested[];
  mandatoryReportItems: Suggested[];
  triggers: Trigger[];
}

export type ChoiceKind = 'mandatory_item' | 'matter' | 'category';

/** What may be added to a suggestion. */
export interface OfferedChoice {
  kind: ChoiceKind;
  code: string;
  zh: string;
  en: string;
  /** syllables without tones */
  sound: string;
}

export interface KnownChild {
  childId: string;
  display: string;
  reasons: string[];
  openCase?: { caseId: string; caseNo: string };
}

export interface ChildPreview {
  suggestion: Suggestion;
  decision: {
    risk: string;
    lead: AgencyName;
    firstResponder: { role: string; local: string } | null;
    referrals: Referral[];
    notices: Notice[];
    clocks: Clock[];
  };
  matches: KnownChild[];
}

export interface Preview {
  statement: string;
  redactions: { start: number; end: number; kind: string }[];
  children: ChildPreview[];
}

export interface Accepted {
  reportId: string;
  receiptNo: string;
  acceptedAt: string;
  statement: string;
  children: {
    childId: string;
    index: number;
    risk: string;
    route: { lead: AgencyName; referrals: Referral[]; notices: Notice[]; clocks: Clock[] };
  }[];
}

/** A county that a report may be handed to. */
export interface CountyName {
  code: string;
  name: string;
}

/** A report that another county has under a receipt of its own. */
export interface HandedOver {
  handedOverTo: { county: string; receiptNo: string } | null;
}

/** What the reporter may be told, in both languages. */
export interface Answers {
  items: { code: string; role: string | null; at: string; zh: string; en: string }[];
}

/** One row of a desk's list: no word on what happened to the child. */
export interface WorkItem {
  id: string;
  caseNo: string;
  agency: AgencyName;
  part: string;
  matter: string;
  risk: string;
  state: string;
  child: string;
  township: string | null;
  issuedAt: string;
  nextDueAt: string | null;
  signedAt: string | null;
  heldBy: string | null;
  version: number;
}

export interface WorkItemDetail extends WorkItem {
  caseId: string;
  task: string;
  statement: string | null;
  childView: Record<string, string | number | undefined> | null;
  place: { township?: string; address?: string } | null;
  clocks: Clock[];
  clauses: Clause[];
  documents: string[];
  /** steps of this case that wait for a document */
  stepDocuments: readonly { step: string; document: string }[];
  others: { name: string; part: string }[];
  history: { at: string; by: string; action: string }[];
}

/** An institution that gives a child its rehabilitation; days as `YYYY-MM-DD`. */
export interface Designation {
  id: string;
  institution: string;
  designatedOn: string;
  endedOn: string | null;
  endReason: string | null;
}

export type Counts = Record<string, number | Record<string, number>>;

export interface WorkItemList {
  items: WorkItem[];
  next: string | null;
  counts: Counts;
}

interface Labelled {
  code: string;
  zh: string;
  en: string;
}

/** One thing to state of how an item ended. */
export interface FactRule {
  name: string;
  zh: string;
  en: string;
  kind: 'boolean' | 'date' | 'time' | 'number' | 'code' | 'reference';
  needed: boolean;
  codes?: readonly Labelled[];
}

export interface OutcomeRule extends Labelled {
  roles?: readonly string[];
  matters?: readonly string[];
  facts: readonly FactRule[];
  documents: readonly string[];
  step?: string;
}

/** The queue as data: what its columns, states and views are called, and what an item can end with. */
export interface QueueDescription {
  zh: string;
  en: string;
  states: Labelled[];
  columns: Labelled[];
  /** by state and action: what follows, or the code of why not */
  actions: Record<string, Record<string, object | string>>;
  outcomes: OutcomeRule[];
  returnReasons: Labelled[];
  views: (Labelled & { empty: { zh: string; en: string } })[];
}

/** One row of the coordination office's list. */
export interface CaseLine {
  id: string;
  caseNo: string;
  risk: string;
  state: string;
  owner: { name: string };
  child: { name: string; township: string | null };
  openedAt: string;
  nextDueAt: string | null;
  overdueClocks: number;
}

/** Who an agency of a case is today, where that has changed. */
type AgencyNow = { agencyId: string; name: string } | null;

export interface CaseLeg {
  referralId: string;
  matter: string;
  part: string;
  agencyId: string;
  agencyName: string;
  agencyNow: AgencyNow;
  state: string;
  task: string;
  clauses: Clause[];
  clocks: CaseClock[];
  replacedBy: string | null;
  signedBySystem: boolean;
  outcome: string | null;
}

interface CaseClock extends Clock {
  clockId: string;
  state: string;
  referralId: string | null;
}

export interface CaseDetail {
  id: string;
  childId: string;
  caseNo: string;
  risk: string;
  state: string;
  owner: { agencyId: string; name: string; now: AgencyNow };
  lead: { agencyId: string; name: string } | null;
  outcome: string | null;
  openedAt: string;
  version: number;
  legs: CaseLeg[];
  clocks: CaseClock[];
  notices: { noticeId: string; to: string; basis: string; when: string; state: string }[];
  letters: { letterId: string; letterNo: string; to: string; state: LetterState }[];
  documents: string[];
  reports: { reportId: string; receiptNo: string; receivedAt: string; isAmendment: boolean }[];
  explanation: { rule: string; clause: { id: string; source: string }; effect: string }[];
  timeline: { at: string; kind: string; by: string; detail: Record<string, unknown>; note: string | null }[];
}

type LetterState = 'to_send' | 'sent' | 'returned' | 'receipted' | 'waived';

export interface LetterLine {
  id: string;
  letterNo: string;
  caseNo: string;
  risk: string;
  to: string;
  basis: string;
  state: LetterState;
  dueInstant: string;
}

export interface LetterDetail {
  letterId: string;
  state: LetterState;
  tries: number;
  version: number;
  sending: {
    how: 'post' | 'by_hand' | 'fax' | 'phone';
    at: string;
    by: string;
    trackingNo: string | null;
  } | null;
  undelivered: {
    on: string;
    reason: 'moved_away' | 'no_such_address' | 'unclaimed' | 'not_reached' | 'other';
  } | null;
  receipt: { on: string; signedBy: string; refused: boolean } | null;
  text: { title: string; letterNo: string; lines: string[]; receipt: string[] };
}

export interface ListedAccount extends Account {
  disabled: boolean;
  canSignIn: boolean;
}

/** An agency that gets another name or goes into another. */
export interface AgencyChange {
  id: string;
  agency: string;
  kind: 'rename' | 'merge';
  name: string | null;
  successor: string | null;
  formerName: string;
  effectiveAt: string;
  orderedBy: string;
  state: 'planned' | 'done' | 'withdrawn';
}

/** Who is called at an agency in which hours; instants of county time. */
export interface DutyShift {
  id: string;
  agency: string;
  account: string;
  phone: string;
  part: 'duty' | 'deputy';
  from: string;
  to: string;
}

export interface RowProblem {
  row: number;
  column: string;
  rule: string;
  zh: string;
  en: string;
}

export type ImportCounts = Record<'accept' | 'hold' | 'hold-duplicate' | 'reject', number>;

/** What a dry run says of a file. */
export interface CheckedFile {
  rows: number;
  ignoredColumns: string[];
  counts: ImportCounts;
  problemCount: number;
  problems: RowProblem[];
}

export interface SubmittedFile {
  importId: string;
  receiptNo: string;
  repeated: boolean;
}

export interface ImportProgress {
  rowCount: number;
  doneCount: number;
  finishedAt: string | null;
  counts: ImportCounts;
}

/** An event that a service could not handle; its payload is not among the fields. */
export interface ParkedEvent {
  id: string;
  group: string;
  type: string;
  key: string;
  urgent: boolean;
  reason: 'transient' | 'permanent' | 'unknown' | 'behind';
  error: string;
  parkedAt: string;
  discard: { reason: string; proposedBy: string } | null;
}
