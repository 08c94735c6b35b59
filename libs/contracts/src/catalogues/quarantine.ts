/**
 * Why a parked event is given up: one row per reason that two people can agree on.
 * Guarantee: codes are stable, the audit holds them. Not here: when it is allowed (`@yimen/messaging`).
 */
import { rowsOf } from './texts';
import type { CodeRow, Texts } from './texts';

const discardReasonRows = {
  handled_by_hand: { zh: '已人工办理', en: 'Handled by hand' },
  overtaken: { zh: '已被后续变更取代', en: 'Overtaken by a later change' },
  sent_twice: { zh: '重复发送', en: 'Sent twice' },
  test_data: { zh: '测试数据', en: 'Test data' },
  unreadable: { zh: '内容无法读取', en: 'Cannot be read' },
} satisfies Record<string, Texts>;

export type DiscardReason = keyof typeof discardReasonRows;

export const discardReasons: readonly CodeRow<DiscardReason>[] = rowsOf<DiscardReason, Texts>(
  discardReasonRows,
);
