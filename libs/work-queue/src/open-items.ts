/**
 * Events of coordination become items, changes and notices. Issued referrals are opened in batches, one statement
 * for all. Guarantee: what is personal is sealed before it reaches SQL; an item that is there stays as it is (a
 * referral is issued once). Not here: once-only delivery and order (`@yimen/messaging`).
 */
import type { NoticeIssuedV1, ReferralChangedV1, ReferralIssuedV1 } from '@yimen/contracts';
import { newId } from '@yimen/messaging';
import type { EventEnvelope, Tx } from '@yimen/messaging';
import { changeOf } from './change';
import { alarmDueOf, nextDueOf, signDueOf } from './deadlines';
import { childDisplayOf, titleOf } from './display';
import { insertNotices } from './notice.store';
import type { OpeningNotice } from './notice.store';
import { queueChannel, seal } from './runtime';
import type { QueueSignal, WorkQueue } from './runtime';
import { findReferralForUpdate, insertItems, insertNote, saveDecision } from './work-item.store';
import type { OpeningItem } from './work-item.store';

/** Below county level the agency is its own area. */
const areaOf = ({ id, role }: { id: string; role: string }): string | null =>
  role === 'township' || role === 'village' ? id : null;

const sealedJson = (
  queue: WorkQueue,
  place: 'work_item.child' | 'work_item.place',
  id: string,
  value: object | undefined,
): string | null =>
  value === undefined ? null : seal(queue, place, id, JSON.stringify(value)).toString('base64');

const sealedParts = (queue: WorkQueue, id: string, { task, statement, child, place }: ReferralIssuedV1) => ({
  sealedTask: seal(queue, 'work_item.task', id, task).toString('base64'),
  sealedStatement:
    statement === undefined ? null : seal(queue, 'work_item.statement', id, statement).toString('base64'),
  sealedChild: sealedJson(queue, 'work_item.child', id, child),
  sealedPlace: sealedJson(queue, 'work_item.place', id, place),
});

const timesOf = ({ definition: { signing } }: WorkQueue, { risk, clocks, issuedAt }: ReferralIssuedV1) => {
  const from = new Date(issuedAt);
  const signDueAt = signDueOf(signing, { risk, clocks, from });
  return {
    issuedAt: from,
    signDueAt,
    nextDueAt: nextDueOf(signing, { state: 'open', clocks, signDueAt }),
    signedDueAt: nextDueOf(signing, { state: 'signed', clocks, signDueAt }),
    alarmDueAt: alarmDueOf(signing, risk, from, 0),
  };
};

const blank = {
  state: 'open',
  alarmLevel: 0,
  alarmedAt: null,
  heldBy: null,
  assignedBy: null,
  signedAt: null,
  signedBySystem: false,
  outcome: null,
  closedAt: null,
} as const;

const itemOf = (queue: WorkQueue, data: ReferralIssuedV1): OpeningItem => {
  const id = newId();
  const { referralId, caseId, caseNo, county, agency, part, matter, risk } = data;
  return {
    ...blank,
    ...sealedParts(queue, id, data),
    ...timesOf(queue, data),
    id,
    historyId: newId(),
    referralId,
    caseId,
    caseNo,
    county,
    agency: agency.id,
    agencyName: agency.name,
    role: agency.role,
    area: areaOf(agency),
    part,
    matter,
    risk,
    title: titleOf(matter),
    childDisplay: childDisplayOf(data.child?.name),
    township: data.place?.township ?? data.child?.township ?? null,
    clocks: data.clocks,
    clauses: data.clauses,
    documents: data.documents,
    stepDocuments: data.stepDocuments ?? [],
    lead: data.lead,
    others: data.others,
  };
};

/** After commit, one signal per agency that got something. */
const signalLater = (
  queue: WorkQueue,
  tx: Tx,
  county: string,
  opened: readonly { id: string; agency: string }[],
) => {
  const byAgency = new Map<string, string[]>();
  for (const { id, agency } of opened) byAgency.set(agency, [...(byAgency.get(agency) ?? []), id]);
  tx.afterCommit(() => {
    for (const [agency, ids] of byAgency) {
      queue.signals.publish<QueueSignal>(queueChannel, { county, agency, ids });
    }
  });
};

/** `referral.issued.v1`, any number at once. */
export const openItems = async (
  queue: WorkQueue,
  events: readonly EventEnvelope<ReferralIssuedV1>[],
  tx: Tx,
): Promise<void> => {
  const items = events.map(({ data }) => itemOf(queue, data));
  const opened = await insertItems(tx, items);
  const fresh = new Set(opened.map(({ id }) => id));
  for (const { id, caseId, referralId } of items.filter((item) => fresh.has(item.id))) {
    tx.audit({
      action: 'item.opened',
      subjectKind: 'work_item',
      subjectId: id,
      caseId,
      detail: { referralId },
    });
  }
  for (const county of new Set(items.map((item) => item.county))) {
    const there = new Set(items.filter((item) => item.county === county).map(({ id }) => id));
    signalLater(
      queue,
      tx,
      county,
      opened.filter(({ id }) => there.has(id)),
    );
  }
};

/** `referral.changed.v1`. @throws Error when the referral never came: order within a case was broken upstream */
export const changeItem = async (
  queue: WorkQueue,
  { data }: EventEnvelope<ReferralChangedV1>,
  tx: Tx,
): Promise<void> => {
  const item = await findReferralForUpdate(tx, data.referralId);
  if (!item) throw new Error(`referral ${data.referralId} was changed before it was issued here`);
  const decided = changeOf(queue.definition, item, data);
  await saveDecision(tx, item, 'change', decided);
  if (decided.note !== undefined) {
    const id = newId();
    await insertNote(tx, item, {
      id,
      kind: 'joined_report',
      sealedText: seal(queue, 'work_item_note.text', id, decided.note),
    });
  }
  const { id, caseId } = item;
  tx.audit({
    action: 'item.changed',
    subjectKind: 'work_item',
    subjectId: id,
    caseId,
    detail: decided.detail,
  });
  signalLater(queue, tx, item.county, [item]);
};

const openingNotice = (
  queue: WorkQueue,
  { noticeId: id, agency, ...data }: NoticeIssuedV1,
): OpeningNotice => ({
  id,
  caseId: data.caseId,
  county: data.county,
  agency: agency.id,
  area: areaOf(agency),
  addressee: data.to,
  basis: data.basis,
  due: data.when,
  sealedText: seal(queue, 'notice.text', id, data.text),
  clauses: data.clauses,
  issuedAt: new Date(data.issuedAt),
  receivedAt: null,
  receivedBy: null,
});

/** `notice.issued.v1`, any number at once. */
export const openNotices = async (
  queue: WorkQueue,
  events: readonly EventEnvelope<NoticeIssuedV1>[],
  tx: Tx,
): Promise<void> => {
  const notices = events.map(({ data }) => openingNotice(queue, data));
  const fresh = await insertNotices(tx, notices);
  const opened = notices.filter(({ id }) => fresh.has(id));
  for (const { id, caseId } of opened)
    tx.audit({ action: 'notice.opened', subjectKind: 'notice', subjectId: id, caseId });
  for (const county of new Set(opened.map((notice) => notice.county)))
    signalLater(
      queue,
      tx,
      county,
      opened.filter((notice) => notice.county === county),
    );
};
