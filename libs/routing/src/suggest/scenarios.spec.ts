import { inputsOf, loadScenarios } from './fixtures/scenario-input';
import type { Scenario } from './fixtures/scenario-input';
import { suggest } from './suggest';

const LEVELS = ['R1', 'R2', 'R3', 'R4', 'R0'];
const scenarios = loadScenarios();

interface Outcome {
  id: string;
  risk: string;
  riskRule: string;
  matters: string[];
  categories: string[];
  items: string[];
}

/** The report as a whole: highest risk, everything suggested for any of its children. */
function outcomeOf(scenario: Scenario): Outcome {
  const made = inputsOf(scenario).map(suggest);
  const risks = made.map((one) => one.risk);
  const worst = [...risks].sort((a, b) => LEVELS.indexOf(a.value) - LEVELS.indexOf(b.value))[0];
  const all = (values: string[]): string[] => [...new Set(values)];
  return {
    id: scenario.id,
    risk: worst?.value ?? 'R4',
    riskRule: worst?.rule ?? '',
    matters: all(made.flatMap((one) => one.matters.map((matter) => matter.value))),
    categories: all(made.flatMap((one) => one.categories.map((category) => codeOf(category.value)))),
    items: all(made.flatMap((one) => one.mandatoryReportItems.map((item) => item.value))),
  };
}

const codeOf = (category: string): string => category.replace(/[（(?].*$/, '');
const outcomes = new Map(scenarios.map((scenario) => [scenario.id, outcomeOf(scenario)] as const));
const outcome = (scenario: Scenario): Outcome => outcomes.get(scenario.id) ?? outcomeOf(scenario);

interface Score {
  recall: number;
  precision: number;
  missed: string[];
  extra: string[];
}

function score(
  expected: (scenario: Scenario) => string[],
  optional: (scenario: Scenario) => string[],
  made: (one: Outcome) => string[],
): Score {
  const sum = { asked: 0, found: 0, given: 0, right: 0 };
  const missed: string[] = [];
  const extra: string[] = [];
  for (const scenario of scenarios) {
    const asked = expected(scenario);
    const allowed = [...asked, ...optional(scenario)];
    const given = made(outcome(scenario));
    sum.asked += asked.length;
    sum.found += asked.filter((value) => given.includes(value)).length;
    sum.given += given.length;
    sum.right += given.filter((value) => allowed.includes(value)).length;
    missed.push(...asked.filter((value) => !given.includes(value)).map((value) => `${scenario.id} ${value}`));
    extra.push(
      ...given.filter((value) => !allowed.includes(value)).map((value) => `${scenario.id} ${value}`),
    );
  }
  return { recall: sum.found / sum.asked, precision: sum.right / sum.given, missed, extra };
}

const matters = (): Score =>
  score(
    (s) => s.expected.matter_kinds,
    (s) => s.expected.optional_matter_kinds,
    (one) => one.matters,
  );
const categories = (): Score =>
  score(
    (s) => s.expected.child_categories.map(codeOf),
    (s) => s.expected.optional_child_categories.map(codeOf),
    (one) => one.categories,
  );
const items = (): Score =>
  score(
    (s) => s.expected.mandatory_report_items,
    () => [],
    (one) => one.items,
  );

const rightRisk = (scenario: Scenario): boolean =>
  [scenario.expected.risk_level, ...(scenario.expected.acceptable?.risk_level ?? [])].includes(
    outcome(scenario).risk,
  );

describe('the forty scenarios', () => {
  it('never get less than R1 where R1 is expected', () => {
    const lowered = scenarios.filter((s) => s.expected.risk_level === 'R1' && outcome(s).risk !== 'R1');
    expect(lowered.map((s) => `${s.id} ${outcome(s).risk}`)).toEqual([]);
  });

  it('get the expected risk in at least 38 of 40', () => {
    const wrong = scenarios
      .filter((s) => !rightRisk(s))
      .map((s) => `${s.id} ${s.expected.risk_level} got ${outcome(s).risk} ${outcome(s).riskRule}`);
    expect(wrong.length > 2 ? wrong : []).toEqual([]);
  });

  it('get nine of ten expected matters; nine of ten suggested are right, as each shows the child to a desk', () => {
    expect(matters().recall).toBeGreaterThanOrEqual(0.9);
    expect(matters().precision).toBeGreaterThanOrEqual(0.9);
  });

  it('get nine of ten expected categories and mandatory report items, and hardly any other', () => {
    for (const { recall, precision } of [categories(), items()]) {
      expect(recall).toBeGreaterThanOrEqual(0.9);
      expect(precision).toBeGreaterThanOrEqual(0.9);
    }
  });
});
