/**
 * What a list may show of a child: surname and a star, township, kind of need. Titles are made from the catalogue of
 * kinds, so no list, stream or log can show what happened to the child (NO-SENSITIVE-WORDS).
 */
import { matterCatalogue } from '@yimen/contracts';
import type { MatterKind } from '@yimen/contracts';

/** Surnames of two characters in common use; with any other name the first character is shown. */
const compoundSurnames = new Set(
  [
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊',
    '赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文',
    '司徒 鲜于 司空 令狐 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 第五',
  ].flatMap((row) => row.split(' ')),
);

/** `李小明` -> `李*`, `欧阳娜娜` -> `欧阳*`, nothing -> `未具名`. */
export const childDisplayOf = (name: string | undefined): string => {
  const characters = [...(name?.trim() ?? '')];
  const [first] = characters;
  if (first === undefined) return '未具名';
  const two = characters.slice(0, 2).join('');
  return characters.length > 2 && compoundSurnames.has(two) ? `${two}*` : `${first}*`;
};

const titles = new Map(matterCatalogue.map(({ code, zh }) => [code, zh]));

/** @throws Error for a kind that the catalogue does not know: the event schema let a new one through */
export const titleOf = (matter: MatterKind): string => {
  const title = titles.get(matter);
  if (title === undefined) throw new Error(`no title for kind of need ${matter}`);
  return title;
};
