/**
 * From an assessed report to what is stored, sent and answered: sealed rows, events, the 201 body. No I/O.
 * Guarantee: the reporter's identity and the words as typed go into the vault row and nowhere else; everything is ready
 * before the transaction begins, so that it holds its locks for one flight of statements.
 */
import type { Actor } from '@yimen/auth';
import type { Assessment, ReportAcceptedV1, ReporterKind } from '@yimen/contracts';
import type { NewEvent } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import type { Decision, Facts } from '@yimen/routing';
import type { Ciphers } from '../ciphers';
import { childKeys, sealIdentity } from '../children/child.store';
import type { ChildIdentity, KnownChild, LearnedDetails, NewChild } from '../children/child.store';
import type { Correction } from '../corrections/correction.policy';
import { learnedIdentity } from '../children/child-match.policy';
import { phoneKey } from '../children/child-keys';
import { sealForVault } from '../vault/vault.store';
import type { VaultRow } from '../vault/vault.store';
import { viewOf } from './report.input';
import type { SaidReport } from './report.input';
import { isReporterClose, marksOf } from './report.policy';
import type { AssessedChild } from './report.policy';

export interface PlacedChild extends AssessedChild {
  childId: string;
  known: KnownChild | null;
  /** the same new child stands twice in the report: its row is made once */
  repeats: boolean;
  /** what a person changed of the suggestion */
  corrections: Correction[];
}

export interface PreparedReport {
  reportId: string;
  token: string;
  receiptNo: string;
  acceptedAt: Date;
  actor: Actor;
  said: SaidReport;
  statement: string;
  redactions: number;
  children: PlacedChild[];
}

export interface ReportRow {
  id: string;
  county: string;
  agency: string;
  area: string | null;
  receiptNo: string;
  channel: string;
  receivedAt: Date;
  acceptedAt: Date;
  acceptedBy: string;
  lateReason: Buffer | null;
  statement: Buffer;
  redactions: number;
  corrected: boolean;
  token: string;
  reporterKind: ReporterKind;
  mandatory: boolean;
  confidential: boolean;
  anonymous: boolean;
  close: boolean;
  phoneIndex: Buffer | null;
  marks: string[];
  childCount: number;
}

export interface ReportChildRow {
  index: number;
  childId: string;
  township: string | null;
  risk: string;
  matters: string[];
  mode: string;
  lead: string | null;
  tableVersion: number | null;
  sameCaseId: string | null;
  content: Buffer;
}

/** What is sealed of one child in one report: as said, and what was made of it. */
export interface ReportChildContent {
  said: ChildIdentity & { ageText?: string; illness?: string };
  facts: Facts;
  assessment: Assessment;
}

export interface ReportRecord {
  report: ReportRow;
  vault: VaultRow;
  children: ReportChildRow[];
  newChildren: NewChild[];
  learned: LearnedDetails[];
}

export const statementPlace = (reportId: string): string => `report.statement:${reportId}`;
export const contentPlace = (reportId: string, index: number): string =>
  `report_child.content:${reportId}.${index}`;

const placeOf = ({ said, actor }: PreparedReport) => ({
  county: said.county,
  agency: actor.agency,
  area: actor.area ?? null,
});

const reporterOf = ({ said, children }: PreparedReport) => {
  const facts = children[0]?.suggestion.facts;
  return {
    kind: facts?.reporterKind ?? said.reporter.kind ?? 'other',
    mandatory: facts?.mandatoryReporter ?? false,
    confidential: said.reporter.confidential,
    anonymous: said.reporter.anonymous,
  };
};

const reportRow = (prepared: PreparedReport, { fields, vault }: Ciphers): ReportRow => {
  const { said, reportId, children } = prepared;
  const phone = phoneKey(said.reporter.identity.phone);
  const { kind, mandatory, confidential, anonymous } = reporterOf(prepared);
  return {
    id: reportId,
    ...placeOf(prepared),
    receiptNo: prepared.receiptNo,
    channel: said.channel,
    receivedAt: said.receivedAt,
    acceptedAt: prepared.acceptedAt,
    acceptedBy: prepared.actor.subject,
    lateReason: said.lateEntryReason
      ? fields.seal(said.lateEntryReason, `report.late_reason:${reportId}`)
      : null,
    statement: fields.seal(prepared.statement, statementPlace(reportId)),
    redactions: prepared.redactions,
    corrected: said.statement !== undefined,
    token: prepared.token,
    reporterKind: kind,
    mandatory,
    confidential,
    anonymous,
    close: isReporterClose(children),
    phoneIndex: phone ? vault.blindIndex(phone, 'phone') : null,
    marks: marksOf(said, children),
    childCount: children.length,
  };
};

export const reportChildRow = (
  child: PlacedChild,
  reportId: string,
  index: number,
  ciphers: Ciphers,
): ReportChildRow => {
  const { said, suggestion, assessment, decision } = child;
  const { ageText, illness } = said;
  const content: ReportChildContent = {
    said: { ...said.identity, ...(ageText ? { ageText } : {}), ...(illness ? { illness } : {}) },
    facts: suggestion.facts,
    assessment,
  };
  return {
    index,
    childId: child.childId,
    township: suggestion.facts.township,
    risk: assessment.risk,
    matters: assessment.matters,
    mode: assessment.mode,
    lead: decision.lead.id,
    tableVersion: decision.tableVersion,
    sameCaseId: said.sameCaseId ?? null,
    content: ciphers.fields.seal(JSON.stringify(content), contentPlace(reportId, index)),
  };
};

export const newChildRow = (
  { childId, said, suggestion }: PlacedChild,
  place: { county: string; agency: string; area: string | null },
  { fields }: Ciphers,
): NewChild => ({
  ...place,
  childId,
  township: suggestion.facts.township,
  identity: sealIdentity(fields, childId, said.identity),
  keys: childKeys(fields, said.identity),
});

const learnedRow = ({ known, said, suggestion }: PlacedChild, { fields }: Ciphers): LearnedDetails[] => {
  const identity = known && learnedIdentity(known.identity, said.identity);
  if (!known || !identity) return [];
  const { childId, version } = known;
  const { township } = suggestion.facts;
  const keys = childKeys(fields, identity);
  return [{ childId, version, township, identity: sealIdentity(fields, childId, identity), keys }];
};

export const recordOf = (prepared: PreparedReport, ciphers: Ciphers): ReportRecord => {
  const { reportId, token, said, children } = prepared;
  const words = {
    token,
    reportId,
    kind: 'report',
    reporter: said.reporter.identity,
    words: said.narrative,
  } as const;
  return {
    report: reportRow(prepared, ciphers),
    vault: sealForVault(ciphers.vault, words, placeOf(prepared)),
    children: children.map((child, index) => reportChildRow(child, reportId, index, ciphers)),
    newChildren: children
      .filter(({ known, repeats }) => !known && !repeats)
      .map((child) => newChildRow(child, placeOf(prepared), ciphers)),
    learned: children.flatMap((child) => learnedRow(child, ciphers)),
  };
};

/** The case as the operator named it, or the open one of a row that was merged with the child's own. */
export const sameCaseOf = ({ said, known }: PlacedChild): ReportAcceptedV1['sameAs'] => {
  const caseId = said.sameCaseId ?? known?.mergedCaseId;
  return caseId ? { caseId } : null;
};

interface AcceptedEventParts {
  prepared: PreparedReport;
  child: PlacedChild;
  index: number;
  childCount: number;
}

const acceptedData = ({ prepared, child, index, childCount }: AcceptedEventParts): ReportAcceptedV1 => {
  const { said } = prepared;
  return {
    reportId: prepared.reportId,
    receiptNo: prepared.receiptNo,
    county: said.county,
    childId: child.childId,
    childIndex: index,
    childCount,
    channel: said.channel,
    receivedAt: formatInstant(said.receivedAt),
    acceptedAt: formatInstant(prepared.acceptedAt),
    lateEntry: said.lateEntry,
    statement: prepared.statement,
    child: viewOf(child.said.identity),
    reporter: { token: prepared.token, ...reporterOf(prepared) },
    facts: child.suggestion.facts,
    assessment: child.assessment,
    preview: { tableVersion: child.decision.tableVersion, lead: child.decision.lead.id },
    sameAs: sameCaseOf(child),
  };
};

/** One event per child; red ones pass a parked predecessor of their case. */
export const acceptedEvents = (prepared: PreparedReport): NewEvent<ReportAcceptedV1>[] =>
  prepared.children.map((child, index) => ({
    topic: 'intake.reports',
    type: 'report.accepted.v1',
    key: child.childId,
    jurisdiction: prepared.said.county,
    data: acceptedData({ prepared, child, index, childCount: prepared.children.length }),
    ...(child.assessment.risk === 'R1' ? { urgent: true } : {}),
  }));

/** The route as an operator reads it out: who, what, until when, on which row. */
const routeSummary = ({ lead, referrals, notices, clocks, disposition }: Decision) => ({
  lead,
  referrals: referrals.map(({ agency, part, matter, task, clauses }) => ({
    agency,
    part,
    matter,
    task,
    clauses: clauses.map(({ id, source }) => ({ id, source })),
  })),
  notices: notices.map(({ role, to, basis, when }) => ({ role, to, basis, when })),
  clocks: clocks.map(({ code, what, dueAt, basis, sourceKind, role }) => ({
    code,
    what,
    dueAt,
    basis,
    sourceKind,
    role,
  })),
  disposition,
});

/** The body of the 201; stored with the key, so that a repeated request gets the same. */
export type AcceptedReport = ReturnType<typeof answerOf>;

export const answerOf = (prepared: PreparedReport) => ({
  reportId: prepared.reportId,
  receiptNo: prepared.receiptNo,
  acceptedAt: formatInstant(prepared.acceptedAt),
  statement: prepared.statement,
  children: prepared.children.map(({ childId, assessment, decision }, index) => ({
    childId,
    index,
    risk: assessment.risk,
    matters: assessment.matters,
    categories: assessment.categories,
    route: routeSummary(decision),
  })),
});
