/** One statement for every combination of criteria; each adds a condition and its values. */
import type { Tx } from '@yimen/messaging';
import { reportsOfReceipt } from '../reports/report-list.store';
import type { ReportSearch } from './search.policy';

interface Page {
  /** reports older than this id */
  before: string | null;
  limit: number;
}

/** A name that more children have tells nobody apart. */
const maxChildren = 500;

type Place = (value: unknown) => string;

const conditionsOf = ({ receiptNo, child, phone, from, to }: ReportSearch, place: Place): string[] => [
  ...(receiptNo === undefined ? [] : [`r.id = any(array(${reportsOfReceipt(place(receiptNo))}))`]),
  ...(child === undefined
    ? []
    : [
        `r.id in (select rc.report_id from child c join report_child rc on rc.child_id = c.id
           where c.name_index = ${place(child.name)} or c.pinyin_index = ${place(child.sound)}
           limit ${maxChildren})`,
      ]),
  ...(phone === undefined ? [] : [`r.phone_index = ${place(phone)}`]),
  ...(from === undefined ? [] : [`r.received_at >= ${place(from)}`]),
  ...(to === undefined ? [] : [`r.received_at <= ${place(to)}`]),
];

/** Ids, newest first. */
export const findReportIds = async (
  tx: Tx,
  search: ReportSearch,
  { before, limit }: Page,
): Promise<string[]> => {
  const values: unknown[] = [];
  const place: Place = (value) => `$${values.push(value)}`;
  const older = before === null ? [] : [`r.id < ${place(before)}`];
  const where = [...conditionsOf(search, place), ...older].join(' and ');
  const rows = await tx.query<{ id: string }>(
    `select r.id from report r where ${where} order by r.id desc limit ${place(limit)}`,
    values,
  );
  return rows.map(({ id }) => id);
};
