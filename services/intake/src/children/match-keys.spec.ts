import type { ChildIdentity } from './child.store';
import { keyTexts } from './match-keys';
import { birthsNear, partsOfAsked, partsOfKnown, yearsOfAge } from './match-parts';

const township = 'AJX-township-xiaofeng';
const known: ChildIdentity = {
  name: '王晨轩',
  birthDate: '2018-12-03',
  idNumber: '330523201812039998',
  address: '安吉县孝丰镇大塘村12号',
  guardians: '父亲王建国，电话13800001234',
};
const stored = new Set(keyTexts(partsOfKnown(known, township)));

const met = (child: ChildIdentity, place: string | null = null): string[] =>
  keyTexts(partsOfAsked({ child, township: place, today: '2026-03-20' })).filter((text) => stored.has(text));

describe('a known child is found by keys', () => {
  it.each<[string, ChildIdentity, string | null]>([
    ['a homophone and a birth date', { name: '王辰萱', birthDate: '2018-12-03' }, null],
    ['a homophone and a birth date a day off', { name: '王辰萱', birthDate: '2018-12-04' }, null],
    ['a name and an age', { name: '王晨轩', ageYears: 7 }, null],
    ['a name and a township', { name: '王晨轩' }, township],
    ['a nickname, an age and a township', { name: '小轩', ageYears: 7 }, township],
    ['a nickname and a village', { name: '轩轩', address: '大塘村' }, null],
    ['a given name and a birth date', { name: '晨轩', birthDate: '2018-12-03' }, null],
    ['a given name and a village', { name: '晨轩', address: '孝丰镇大塘村' }, null],
    ['a guardian and a township', { guardians: '王建国' }, township],
    ['a guardian and a nickname of two', { name: '晨轩', guardians: '父亲汪建国' }, null],
    ['a door', { address: '大塘村12号' }, null],
    ['a number with a wrong year', { idNumber: '330523201712039998' }, null],
    ['a number with a wrong day', { idNumber: '330523201812059998' }, null],
    ['a number with a wrong end', { idNumber: '330523201812039988' }, null],
    ['a number of another district', { idNumber: '330522201812039998' }, null],
    ['a phone with a wrong digit', { guardians: '13800001284' }, null],
    ['a phone with two digits swapped', { guardians: '13800002134' }, null],
  ])('by %s', (_what, child, place) => expect(met(child, place).length).toBeGreaterThan(0));

  it.each<[string, ChildIdentity, string | null]>([
    ['a township', {}, township],
    ['an age and a township', { ageYears: 7 }, township],
    ['a village', { address: '孝丰镇大塘村' }, township],
    ['a masked phone', { guardians: '138****1234' }, null],
    ['a number not whole', { idNumber: '3305232018' }, null],
  ])('never by %s alone', (_what, child, place) => expect(met(child, place)).toEqual([]));
});

describe('mistakes that people make', () => {
  it('of a birth date: the day beside, and day and month swapped', () =>
    expect(birthsNear('2018-03-01')).toEqual(['2018-03-01', '2018-02-28', '2018-03-02', '2018-01-03']));

  it('a swap that is no date is none', () =>
    expect(birthsNear('2018-12-31')).toEqual(['2018-12-31', '2018-12-30', '2019-01-01']));

  it('of an age: counted from one at birth', () =>
    expect(yearsOfAge(7, '2026-03-20')).toEqual(['2018', '2019', '2020']));

  it('many aliases ask no more than is bounded', () => {
    const aliases = Array.from({ length: 10 }, (_none, index) => `王晨${'轩宣玄萱璇悬旋选炫绚'[index]}`);
    expect(met({ aliases, birthDate: '2018-12-03', idNumber: '330523201812049998' })).not.toEqual([]);
  });
});
