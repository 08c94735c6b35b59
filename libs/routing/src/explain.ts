/**
 * Why a case went where it went: one step per rule that spoke, with its clause and the facts that made it speak.
 * Guarantee: every referral, notice and document of a decision rests on a step; the same decision gives the same steps.
 */
import type { CategoryJudgement } from './categories';
import type { Compiled } from './compile';
import type { ClauseRef, ExplanationStep } from './decision';
import type { Draft } from './draft';
import { fallbackClause } from './legs';
import type { AppliedRow, MatterLead } from './legs';
import type { DispositionRow } from './profile';

const readmeClause: ClauseRef = { id: 'disposition', kind: 'default', source: '处置类型按平台优先级判定' };

/** Steps in the order of the decision: categories, rows, leads, what was withheld, disposition. */
export function explain(draft: Draft, disposition: Compiled<DispositionRow> | undefined): ExplanationStep[] {
  return [
    ...draft.judged.filter(({ result }) => result !== 'absent').map(categoryStep),
    ...[...draft.applied, ...draft.notified].map((applied) => rowStep(draft, applied)),
    ...draft.leads.map((lead, index) => leadStep(draft, lead, index === 0)),
    ...withholdSteps(draft),
    dispositionStep(draft, disposition),
  ];
}

const resultText = { met: '成立', open: '待核', refuted: '不成立', absent: '未涉及' } as const;

function categoryStep({ row, result, elements }: CategoryJudgement): ExplanationStep {
  const matched = Object.fromEntries(elements.map((element) => [element.name, element.result]));
  return {
    rule: `category/${row.code}`,
    clause: row.clause,
    matched,
    effect: `${row.name}：${resultText[result]}（人工确认）`,
  };
}

function rowStep(draft: Draft, { compiled }: AppliedRow): ExplanationStep {
  const matched: Record<string, unknown> = {};
  compiled.when.collect(draft.context, matched);
  return { rule: compiled.row.id, clause: compiled.row.clause, matched, effect: compiled.effect };
}

function leadStep(draft: Draft, lead: MatterLead, isFirst: boolean): ExplanationStep {
  return {
    rule: `lead/${lead.matter}`,
    clause: lead.row?.clause ?? fallbackClause(draft.compiled),
    matched: { matter: lead.matter },
    effect: `${isFirst ? '本案牵头' : '本事项牵头'} ${lead.role}`,
  };
}

function withholdSteps({ compiled, context }: Draft): ExplanationStep[] {
  return compiled.withholds
    .filter(({ when }) => when.test(context))
    .map(({ row, when }) => {
      const matched: Record<string, unknown> = {};
      when.collect(context, matched);
      return { rule: row.id, clause: row.clause, matched, effect: `不派、不告知 ${row.roles.join('、')}` };
    });
}

function dispositionStep({ context }: Draft, found: Compiled<DispositionRow> | undefined): ExplanationStep {
  const matched: Record<string, unknown> = {};
  found?.when.collect(context, matched);
  return {
    rule: found?.row.id ?? 'accept',
    clause: readmeClause,
    matched,
    effect: found?.row.disposition ?? 'accept',
  };
}
