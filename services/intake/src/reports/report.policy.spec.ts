import { riskLevels } from '@yimen/contracts';
import type { RiskLevel } from '@yimen/contracts';
import type { Suggestion } from '@yimen/routing';
import { shippedProfiles } from '@yimen/routing';
import { readReport } from './report.input';
import type { ReportBody } from './report.dto';
import { anOfficeActor } from '@yimen/auth/testing';
import { assess, decideRisk, gravest, isReporterClose, marksOf, urgencyOf } from './report.policy';
import { findKnownOf, placeChildren, statementFor, violates, wordsOf } from './report-preparation';
import type { PlacedChild } from './report.record';

const levels = riskLevels.map(({ code }) => code);

describe('risk', () => {
  const pairs = levels.flatMap((suggested) =>
    levels.map((chosen): [RiskLevel, RiskLevel] => [suggested, chosen]),
  );

  it.each(pairs)(
    'suggested %s, chosen %s: raised freely, lowered with a reason, red never',
    (suggested, chosen) => {
      const lower = urgencyOf(chosen) > urgencyOf(suggested);
      const withReason = decideRisk(suggested, chosen, '已核实');
      const without = decideRisk(suggested, chosen, undefined);
      if (!lower) expect([withReason, without]).toEqual([chosen, chosen]);
      else if (suggested === 'R1') {
        expect(withReason).toMatchObject({ code: 'risk_lowering_needs_second_person' });
        expect(without).toMatchObject({ code: 'risk_lowering_needs_second_person' });
      } else {
        expect(withReason).toBe(chosen);
        expect(without).toMatchObject({ code: 'risk_reason_needed' });
      }
    },
  );

  it('is the suggested one when nobody chose', () => {
    for (const level of levels) expect(decideRisk(level, undefined, undefined)).toBe(level);
  });

  it('the gravest of two is the more urgent, whichever comes first', () => {
    expect([gravest('R1', 'R4'), gravest('R4', 'R1'), gravest('R0', 'R4')]).toEqual(['R1', 'R1', 'R4']);
  });
});

const profile = shippedProfiles().get('AJX');

const placed = (changes: Partial<ReportBody>, known: Parameters<typeof placeChildren>[2] = []) => {
  if (!profile) throw new Error('AJX is not shipped');
  const body = { channel: 'hotline', narrative: '孩子一个人在家。', reporter: {}, ...changes } as ReportBody;
  const said = readReport(body, anOfficeActor('operator'), new Date('2026-03-20T08:35:00+08:00'));
  if ('allowed' in said) throw new Error(said.code);
  let id = 0;
  const children = placeChildren(profile, said, known, () => `new-${++id}`);
  return { said, children };
};

const childrenOf = (
  changes: Partial<ReportBody>,
  known: Parameters<typeof placeChildren>[2] = [],
): PlacedChild[] => {
  const { children } = placed(changes, known);
  if ('allowed' in children) throw new Error(children.code);
  return children;
};

const suggestion = (): Suggestion => {
  const [child] = childrenOf({ children: [] });
  if (!child) throw new Error('every report has a child');
  return {
    ...child.suggestion,
    matters: [{ value: 'emergency', rule: 'm', triggers: [] }],
    categories: [{ value: 'C-ABUSE', rule: 'c', triggers: [] }],
    mandatoryReportItems: [
      { value: 'MR4', rule: 'r', triggers: [] },
      { value: 'MR4', rule: 's', triggers: [] },
    ],
    risk: { value: 'R2', rule: 'risk-rule', triggers: [] },
  };
};

describe('an assessment', () => {
  it('is the suggestion where nothing is ticked', () => {
    expect(assess(suggestion(), {}, undefined)).toEqual({
      matters: ['emergency'],
      categories: ['C-ABUSE'],
      mandatoryReportItems: ['MR4'],
      risk: 'R2',
      riskRule: 'risk-rule',
      mode: 'suggested',
    });
  });

  it('is confirmed by ticking matters or categories, also by ticking none', () => {
    expect(assess(suggestion(), { matters: [] }, undefined)).toMatchObject({
      matters: [],
      mode: 'confirmed',
    });
    expect(assess(suggestion(), { categories: ['O1'] }, undefined)).toMatchObject({
      matters: ['emergency'],
      categories: ['O1'],
      mode: 'confirmed',
    });
    expect(assess(suggestion(), { risk: 'R1' }, undefined)).toMatchObject({
      riskRule: 'operator',
      mode: 'suggested',
    });
  });
});

describe('mandatory situations', () => {
  it('taken away are told as such, and leave the level where it was', () => {
    for (const value of levels) {
      const suggested = { ...suggestion(), risk: { value, rule: 'risk-rule', triggers: [] } };
      expect(assess(suggested, { mandatoryReportItems: [] }, '已核实')).toMatchObject({
        mandatoryReportItems: [],
        removedMandatoryReportItems: ['MR4'],
        risk: value,
      });
    }
  });

  it('added are not confused with such, and are no tick of matters or categories', () => {
    const added = assess(suggestion(), { mandatoryReportItems: ['MR4', 'MR9'] }, undefined);
    expect(added).toMatchObject({ mandatoryReportItems: ['MR4', 'MR9'], mode: 'suggested' });
    expect(added).not.toHaveProperty('removedMandatoryReportItems');
  });
});

describe('the children of a report', () => {
  it('nobody named is one unknown child, with an owner', () => {
    for (const narrative of ['孩子一个人在家。', '请问低保怎么申请？', '喂？']) {
      const children = childrenOf({ narrative, children: [] });
      expect(children).toHaveLength(1);
      expect(children[0]?.decision.lead.id).toMatch(/^AJX-/);
    }
  });

  const known = {
    childId: 'k1',
    keptId: 'k1',
    identity: { idNumber: '33052320140201996X' },
    township: null,
    version: 1,
    mergedCaseId: null,
  };
  const withCase = {
    ...known,
    childId: 'k2',
    keptId: 'k2',
    identity: {},
    openCases: [{ caseId: 'c9', caseNo: 'AJX-2026-000009' }],
  };
  const everybody = [{ ...known, openCases: [] }, withCase];

  it.each([
    ['the exact number', { idNumber: '33052320140201996X' }, 'k1'],
    ['the operator’s word', { knownChildId: 'k2' }, 'k2'],
    ['an open case', { sameCaseId: 'c9' }, 'k2'],
    ['another number', { idNumber: '330523201812039998' }, 'new-1'],
    ['a name alone', { name: '小桐' }, 'new-1'],
  ])('%s makes it %s', (_what, child, childId) =>
    expect(childrenOf({ children: [child] }, everybody).map((placed) => placed.childId)).toEqual([childId]),
  );

  it('an id that nobody has is refused, never taken as new', () => {
    expect(placed({ children: [{ knownChildId: 'k3' }] }, everybody).children).toMatchObject({
      code: 'child_unknown',
    });
    expect(
      findKnownOf({ identity: {}, birthConflict: false, choice: {}, knownChildId: 'k3' }, everybody),
    ).toBeUndefined();
  });

  it('the same new number twice is one child', () => {
    const idNumber = '330523201812039998';
    const children = childrenOf({ children: [{ idNumber }, { idNumber }, {}] });
    expect(children.map(({ childId, repeats }) => [childId, repeats])).toEqual([
      ['new-1', false],
      ['new-1', true],
      ['new-2', false],
    ]);
  });
});

describe('marks', () => {
  const marks = (changes: Partial<ReportBody>) => {
    const { said } = placed(changes);
    return marksOf(said, childrenOf(changes));
  };

  it.each<[string, Partial<ReportBody>, string[]]>([
    ['nothing known', { children: [] }, ['anonymous', 'unknown_child', 'no_name', 'no_id', 'age_unknown']],
    ['a grown-up', { children: [{ birthDate: '2000-01-01' }] }, ['adult']],
    ['secrecy', { reporter: { name: '佟某', confidential: true } }, ['confidential']],
    [
      'dates that differ',
      { children: [{ idNumber: '33052320140201996X', birthDate: '2015-02-01' }] },
      ['birth_conflict'],
    ],
  ])('%s', (_what, changes, expected) => expect(marks(changes)).toEqual(expect.arrayContaining(expected)));

  it('each mark once, whatever the number of children', () => {
    const all = marks({ children: [{}, {}, {}] });
    expect(new Set(all).size).toBe(all.length);
  });

  it('a mother who tells of the father is close, a teacher is not', () => {
    const narrative = '孩子爸爸昨晚用皮带抽孩子，后背大片瘀青。';
    const child = [{ name: '小棠' }];
    expect(isReporterClose(childrenOf({ narrative, reporter: { kind: 'guardian' }, children: child }))).toBe(
      true,
    );
    expect(isReporterClose(childrenOf({ narrative, reporter: { kind: 'school' }, children: child }))).toBe(
      false,
    );
  });
});

describe('the statement', () => {
  const words = () => {
    const changes = {
      narrative: '我是尤青禾，孩子后背有瘀青。',
      reporter: { name: '尤青禾' },
      children: [{ name: '小棠' }],
    };
    const { said } = placed(changes);
    return wordsOf(said, childrenOf(changes));
  };

  it('is the machine’s without the reporter, unless the operator wrote one', () => {
    expect(statementFor(words(), undefined)).toMatchObject({
      statement: expect.not.stringContaining('尤青禾') as string,
    });
    expect(statementFor(words(), '报告人说孩子后背有瘀青。')).toMatchObject({
      statement: '报告人说孩子后背有瘀青。',
    });
  });

  it('is refused while it names the reporter, by place and not by words', () => {
    const refusal = statementFor(words(), '尤青禾说孩子后背有瘀青。');
    expect(refusal).toMatchObject({ code: 'reporter_in_statement' });
    expect(JSON.stringify(refusal)).not.toContain('尤青禾');
  });
});

describe('a violated constraint', () => {
  it('is told by code and name', () => {
    expect(violates({ code: '23505', constraint: 'idempotency_pkey' }, 'idempotency_pkey')).toBe(true);
    expect(violates({ code: '23505', constraint: 'report_pkey' }, 'idempotency_pkey')).toBe(false);
    expect(violates({ code: '40001', constraint: 'idempotency_pkey' }, 'idempotency_pkey')).toBe(false);
    expect(violates(new Error('x'), 'idempotency_pkey')).toBe(false);
    expect(violates(undefined, 'idempotency_pkey')).toBe(false);
  });
});
