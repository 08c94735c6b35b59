/**
 * Calls as operators type them (`calls.json`) and reports with fields (`forms.json`), of five counties: each with the
 * level, facts, items and matters that it must and must not get.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suggestion } from '../facts';
import { compileCondition } from './conditions';
import { derive } from './derived';
import { countyOf } from './fixtures/scenario-input';
import type { SuggestChild } from './input';
import { suggest } from './suggest';

interface Call {
  county: string;
  text: string;
  /** levels that are as good */
  risk: string[];
  reporter?: string;
  channel?: string;
  /** conditions as in the verdict tables */
  facts?: string[];
  child?: SuggestChild;
  matters?: string[];
  /** of a form: may be suggested besides; any other is one desk too many that reads of the child */
  alsoMatters?: string[];
  notMatters?: string[];
  items?: string[];
  notItems?: string[];
  categories?: string[];
  notCategories?: string[];
}

const read = (name: string): Call[] =>
  JSON.parse(readFileSync(join(__dirname, 'fixtures', name), 'utf8')) as Call[];
const forms = read('forms.json');
const calls = [...read('calls.json'), ...forms];

function suggestionFor(call: Call): Suggestion {
  return suggest({
    channel: call.channel ?? 'hotline',
    county: countyOf(call.county),
    receivedAt: new Date('2026-04-10T10:00:00+08:00'),
    narrative: call.text,
    reporter: call.reporter === undefined ? {} : { kindText: call.reporter },
    child: call.child ?? {},
    childIndex: 0,
    childCount: 1,
  });
}

const codes = (suggested: readonly { value: string }[]): string[] =>
  suggested.map((one) => one.value.replace(/\?$/, ''));

function factsThatFail(call: Call, { facts, risk }: Suggestion): string[] {
  const known = {
    facts,
    derived: derive(facts),
    mandatoryItems: [],
    risk: risk.value,
    confirmedMatters: [],
    confirmedCategories: [],
    county: call.county,
  };
  return (call.facts ?? []).filter((condition) => !compileCondition(condition).holds(known));
}

const othersThan = (call: Call, given: string[]): string[] =>
  given.filter((matter) => ![...(call.matters ?? []), ...(call.alsoMatters ?? [])].includes(matter));

/** What differs from the call's expectation, in words. */
function faultsOf(call: Call): string[] {
  const made = suggestionFor(call);
  const given = {
    matter: codes(made.matters),
    item: codes(made.mandatoryReportItems),
    category: codes(made.categories),
  };
  const missing = (kind: keyof typeof given, wanted: string[] = []): string[] =>
    wanted.filter((code) => !given[kind].includes(code)).map((code) => `no ${kind} ${code}`);
  const extra = (kind: keyof typeof given, refused: string[] = []): string[] =>
    refused.filter((code) => given[kind].includes(code)).map((code) => `${kind} ${code} must not be`);
  return [
    ...(call.risk.includes(made.risk.value) ? [] : [`risk ${made.risk.value} by ${made.risk.rule}`]),
    ...factsThatFail(call, made).map((condition) => `fact: ${condition}`),
    ...missing('matter', call.matters),
    ...missing('item', call.items),
    ...missing('category', call.categories),
    ...extra('matter', call.alsoMatters === undefined ? call.notMatters : othersThan(call, given.matter)),
    ...extra('item', call.notItems),
    ...extra('category', call.notCategories),
  ];
}

describe('calls of five counties', () => {
  it('are many, and of every county', () => {
    expect(calls.length).toBeGreaterThanOrEqual(220);
    expect(forms.filter((form) => form.alsoMatters === undefined)).toEqual([]);
    expect(new Set(calls.map((call) => call.county))).toEqual(new Set(['AJQ', 'SX', 'HR', 'AJX', 'BX']));
  });

  it.each(calls.map((call) => [`${call.county} ${call.risk.join('/')}: ${call.text}`, call] as const))(
    '%s',
    (_, call) => {
      expect(faultsOf(call)).toEqual([]);
    },
  );

  it('tell for every suggestion which words it rests on, or rest on facts that no words stand for', () => {
    for (const call of calls) {
      const made = suggestionFor(call);
      const bare = made.mandatoryReportItems.filter((item) => item.triggers.length === 0);
      expect(bare.map((item) => `${item.rule}: ${call.text}`)).toEqual([]);
    }
  });
});
