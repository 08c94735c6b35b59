import { maskedName, phoneKey, plainNames, soundOf } from './child-keys';

describe('match keys', () => {
  it.each([
    [['王晨轩（化名）/“小宝”'], ['王晨轩', '小宝']],
    [['小桐/小梧（化名）'], ['小桐', '小梧']],
    [['小 棠', undefined, '小 棠'], ['小 棠']],
    [['不详（4—5名）'], []],
    [['（咨询，不建个案）'], []],
    [['某同学'], []],
    [[undefined, ''], []],
  ])('%j says the names %j', (said, names) => expect(plainNames(said)).toEqual(names));

  it('names of one sound meet whatever the characters', () => {
    expect(soundOf('王晨轩')).toBe(soundOf('王辰萱'));
    expect(soundOf('王晨轩')).not.toBe(soundOf('王晨'));
    expect(soundOf('Tom 李')).toBe(soundOf('tom 里'));
  });

  it.each([
    ['138****0101', undefined],
    ['138xxxx0101', undefined],
    ['隐藏', undefined],
    ['110内线', undefined],
    ['12355', undefined],
    ['', undefined],
    [undefined, undefined],
    ['13800000101', '13800000101'],
    ['+86 138-0000-0101', '13800000101'],
    ['１３８００００９９９９', '13800009999'],
    ['(0572) 5123456', '05725123456'],
  ])('phone %j is key %j', (said, key) => expect(phoneKey(said)).toBe(key));

  it.each([
    ['小棠（化名）', '小*'],
    ['王晨轩（化名）/“小宝”', '王*'],
    ['不详', '不详'],
    [undefined, '不详'],
  ])('%j is shown as %s', (name, shown) => expect(maskedName(name)).toBe(shown));
});
