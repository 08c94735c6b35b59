/** Reasons of a row as a person mends them: column, rule, one sentence. A table of data; pure. */
import type { CellRule, RowField } from './import-row';
import type { RowReason, RowResult } from './import.policy';
import { sheetColumns } from './sheet-columns';

export interface RowProblem {
  field: RowField;
  /** the column's own name in our files */
  column: string;
  rule: RowReason | CellRule;
  message: string;
}

type Sentence = readonly [field: RowField, zh: string];

const sentences: Record<Exclude<RowReason, `cell.${string}`>, Sentence> = {
  id_number_invalid: ['idNumber', '身份证号须为 18 位且校验正确，不知道请留空'],
  birth_date_invalid: ['birthDate', '出生日期读不懂，请写成 2019-05-03'],
  birth_date_in_future: ['birthDate', '出生日期在今天以后'],
  birth_differs_from_id: ['birthDate', '出生日期与身份证号不一致，待人工核对'],
  adult: ['birthDate', '已满 18 周岁，待人工核对'],
  over_category_age: ['category', '已满 16 周岁，不再是留守儿童，待人工核对'],
  category_unknown: ['category', '本县没有这个儿童类别'],
  sensitive_note: ['note', '备注有不应写进表格的敏感内容，待人工处理'],
  same_id_in_batch: ['idNumber', '与前面一行的身份证号相同'],
  same_sound_in_batch: ['name', '与前面一行姓名读音相同，可能是同一名儿童，待人工核对'],
  no_id: ['idNumber', '没有身份证号，请补'],
  guardian_missing: ['guardian', '没有监护人，请补'],
  name_missing: ['name', '没有姓名，请补'],
};

const cellSentences: Record<CellRule, string> = {
  formula_without_value: '是没有存下结果的公式；公式不会被计算，请改成值',
  error_value: '是表格程序的错误值（如 #N/A），请改成值',
  number_not_text: '被存成了数字，末几位已丢失，请把这一列设为文本后重填',
  unknown_sex: '须写男、女或不详',
  maxLength: '太长',
  controlCharacters: '有不能接受的控制字符',
};

const columnName = (field: RowField): string =>
  sheetColumns.find((column) => column.field === field)?.zh ?? field;

const problemOf = (reason: RowReason): RowProblem => {
  const [, field, rule] = reason.split('.') as ['cell', RowField | undefined, CellRule | undefined];
  if (field && rule) {
    const column = columnName(field);
    return { field, column, rule, message: `${column}${cellSentences[rule]}` };
  }
  const [own, message] = sentences[reason as keyof typeof sentences];
  return { field: own, column: columnName(own), rule: reason, message };
};

/** Of an accepted row the reasons are what to add later; they stand in its way no more. */
export const problemsOf = (result: RowResult | null, reasons: readonly RowReason[] | null): RowProblem[] =>
  result === null || result === 'accept' ? [] : (reasons ?? []).map(problemOf);
