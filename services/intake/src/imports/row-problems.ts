/** Reasons of a row as a person mends them: column, rule, one sentence. A table of data; pure. */
import type { CellRule, RowField } from './import-row';
import type { RowReason, RowResult } from './import.policy';
import { sheetColumns } from './sheet-columns';

export interface RowProblem {
  field: RowField;
  /** the column's own name in our files */
  column: string;
  rule: RowReason | CellRule;
  zh: string;
  en: string;
}

type Sentence = readonly [field: RowField, zh: string, en: string];

const sentences: Record<Exclude<RowReason, `cell.${string}`>, Sentence> = {
  id_number_invalid: [
    'idNumber',
    '身份证号须为 18 位且校验正确，不知道请留空',
    'must be 18 digits with a valid check digit; leave it empty if unknown',
  ],
  birth_date_invalid: ['birthDate', '出生日期读不懂，请写成 2019-05-03', 'cannot be read; write 2019-05-03'],
  birth_date_in_future: ['birthDate', '出生日期在今天以后', 'lies after today'],
  birth_differs_from_id: [
    'birthDate',
    '出生日期与身份证号不一致，待人工核对',
    'differs from the id number; a person must look',
  ],
  adult: ['birthDate', '已满 18 周岁，待人工核对', '18 or older; a person must look'],
  over_category_age: [
    'category',
    '已满 16 周岁，不再是留守儿童，待人工核对',
    '16 or older is no left-behind child any more; a person must look',
  ],
  category_unknown: ['category', '本县没有这个儿童类别', 'this county has no such category'],
  sensitive_note: [
    'note',
    '备注有不应写进表格的敏感内容，待人工处理',
    'holds what must not stand in a sheet; a person must look',
  ],
  same_id_in_batch: ['idNumber', '与前面一行的身份证号相同', 'the same id number as an earlier row'],
  same_sound_in_batch: [
    'name',
    '与前面一行姓名读音相同，可能是同一名儿童，待人工核对',
    'sounds like the name of an earlier row; a person must look',
  ],
  no_id: ['idNumber', '没有身份证号，请补', 'is missing; add it'],
  guardian_missing: ['guardian', '没有监护人，请补', 'is missing; add it'],
  name_missing: ['name', '没有姓名，请补', 'is missing; add it'],
};

const cellSentences: Record<CellRule, readonly [zh: string, en: string]> = {
  formula_without_value: [
    '是没有存下结果的公式；公式不会被计算，请改成值',
    'is a formula without a stored value; formulas are never evaluated',
  ],
  error_value: ['是表格程序的错误值（如 #N/A），请改成值', 'is an error value such as #N/A'],
  number_not_text: [
    '被存成了数字，末几位已丢失，请把这一列设为文本后重填',
    'was stored as a number and lost its last digits; make the column text',
  ],
  unknown_sex: ['须写男、女或不详', 'must be 男, 女 or 不详 (male, female or unknown)'],
  maxLength: ['太长', 'is too long'],
  controlCharacters: ['有不能接受的控制字符', 'holds control characters'],
};

const columnName = (field: RowField): string =>
  sheetColumns.find((column) => column.field === field)?.zh ?? field;

const problemOf = (reason: RowReason): RowProblem => {
  const [, field, rule] = reason.split('.') as ['cell', RowField | undefined, CellRule | undefined];
  if (field && rule) {
    const column = columnName(field);
    const [zh, en] = cellSentences[rule];
    return { field, column, rule, zh: `${column}${zh}`, en };
  }
  const [own, zh, en] = sentences[reason as keyof typeof sentences];
  return { field: own, column: columnName(own), rule: reason, zh, en };
};

/** Of an accepted row the reasons are what to add later; they stand in its way no more. */
export const problemsOf = (result: RowResult | null, reasons: readonly RowReason[] | null): RowProblem[] =>
  result === null || result === 'accept' ? [] : (reasons ?? []).map(problemOf);
