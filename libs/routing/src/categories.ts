/**
 * Categories of children judged element by element (要件), as the county's document defines them.
 * Guarantee: a category is met only when every element holds, refuted as soon as one fails, else open; the result is a
 * suggestion with its elements, never a registration (I11). Non-goal: which benefit follows.
 */
import { compileCondition } from './condition';
import type { CompiledCondition, Context } from './condition';
import type { CategoryRow } from './profile';

export interface CompiledCategory {
  row: CategoryRow;
  elements: { name: string; holds: CompiledCondition; fails: CompiledCondition; decisive: boolean }[];
}

interface ElementJudgement {
  name: string;
  result: 'holds' | 'fails' | 'unknown';
}

export interface CategoryJudgement {
  row: CategoryRow;
  /** `absent`: nothing speaks for it */
  result: 'met' | 'refuted' | 'open' | 'absent';
  elements: ElementJudgement[];
}

export function compileCategory(row: CategoryRow): CompiledCategory {
  const elements = row.elements.map((element) => ({
    name: element.name,
    holds: compileCondition(element.holds),
    fails: compileCondition(element.fails),
    decisive: element.decisive,
  }));
  return { row, elements };
}

/** Judges one category; `met` of categories judged before is visible to later ones (`O5` excludes `O4`). */
export function judgeCategory(category: CompiledCategory, context: Context): CategoryJudgement {
  const elements = category.elements.map((element) => judgeElement(element, context));
  const results = elements.map((element) => element.result);
  const decisive = category.elements.some((part, index) => part.decisive && results[index] !== 'holds');
  if (results.includes('fails')) return { row: category.row, result: 'refuted', elements };
  if (results.every((result) => result === 'holds')) return { row: category.row, result: 'met', elements };
  return { row: category.row, result: decisive ? 'absent' : 'open', elements };
}

function judgeElement(element: CompiledCategory['elements'][number], context: Context): ElementJudgement {
  if (element.holds.test(context)) return { name: element.name, result: 'holds' };
  return { name: element.name, result: element.fails.test(context) ? 'fails' : 'unknown' };
}

/** The code before brackets and question mark: `O6?` -> `O6`, `NONE(O3不成立)` -> `NONE`. */
export function baseCode(code: string): string {
  return code.split(/[(（?？]/, 1)[0]?.trim() ?? code;
}

/**
 * What is written into the case: the operator's choice without what the rules refute, or, where she chose nothing, what
 * the rules find met, and what is open with a question mark. `NONE` when nothing is left.
 */
export function settleCategories(chosen: readonly string[], judged: readonly CategoryJudgement[]): string[] {
  const codes = chosen.length > 0 ? keepUnrefuted(chosen, judged) : fromRules(judged);
  return codes.length > 0 ? codes : ['NONE'];
}

function isOf(judgement: CategoryJudgement, code: string): boolean {
  return judgement.row.code === code || judgement.row.local === code;
}

function keepUnrefuted(chosen: readonly string[], judged: readonly CategoryJudgement[]): string[] {
  return chosen.filter((code) => {
    const known = judged.filter((judgement) => isOf(judgement, baseCode(code)));
    return known.length === 0 || known.some((judgement) => judgement.result !== 'refuted');
  });
}

function fromRules(judged: readonly CategoryJudgement[]): string[] {
  return judged.flatMap((judgement) => {
    if (judgement.result === 'met') return [judgement.row.code];
    return judgement.result === 'open' ? [`${judgement.row.code}?`] : [];
  });
}
