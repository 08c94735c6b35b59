import { matterCatalogue } from '@yimen/contracts';
import type { MatterKind } from '@yimen/contracts';
import { childDisplayOf, titleOf } from './display';

describe('a child in a list', () => {
  it.each([
    ['李小明', '李*'],
    ['欧阳娜娜', '欧阳*'],
    ['欧阳', '欧*'],
    ['禾禾（化名）', '禾*'],
    ['阿依古丽', '阿*'],
    ['  王 五', '王*'],
    ['𠮷田', '𠮷*'],
    ['', '未具名'],
    ['  ', '未具名'],
    [undefined, '未具名'],
  ])('%j is shown as %s', (name, shown) => {
    expect(childDisplayOf(name)).toBe(shown);
  });
});

describe('a title', () => {
  it.each(matterCatalogue.map(({ code }) => code))('of %s holds no sensitive word', (code) => {
    expect(titleOf(code)).not.toMatch(/艾滋|HIV|性侵|猥亵|强奸|虐待|遗弃|拐|犯罪|自杀|吸毒/i);
    expect(titleOf(code)).not.toBe('');
  });

  it('of a kind that nobody catalogued is a broken invariant', () => {
    expect(() => titleOf('nonsense' as MatterKind)).toThrow('no title for kind of need nonsense');
  });
});
