/** The rows that did not go in, as lines of a CSV whose columns an upload reads again. Pure. */
import type { ImportRow, RowField } from './import-row';
import type { RowReason, RowResult } from './import.policy';
import { problemsOf } from './row-problems';
import { sheetColumns } from './sheet-columns';

export const rejectedHeader = ['行号', ...sheetColumns.map(({ zh }) => zh), '结果', '原因'];

const sexWords = { male: '男', female: '女', unknown: '不详' } as const;
const resultWords = {
  accept: '已导入',
  hold: '待核对',
  'hold-duplicate': '疑似重复',
  reject: '未导入',
} as const;

const cellOf = (row: ImportRow, field: RowField): string | undefined => {
  if (row.unread) return row.unread.said[field];
  return field === 'sex' ? row.sex && sexWords[row.sex] : row[field];
};

export interface StoredRow {
  row: ImportRow;
  result: RowResult;
  reasons: RowReason[];
}

export const rejectedLine = ({ row, result, reasons }: StoredRow): (string | number | undefined)[] => [
  row.n,
  ...sheetColumns.map(({ field }) => cellOf(row, field)),
  resultWords[result],
  problemsOf(result, reasons)
    .map(({ column, zh }) => `${column}：${zh}`)
    .join('；'),
];
