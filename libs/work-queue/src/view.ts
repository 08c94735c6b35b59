/**
 * How items and notices look on the wire. Lists hold 姓* and township, no statement, no name, no words about what
 * happened; the full item is made for one reader whose reading is audited.
 */
import type { ChildView } from '@yimen/contracts';
import { noDeadline } from './deadlines';
import type { Notice } from './notice.store';
import { open } from './runtime';
import type { WorkQueue } from './runtime';
import type { HistoryRow, SealedNote, SealedParts } from './work-item.store';
import type { WorkItem } from './work-item';

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** One row of a list. */
export const listItemOf = (item: WorkItem) => ({
  id: item.id,
  referralId: item.referralId,
  caseId: item.caseId,
  caseNo: item.caseNo,
  county: item.county,
  agency: { id: item.agency, role: item.role, name: item.agencyName },
  part: item.part,
  matter: item.matter,
  risk: item.risk,
  state: item.state,
  title: item.title,
  child: item.childDisplay,
  township: item.township,
  issuedAt: item.issuedAt.toISOString(),
  nextDueAt: item.nextDueAt.getTime() === noDeadline.getTime() ? null : item.nextDueAt.toISOString(),
  signDueAt: item.signDueAt.toISOString(),
  signedAt: iso(item.signedAt),
  signedBySystem: item.signedBySystem,
  alarmLevel: item.alarmLevel,
  alarmedAt: iso(item.alarmedAt),
  heldBy: item.heldBy,
  assignedBy: item.assignedBy,
  outcome: item.outcome,
  closedAt: iso(item.closedAt),
  version: item.version,
});

export type ListItem = ReturnType<typeof listItemOf>;

export interface ItemParts {
  item: WorkItem;
  sealed: SealedParts;
  history: readonly HistoryRow[];
  notes: readonly (SealedNote & { at: Date; by: string })[];
}

type Openable = 'work_item.child' | 'work_item.place';

const openJson = (queue: WorkQueue, place: Openable, id: string, sealed: Buffer | null): unknown =>
  sealed === null ? null : (JSON.parse(open(queue, place, id, sealed)) as unknown);

const openContent = (queue: WorkQueue, id: string, { task, statement, child, place }: SealedParts) => ({
  task: open(queue, 'work_item.task', id, task),
  statement: statement === null ? null : open(queue, 'work_item.statement', id, statement),
  childView: openJson(queue, 'work_item.child', id, child) as ChildView | null,
  place: openJson(queue, 'work_item.place', id, place) as { township?: string; address?: string } | null,
});

/** The whole item, opened. The caller has audited the reading. */
export const fullItemOf = (queue: WorkQueue, { item, sealed, history, notes }: ItemParts) => ({
  ...listItemOf(item),
  ...openContent(queue, item.id, sealed),
  clocks: item.clocks,
  clauses: item.clauses,
  documents: item.documents,
  stepDocuments: item.stepDocuments,
  lead: item.lead,
  others: item.others,
  notes: notes.map(({ id, kind, at, by, sealedText }) => ({
    id,
    kind,
    at: at.toISOString(),
    by,
    text: open(queue, 'work_item_note.text', id, sealedText),
  })),
  history: history.map((row) => ({ ...row, at: row.at.toISOString() })),
});

export const noticeOf = (queue: WorkQueue, { sealedText, ...notice }: Notice) => ({
  ...notice,
  text: open(queue, 'notice.text', notice.id, sealedText),
  state: notice.receivedAt === null ? 'issued' : 'received',
  issuedAt: notice.issuedAt.toISOString(),
  receivedAt: iso(notice.receivedAt),
});
