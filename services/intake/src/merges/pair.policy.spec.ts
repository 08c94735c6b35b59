import type { KnownChild } from '../children/child.store';
import { leastPairBits, pairKey, pairOf, worthComparing } from './pair.policy';

const today = '2026-03-20';

const known = (childId: string, identity: KnownChild['identity'], keptId = childId): KnownChild => ({
  childId,
  keptId,
  identity,
  township: null,
  version: 1,
  openCases: [],
  mergedCaseId: null,
});

const one = known('a', { name: '宋雨桐', birthDate: '2015-06-09' });
const twin = known('b', { name: '宋雨彤', birthDate: '2015-06-09', sex: 'female' });
const pair = (left: KnownChild, right: KnownChild) => pairOf(left, { known: right, met: [] }, today);

describe('two children beside each other', () => {
  it('are told apart and together by what agrees and differs, heaviest first', () => {
    const { reasons, bits } = pair({ ...one, identity: { ...one.identity, sex: 'male' } }, twin);
    expect(reasons.map(({ code }) => code)).toEqual(['birth', 'sound', 'other_sex']);
    expect(reasons.map((reason) => Math.sign(reason.bits))).toEqual([1, 1, -1]);
    expect(bits).toBeCloseTo(
      reasons.reduce((sum, reason) => sum + reason.bits, 0),
      0,
    );
  });

  it('weigh the same whichever stands first', () => {
    expect(pair(one, twin).bits).toBe(pair(twin, one).bits);
    expect(pairKey('b', 'a')).toBe(pairKey('a', 'b'));
  });
});

describe('a pair is worth comparing', () => {
  const shown = (pairs: ReturnType<typeof pair>[], decided: string[] = []) =>
    worthComparing(pairs, new Set(decided)).map(({ children }) => children.map(({ childId }) => childId));

  it('once, heaviest first', () => {
    const namesake = known('c', { name: '宋雨桐', guardians: '父亲宋大江' });
    const father = { ...one, identity: { ...one.identity, guardians: '父亲宋大江' } };
    expect(shown([pair(one, twin), pair(twin, one), pair(father, namesake)])).toEqual([
      ['a', 'c'],
      ['a', 'b'],
    ]);
  });

  it('not where it weighs too little', () => {
    const light = pair(one, known('d', { name: '李四方', birthDate: '2015-06-10' }));
    expect(light.bits).toBeLessThan(leastPairBits);
    expect(shown([light])).toEqual([]);
  });

  it('not where a person decided, in either order', () =>
    expect(shown([pair(twin, one)], [pairKey('a', 'b')])).toEqual([]));

  it('not where the two are one already', () =>
    expect(shown([pair(one, known('b', twin.identity, 'a'))])).toEqual([]));
});
