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
    ['known: false on a flag', { livesAlone: { known: false } }, { livesAlone: null }, { livesAlone: false }],
    ['known is not met by a fact that is missing', { ageYears: { known: true } }, { ageYears: 3 }, {}],
    ['is on a number', { ageYears: { is: 5 } }, { ageYears: 5 }, { ageYears: 6 }],
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
    ['ltOrUnknown asks a known age too', { ageYears: { ltOrUnknown: 8 } }, { ageYears: 7 }, { ageYears: 9 }],
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
    expect(read(null)).toEqual(always);
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
  const refusal = (raw: unknown) => {
    try {
      read(raw);
      return 'loaded';
    } catch (error) {
      return error instanceof ConditionError ? `${error.rule}: ${error.message}` : 'crashed';
    }
  };

  test.each([
    ['a fact that does not exist', { shoeSize: 38 }, 'unknown_fact: no fact is called `shoeSize`'],
    [
      'a fact that is known only after the decision',
      { leadRole: 'police' },
      'unknown_fact: no fact is called `leadRole`',
    ],
    [
      'an operator that does not exist',
      { risk: { matches: 'R.' } },
      'unknown_operator: `risk` has no operator `matches`',
    ],
    [
      'an operator of another kind of fact',
      { risk: { gte: 1 } },
      'unknown_operator: `risk` has no operator `gte`',
    ],
    [
      'list operators on a flag',
      { livesAlone: { hasAny: [true] } },
      'unknown_operator: `livesAlone` has no operator `hasAny`',
    ],
    ['a value outside the list of values', { risk: 'R9' }, 'bad_value: `risk: {is: "R9"}` cannot hold'],
    [
      'a mistyped harm beside a right one',
      { harms: ['beaten', 'beeten'] },
      'bad_value: `harms: {hasAny: ["beaten","beeten"]}` cannot hold',
    ],
    [
      'a text where a number belongs',
      { ageYears: { lt: '16' } },
      'bad_value: `ageYears: {lt: "16"}` cannot hold',
    ],
    ['a number where a flag belongs', { livesAlone: 1 }, 'bad_value: `livesAlone: {is: 1}` cannot hold'],
    ['a number where any text may stand', { township: 3 }, 'bad_value: `township: {is: 3}` cannot hold'],
    ['a fact without a value', { risk: null }, 'bad_value: `risk: {is: null}` cannot hold'],
    ['a fact of which nothing is asked', { risk: {} }, 'bad_value: `risk` asks nothing'],
    ['a list without values', { risk: [] }, 'bad_value: `risk: {in: []}` cannot hold'],
    [
      'a single value where a list belongs',
      { harms: { hasAny: 'beaten' } },
      'bad_value: `harms: {hasAny: "beaten"}` cannot hold',
    ],
    [
      'known with something that is not yes or no',
      { ageYears: { known: 'yes' } },
      'bad_value: `ageYears: {known: "yes"}` cannot hold',
    ],
    ['an any without parts', { any: [] }, 'bad_value: `any` takes a list of conditions'],
    ['an all that is no list', { all: { risk: 'R1' } }, 'bad_value: `all` takes a list of conditions'],
    [
      'a condition that is a text',
      'risk is R1',
      'bad_value: a condition must be an object, not "risk is R1"',
    ],
    [
      'a condition that is a list',
      [{ risk: 'R1' }],
      'bad_value: a condition must be an object, not [{"risk":"R1"}]',
    ],
  ])('%s', (_title, raw, expected) => expect(refusal(raw)).toBe(expected));

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
    ['the same word', { risk: 'R1' }, { risk: 'R1' }, false],
    ['a number and a range are not proved', { ageYears: 5 }, { ageYears: { gte: 6 } }, false],
    ['two ranges to the younger', { ageYears: { lt: 16 } }, { ageYears: { lt: 14 } }, false],
    ['two ranges to the older', { ageYears: { gte: 16 } }, { ageYears: { gte: 14 } }, false],
    ['a list that has two things', { harms: { has: 'beaten' } }, { harms: { hasAny: ['beaten'] } }, false],
    [
      'a list that has one and must not have another',
      { harms: { has: 'beaten' } },
      { harms: { hasNone: ['burned'] } },
      false,
    ],
    ['different facts', { risk: 'R1' }, { livesAlone: true }, false],
    ['only one way of an any', { any: [{ risk: 'R1' }, { livesAlone: true }] }, { risk: 'R2' }, false],
  ])('%s', (_title, one, other, expected) => {
    expect(areDisjoint(read(one), read(other))).toBe(expected);
    expect(areDisjoint(read(other), read(one))).toBe(expected);
  });
});

test('a single fact is its own condition, without a joint around it', () => {
  const risk = { op: 'test', fact: 'risk', operator: 'is', value: 'R1' };
  expect(read({ risk: 'R1' })).toEqual(risk);
  expect(read({ any: [{ risk: 'R1' }] })).toEqual({ op: 'any', of: [risk] });
});

test('a stored condition of an unknown kind is refused with its words', () => {
  const strange = JSON.parse('{"op":"xor","of":[]}') as Parameters<typeof compileCondition>[0];
  expect(() => compileCondition(strange)).toThrow('unknown condition {"op":"xor","of":[]}');
  expect(() => factsOf(strange)).toThrow('unknown condition {"op":"xor","of":[]}');
});

test('the facts that a condition reads are listed once', () => {
  const raw = { any: [{ risk: 'R1' }, { risk: 'R2', not: { livesAlone: true } }] };
  expect([...factsOf(read(raw))].sort()).toEqual(['livesAlone', 'risk']);
});
