/**
 * Where the reporter lives or works, in a text. Guarantees: a place that is the child's stays, without the tie to the
 * reporter; any other home of the reporter goes. Not here: names and numbers.
 */
import { REPORTER, isPrivate } from './reporter';
import type { StatementReporter } from './reporter';
import { escapePattern, findSpans } from './spans';
import type { Replacement } from './spans';

export interface PlaceContext {
  /** where the children are, as typed: these words stay */
  childPlaces: readonly string[];
  /** the reporter lives with the child: the place is the child's, only the tie to the reporter goes */
  livesWithChild: boolean;
}

const SELF = '(?:我|本人|俺|咱|我们|俺们)';
const SAID_HOME = new RegExp(
  `${SELF}(?:家|现在|目前|现|自己|一家)?(?:就)?(?:住在|住|家住|家在|租住在|租住|租在|暂住在|居住在)(?!院)` +
    '([^，。；！？,;!?\\n]{2,30})',
  'g',
);
const SAID_PLACE = new RegExp(
  `${SELF}(?:现在|现|目前)?(?:就)?在` +
    '([^，。；！？,;!?\\n]{2,24}?(?:村|组|小区|弄|栋|幢|单元|室|号|社区|苑|公寓|大厦|路|街))(?=[，。；,;！!\\n]|$)',
  'g',
);

/** Parts of an address that name a place by themselves; the county's and township's names do not. */
const partsOf = (address: string): string[] => {
  const bare = address.replace(/[（(][^）)]*[）)]/g, '').trim();
  const inCounty = bare
    .replace(/^.*?(?:省|自治区)/, '')
    .replace(/^[一-龥]{2,4}?市/, '')
    .replace(/^[一-龥]{2,6}?(?:县|区)/, '');
  const fine = inCounty.replace(/^[一-龥]{1,5}?(?:镇|乡|街道)/, '');
  return [...new Set([bare, inCounty, fine])].filter((part) => part.length >= 3);
};

/** 横山镇柏树村三组 and 安居区横山镇柏树村三组: the same village is the same place. */
const sharesVillage = (known: string, place: string): boolean => {
  const village = /[一-龥]{2,6}?(?:村|社区|小区|苑)/.exec(place.replace(/^.*?(?:镇|乡|街道)/, ''))?.[0];
  return village !== undefined && known.includes(village);
};

const isChildPlace = (place: string, { childPlaces }: PlaceContext): boolean =>
  childPlaces.some((known) => known.includes(place) || place.includes(known) || sharesVillage(known, place));

const saidPlace = (match: RegExpMatchArray, verb: '住' | '在', context: PlaceContext): Replacement => {
  const start = match.index ?? 0;
  const place = match[1] ?? '';
  const span = { start, end: start + match[0].length, kind: 'address' } as const;
  if (verb === '住' && context.livesWithChild) return { ...span, text: `孩子住${place}` };
  if (isChildPlace(place, context)) return { ...span, text: `在${place}` };
  return { ...span, text: `${REPORTER}${verb}（住址略）` };
};

export const findPlaces = (
  text: string,
  reporter: StatementReporter,
  context: PlaceContext,
): Replacement[] => {
  const known = partsOf(reporter.address ?? '').filter((place) => !isChildPlace(place, context));
  const typed = known.flatMap((place) => findSpans(text, new RegExp(escapePattern(place), 'g')));
  return [
    ...[...text.matchAll(SAID_HOME)].map((match) => saidPlace(match, '住', context)),
    ...[...text.matchAll(SAID_PLACE)].map((match) => saidPlace(match, '在', context)),
    ...typed.map((span): Replacement => ({ ...span, kind: 'address', text: '（住址略）' })),
  ];
};

/** A private person's workplace identifies her; a school or clinic that reports is where the child is, and stays. */
export const findOrganisation = (
  text: string,
  reporter: StatementReporter,
  childPlaces: readonly string[],
): Replacement[] => {
  const name = (reporter.organisation ?? '').trim();
  if (name.length < 3 || !isPrivate(reporter) || childPlaces.some((place) => place.includes(name))) return [];
  const spans = findSpans(text, new RegExp(escapePattern(name), 'g'));
  return spans.map((span): Replacement => ({ ...span, kind: 'organisation', text: '（单位略）' }));
};
