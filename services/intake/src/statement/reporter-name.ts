/**
 * The reporter's name in a text: as typed, with a title, by the given name, as the call introduces itself.
 * Guarantees: built from the form and from introductions only; a title of office is not taken for a private person's.
 * Not here: whose names must stay (the children's: `statement.ts`).
 */
import {
  COMPOUND_SURNAMES,
  NOT_A_NAME,
  NO_NAME,
  OFFICE_TITLES,
  PERSONAL_TITLES,
  SURNAME,
} from './name-words';
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

/** 我叫王小红, 免贵姓王: a name that the form may not hold. */
const INTRODUCED = new RegExp(
  '(?:我|本人)(?:的?名字)?(?:叫|名叫|是叫|姓名是)([一-龥]{2,4}?)(?=[，。,；;！!、 \\n]|的|$)' +
    '|(?:我|免贵|本人)(?:是)?姓[一-龥](?=[，。,；;！!\\n]|$)',
  'g',
);
/** 沈女士哭着说：, 来电人周婶，压低声音：, at the start of a line. */
const LABEL = new RegExp(
  `^[^\\S\\n]*(?:来电人|报告人|举报人|求助人|反映人)?(${SURNAME}[一-龥]{0,2}(?:${PERSONAL_TITLES}|${OFFICE_TITLES}))` +
    '(?=[^。！？\\n]{0,8}[：:]|(?:来电|反映|说|称|打(?:来)?电话|报告|咨询|求助))',
  'gm',
);
/** 王建国： at the start of a line. */
const NAME_LABEL = new RegExp(`^[^\\S\\n]*(?:来电人|报告人)?(${SURNAME}[一-龥]{1,3})[：:]`, 'gm');

/** Names by which the call introduces itself, beside the one on the form. */
const introducedNames = (text: string): string[] =>
  [INTRODUCED, LABEL, NAME_LABEL]
    .flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
    .filter((name) => name.length >= 2 && !NO_NAME.test(name));

/** 来电人周婶 becomes one 报告人. */
const withCallWord = (text: string, span: Span): Span => {
  const before = text.slice(Math.max(0, span.start - 5), span.start);
  const call = /(?:来电人|报告人|举报人|求助人|反映人|联系人)(?:是|为|叫)?$/.exec(before);
  return { start: span.start - (call?.[0].length ?? 0), end: span.end };
};

export const findNames = (text: string, reporter: StatementReporter): Replacement[] => {
  const introductions = findSpans(text, INTRODUCED).filter(
    ({ start, end }) => !NO_NAME.test(text.slice(start, end).replace(/^我/, '')),
  );
  const patterns = [reporter.name, ...introducedNames(text)].flatMap((name) => patternsOf(name, reporter));
  const spans = [...introductions, ...patterns.flatMap((pattern) => findSpans(text, pattern))];
  return spans.map((span) => ({ ...withCallWord(text, span), kind: 'name', text: REPORTER }));
};
