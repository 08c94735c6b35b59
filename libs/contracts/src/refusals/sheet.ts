/**
 * Refusals of a whole file that was uploaded as a table: what cannot be read is refused in one sentence.
 * Not here: what is wrong with one row or cell; that is a result of the row.
 */
import { no } from './row';

export const sheetRefusals = {
  sheet_broken: no(
    400,
    '表格第{row}行无法读取，请检查引号',
    'Row {row} of the sheet cannot be read; check its quotes',
  ),
  sheet_columns_missing: no(
    400,
    '表头须在第一行，且有“儿童姓名”一列',
    'The first row must be the header and have a column for the name of the child',
  ),
  sheet_columns_repeated: no(
    400,
    '表头有两列含义相同，请只留一列：第{column}列',
    'Two columns of the header mean the same; keep one: column {column}',
  ),
  sheet_empty: no(400, '表格里没有数据行', 'The sheet has no rows of data'),
  sheet_encoding_unknown: no(
    400,
    '文件既不是 UTF-8 也不是 GBK（GB18030）编码',
    'The file is neither UTF-8 nor GBK (GB18030)',
  ),
  sheet_expands_too_far: no(
    413,
    '表格展开后过大，请删去空白的行列和图片后再传',
    'The workbook is too large when unpacked; remove empty rows, columns and pictures',
  ),
  sheet_format_unknown: no(
    415,
    '只接受 CSV 和 XLSX 文件（不接受旧的 XLS 和加密的文件）',
    'Only CSV and XLSX files are taken, no old XLS and nothing encrypted',
  ),
  sheet_too_large: no(413, '文件超过 {mebibytes} MB，请拆分', 'The file is over {mebibytes} MB; split it'),
  sheet_too_many_rows: no(413, '数据超过 {rows} 行，请拆分', 'The sheet has over {rows} rows; split it'),
  sheet_too_wide: no(
    400,
    '表头超过 {columns} 列，请删去无关的列',
    'The header has over {columns} columns; remove some',
  ),
  workbook_broken: no(400, '这个 XLSX 文件已损坏或不是表格', 'The XLSX file is damaged or is no workbook'),
};
