/** Letters of a county: oldest first, read by key. Lists show recipient and times, nothing of the child. */
import type { Tx } from '@yimen/messaging';
import type { AgencyRef } from '@yimen/routing';
import type { LetterState, Sending } from '../cases/case.state';

export const letterViews = ['open', 'to_send', 'sent', 'returned', 'overdue', 'over', 'all'] as const;
export type LetterView = (typeof letterViews)[number];

const open = `l.state in ('to_send', 'sent', 'returned')`;

/** Conditions over letter l and its clock c. */
const conditions: Record<LetterView, string> = {
  open,
  to_send: `l.state = 'to_send'`,
  sent: `l.state = 'sent'`,
  returned: `l.state = 'returned'`,
  overdue: `${open} and c.state = 'overdue'`,
  over: `l.state in ('receipted', 'waived')`,
  all: 'true',
};

export interface LetterListQuery {
  view: LetterView;
  /** last line of the page before */
  after: { writtenAt: string; id: string } | undefined;
  limit: number;
}

interface ListRow {
  id: string;
  case_id: string;
  case_no: string;
  risk: string;
  letter_no: string;
  leg_id: string | null;
  role: string;
  to: string;
  basis: string;
  owner: AgencyRef;
  state: LetterState;
  tries: number;
  written_at: Date;
  sending: Sending | null;
  due_at: string;
  due_instant: Date;
  overdue: boolean;
  version: number;
}

const selectList = (view: LetterView): string => `
select l.id, l.case_id, f.case_no, f.risk, l.letter_no, l.leg_id, l.role, l."to", l.basis, l.owner, l.state, l.tries,
       l.written_at, l.sending, c.due_at, c.due_instant, (c.state = 'overdue') as overdue, f.version
  from letter l join case_file f on f.id = l.case_id join clock c on c.id = l.clock_id
 where ${conditions[view]}
   and ($1::timestamptz is null or (l.written_at, l.id) > ($1::timestamptz, $2::text))
 order by l.written_at, l.id limit $3`;

const lineOf = (row: ListRow) => ({
  id: row.id,
  letterNo: row.letter_no,
  caseId: row.case_id,
  caseNo: row.case_no,
  risk: row.risk,
  kind: row.leg_id === null ? ('notice' as const) : ('referral' as const),
  role: row.role,
  to: row.to,
  basis: row.basis,
  owner: { agencyId: row.owner.id, role: row.owner.role, name: row.owner.name },
  state: row.state,
  tries: row.tries,
  writtenAt: row.written_at.toISOString(),
  sending: row.sending,
  dueAt: row.due_at,
  dueInstant: row.due_instant.toISOString(),
  overdue: row.overdue,
  version: row.version,
});

export type LetterLine = ReturnType<typeof lineOf>;

export const listLetters = async (tx: Tx, { view, after, limit }: LetterListQuery): Promise<LetterLine[]> => {
  const rows = await tx.query<ListRow>(selectList(view), [
    after?.writtenAt ?? null,
    after?.id ?? null,
    limit,
  ]);
  return rows.map(lineOf);
};

export const findCaseOfLetter = async (tx: Tx, letterId: string): Promise<string | undefined> =>
  (await tx.query<{ case_id: string }>(`select case_id from letter where id = $1`, [letterId]))[0]?.case_id;
