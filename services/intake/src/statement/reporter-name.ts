/**
 * The reporter's name in a text: as typed, with a title, by the given name, as the call introduces itself.
 * Guarantees: built from the form and from introductions only; a title of office is not taken for a private person's.
 * Not here: whose names must stay (the children's: `statement.ts`).
 */
import { INTRODUCTION, introducedNames, introducedSurnames } from './introductions';
import { COMPOUND_SURNAMES, NOT_A_NAME, NO_NAME, OFFICE_TITLES, PERSONAL_TITLES } from './name-words';
import { REPORTER, isPrivate } from './reporter';
import type { StatementReporter } from './reporter';
import { escapePattern, findSpans } from './spans';
import type { Replacement, Span } from './spans';

const TITLE_END = new RegExp(`(?:${PERSONAL_TITLES}|${OFFICE_TITLES})$`);
const COMPOUND = new RegExp(`^(?:${COMPOUND_SURNAMES})`);

/** `盛女士（化名）` -> `盛女士`; remarks in brackets are no name. */
export const bareName = (name: string | undefined): string =>
  (name ?? '').replace(/[（(][^）)]*[）)]/g, '').trim();

interface NameParts {
  surname: string;
  /** without surname; empty when only a title is known */
  given: string;
}

const partsOf = (bare: string): NameParts | undefined => {
  const named = bare.replace(/^(?:村委会|居委会|学校|值班)/, '');
  if (!/^[一-龥·]{2,6}$/.test(named) || NO_NAME.test(named)) return undefined;
  const untitled = named.replace(TITLE_END, '').replace(/^[老小阿](?=[一-龥]$)/, '');
  const surname = COMPOUND.exec(untitled)?.[0] ?? untitled.charAt(0);
  return surname === '' ? undefined : { surname, given: untitled.slice(surname.length) };
};

/** A private person keeps private titles, and the one she was noted with. */
const titlesOf = (bare: string, reporter: StatementReporter): string => {
  const own = TITLE_END.exec(bare)?.[0];
  if (!isPrivate(reporter)) return `${PERSONAL_TITLES}|${OFFICE_TITLES}`;
  return own === undefined ? PERSONAL_TITLES : `${PERSONAL_TITLES}|${own}`;
};

const formsOf = ({ surname, given }: NameParts, titles: string): string[] => {
  const first = escapePattern(given);
  const known = given === '' ? [] : [`${surname}${first}`, ...(given.length >= 2 ? [first] : [])];
  const middle = given === '' ? '某{1,2}' : `${first}|${given.charAt(0)}?某`;
  return [
    ...known,
    `${surname}(?:${middle})?(?:${titles})`,
    `(?<![一-龥])(?:老|阿)${surname}(?![一-龥]?家)`,
    `[老阿]${surname}(?=说|讲|称|来电|反映|打|：|，|。|$)`,
  ];
};

/** Patterns of one name, whole form first. */
const patternsOf = (name: string | undefined, reporter: StatementReporter): RegExp[] => {
  const bare = bareName(name);
  if (bare.length < 2 || NOT_A_NAME.test(bare)) return [];
  const parts = partsOf(bare);
  const forms = parts === undefined ? [] : formsOf(parts, titlesOf(bare, reporter));
  return [escapePattern(bare), ...forms].map((form) => new RegExp(form, 'g'));
};

/** 周姐, 周某, 老周, 小周, and 姓周 itself, where only the surname was told. */
const patternsOfSurname = (surname: string): RegExp[] =>
  [
    `姓${surname}(?![一-龥])`,
    `${surname}(?:${PERSONAL_TITLES}|某{1,2})`,
    `[老小阿]${surname}(?![一-龥]?家)`,
  ].map((form) => new RegExp(form, 'g'));

/** 来电人周婶, 我是老王, 我，王芳 become one 报告人. */
const withCallWord = (text: string, span: Span): Span => {
  const before = text.slice(Math.max(0, span.start - 5), span.start);
  const call = /(?:来电人|报告人|举报人|求助人|反映人|联系人|本人|我|俺)(?:是|为|叫|[，,、])?$/.exec(before);
  return { start: span.start - (call?.[0].length ?? 0), end: span.end };
};

export const findNames = (text: string, reporter: StatementReporter): Replacement[] => {
  const introductions = findSpans(text, INTRODUCTION).filter(
    ({ start, end }) => !NO_NAME.test(text.slice(start, end).replace(/^我/, '')),
  );
  const patterns = [
    ...[reporter.name, ...introducedNames(text)].flatMap((name) => patternsOf(name, reporter)),
    ...introducedSurnames(text).flatMap(patternsOfSurname),
  ];
  const spans = [...introductions, ...patterns.flatMap((pattern) => findSpans(text, pattern))];
  return spans.map((span) => ({ ...withCallWord(text, span), kind: 'name', text: REPORTER }));
};
