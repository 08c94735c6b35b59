import fc from 'fast-check';
import { derive, judgeTwoParents, standingOf } from './derive';
import type { Facts, ParentState } from './facts';
import { input, parent } from './fixtures/facts';
import type { TwoParentRule } from './profile';

const rule: TwoParentRule = {
  atOnce: ['severe_disability', 'severe_illness', 'guardianship_revoked', 'deported'],
  byMonths: ['imprisoned', 'compulsory_rehab', 'other_restriction', 'lost_contact'],
  gone: ['dead', 'declared_missing'],
  minMonths: 6,
};
const states: ParentState[] = [
  ...rule.atOnce,
  ...rule.byMonths,
  ...rule.gone,
  'caring',
  'away_working',
  'detained',
  'refuses',
  'incapable',
  'left',
  'unknown',
];
const parents = fc.record({
  state: fc.constantFrom(...states),
  months: fc.option(fc.integer({ min: 0, max: 120 })),
  reportedToPolice: fc.boolean(),
});

describe('where one parent stands', () => {
  test.each([
    ['dead', parent('dead'), 'gone'],
    ['declared missing by a court', parent('declared_missing'), 'gone'],
    ['severely disabled', parent('severe_disability'), 'met'],
    ['guardianship revoked (民发〔2020〕125号)', parent('guardianship_revoked'), 'met'],
    ['in prison for eight months really executed', parent('imprisoned', 8), 'met'],
    ['in prison for exactly six', parent('imprisoned', 6), 'met'],
    ['in prison for five so far', parent('imprisoned', 5), 'pending'],
    ['in prison, term not known', parent('imprisoned'), 'pending'],
    ['detained and not sentenced', parent('detained', 9), 'pending'],
    ['lost for years and never reported to the police', parent('lost_contact', 60), 'pending'],
    ['lost, reported four months ago', parent('lost_contact', 4, true), 'pending'],
    ['lost, reported six months ago', parent('lost_contact', 6, true), 'met'],
    ['at home and able', parent('caring'), 'not_met'],
    ['away to work', parent('away_working', 24), 'not_met'],
    ['able and refusing', parent('refuses', 24), 'not_met'],
    ['gone after a divorce, reachable', parent('left', 60), 'not_met'],
    ['not known', parent('unknown'), 'unknown'],
  ])('%s', (_title, fact, expected) => expect(standingOf(fact, rule)).toBe(expected));
});

test('a term that is not known never counts as run, not even where no months are asked', () => {
  expect(standingOf(parent('imprisoned'), { ...rule, minMonths: 0 })).toBe('pending');
  expect(standingOf(parent('imprisoned', 0), { ...rule, minMonths: 0 })).toBe('met');
});

describe('the rule of two parents', () => {
  test.each([
    ['one in prison, the other able', parent('imprisoned', 8), parent('caring'), 'not_met'],
    ['one dead, the other able', parent('dead'), parent('caring'), 'not_met'],
    ['one dead, the other away to work', parent('dead'), parent('away_working'), 'not_met'],
    ['both under a state', parent('imprisoned', 8), parent('severe_illness'), 'met'],
    ['one dead, the other under a state', parent('dead'), parent('compulsory_rehab', 12), 'met'],
    [
      'one dead, the other lost since four months',
      parent('dead'),
      parent('lost_contact', 4, true),
      'pending',
    ],
    ['one dead, the other lost and not reported', parent('dead'), parent('lost_contact', 24), 'pending'],
    ['both dead', parent('dead'), parent('dead'), 'orphan'],
    ['one dead, one declared missing', parent('dead'), parent('declared_missing'), 'orphan'],
    ['one under a state, nothing known of the other', parent('imprisoned', 8), parent('unknown'), 'unknown'],
    ['nothing known of both', parent('unknown'), parent('unknown'), 'unknown'],
  ])('%s', (_title, father, mother, expected) => {
    expect(judgeTwoParents(father, mother, rule)).toBe(expected);
    expect(judgeTwoParents(mother, father, rule)).toBe(expected);
  });

  test('one able parent always refutes it', () => {
    fc.assert(fc.property(parents, (other) => judgeTwoParents(parent('caring'), other, rule) === 'not_met'));
  });

  test('it is never met while a parent is lost and not reported to the police', () => {
    const unreported = fc.integer({ min: 0, max: 600 }).map((months) => parent('lost_contact', months));
    fc.assert(
      fc.property(unreported, parents, (lost, other) => judgeTwoParents(lost, other, rule) !== 'met'),
    );
  });

  test('time alone turns pending into met and never back', () => {
    const running = fc.constantFrom(...rule.byMonths);
    fc.assert(
      fc.property(running, fc.integer({ min: 0, max: 30 }), (state, months) => {
        const now = standingOf(parent(state, months, true), rule);
        const later = standingOf(parent(state, months + 1, true), rule);
        return now !== 'met' || later === 'met';
      }),
    );
  });
});

const derived = (facts: Partial<Facts>) =>
  derive(input({ facts }), { twoParentRule: rule, reporterRoles: [{ kind: 'school', role: 'school' }] })
    .derived;

describe('who of the parents is away', () => {
  test.each([
    ['both', parent('away_working'), parent('away_working'), 'both'],
    ['one, the other at home and able', parent('away_working'), parent('caring'), 'one_other_able'],
    ['one, the other able and refusing', parent('away_working'), parent('refuses'), 'one_other_able'],
    ['one, the other disabled', parent('away_working'), parent('severe_disability'), 'one_other_unable'],
    ['one, the other dead', parent('away_working'), parent('dead'), 'one_other_unable'],
    ['one, nothing known of the other', parent('away_working'), parent('unknown'), 'unknown'],
    ['none', parent('caring'), parent('caring'), 'none'],
    ['none, nothing known of one', parent('caring'), parent('unknown'), 'unknown'],
  ])('%s', (_title, one, other, expected) => {
    expect(derived({ father: one, mother: other }).parentsAway).toBe(expected);
    expect(derived({ father: other, mother: one }).parentsAway).toBe(expected);
  });
});

describe('severe disability', () => {
  test.each([
    [4, 2, true],
    [4, 3, false],
    [5, 3, true],
    [6, 4, true],
    [1, 4, false],
    [null, 2, true],
    [null, 3, null],
    [6, null, null],
  ])('category %p level %p: %p', (category, level, expected) => {
    expect(derived({ disability: { category, level, certificate: true } }).severeDisability).toBe(expected);
  });

  test('without a certificate nothing is known', () => expect(derived({}).severeDisability).toBeNull());
});

describe('what else follows', () => {
  test('both parents are there by name and as a set', () => {
    expect(derived({ father: parent('imprisoned', 8), mother: parent('dead') })).toMatchObject({
      'father.state': 'imprisoned',
      'father.months': 8,
      'mother.state': 'dead',
      'mother.months': null,
      parents: ['imprisoned', 'dead'],
    });
  });

  test('a certificate is told by its parts, and makes a child impaired; without one each part is unknown', () => {
    expect(derived({ disability: { category: 4, level: 3, certificate: true } })).toMatchObject({
      'disability.category': 4,
      'disability.level': 3,
      'disability.certificate': true,
      impaired: true,
    });
    expect(derived({})).toMatchObject({
      'disability.category': null,
      'disability.level': null,
      'disability.certificate': null,
    });
  });

  test('what is decided later starts empty', () => {
    expect(derived({})).toMatchObject({
      met: [],
      open: [],
      refuted: [],
      leadRole: '',
      leadTier: 'none',
      roles: [],
      rows: [],
      categories: [],
    });
  });

  test('a parent and a step-parent are suspected parents, an uncle only someone the child depends on', () => {
    expect(derived({ suspects: ['parent'] })).toMatchObject({ parentSuspected: true, carerSuspected: true });
    expect(derived({ suspects: ['step_parent'] })).toMatchObject({
      parentSuspected: true,
      carerSuspected: true,
    });
    expect(derived({ suspects: ['relative'] })).toMatchObject({
      parentSuspected: false,
      carerSuspected: true,
    });
    expect(derived({ suspects: ['school_staff'] })).toMatchObject({
      parentSuspected: false,
      carerSuspected: false,
    });
  });

  test('a diagnosis alone makes a child impaired', () => {
    expect(derived({ diagnoses: ['autism'] }).impaired).toBe(true);
    expect(derived({}).impaired).toBe(false);
  });

  test('a reporting body has a role, a private person none', () => {
    expect(derived({ reporterKind: 'school' }).reporterRole).toBe('school');
    expect(derived({ reporterKind: 'neighbour' }).reporterRole).toBe('none');
  });

  test('the reported facts are not touched', () => {
    const given = input({ facts: { harms: ['beaten'] } });
    const before = structuredClone(given);
    derive(given, { twoParentRule: rule, reporterRoles: [] });
    expect(given).toEqual(before);
  });
});
