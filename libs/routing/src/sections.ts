/**
 * The sections of a profile folder and the cells of their rows: what may be written in which YAML list.
 * Guarantee: the shapes here are the only ones that load. How to add a county: README.
 */
import { decisionFacts, reportFacts } from './fact-catalogue';
import type { ParentState } from './facts';
import type { ClockStart } from './profile';
import {
  condition,
  count,
  day,
  dayOrNull,
  documentCode,
  flag,
  listOf,
  matter,
  oneOf,
  optionalText,
  report,
  role,
  shapeOf,
  blankText,
  text,
  textOrNull,
  texts,
  textsOrLists,
  withDefault,
} from './read-shape';
import type { Reader, ReadAs } from './read-shape';
import { dispositions } from '@yimen/contracts';
import type { Disposition } from '@yimen/contracts';

/** `row` = id of a row of the county's document; `law` = the national rule, with its `kind`. */
const citation = {
  row: textOrNull,
  law: textOrNull,
  kind: withDefault<'law' | 'ministry' | 'default' | null>(oneOf('law', 'ministry', 'default'), null),
};

const roleTask = shapeOf({ role, task: optionalText });
const notice = shapeOf({ role, to: blankText, when: text, basis: optionalText });

const duration: Reader<{ amount: number; unit: 'min' | 'h' | 'd' | 'wd' | 'month' }> = (value, place) => {
  const match = /^(\d{1,4})(min|h|d|wd|month)$/.exec(String(value));
  if (!match)
    report(place, 'bad_value', `\`duration\` must be like 15min, 24h, 3d, 5wd, 6month, not ${String(value)}`);
  return { amount: Number(match?.[1] ?? 0), unit: (match?.[2] ?? 'd') as 'd' };
};

const starts = [
  'receipt',
  'child_safe',
  'police_notification',
  'case_filing',
  'warning_delivered',
  'application_accepted',
  'police_registration',
  'refusal_recorded',
  'reception',
  'discovery',
] as const satisfies readonly ClockStart[];

/** A clock must say what starts it: `receipt`, or an event that is estimated at receipt until it is recorded. */
const start: Reader<ClockStart> = (value, place) => {
  const found = starts.find((candidate) => candidate === value);
  if (!found) report(place, 'clock_without_start', `\`start\` must be one of ${starts.join(', ')}`);
  return found ?? 'receipt';
};

const disposition: Reader<Disposition> = (value, place) => {
  const found = dispositions.find((row) => row.code === value);
  if (!found) report(place, 'unknown_code', `no disposition is called \`${String(value)}\``);
  return found?.code ?? 'accept';
};

const table = {
  id: text,
  ...citation,
  matter: listOf(matter),
  when: condition(reportFacts),
  reach: withDefault<'local' | 'elsewhere' | 'any'>(oneOf('local', 'elsewhere', 'any'), 'local'),
  catchAll: flag,
  lead: withDefault<string | null>(role, null),
  responsible: listOf(role),
  task: optionalText,
  cooperating: listOf(roleTask),
  notices: listOf(notice),
  documents: listOf(documentCode),
  followUps: listOf(text),
  validFrom: dayOrNull,
  validTo: dayOrNull,
};

const parentStates: Reader<ParentState[]> = listOf(text) as Reader<ParentState[]>;

/** Lists: every file may add rows to them. */
export const sections = {
  agencies: { id: text, role, name: text, aliases: listOf(text), basis: text, byLetter: flag },
  townships: {
    id: text,
    name: text,
    shortName: text,
    aliases: listOf(text),
    divisionCode: textOrNull,
    basis: text,
  },
  accounts: { name: text, duties: listOf(text), agency: text, area: textOrNull },
  rows: table,
  /** as rows, asked once the leads are known: may also ask for `leadRole`, `roles`, `rows`, `categories` */
  notices: { ...table, when: condition(decisionFacts) },
  carried: {
    row: text,
    carries: oneOf(
      'knowledge',
      'registry',
      'statistic',
      'recurring',
      'lane',
      'trigger',
      'document',
      'category',
    ),
    note: text,
  },
  /** the document's own rows, for a county whose document is not among those that ship */
  documentRows: { id: text, title: text, locator: text, text, leads: listOf(role) },
  categories: {
    code: text,
    local: textOrNull,
    name: text,
    ...citation,
    inDifficulty: flag,
    elements: listOf(
      shapeOf({ name: text, holds: condition(reportFacts), fails: condition(reportFacts), decisive: flag }),
    ),
  },
  clocks: {
    id: text,
    code: textOrNull,
    what: text,
    duration,
    start,
    role,
    basis: text,
    sourceKind: oneOf('seed', 'law', 'ministry', 'provincial', 'default'),
    when: condition(decisionFacts),
    reach: withDefault<'local' | 'elsewhere' | 'any'>(oneOf('local', 'elsewhere', 'any'), 'any'),
  },
  precedence: { matter, when: condition(reportFacts) },
  dispositions: { id: text, disposition, when: condition(decisionFacts), leadOnly: flag },
  withholds: {
    id: text,
    ...citation,
    when: condition(reportFacts),
    roles: listOf(role),
    from: listOf(oneOf('referrals', 'notices')),
  },
  prohibitions: { code: text, args: textsOrLists, when: condition(decisionFacts) },
  reviews: { id: text, why: text, when: condition(decisionFacts) },
  followUps: { text, when: condition(decisionFacts) },
  reporterRoles: { kind: text, role },
} as const;

/** Objects: exactly one file holds each. */
export const singletons = {
  county: {
    code: text,
    name: text,
    shortName: text,
    divisionCode: textOrNull,
    document: shapeOf({ file: text, title: text, date: text, status: text }),
    coordinationOffice: text,
    actsFor: texts,
  },
  twoParentRule: { atOnce: parentStates, byMonths: parentStates, gone: parentStates, minMonths: count },
  firstResponder: { role, when: condition(reportFacts) },
  calendar: { closed: listOf(day), working: listOf(day) },
} as const;

export type SectionName = keyof typeof sections;
export type RawRow<K extends SectionName> = ReadAs<(typeof sections)[K]> & {
  file: string;
  tier: 'county' | 'national';
};
