/**
 * A case and its parts as rows, and back. Columns are the fields in snake case; what a person wrote or what is
 * personal is sealed for its row.
 */
import type { FieldCipher } from '@yimen/auth';
import { displayName } from './case.content';
import type { CaseContent } from './case.content';
import type { CaseClock, CaseNotice, CaseState, Leg, Letter, RiskProposal } from './case.state';

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());

/** Quoted, since `to` and `when` are words of SQL. */
export const columnsOf = (fields: readonly string[]): string =>
  fields.map((field) => `"${snake(field)}"`).join(', ');

type Row = Record<string, unknown>;

const toRow = (item: object): Row =>
  Object.fromEntries(Object.entries(item).map(([field, value]) => [snake(field), value]));

/** Times come back as text, as the rules want them. The columns are those of `T`: one list of fields makes both. */
const fromRow = <T>(row: object): T =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      camel(name),
      value instanceof Date ? value.toISOString() : value,
    ]),
  ) as T;

/** Table, column and row that a sealed value belongs to. */
type Place = readonly [table: string, column: string, id: string];

const aad = ([table, column, id]: Place): string => `${table}.${column}:${id}`;

/** `bytea` as it stands in JSON for `jsonb_populate_recordset`. */
export const seal = (cipher: FieldCipher, at: Place, text: string | null): string | null =>
  text === null ? null : `\\x${cipher.seal(text, aad(at)).toString('hex')}`;

export const unseal = (cipher: FieldCipher, at: Place, sealed: unknown): string | null =>
  Buffer.isBuffer(sealed) ? cipher.open(sealed, aad(at)) : null;

const json = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown));

/** A kind of part of a case: its table, its fields, and which of them change after it was made. */
interface PartTable<T> {
  table: string;
  fields: readonly (keyof T & string)[];
  changing: readonly (keyof T & string)[];
}

export const legTable: PartTable<Leg> = {
  table: 'referral',
  fields: [
    ...(['id', 'agency', 'matter', 'matters', 'part', 'task', 'clauses', 'state', 'returnedCount'] as const),
    ...(['firstAgency', 'replacedBy', 'workItemId', 'issuedAt', 'signedAt', 'signedBySystem'] as const),
    ...(['finishedAt', 'outcome', 'childSeen', 'reason'] as const),
  ],
  changing: [
    ...([
      'matters',
      'part',
      'task',
      'clauses',
      'state',
      'returnedCount',
      'replacedBy',
      'workItemId',
    ] as const),
    ...(['signedAt', 'signedBySystem', 'finishedAt', 'outcome', 'childSeen', 'reason'] as const),
  ],
};

export const clockTable: PartTable<CaseClock> = {
  table: 'clock',
  fields: [
    'id',
    'code',
    'what',
    'dueAt',
    'dueInstant',
    'basis',
    'sourceKind',
    'role',
    'anchor',
    'state',
    'legId',
  ],
  changing: ['dueAt', 'dueInstant', 'anchor', 'state', 'legId'],
};

export const noticeTable: PartTable<CaseNotice> = {
  table: 'notice',
  fields: ['id', 'role', 'to', 'agency', 'basis', 'when', 'clauses', 'state'],
  changing: ['state'],
};

export const letterTable: PartTable<Letter> = {
  table: 'letter',
  fields: [
    ...(['id', 'letterNo', 'legId', 'noticeId', 'role', 'to', 'basis', 'owner', 'state', 'clockId'] as const),
    ...(['tries', 'writtenAt', 'sending', 'undelivered', 'receipt', 'text'] as const),
  ],
  changing: ['state', 'clockId', 'tries', 'sending', 'undelivered', 'receipt', 'text'],
};

export interface PartRow {
  id: string;
  case_id: string;
}

/** `place` keeps the order in which parts were made: the leading leg and the most urgent clock come first. */
export const partRow = (state: CaseState, part: object, place: number): Row => ({
  ...toRow(part),
  case_id: state.id,
  county: state.county,
  place,
});

export const legRow = (cipher: FieldCipher, state: CaseState, leg: Leg, place: number): Row => ({
  ...partRow(state, leg, place),
  reason: seal(cipher, ['referral', 'reason', leg.id], leg.reason),
});

/** Who signed and what was said are a person's; so is the text of a letter. */
export const letterRow = (cipher: FieldCipher, state: CaseState, letter: Letter, place: number): Row => ({
  ...partRow(state, letter, place),
  receipt: seal(
    cipher,
    ['letter', 'receipt', letter.id],
    letter.receipt === null ? null : JSON.stringify(letter.receipt),
  ),
  text: seal(cipher, ['letter', 'text', letter.id], letter.text),
});

const caseFields = [
  ...([
    'id',
    'caseNo',
    'county',
    'childId',
    'status',
    'risk',
    'disposition',
    'owner',
    'lead',
    'office',
  ] as const),
  ...(['tableVersion', 'outcome', 'openedAt', 'closedAt', 'version', 'riskProposal'] as const),
] satisfies (keyof CaseState)[];

export const caseColumns = columnsOf([...caseFields, 'content', 'display']);

/** What a list shows of a child: surname with a star, and where. */
interface CaseDisplay {
  name: string;
  township: string | null;
}

export const caseRow = (cipher: FieldCipher, state: CaseState, content: CaseContent | undefined): Row => {
  const { legs: _legs, clocks: _clocks, notices: _notices, letters: _letters, riskProposal, ...own } = state;
  const display: CaseDisplay | undefined = content && {
    name: displayName(content.child),
    township: content.child.township ?? null,
  };
  const sealed = (column: string, value: unknown) =>
    seal(cipher, ['case_file', column, state.id], value ? JSON.stringify(value) : null);
  return {
    ...toRow(own),
    risk_proposal: sealed('risk_proposal', riskProposal),
    content: sealed('content', content),
    display: sealed('display', display),
  };
};

export interface CaseRow {
  id: string;
  content: Buffer;
  display: Buffer;
  risk_proposal: Buffer | null;
}

export interface PartRows {
  legs: readonly (PartRow & { reason: Buffer | null })[];
  clocks: readonly PartRow[];
  notices: readonly PartRow[];
  letters: readonly (PartRow & { receipt: Buffer | null; text: Buffer | null })[];
}

const partsOf = <R extends PartRow>(rows: readonly R[], caseId: string): R[] =>
  rows.filter(({ case_id }) => case_id === caseId);

type OwnFields = Omit<CaseState, 'legs' | 'clocks' | 'notices' | 'letters' | 'riskProposal'>;

const lettersOf = (cipher: FieldCipher, rows: PartRows['letters']): Letter[] =>
  rows.map(({ case_id: _caseId, receipt, text, ...letter }) => ({
    ...fromRow<Omit<Letter, 'receipt' | 'text'>>(letter),
    receipt: json(unseal(cipher, ['letter', 'receipt', letter.id], receipt)) as Letter['receipt'],
    text: unseal(cipher, ['letter', 'text', letter.id], text),
  }));

export const stateOfRows = (cipher: FieldCipher, row: CaseRow, parts: PartRows): CaseState => {
  const { content: _content, display: _display, risk_proposal, ...own } = row;
  const plain = <T>(rows: readonly PartRow[]): T[] =>
    partsOf(rows, row.id).map(({ case_id: _caseId, ...part }) => fromRow<T>(part));
  const legs = partsOf(parts.legs, row.id).map(({ case_id: _caseId, reason, ...leg }) => ({
    ...fromRow<Omit<Leg, 'reason'>>(leg),
    reason: unseal(cipher, ['referral', 'reason', leg.id], reason),
  }));
  return {
    ...fromRow<OwnFields>(own),
    legs,
    clocks: plain<CaseClock>(parts.clocks),
    notices: plain<CaseNotice>(parts.notices),
    letters: lettersOf(cipher, partsOf(parts.letters, row.id)),
    riskProposal: json(
      unseal(cipher, ['case_file', 'risk_proposal', row.id], risk_proposal),
    ) as RiskProposal | null,
  };
};

export const contentOfRow = (
  cipher: FieldCipher,
  { id, content }: Pick<CaseRow, 'id' | 'content'>,
): CaseContent => json(unseal(cipher, ['case_file', 'content', id], content)) as CaseContent;

export const displayOfRow = (
  cipher: FieldCipher,
  { id, display }: Pick<CaseRow, 'id' | 'display'>,
): CaseDisplay => json(unseal(cipher, ['case_file', 'display', id], display)) as CaseDisplay;
