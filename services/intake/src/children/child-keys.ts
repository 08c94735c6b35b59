/**
 * Match keys of a child: what may be compared with what is known. Pure.
 * Guarantee: a masked or short phone number and a placeholder name are never keys; an age never is.
 * Keys suggest, a person decides; only an exact identity number is taken as the same child.
 */
import { pinyin } from 'pinyin-pro';

const bracketed = /[（(［[【《<][^）)］\]】》>]*[）)］\]】》>]/gu;
const quotes = /[“”‘’"'「」『』]/gu;
const placeholder = /不详|未知|不明|未提供|无名|某|匿名|待核|批量|咨询/u;
/** Shorter is an extension or an internal line: shared by many. */
const phoneDigits = { least: 7, most: 15 };

/** `王晨轩（化名）/“小宝”` -> `['王晨轩', '小宝']`; placeholders are no names. */
export const plainNames = (said: readonly (string | undefined)[]): string[] => {
  const names = said
    .flatMap((text) =>
      (text ?? '')
        .normalize('NFKC')
        .replace(bracketed, '')
        .split(/[/、,，;；]/u),
    )
    .map((name) => name.replace(quotes, '').replace(/\s+/gu, ' ').trim())
    .filter((name) => name !== '' && !placeholder.test(name));
  return [...new Set(names)];
};

/** Sounds without tones, so that 王晨轩 and 王辰萱 meet. */
export const soundOf = (name: string): string =>
  pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join(' ').toLowerCase();

/** Digits of a phone number, or undefined where it is masked, hidden or too short to tell one person from another. */
export const phoneKey = (said: string | undefined): string | undefined => {
  const text = (said ?? '').normalize('NFKC').replace(/[\s()-]/gu, '');
  const digits = /^\+?(?:86)?(\d+)$/u.exec(text)?.[1];
  return digits && digits.length >= phoneDigits.least && digits.length <= phoneDigits.most
    ? digits
    : undefined;
};

/** How a child is shown in lists: first character and `*`, never more. */
export const maskedName = (name: string | undefined): string => {
  const [known] = plainNames([name]);
  return known ? `${[...known][0]}*` : '不详';
};
