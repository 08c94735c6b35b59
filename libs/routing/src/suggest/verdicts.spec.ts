import { childCategories, matterCatalogue, riskLevels } from '@yimen/contracts';
import type { Facts, Harm } from '../facts';
import { facts } from '../fixtures/facts';
import { compileCondition } from './conditions';
import type { Known } from './conditions';
import { derive } from './derived';
import { readTable } from './lexicon';
import { verdictsOf } from './verdicts';

/** A child of ten here, for whom help is asked, and nothing else is told. */
const NOTHING: Facts = facts({ ageYears: 10, asks: ['allowance'], signs: [] });

const knownOf = (told: Facts, county = 'AJX'): Known => ({
  facts: told,
  derived: derive(told),
  mandatoryItems: [],
  risk: null,
  confirmedMatters: [],
  confirmedCategories: [],
  county,
});
const judge = (told: Partial<Facts>, county?: string) =>
  verdictsOf(knownOf({ ...NOTHING, ...told }, county), []);
const risk = (told: Partial<Facts>): string => judge(told).risk.value;
const harms = (...list: Harm[]): Partial<Facts> => ({ harms: list });
const parents = (
  father: Facts['father']['state'],
  mother: Facts['mother']['state'],
  months: number | null = null,
) => ({
  father: { state: father, months, reportedToPolice: months !== null },
  mother: { state: mother, months, reportedToPolice: months !== null },
});

interface Row {
  id: string;
  value: string;
  basis: string;
  when: string[];
  unless?: string[];
}
const table = (name: string): Row[] => readTable(name) as Row[];
const TABLES = ['mandatory', 'risk', 'categories', 'matters'];

describe('the verdict tables', () => {
  it.each(TABLES)('%s: every row has its own id, a basis and conditions that can be asked', (name) => {
    const rows = table(name);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    for (const row of rows) {
      expect(row.basis).not.toBe('');
      expect(row.when.length).toBeGreaterThan(0);
      const conditions = [...row.when, ...(row.unless ?? [])].map(compileCondition);
      conditions.forEach((condition) => expect(typeof condition.holds(knownOf(NOTHING))).toBe('boolean'));
    }
  });

  it('matters: only kinds of the catalogue', () => {
    const kinds = matterCatalogue.map((matter) => matter.code as string);
    expect(table('matters').filter((row) => !kinds.includes(row.value))).toEqual([]);
  });

  it('categories: only the common ones, or a county’s own in a row for that county', () => {
    const common = childCategories.map(({ code }) => code);
    const own = table('categories').filter(({ value }) => !common.includes(value.replace('?', '')));
    expect(own.filter(({ when }) => !when.some((text) => text.startsWith('county is ')))).toEqual([]);
  });
});

describe('a condition', () => {
  it.each<[string, Partial<Facts>, boolean]>([
    ['harms has beaten|burned', harms('beaten'), true],
    ['harms has beaten|burned', harms('neglected'), false],
    ['harms lacks beaten', harms('neglected'), true],
    ['not safeNow', { safeNow: false }, true],
    ['father.state is dead|left', parents('dead', 'caring'), true],
    ['ageYears < 8', { ageYears: null }, false],
    ['ageYears < 8?', { ageYears: null }, true],
    ['ageYears >= 14', { ageYears: 14 }, true],
    ['ageYears >= 14', { ageYears: 13 }, false],
    ['ageYears < 8', { ageYears: 8 }, false],
    ['ageYears >= 14?', { ageYears: null }, true],
    ['father.state isnt dead|left', parents('dead', 'caring'), false],
    ['father.state isnt dead|left', parents('caring', 'dead'), true],
    ['lowIncome has dibao', { lowIncome: 'dibao' }, false],
    ['lowIncome lacks dibao', { lowIncome: 'dibao' }, true],
    ['disability.level is 3|4', { disability: null }, false],
    ['disability isnt null', { disability: null }, false],
    ['safeNow', { safeNow: true }, true],
    ['safeNow', { safeNow: false }, false],
    ['  not safeNow ', { safeNow: true }, false],
  ])('`%s` of %j is %s', (text, told, holds) => {
    expect(compileCondition(text).holds(knownOf({ ...NOTHING, ...told }))).toBe(holds);
  });

  it('on what a person confirmed, and on the county', () => {
    const known = {
      ...knownOf(NOTHING),
      confirmedCategories: ['O4'],
      confirmedMatters: ['rehab'],
      risk: 'R2',
    };
    const holds = (text: string) => compileCondition(text).holds(known);
    expect(holds('confirmedCategories has O4')).toBe(true);
    expect(holds('confirmedMatters has medical')).toBe(false);
    expect(holds('county is AJX')).toBe(true);
    expect(holds('risk is R1')).toBe(false);
  });

  it('tells what it is about: the fact, or the derived value by its path', () => {
    expect(compileCondition('harms has beaten|burned')).toMatchObject({
      about: 'harms',
      values: ['beaten', 'burned'],
    });
    expect(compileCondition('father.state is dead').about).toBe('father');
    expect(compileCondition('derived.noParent').about).toBe('derived.noParent');
  });

  it.each(['harms ~ beaten', 'ageYears <= 8', 'ageYears > 8', 'harms has', '', 'or harms has beaten'])(
    'that cannot be read is refused with its text: %j',
    (text) => {
      expect(() => compileCondition(text)).toThrow(
        `The condition "${text}" cannot be read; write "path", "not path" or "path operator values"`,
      );
    },
  );

  it('on what no fact has throws with the name', () => {
    const asked = (text: string) => () => compileCondition(text).holds(knownOf(NOTHING));
    expect(asked('father.mood is bad')).toThrow(
      'The condition "father.mood is bad" names mood, which no fact has',
    );
    expect(asked('carer.name is bad')).toThrow(
      'The condition "carer.name is bad" names name, which no fact has',
    );
    expect(asked('mood is bad')).toThrow('names mood');
  });
});

describe('risk', () => {
  it.each<[string, Partial<Facts>]>([
    ['a sexual sign, even in safe hands', { ...harms('sexual_sign'), safeNow: true }],
    ['a missing child', harms('missing')],
    ['a child of unknown origin', { ...harms('trafficked'), harmWhen: 'past' }],
    ['organised begging', harms('organised_begging')],
    ['suicide with a plan', { ...harms('suicide_plan'), safeNow: true }],
    ['self-harm', harms('self_harm')],
    ['poison', harms('poisoned')],
    ['an abandoned infant', { ...harms('abandoned'), ageYears: 0, safeNow: true }],
    ['a child under 8 with nobody there', { unattendedNow: true, ageYears: 7 }],
    ['a child of unknown age with nobody there', { unattendedNow: true, ageYears: null }],
    ['violence going on', { ...harms('beaten'), harmWhen: 'now' }],
    ['a head injury', harms('injury_head', 'beaten')],
    ['several injuries while exposed', { ...harms('beaten', 'injuries_multiple'), harmWhen: 'recent' }],
    ['severe injuries in safe hands', { ...harms('beaten'), signs: ['severe_injury'], safeNow: true }],
    ['starvation', harms('malnourished')],
    [
      'a deadly threat from which the child hides',
      { ...harms('threatened'), signs: ['deadly_threat'], safeNow: true },
    ],
    ['a cry for help', { signs: ['alarm'] }],
    ['two words of distress and nothing else read', { asks: [], signs: ['distress', 'distress_many'] }],
    ['a known danger that comes again', { ...harms('confined'), harmWhen: 'past', repeatOfKnown: true }],
  ])('is R1 for %s', (_, told) => {
    expect(risk(told)).toBe('R1');
  });

  it.each<[string, Partial<Facts>]>([
    [
      'beating stopped, the child in safe hands, no grave injury',
      { ...harms('beaten', 'injury_other'), safeNow: true },
    ],
    ['a child under 16 who lives alone', { livesAlone: true, ageYears: 15, asks: [] }],
    ['a child of 8 alone now', { unattendedNow: true, ageYears: 8 }],
    ['a carer who cannot', { carerIncapable: true, asks: [] }],
    ['a parent detained and nobody to take over', { ...parents('detained', 'unknown'), asks: [] }],
    ['care by a stranger to the family', { carer: 'non_relative', asks: [] }],
    ['thoughts of suicide without a plan', harms('suicide_ideation')],
    ['bullying', harms('bullied')],
    ['a report by duty of which nothing was read', { channel: 'mandatory_report', asks: [] }],
    ['both parents refusing', { ...parents('refuses', 'refuses') }],
  ])('is R2 for %s', (_, told) => {
    expect(risk(told)).toBe('R2');
  });

  it.each<[string, Partial<Facts>]>([
    ['dropout', { schooling: 'dropped_out' }],
    ['no registration', { noHukou: true }],
    ['grave illness with hardship', { diagnoses: ['leukaemia'], signs: ['hardship'] }],
    [
      'both parents gone and kin caring',
      { ...parents('dead', 'lost_contact'), carer: 'grandparent', asks: [] },
    ],
    ['benefits taken by others', { signs: ['benefit_fraud'] }],
    ['nothing read at all', { asks: [], reporterKind: 'guardian' }],
  ])('is R3 for %s', (_, told) => {
    expect(risk(told)).toBe('R3');
  });

  it.each<[string, Partial<Facts>]>([
    ['an application with working guardianship', { ...parents('imprisoned', 'caring', 8) }],
    ['an adult student asking for his allowance', { ageYears: 18, orphan: true }],
    ['illness without hardship', { diagnoses: ['autism'] }],
  ])('is R4 for %s', (_, told) => {
    expect(risk(told)).toBe('R4');
  });

  it('is R0 out of scope', () => {
    expect(risk({ outOfScope: true, asks: [] })).toBe('R0');
  });

  it('rises by one level when the same comes again, and stays where it is highest', () => {
    expect(risk({ schooling: 'dropped_out', repeatOfKnown: true })).toBe('R2');
    expect(risk({ ...harms('missing'), repeatOfKnown: true })).toBe('R1');
  });

  it('is never lowered by a confirmation, and raised by one', () => {
    const facts = { ...NOTHING, ...harms('missing') };
    const confirmed = {
      ...knownOf(facts),
      confirmedMatters: ['living-allowance'],
      confirmedCategories: ['NONE'],
    };
    expect(verdictsOf(confirmed, []).risk.value).toBe('R1');
  });

  it('is raised by a mandatory report item that a person adds, and never lowered by one', () => {
    const urgency = (told: Facts, mandatoryItems: string[]): number => {
      const { risk: found } = verdictsOf({ ...knownOf(told), mandatoryItems }, []);
      return riskLevels.findIndex(({ code }) => code === found.value);
    };
    expect(urgency(NOTHING, ['MR4'])).toBeLessThan(urgency(NOTHING, []));
    for (const harm of ['missing', 'beaten', 'neglected', 'bullied'] as const) {
      const told = { ...NOTHING, ...harms(harm) };
      for (let item = 1; item <= 9; item++)
        expect(urgency(told, [`MR${item}`])).toBeLessThanOrEqual(urgency(told, []));
    }
  });

  it('is never lower for a younger child', () => {
    const levels = ['R1', 'R2', 'R3', 'R4', 'R0'];
    for (const told of [
      harms('beaten'),
      harms('abandoned'),
      harms('confined'),
      { unattendedNow: true },
      { livesAlone: true },
    ]) {
      const byAge = [16, 12, 8, 7, 3, null].map((ageYears) => levels.indexOf(risk({ ...told, ageYears })));
      expect(byAge).toEqual([...byAge].sort((a, b) => b - a));
    }
  });
});

describe('mandatory report items', () => {
  it.each<[string, Partial<Facts>, string[]]>([
    ['an injury of private parts', harms('private_part_injury'), ['MR1', 'MR2', 'MR9']],
    [
      'suspected abuse of a girl of 13',
      { ...harms('sexual_suspected'), ageYears: 13, sex: 'female' },
      ['MR2', 'MR9'],
    ],
    ['suspected abuse of a boy', { ...harms('sexual_suspected'), sex: 'male' }, ['MR9']],
    ['pregnancy at 14', { ...harms('pregnancy'), ageYears: 14, sex: 'female' }, ['MR3', 'MR9']],
    ['beating with injuries', { ...harms('beaten', 'injury_other'), suspects: ['parent'] }, ['MR4']],
    ['an injury without violence', harms('injury_other'), []],
    ['a plan of suicide', harms('suicide_plan'), ['MR5', 'MR9']],
    ['living alone at 15', { livesAlone: true, ageYears: 15 }, ['MR6']],
    ['living alone at 17', { livesAlone: true, ageYears: 17 }, []],
    ['a missing child', harms('missing'), ['MR7']],
    ['organised begging', harms('organised_begging'), ['MR7', 'MR8']],
  ])('of %s', (_, told, items) => {
    expect(judge(told).mandatoryReportItems.map((item) => item.value)).toEqual(items);
  });
});

describe('categories', () => {
  const of = (told: Partial<Facts>, county?: string): string[] =>
    judge(told, county).categories.map((one) => one.value);

  it.each<[string, Partial<Facts>, string]>([
    ['both locked up for six months', { ...parents('imprisoned', 'compulsory_rehab', 6) }, 'C-DEFACTO'],
    [
      'one dead and one lost, reported six months ago',
      { ...parents('dead', 'lost_contact', 6) },
      'C-DEFACTO',
    ],
    ['one dead and one lost, never reported', { ...parents('dead', 'lost_contact') }, 'C-DEFACTO?'],
    ['both dead', { ...parents('dead', 'dead'), orphan: true }, 'C-ORPH-S'],
    ['harm by a parent', { ...harms('beaten'), suspects: ['parent'] }, 'C-ABUSE'],
    ['an offence', { offenceSuspect: true }, 'C-CASE'],
    ['no registration', { noHukou: true }, 'C-NOHUKOU'],
  ])('of %s', (_, told, code) => {
    expect(of(told)).toContain(code);
  });

  it('never hold without actual care where one parent cares', () => {
    const codes = of({ ...parents('imprisoned', 'caring', 12) });
    expect(codes.filter((code) => code.startsWith('C-DEFACTO'))).toEqual([]);
    expect(codes).toContain('NONE');
  });

  it('hold left behind under 16 only', () => {
    const away = parents('away_working', 'away_working');
    expect(of({ ...away, ageYears: 15 })).toContain('C-LEFT');
    expect(of({ ...away, ageYears: 16 })).not.toContain('C-LEFT');
    expect(of({ ...parents('away_working', 'caring'), ageYears: 8 })).not.toContain('C-LEFT');
  });

  it('use the county`s own codes where it has them', () => {
    const told: Partial<Facts> = {
      lowIncome: 'dibao',
      disability: { category: 6, level: 3, certificate: true },
    };
    expect(of(told)).toContain('O4');
    expect(of(told, 'SX')).toEqual(expect.arrayContaining(['C-DIS-SEV', 'C-POOR']));
    expect(of({ lowIncome: 'dibao' })).toContain('O5');
    expect(of({ disability: { category: 4, level: 3, certificate: true } })).not.toContain('O6');
  });
});
