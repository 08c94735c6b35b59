/**
 * From a scenario to what an operator types: narrative, child and reporter fields, nothing else.
 * In mode `confirmed` she also ticks the expected matters and categories; no other part of `expected` is read.
 */
import type { Mode, Scenario, ScenarioChild, ScenarioImportRow } from './types';

export interface ReportInput {
  /** when it came in; the business clock is moved there first */
  at: Date;
  body: Record<string, unknown>;
}

const channels: Record<string, string> = {
  hotline: 'hotline',
  热线: 'hotline',
  窗口: 'window',
  走访: 'visit',
  强制报告: 'mandatory_report',
  学校: 'school',
  公安: 'police',
  批量导入: 'import',
};

/** A time without an offset is county time. */
export const timeOf = (text: string): Date =>
  new Date(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text}+08:00`);

const unmarked = (text: string): string => text.replaceAll(/（[^）]*）/g, '').trim();

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && unmarked(value) !== '' ? unmarked(value) : undefined;

/** `小桐/小梧` are two children; `王晨轩/“小宝”` is one child with a nickname: a name in quotes is never a second child. */
const namesOf = (child: ScenarioChild): string[][] => {
  const parts = (textOf(child.name) ?? '')
    .split('/')
    .map((part) => part.trim())
    .filter(Boolean);
  const persons: string[][] = [];
  for (const part of parts) {
    const last = persons.at(-1);
    if (/^[“"「]/.test(part) && last) last.push(part.replaceAll(/[“”"「」]/g, ''));
    else persons.push([part]);
  }
  return persons.length > 0 ? persons : [[]];
};

/** The value for the i-th of n children where the field lists one for each, else the value of all. */
const nth = (value: unknown, index: number, count: number): string | undefined => {
  const values = Array.isArray(value) ? value : typeof value === 'string' ? value.split('/') : [];
  return textOf(
    count > 1 && values.length === count ? values[index] : Array.isArray(value) ? value[index] : value,
  );
};

const sexes: Record<string, string> = { 男: 'male', 女: 'female' };

const isIdNumber = (text: unknown): text is string => typeof text === 'string' && /^\d{17}[\dXx]$/.test(text);

const disabilityOf = (child: ScenarioChild, index: number, count: number) => {
  const { disability } = child;
  if (typeof disability === 'string') return { disability };
  if (!disability) return {};
  const type = disability.type?.split(/[；;]/);
  const own = count > 1 && type?.length === count ? type[index] : disability.type;
  const text = [own, nth(disability.level, index, count)].filter(Boolean).join(' ');
  return { ...(text ? { disability: text } : {}), disabilityCertificate: nth(disability.cert, index, count) };
};

const childInput = (child: ScenarioChild, names: string[], index: number, count: number) => ({
  name: names[0],
  aliases: names.length > 1 ? names.slice(1) : undefined,
  sex: sexes[nth(child.sex, index, count) ?? ''] ?? 'unknown',
  birthDate: index === 0 ? textOf(child.birth) : textOf(child[`birth${index + 1}`]),
  ageText: textOf(child.age_est),
  // an ID number belongs to the first child unless one is listed for each
  idNumber: isIdNumber(child.id_no) && index === 0 ? child.id_no : undefined,
  ...disabilityOf(child, index, count),
  address: textOf(child.address) && String(child.address),
  hukou: textOf(child.hukou),
  household: textOf(child.household),
  illness: textOf(child.illness),
  guardians: typeof child.guardians === 'string' ? child.guardians : undefined,
  school: textOf(child.school),
});

const defined = <T extends Record<string, unknown>>(record: T): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** Nobody is named, and no child is told of either: the report still goes in. */
const isNobody = (child: ScenarioChild): boolean =>
  [child.name, child.birth, child.id_no, child.guardians, child.sex].every(
    (value) => value === null || value === undefined,
  );

const childrenOf = (scenario: Scenario): Record<string, unknown>[] => {
  if (isNobody(scenario.child)) return [];
  const persons = namesOf(scenario.child);
  return persons.map((names, index) => defined(childInput(scenario.child, names, index, persons.length)));
};

const reporterOf = (scenario: Scenario, kindText: string) => {
  const { reporter } = scenario;
  return defined({
    kindText,
    name: textOf(reporter.name_given),
    phone: textOf(reporter.phone),
    confidential: reporter.wants_confidential ?? false,
    anonymous: kindText.includes('匿名') || undefined,
  });
};

const ticked = (scenario: Scenario, mode: Mode) =>
  mode === 'confirmed'
    ? { matters: scenario.expected.matter_kinds, categories: scenario.expected.child_categories }
    : {};

/** `第1通（…）：words——第2通（…）：words` -> one text per call. */
const calls = (narrative: string, count: number): string[] => {
  const parts = narrative
    .split(/(?:——)?第(?:\d+|[一二三四五六七八九])通（[^）]*）[：:]/)
    .filter((part) => part.trim() !== '');
  return parts.length === count ? parts.map((part) => part.trim()) : Array<string>(count).fill(narrative);
};

const importRow = (row: ScenarioImportRow) =>
  defined({
    n: row.n,
    name: textOf(row.name),
    sex: sexes[row.sex ?? ''],
    idNumber: row.id || undefined,
    category: row.category ?? undefined,
    guardian: row.guardian ?? undefined,
    note: row.note || undefined,
  });

/** The reports of a scenario in the order in which they come in. */
export const reportInputs = (scenario: Scenario, mode: Mode): ReportInput[] => {
  const channel = channels[scenario.channel] ?? 'other';
  const common = {
    county: scenario.jurisdiction,
    channel,
    children: childrenOf(scenario),
    ...ticked(scenario, mode),
  };
  const { intakes } = scenario;
  if (!intakes) {
    const body = {
      ...common,
      narrative: scenario.narrative,
      reporter: reporterOf(scenario, scenario.reporter.type),
    };
    return [{ at: timeOf(scenario.received_at), body }];
  }
  const texts = calls(scenario.narrative, intakes.length);
  return intakes.map((intake, index) => ({
    at: timeOf(intake.at),
    body: { ...common, narrative: texts[index], reporter: reporterOf(scenario, intake.reporter) },
  }));
};

/** The batch of a scenario that comes as a list, or undefined. */
export const importInput = (scenario: Scenario): ReportInput | undefined =>
  scenario.import_rows && {
    at: timeOf(scenario.received_at),
    body: {
      county: scenario.jurisdiction,
      channel: 'import',
      narrative: scenario.narrative,
      reporter: reporterOf(scenario, scenario.reporter.type),
      rows: scenario.import_rows.map(importRow),
    },
  };
