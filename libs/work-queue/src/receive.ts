/** An agency confirms that it has a notice: once, told to coordination under the case. */
import { RefusalError } from '@yimen/auth';
import type { NoticeReceivedV1 } from '@yimen/contracts';
import { withTx } from '@yimen/messaging';
import type { RowScope } from '@yimen/messaging';
import { findNotice, markReceived } from './notice.store';
import type { Notice } from './notice.store';
import { outcomesTopic, queueChannel } from './runtime';
import type { QueueSignal, WorkQueue } from './runtime';
import { noticeOf } from './view';

const noticeIn = async (queue: WorkQueue, scope: RowScope, id: string, now: Date): Promise<Notice> => {
  const notice = await withTx(queue.db, { scope, keys: [], now, unaudited: true }, (tx) =>
    findNotice(tx, id),
  );
  if (!notice) throw new RefusalError('not_found');
  return notice;
};

const receivedEvent = ({ id, caseId, county, agency }: Notice, by: string, now: Date): NoticeReceivedV1 => ({
  noticeId: id,
  caseId,
  county,
  agencyId: agency,
  by,
  receivedAt: now.toISOString(),
});

/** @throws RefusalError not_found | notice_already_received (with who has it) */
export const receiveNotice = async (queue: WorkQueue, scope: RowScope, id: string) => {
  const now = queue.clock.now();
  const notice = await noticeIn(queue, scope, id, now);
  const { caseId, county, agency } = notice;
  return withTx(queue.db, { scope, keys: [caseId], now }, async (tx) => {
    if (!(await markReceived(tx, id))) {
      const current = await findNotice(tx, id);
      throw new RefusalError('notice_already_received', { receivedBy: current?.receivedBy });
    }
    tx.audit({ action: 'notice.received', subjectKind: 'notice', subjectId: id, caseId });
    const data = receivedEvent(notice, scope.actor, now);
    tx.emit({
      topic: outcomesTopic(queue),
      type: 'notice.received.v1',
      key: caseId,
      jurisdiction: county,
      data,
    });
    tx.afterCommit(() => queue.signals.publish<QueueSignal>(queueChannel, { county, agency, ids: [id] }));
    return noticeOf(queue, { ...notice, receivedAt: now, receivedBy: scope.actor });
  });
};
