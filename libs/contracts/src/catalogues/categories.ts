/**
 * Child categories that every county shares: the common codes of policy-practice 7.1 and 7.3, with their names.
 * Guarantee: codes are unique; a trailing `?` (not established yet) is never part of a code. A county's own codes and
 * names are rows of its responsibility table in `@yimen/routing`. Not here: who belongs to a category.
 */
import { rowsOf } from './texts';
import type { CodeRow, Texts } from './texts';

const categoryRows = {
  'C-ABUSE': { zh: '受监护人侵害', en: 'Harmed by a guardian' },
  'C-ABSENT': { zh: '监护缺位、怠于或拒不履行', en: 'Care absent, neglected or refused' },
  'C-LEFT': { zh: '农村留守', en: 'Left behind in the countryside' },
  'C-DEFACTO': { zh: '事实无人抚养', en: 'De facto without support' },
  'C-ORPH': { zh: '孤儿', en: 'Orphan' },
  'C-ORPH-I': { zh: '机构养育孤儿', en: 'Orphan in an institution' },
  'C-ORPH-S': { zh: '社会散居孤儿', en: 'Orphan in a family' },
  'C-DIS-SEV': { zh: '重残', en: 'Severe disability' },
  'C-ILL': { zh: '重病、罕见病', en: 'Severe or rare illness' },
  'C-HIV': { zh: '重病（特殊）', en: 'Severe illness (special)' },
  'C-POOR': { zh: '低保、低边等困难家庭', en: 'Poor household' },
  'C-STREET': { zh: '流浪', en: 'Living on the street' },
  'C-ACC': { zh: '突发事件、意外伤害', en: 'Accident or sudden event' },
  'C-CASE': { zh: '涉案（涉罪、被害）', en: 'Suspect or victim of an offence' },
  'C-NOHUKOU': { zh: '无户籍', en: 'Without household registration' },
  'C-DROPOUT': { zh: '失学辍学', en: 'Out of school' },
  'C-MISS': { zh: '失踪', en: 'Missing' },
  NONE: { zh: '无类别成立', en: 'No category' },
} as const satisfies Record<string, Texts>;

export const childCategories: readonly CodeRow[] = rowsOf<string, Texts>(categoryRows);

/** Never shown or kept beside a report outside the case file, not even as a code (policy-practice 7.4). */
export const sensitiveCategories: readonly string[] = ['C-HIV'];
