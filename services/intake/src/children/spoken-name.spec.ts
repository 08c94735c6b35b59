import { spokenName } from './spoken-name';

describe('a name as it is heard', () => {
  it.each([
    ['王晨轩', '王辰萱', 'another character of the sound'],
    ['刘晨', '牛岑', 'n for l, c for ch'],
    ['张梓欣', '张芷星', 'zh for z, -ng for -n'],
    ['黄诗涵', '黄思函', 'sh for s'],
    ['张峰', '張峯', 'the old form of a character'],
  ])('%s and %s are one: %s', (left, right) => expect(spokenName(left).full).toBe(spokenName(right).full));

  it.each([
    ['王晨轩', '王晨'],
    ['王西安', '王先'],
    ['李浩', '李号天'],
  ])('%s and %s are two', (left, right) => expect(spokenName(left).full).not.toBe(spokenName(right).full));

  it('reads a surname as a surname', () => expect(spokenName('单雨桐').sound).toBe("shan'yu'tong"));

  it.each([
    ['王晨轩', ["cen'xuan"]],
    ['欧阳若曦', ["ruo'xi"]],
    ['晨轩', ["cen'xuan", 'xuan']],
    ['轩', ['xuan']],
  ])('%s has the given names %j', (name, given) => expect(spokenName(name).given).toEqual(given));

  it.each([
    ['小轩', true],
    ['阿轩', true],
    ['轩轩', true],
    ['王轩', false],
    ['王小轩', false],
  ])('%s is a nickname: %s', (name, is) => expect(spokenName(name).isNickname).toBe(is));
});
