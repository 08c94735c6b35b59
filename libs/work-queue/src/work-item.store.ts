/**
 * SQL of items: one named function per statement, explicit columns, a limit on every list.
 * Row-level security decides which rows exist for the actor; `agency` in the conditions only lets the index be used.
 */
import type { Tx } from '@yimen/messaging';
import { newId } from '@yimen/messaging';
import { workItemStates } from './definition';
import type { WorkItemState } from './definition';
import { standardStates } from './standard';
import type { Decided, WorkItem } from './work-item';

/** Columns under the names of `WorkItem`; sealed ones are read by `findSealed` alone. */
export const itemColumns = `id, referral_id as "referralId", case_id as "caseId", case_no as "caseNo", county, agency,
  agency_name as "agencyName", role, area, part, matter, risk, state, title, child_display as "childDisplay", township,
  clocks, clauses, documents, step_documents as "stepDocuments", lead, others, issued_at as "issuedAt",
  next_due_at as "nextDueAt",
  sign_due_at as "signDueAt", alarm_due_at as "alarmDueAt", alarm_level as "alarmLevel", alarmed_at as "alarmedAt",
  held_by as "heldBy", assigned_by as "assignedBy", signed_at as "signedAt", signed_by_system as "signedBySystem",
  outcome, closed_at as "closedAt", version`;

const historyColumns = 'id, work_item_id, county, agency, area, at, by, action, from_state, to_state, detail';

/** Undefined = there is none for this scope. */
export const findItem = async (tx: Tx, id: string): Promise<WorkItem | undefined> =>
  (await tx.query<WorkItem>(`select ${itemColumns} from work_item where id = $1`, [id]))[0];

export const findItemForUpdate = async (tx: Tx, id: string): Promise<WorkItem | undefined> =>
  (await tx.query<WorkItem>(`select ${itemColumns} from work_item where id = $1 for update`, [id]))[0];

export const findReferralForUpdate = async (tx: Tx, referralId: string): Promise<WorkItem | undefined> =>
  (
    await tx.query<WorkItem>(`select ${itemColumns} from work_item where referral_id = $1 for update`, [
      referralId,
    ])
  )[0];

export interface SealedParts {
  task: Buffer;
  statement: Buffer | null;
  child: Buffer | null;
  place: Buffer | null;
}

export const findSealed = async (tx: Tx, id: string): Promise<SealedParts | undefined> =>
  (
    await tx.query<SealedParts>(
      `select sealed_task as task, sealed_statement as statement, sealed_child as child, sealed_place as place
         from work_item where id = $1`,
      [id],
    )
  )[0];

/** The sealed parts of an item about to be opened, as base64 text. */
interface SealedText {
  sealedTask: string;
  sealedStatement: string | null;
  sealedChild: string | null;
  sealedPlace: string | null;
}

/** `signedDueAt`: what it is sorted by where it was signed at another desk already. */
export type OpeningItem = Omit<WorkItem, 'version'> & SealedText & { historyId: string; signedDueAt: Date };

/**
 * Opens any number of items and writes their first history rows in one statement (one per event cost 29 times as
 * much). What another desk had of them stands (`take-over`). @returns those that were not there before
 */
export const insertItems = (
  tx: Tx,
  items: readonly OpeningItem[],
): Promise<{ id: string; agency: string }[]> =>
  tx.query(
    `with told as (
       select * from jsonb_to_recordset($1::jsonb) as x("id" text, "referralId" text, "caseId" text, "caseNo" text,
         "county" text, "agency" text, "agencyName" text, "role" text, "area" text, "part" text, "matter" text,
         "risk" text, "state" text, "title" text, "childDisplay" text, "township" text, "sealedTask" text,
         "sealedStatement" text, "sealedChild" text, "sealedPlace" text, "clocks" jsonb, "clauses" jsonb,
         "documents" jsonb, "stepDocuments" jsonb, "lead" jsonb, "others" jsonb,
         "issuedAt" timestamptz, "nextDueAt" timestamptz, "signDueAt" timestamptz, "alarmDueAt" timestamptz,
         "historyId" text, "signedDueAt" timestamptz)
     ), incoming as (
       select i.*, s.state as settled, s.at, s.by_system, s.outcome
         from told i left join settled_elsewhere s
           on s.referral_id = i."referralId" and not (i."risk" = 'R1' and s.state = 'returned')
     ), opened as (
       insert into work_item (id, referral_id, case_id, case_no, county, agency, agency_name, role, area, part, matter,
         risk, state, title, child_display, township, sealed_task, sealed_statement, sealed_child, sealed_place, clocks,
         clauses, documents, step_documents, lead, others, issued_at, next_due_at, sign_due_at, alarm_due_at, signed_at,
         signed_by_system, outcome, closed_at)
       select "id", "referralId", "caseId", "caseNo", "county", "agency", "agencyName", "role", "area", "part",
         "matter",
         "risk", coalesce(settled, "state"), "title", "childDisplay", "township", decode("sealedTask", 'base64'),
         decode("sealedStatement", 'base64'), decode("sealedChild", 'base64'), decode("sealedPlace", 'base64'),
         "clocks", "clauses", "documents", "stepDocuments", "lead", "others", "issuedAt",
         case settled when 'signed' then "signedDueAt" else "nextDueAt" end, "signDueAt",
         case when settled is null then "alarmDueAt" end, case when settled in ('signed', 'finished') then at end,
         coalesce(by_system, false), outcome, case when settled in ('returned', 'finished') then at end
         from incoming
       on conflict (referral_id) do nothing
       returning id, agency
     ), logged as (
       insert into work_item_history (${historyColumns})
       select i."historyId", i."id", i."county", i."agency", i."area", $2, $3, 'open', null,
         coalesce(i.settled, 'open'), case when i.settled is null then '{}' else '{"tookOver": true}' end::jsonb
         from incoming i join opened o on o.id = i."id"
     )
     select id, agency from opened`,
    [JSON.stringify(items), tx.now, tx.scope.actor],
  );

/** The new state of an item, and who did what in its history. @returns the item with its new version */
export const saveDecision = async (
  tx: Tx,
  item: WorkItem,
  action: string,
  { changes, detail }: Decided,
): Promise<WorkItem> => {
  const next: WorkItem = { ...item, ...changes, version: item.version + 1 };
  await Promise.all([updateItem(tx, next), insertHistory(tx, { item, next, action, detail })]);
  return next;
};

const updateItem = (tx: Tx, item: WorkItem): Promise<unknown> =>
  tx.query(
    `update work_item set state = $2, risk = $3, clocks = $4, next_due_at = $5, sign_due_at = $6, alarm_due_at = $7,
       alarm_level = $8, alarmed_at = $9, held_by = $10, assigned_by = $11, signed_at = $12, signed_by_system = $13,
       outcome = $14, closed_at = $15, version = $16, step_documents = $17
     where id = $1`,
    [
      item.id,
      item.state,
      item.risk,
      JSON.stringify(item.clocks),
      item.nextDueAt,
      item.signDueAt,
      item.alarmDueAt,
      item.alarmLevel,
      item.alarmedAt,
      item.heldBy,
      item.assignedBy,
      item.signedAt,
      item.signedBySystem,
      item.outcome,
      item.closedAt,
      item.version,
      JSON.stringify(item.stepDocuments),
    ],
  );

interface HistoryEntry {
  item: WorkItem;
  next: WorkItem;
  action: string;
  detail: Decided['detail'];
}

const insertHistory = (tx: Tx, { item, next, action, detail }: HistoryEntry): Promise<unknown> =>
  tx.query(
    `insert into work_item_history (${historyColumns})
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      newId(),
      item.id,
      item.county,
      item.agency,
      item.area,
      tx.now,
      tx.scope.actor,
      action,
      item.state,
      next.state,
      JSON.stringify(detail),
    ],
  );

export interface HistoryRow {
  at: Date;
  by: string;
  action: string;
  fromState: WorkItemState | null;
  toState: WorkItemState;
  detail: Record<string, unknown>;
}

/** More rows than one item gets in a year; the latest are kept. */
const maxRowsPerItem = 500;

export const listHistory = (tx: Tx, itemId: string): Promise<HistoryRow[]> =>
  tx.query(
    `select at, by, action, from_state as "fromState", to_state as "toState", detail
       from work_item_history where work_item_id = $1 order by at desc, id desc limit $2`,
    [itemId, maxRowsPerItem],
  );

export type NoteKind = 'note' | 'return' | 'finish' | 'joined_report';

export interface SealedNote {
  id: string;
  kind: NoteKind;
  sealedText: Buffer;
}

export const insertNote = (tx: Tx, item: WorkItem, note: SealedNote): Promise<unknown> =>
  tx.query(
    `insert into work_item_note (id, work_item_id, county, agency, area, at, by, kind, sealed_text)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      note.id,
      item.id,
      item.county,
      item.agency,
      item.area,
      tx.now,
      tx.scope.actor,
      note.kind,
      note.sealedText,
    ],
  );

export const listNotes = (tx: Tx, itemId: string): Promise<(SealedNote & { at: Date; by: string })[]> =>
  tx.query(
    `select id, kind, at, by, sealed_text as "sealedText"
       from work_item_note where work_item_id = $1 order by at desc, id desc limit $2`,
    [itemId, maxRowsPerItem],
  );

export interface Page {
  states: readonly WorkItemState[];
  /** undefined = every agency of the scope */
  agency?: string;
  /** who asks */
  officer: string;
  /** only what the officer holds */
  mine: boolean;
  limit: number;
}

export interface QueuePlace {
  band: number;
  nextDueAt: string;
  id: string;
}

export type QueueRow = WorkItem & { band: number };

const agencyIs = (place: number): string => `($${place}::text is null or agency = $${place})`;

export interface Counts {
  /** by state; exact, never capped at a page */
  states: Record<WorkItemState, number>;
  open: number;
  mine: number;
  all: number;
  finished: number;
  /** red and open */
  urgent: number;
  overdue: number;
  /** red, unsigned, people alarmed */
  alarmed: number;
  signedBySystem: number;
}

const countOf = (condition: string): string => `count(*) filter (where ${condition})`;

const statesWhere = (over: boolean): string =>
  workItemStates
    .filter((state) => standardStates[state].over === over)
    .map((state) => `'${state}', ${countOf(`state = '${state}'`)}`)
    .join(', ');

/**
 * $1 agency or null, $2 officer whose items count as `mine`, $3 business time. Open items are few and read whole;
 * what is over grows for years and is counted from an index alone.
 */
const countQuery = `select jsonb_build_object(
    'states', o.states || v.states, 'open', o.open, 'mine', o.mine, 'all', o.open + v.finished, 'finished', v.finished,
    'urgent', o.urgent, 'overdue', o.overdue, 'alarmed', o.alarmed, 'signedBySystem', o.system + v.system
  ) as counts
  from (
    select jsonb_build_object(${statesWhere(false)}) as states, count(*) as open, ${countOf('held_by = $2')} as mine,
      ${countOf(`risk = 'R1'`)} as urgent, ${countOf('next_due_at <= $3')} as overdue,
      ${countOf(`state in ('open', 'claimed') and alarm_level > 0`)} as alarmed,
      ${countOf('signed_by_system')} as system
      from work_item where band < 2 and ${agencyIs(1)}
  ) o, (
    select jsonb_build_object(${statesWhere(true)}) as states, count(*) as finished,
      ${countOf('signed_by_system')} as system
      from work_item where closed_at is not null and ${agencyIs(1)}
  ) v`;

/** Exact. 100,000 items that are over cost about 60 ms, nearly all of it the row scope (1 µs a row). */
export const countItems = async (tx: Tx, agency: string | undefined, officer: string): Promise<Counts> => {
  const [row] = await tx.query<{ counts: Counts }>(countQuery, [agency ?? null, officer, tx.now]);
  if (!row) throw new Error('a count answered no row');
  return row.counts;
};

export interface CountedPage {
  rows: QueueRow[];
  counts: Counts;
}

/** Rows and counts come from one statement, so from one snapshot: they cannot disagree. */
const counted = (answer: readonly (QueueRow & { counts: Counts })[]): CountedPage => {
  const [first] = answer;
  if (!first) throw new Error('a page answered no counts');
  // no row of the page: the counts stand alone beside nulls
  return { rows: answer.filter(({ id }) => id !== null), counts: first.counts };
};

const pageParams = (tx: Tx, { agency, officer, states, mine, limit }: Page): unknown[] => [
  agency ?? null,
  officer,
  tx.now,
  states,
  mine,
  limit,
];

/** $1 agency, $4 states, $5 only mine, $2 the officer */
const inPage = `state = any($4) and ${agencyIs(1)} and (not $5::boolean or held_by = $2)`;

/** Red first, then the least time left, then the id; closed ones last. */
export const listByTimeLeft = async (tx: Tx, page: Page, after?: QueuePlace): Promise<CountedPage> =>
  counted(
    await tx.query(
      `select c.counts, p.* from (${countQuery}) c left join lateral (
         select ${itemColumns}, band from work_item
          where ${inPage} and ($7::int is null or (band, next_due_at, id) > ($7, $8::timestamptz, $9))
          order by band, next_due_at, id limit $6
       ) p on true order by p.band, p."nextDueAt", p.id`,
      [...pageParams(tx, page), after?.band ?? null, after?.nextDueAt ?? null, after?.id ?? null],
    ),
  );

export interface OverPlace {
  closedAt: string;
  id: string;
}

/** What is over, the latest first. */
export const listByLatest = async (tx: Tx, page: Page, after?: OverPlace): Promise<CountedPage> =>
  counted(
    await tx.query(
      `select c.counts, p.* from (${countQuery}) c left join lateral (
         select ${itemColumns}, band from work_item
          where closed_at is not null and ${inPage} and ($7::timestamptz is null or (closed_at, id) < ($7, $8))
          order by closed_at desc, id desc limit $6
       ) p on true order by p."closedAt" desc, p.id desc`,
      [...pageParams(tx, page), after?.closedAt ?? null, after?.id ?? null],
    ),
  );

/** Place in the agency's open queue, from 1; null for what is over. */
export const findPosition = async (tx: Tx, item: WorkItem): Promise<number | null> => {
  const rows = await tx.query<{ position: number | null }>(
    `select case when i.band < 2 then (
         select count(*)::int + 1 from work_item o
          where o.agency = i.agency and o.band < 2 and (o.band, o.next_due_at, o.id) < (i.band, i.next_due_at, i.id)
       ) end as position
       from work_item i where i.id = $1`,
    [item.id],
  );
  return rows[0]?.position ?? null;
};
