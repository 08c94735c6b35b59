/** A case and its parts as rows, and back. What a person wrote or what is personal is sealed for its row. */
import type { FieldCipher } from '@yimen/auth';
import type { AgencyRef } from '@yimen/routing';
import type { CaseContent } from './case.content';
import type { CaseClock, CaseNotice, CaseState, Leg, RiskProposal } from './case.state';

/** `bytea` as it stands in JSON for `jsonb_to_recordset`. */
const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

const place = (table: string, column: string, id: string): string => `${table}.${column}:${id}`;

export const sealText = (cipher: FieldCipher, at: [string, string, string], text: string): string =>
  hex(cipher.seal(text, place(...at)));

const sealOptional = (
  cipher: FieldCipher,
  at: [string, string, string],
  text: string | null,
): string | null => (text === null ? null : sealText(cipher, at, text));

export const openText = (cipher: FieldCipher, at: [string, string, string], sealed: Buffer): string =>
  cipher.open(sealed, place(...at));

const openOptional = (
  cipher: FieldCipher,
  at: [string, string, string],
  sealed: Buffer | null,
): string | null => (sealed === null ? null : openText(cipher, at, sealed));

export interface CaseRow {
  id: string;
  county: string;
  case_no: string;
  child_id: string;
  agency: string;
  owner_role: string;
  owner_name: string;
  lead: AgencyRef | null;
  office: AgencyRef;
  status: CaseState['status'];
  risk: CaseState['risk'];
  disposition: CaseState['disposition'];
  table_version: number;
  risk_proposal: Buffer | null;
  content: Buffer;
  outcome: string | null;
  opened_at: Date;
  closed_at: Date | null;
  version: number;
}

export interface LegRow {
  id: string;
  case_id: string;
  agency: string;
  role: string;
  agency_name: string;
  first_agency: AgencyRef;
  matter: Leg['matter'];
  matters: Leg['matters'];
  part: Leg['part'];
  task: string;
  clauses: Leg['clauses'];
  state: Leg['state'];
  returned_count: number;
  replaced_by: string | null;
  work_item_id: string | null;
  issued_at: Date;
  signed_at: Date | null;
  signed_by_system: boolean;
  finished_at: Date | null;
  outcome: string | null;
  child_seen: boolean;
  reason: Buffer | null;
}

export interface ClockRow {
  id: string;
  case_id: string;
  code: string;
  what: string;
  due_at: string;
  due_instant: Date;
  basis: string;
  source_kind: CaseClock['sourceKind'];
  role: string;
  anchor: string | null;
  state: CaseClock['state'];
  referral_id: string | null;
}

export interface NoticeRow {
  id: string;
  case_id: string;
  role: string;
  to_whom: string;
  agency: AgencyRef | null;
  basis: string;
  due_when: string;
  clauses: CaseNotice['clauses'];
  state: CaseNotice['state'];
}

export const legOfRow = (cipher: FieldCipher, row: LegRow): Leg => ({
  id: row.id,
  agency: { id: row.agency, role: row.role, name: row.agency_name },
  matter: row.matter,
  matters: row.matters,
  part: row.part,
  task: row.task,
  clauses: row.clauses,
  state: row.state,
  returnedCount: row.returned_count,
  firstAgency: row.first_agency,
  replacedBy: row.replaced_by,
  workItemId: row.work_item_id,
  issuedAt: row.issued_at.toISOString(),
  signedAt: row.signed_at?.toISOString() ?? null,
  signedBySystem: row.signed_by_system,
  finishedAt: row.finished_at?.toISOString() ?? null,
  outcome: row.outcome,
  childSeen: row.child_seen,
  reason: openOptional(cipher, ['referral', 'reason', row.id], row.reason),
});

export const rowOfLeg = (cipher: FieldCipher, { id, county, legs }: CaseState, leg: Leg) => ({
  id: leg.id,
  case_id: id,
  county,
  // in the order in which they were issued, the leading one first
  place: legs.indexOf(leg) + 1,
  agency: leg.agency.id,
  role: leg.agency.role,
  agency_name: leg.agency.name,
  first_agency: leg.firstAgency,
  matter: leg.matter,
  matters: leg.matters,
  part: leg.part,
  task: leg.task,
  clauses: leg.clauses,
  state: leg.state,
  returned_count: leg.returnedCount,
  replaced_by: leg.replacedBy,
  work_item_id: leg.workItemId,
  issued_at: leg.issuedAt,
  signed_at: leg.signedAt,
  signed_by_system: leg.signedBySystem,
  finished_at: leg.finishedAt,
  outcome: leg.outcome,
  child_seen: leg.childSeen,
  reason: sealOptional(cipher, ['referral', 'reason', leg.id], leg.reason),
});

export const clockOfRow = (row: ClockRow): CaseClock => ({
  id: row.id,
  code: row.code,
  what: row.what,
  dueAt: row.due_at,
  dueInstant: row.due_instant.toISOString(),
  basis: row.basis,
  sourceKind: row.source_kind,
  role: row.role,
  anchor: row.anchor,
  state: row.state,
  legId: row.referral_id,
});

export const rowOfClock = ({ id, county }: CaseState, clock: CaseClock) => ({
  id: clock.id,
  case_id: id,
  county,
  code: clock.code,
  what: clock.what,
  due_at: clock.dueAt,
  due_instant: clock.dueInstant,
  basis: clock.basis,
  source_kind: clock.sourceKind,
  role: clock.role,
  anchor: clock.anchor,
  state: clock.state,
  referral_id: clock.legId,
});

export const noticeOfRow = (row: NoticeRow): CaseNotice => ({
  id: row.id,
  role: row.role,
  to: row.to_whom,
  agency: row.agency,
  basis: row.basis,
  when: row.due_when,
  clauses: row.clauses,
  state: row.state,
});

export const rowOfNotice = ({ id, county }: CaseState, notice: CaseNotice) => ({
  id: notice.id,
  case_id: id,
  county,
  role: notice.role,
  to_whom: notice.to,
  agency: notice.agency,
  basis: notice.basis,
  due_when: notice.when,
  clauses: notice.clauses,
  state: notice.state,
});

const proposalOf = (cipher: FieldCipher, row: CaseRow): RiskProposal | null => {
  const text = openOptional(cipher, ['case_file', 'risk_proposal', row.id], row.risk_proposal);
  return text === null ? null : (JSON.parse(text) as RiskProposal);
};

export interface CaseParts {
  legs: readonly LegRow[];
  clocks: readonly ClockRow[];
  notices: readonly NoticeRow[];
}

export const stateOfRows = (cipher: FieldCipher, row: CaseRow, parts: CaseParts): CaseState => ({
  id: row.id,
  caseNo: row.case_no,
  county: row.county,
  childId: row.child_id,
  status: row.status,
  risk: row.risk,
  disposition: row.disposition,
  owner: { id: row.agency, role: row.owner_role, name: row.owner_name },
  lead: row.lead,
  office: row.office,
  tableVersion: row.table_version,
  legs: parts.legs.filter(({ case_id }) => case_id === row.id).map((leg) => legOfRow(cipher, leg)),
  clocks: parts.clocks.filter(({ case_id }) => case_id === row.id).map(clockOfRow),
  notices: parts.notices.filter(({ case_id }) => case_id === row.id).map(noticeOfRow),
  riskProposal: proposalOf(cipher, row),
  outcome: row.outcome,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
  version: row.version,
});

export const contentOfRow = (cipher: FieldCipher, row: Pick<CaseRow, 'id' | 'content'>): CaseContent =>
  JSON.parse(cipher.open(row.content, place('case_file', 'content', row.id))) as CaseContent;

/** What a list shows of a child: surname with a star, and where. */
export interface CaseDisplay {
  name: string;
  township: string | null;
}

export const displayOfRow = (cipher: FieldCipher, row: { id: string; display: Buffer }): CaseDisplay =>
  JSON.parse(cipher.open(row.display, place('case_file', 'display', row.id))) as CaseDisplay;

export const rowOfCase = (cipher: FieldCipher, state: CaseState) => ({
  id: state.id,
  county: state.county,
  case_no: state.caseNo,
  child_id: state.childId,
  agency: state.owner.id,
  owner_role: state.owner.role,
  owner_name: state.owner.name,
  lead: state.lead,
  office: state.office,
  status: state.status,
  risk: state.risk,
  disposition: state.disposition,
  table_version: state.tableVersion,
  risk_proposal: sealOptional(
    cipher,
    ['case_file', 'risk_proposal', state.id],
    state.riskProposal && JSON.stringify(state.riskProposal),
  ),
  outcome: state.outcome,
  opened_at: state.openedAt,
  closed_at: state.closedAt,
  version: state.version,
});

export const sealedContent = (
  cipher: FieldCipher,
  caseId: string,
  content: CaseContent,
  display: CaseDisplay,
) => ({
  content: sealText(cipher, ['case_file', 'content', caseId], JSON.stringify(content)),
  display: sealText(cipher, ['case_file', 'display', caseId], JSON.stringify(display)),
});
