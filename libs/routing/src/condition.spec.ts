import {
  always,
  areDisjoint,
  compileCondition,
  ConditionError,
  factsOf,
  parseCondition,
  specificityOf,
} from './condition';
import type { Context } from './condition';
import { decisionFacts, reportFacts } from './fact-catalogue';

const context = (facts: Record<string, unknown>, derived: Record<string, unknown> = {}): Context => ({
  facts,
  derived,
});
const read = (raw: unknown) => parseCondition(raw, reportFacts);
const holds = (raw: unknown, facts: Record<string, unknown>) =>
  compileCondition(read(raw)).test(context(facts));

describe('operators', () => {
  test.each([
    ['is on a word', { risk: { is: 'R1' } }, { risk: 'R1' }, { risk: 'R2' }],
    ['a bare word means is', { risk: 'R1' }, { risk: 'R1' }, { risk: 'R4' }],
    ['a bare list of words means in', { risk: ['R1', 'R2'] }, { risk: 'R2' }, { risk: 'R3' }],
    ['is on a flag', { livesAlone: true }, { livesAlone: true }, { livesAlone: false }],
    ['a flag may be asked to be false', { livesAlone: false }, { livesAlone: false }, { livesAlone: null }],
    ['known on a number', { ageYears: { known: true } }, { ageYears: 0 }, { ageYears: null }],
    [
      'known: false on the word unknown',
      { place: { known: false } },
      { place: 'unknown' },
      { place: 'local' },
    ],
    ['gte', { ageYears: { gte: 16 } }, { ageYears: 16 }, { ageYears: 15 }],
    ['gte is not met by the unknown', { ageYears: { gte: 0 } }, { ageYears: 0 }, { ageYears: null }],
    ['lt', { ageYears: { lt: 16 } }, { ageYears: 15 }, { ageYears: 16 }],
    ['lt is not met by the unknown', { ageYears: { lt: 99 } }, { ageYears: 98 }, { ageYears: null }],
    [
      'ltOrUnknown takes the unknown as younger',
      { ageYears: { ltOrUnknown: 8 } },
      { ageYears: null },
      { ageYears: 8 },
    ],
    [
      'a number in a list',
      { 'disability.level': [1, 2] },
      { 'disability.level': 2 },
      { 'disability.level': 3 },
    ],
    [
      'a bare word on a list means has',
      { harms: 'beaten' },
      { harms: ['beaten', 'burned'] },
      { harms: ['burned'] },
    ],
    [
      'a bare list on a list means hasAny',
      { harms: ['beaten', 'missing'] },
      { harms: ['missing'] },
      { harms: [] },
    ],
    [
      'hasAll',
      { harms: { hasAll: ['beaten', 'burned'] } },
      { harms: ['burned', 'beaten'] },
      { harms: ['beaten'] },
    ],
    ['hasNone', { harms: { hasNone: ['beaten'] } }, { harms: [] }, { harms: ['beaten'] }],
    [
      'within',
      { matters: { within: ['ledger/info'] } },
      { matters: ['ledger/info'] },
      { matters: ['ledger/info', 'rehab'] },
    ],
    [
      'within is not met by an empty list',
      { harms: { within: ['beaten'] } },
      { harms: ['beaten'] },
      { harms: [] },
    ],
    ['empty', { harms: { empty: true } }, { harms: [] }, { harms: ['beaten'] }],
    ['empty: false', { harms: { empty: false } }, { harms: ['beaten'] }, { harms: [] }],
  ])('%s', (_title, raw, yes, no) => {
    expect(holds(raw, yes)).toBe(true);
    expect(holds(raw, no)).toBe(false);
  });

  test('a list fact that is missing counts as empty, never as an error', () => {
    expect(holds({ harms: 'beaten' }, {})).toBe(false);
    expect(holds({ harms: { empty: true } }, {})).toBe(true);
  });
});

describe('joining', () => {
  test('several facts in one object must all hold', () => {
    const raw = { risk: 'R1', livesAlone: true };
    expect(holds(raw, { risk: 'R1', livesAlone: true })).toBe(true);
    expect(holds(raw, { risk: 'R1', livesAlone: false })).toBe(false);
  });

  test('several operators on one fact must all hold', () => {
    const raw = { harms: { hasAny: ['sexual_suspected'], hasNone: ['pregnancy'] } };
    expect(holds(raw, { harms: ['sexual_suspected'] })).toBe(true);
    expect(holds(raw, { harms: ['sexual_suspected', 'pregnancy'] })).toBe(false);
  });

  test('any holds when one part does, not turns it round', () => {
    const raw = { any: [{ risk: 'R1' }, { livesAlone: true }], not: { offenceSuspect: true } };
    expect(holds(raw, { risk: 'R4', livesAlone: true, offenceSuspect: false })).toBe(true);
    expect(holds(raw, { risk: 'R1', livesAlone: true, offenceSuspect: true })).toBe(false);
    expect(holds(raw, { risk: 'R4', livesAlone: false, offenceSuspect: false })).toBe(false);
  });

  test('no condition holds always', () => {
    expect(read(undefined)).toEqual(always);
    expect(holds(undefined, {})).toBe(true);
    expect(specificityOf(always)).toBe(0);
  });

  test('a derived fact goes before a reported one of the same name', () => {
    const risk = compileCondition(read({ risk: 'R1' }));
    expect(risk.test(context({ risk: 'R4' }, { risk: 'R1' }))).toBe(true);
    expect(risk.test(context({ risk: 'R1' }, { risk: 'R4' }))).toBe(false);
  });
});

describe('what matched', () => {
  const collect = (raw: unknown, facts: Record<string, unknown>) => {
    const into: Record<string, unknown> = {};
    compileCondition(read(raw)).collect(context(facts), into);
    return into;
  };

  test('every fact of an all is shown with its value', () => {
    expect(collect({ risk: ['R1', 'R2'], livesAlone: true }, { risk: 'R2', livesAlone: true })).toEqual({
      risk: 'R2',
      livesAlone: true,
    });
  });

  test('only the parts of an any that held are shown', () => {
    const raw = { any: [{ risk: 'R1' }, { livesAlone: true }] };
    expect(collect(raw, { risk: 'R4', livesAlone: true })).toEqual({ livesAlone: true });
  });

  test('a not shows the fact that had to be absent', () => {
    expect(collect({ not: { offenceSuspect: true } }, { offenceSuspect: false })).toEqual({
      offenceSuspect: false,
    });
  });
});

describe('what does not load', () => {
  const rule = (raw: unknown) => {
    try {
      read(raw);
      return 'loaded';
    } catch (error) {
      return error instanceof ConditionError ? error.rule : 'crashed';
    }
  };

  test.each([
    ['a fact that does not exist', { shoeSize: 38 }, 'unknown_fact'],
    ['a fact that is known only after the decision', { leadRole: 'police' }, 'unknown_fact'],
    ['an operator that does not exist', { risk: { matches: 'R.' } }, 'unknown_operator'],
    ['an operator of another kind of fact', { risk: { gte: 1 } }, 'unknown_operator'],
    ['list operators on a flag', { livesAlone: { hasAny: [true] } }, 'unknown_operator'],
    ['a value outside the list of values', { risk: 'R9' }, 'bad_value'],
    ['a mistyped harm', { harms: ['beeten'] }, 'bad_value'],
    ['a text where a number belongs', { ageYears: { lt: '16' } }, 'bad_value'],
    ['a number where a flag belongs', { livesAlone: 1 }, 'bad_value'],
    ['a single value where a list belongs', { harms: { hasAny: 'beaten' } }, 'bad_value'],
    ['known with something that is not yes or no', { ageYears: { known: 'yes' } }, 'bad_value'],
    ['an any without parts', { any: [] }, 'bad_value'],
    ['an all that is no list', { all: { risk: 'R1' } }, 'bad_value'],
    ['a condition that is a text', 'risk is R1', 'bad_value'],
  ])('%s', (_title, raw, expected) => expect(rule(raw)).toBe(expected));

  test('facts of the decision load where they are known', () => {
    expect(parseCondition({ leadRole: 'police', rows: 'AJX-R1b' }, decisionFacts)).toMatchObject({
      op: 'all',
    });
  });
});

describe('specificity', () => {
  test.each([
    ['one fact', { risk: 'R1' }, 1],
    ['two facts', { risk: 'R1', livesAlone: true }, 2],
    ['the weakest part of an any', { any: [{ risk: 'R1', livesAlone: true }, { safeNow: true }] }, 1],
    ['an any beside a fact', { livesAlone: true, any: [{ risk: 'R1' }, { risk: 'R2' }] }, 2],
    ['a not counts as one', { not: { risk: 'R1', livesAlone: true } }, 1],
  ])('%s', (_title, raw, expected) => expect(specificityOf(read(raw))).toBe(expected));
});

describe('two conditions that cannot hold together', () => {
  test.each([
    ['different words', { risk: 'R1' }, { risk: ['R2', 'R3'] }, true],
    ['overlapping words', { risk: ['R1', 'R2'] }, { risk: ['R2', 'R3'] }, false],
    ['opposite flags', { offenceSuspect: true, risk: 'R1' }, { offenceSuspect: false }, true],
    ['ranges that meet nowhere', { ageYears: { lt: 16 } }, { ageYears: { gte: 16 } }, true],
    ['ranges that overlap', { ageYears: { lt: 17 } }, { ageYears: { gte: 16 } }, false],
    [
      'a list that has and one that must not have',
      { harms: { has: 'beaten' } },
      { harms: { hasNone: ['beaten'] } },
      true,
    ],
    ['different facts', { risk: 'R1' }, { livesAlone: true }, false],
    ['only one way of an any', { any: [{ risk: 'R1' }, { livesAlone: true }] }, { risk: 'R2' }, false],
  ])('%s', (_title, one, other, expected) => {
    expect(areDisjoint(read(one), read(other))).toBe(expected);
    expect(areDisjoint(read(other), read(one))).toBe(expected);
  });
});

test('the facts that a condition reads are listed once', () => {
  const raw = { any: [{ risk: 'R1' }, { risk: 'R2', not: { livesAlone: true } }] };
  expect([...factsOf(read(raw))].sort()).toEqual(['livesAlone', 'risk']);
});
