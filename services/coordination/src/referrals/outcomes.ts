/**
 * What agencies report of their legs and notices, applied to the case; what cannot be applied is kept in its
 * history.
 */
import { PermanentError, newId } from '@yimen/messaging';
import type { Tx } from '@yimen/messaging';
import type {
  NoticeReceivedV1,
  ReferralFinishedV1,
  ReferralReturnedV1,
  ReferralSignedV1,
  RefusalCode,
} from '@yimen/contracts';
import { route } from '@yimen/routing';
import { reroutedInput } from '../cases/case.content';
import { decide, isRefusal } from '../cases/case.policy';
import type { CaseCommand } from '../cases/case.policy';
import { lockAndLoad } from '../cases/case.store';
import { auditCase, note, record, saveWork, workOn } from '../cases/case.work';
import type { CaseWork } from '../cases/case.work';
import type { CaseDeps } from '../cases/take-reports';
import { estimatedBy, hasSeenChild, recounted, registeredAnchors } from '../clocks/anchors';

const loadWork = async (tx: Tx, deps: CaseDeps, caseId: string): Promise<CaseWork> => {
  const [loaded] = await lockAndLoad(tx, deps.cipher, [caseId]);
  if (!loaded) throw new PermanentError(`an agency reports on case ${caseId}, which is not known here`);
  return workOn(loaded);
};

/** @returns why it was not applied */
const apply = (tx: Tx, work: CaseWork, command: CaseCommand): RefusalCode | undefined => {
  const decided = decide(work.state, command, { now: tx.now, nextId: newId });
  if (isRefusal(decided)) return decided.code;
  record(work, tx, decided);
  return undefined;
};

interface Applied {
  /** `noun.past` of the audit row */
  action: string;
  /** referral or notice */
  subject: string;
  refused: RefusalCode | undefined;
}

/** A fact of an agency is never lost, also when it comes after the leg was over. */
const save = (tx: Tx, deps: CaseDeps, work: CaseWork, { action, subject, refused }: Applied): void => {
  if (refused) note(work, tx, 'outcome.not_applied', { subject, action, code: refused });
  auditCase(work, action, { subject, ...(refused ? { notApplied: refused } : {}) });
  saveWork(tx, deps.cipher, [work]);
};

export const applySigned = async (tx: Tx, deps: CaseDeps, data: ReferralSignedV1): Promise<void> => {
  const work = await loadWork(tx, deps, data.caseId);
  const { referralId: legId, workItemId, signedAt: at, bySystem } = data;
  const refused = apply(tx, work, { action: 'sign', legId, workItemId, at, bySystem });
  await save(tx, deps, work, { action: 'referral.signed', subject: legId, refused });
};

/** Returns that must not be: the agency gets the need again, whatever its own queue let it do meanwhile (I5, I6). */
const refusedReturns: readonly string[] = ['r1_never_returned', 'returned_twice'] satisfies RefusalCode[];

export const applyReturned = async (tx: Tx, deps: CaseDeps, data: ReferralReturnedV1): Promise<void> => {
  const work = await loadWork(tx, deps, data.caseId);
  const { referralId: legId, workItemId, reason } = data;
  const refused = apply(tx, work, { action: 'return', legId, workItemId, reason });
  const isForbidden = refused !== undefined && refusedReturns.includes(refused);
  const left = isForbidden ? apply(tx, work, { action: 'refuse_return', legId, code: refused }) : refused;
  const action = isForbidden ? 'referral.return_refused' : 'referral.returned';
  await save(tx, deps, work, { action, subject: legId, refused: left });
};

/** Clocks that waited for what this outcome registers are counted again from when it happened. */
const recount = async (tx: Tx, deps: CaseDeps, work: CaseWork, data: ReferralFinishedV1): Promise<void> => {
  const role = work.state.legs.find(({ id }) => id === data.referralId)?.agency.role ?? '';
  for (const [anchor, at] of registeredAnchors(role, data)) {
    const estimated = estimatedBy(work.state, anchor);
    if (estimated.length === 0) continue;
    const { county, tableVersion, risk } = work.state;
    const profile = await deps.tables.ofVersion(county, tableVersion);
    record(work, tx, recounted(estimated, route(profile, reroutedInput(work, risk, at)).clocks, tx.now));
  }
};

export const applyFinished = async (tx: Tx, deps: CaseDeps, data: ReferralFinishedV1): Promise<void> => {
  const work = await loadWork(tx, deps, data.caseId);
  const { referralId: legId, workItemId, outcome, documents: made, toFollow = [], finishedAt: at } = data;
  const command = {
    action: 'finish',
    legId,
    workItemId,
    at,
    outcome,
    childSeen: hasSeenChild(data),
    made,
    toFollow,
  } as const;
  const refused = apply(tx, work, command);
  if (!refused) await recount(tx, deps, work, data);
  await save(tx, deps, work, { action: 'referral.finished', subject: legId, refused });
};

export const applyNoticeReceived = async (tx: Tx, deps: CaseDeps, data: NoticeReceivedV1): Promise<void> => {
  const work = await loadWork(tx, deps, data.caseId);
  const { noticeId } = data;
  const refused = apply(tx, work, { action: 'receive_notice', noticeId });
  await save(tx, deps, work, { action: 'notice.received', subject: noticeId, refused });
};
