import { baseCode, settleCategories } from './categories';
import { countyFolders, loadProfile } from './load-profile';
import type { Facts } from './facts';
import { input, parent } from './fixtures/facts';
import { judgeCategories, route } from './route';

const folder = countyFolders().find((path) => path.endsWith('AJX')) ?? '';
const profile = loadProfile(folder);

const judged = (facts: Partial<Facts>) =>
  Object.fromEntries(judgeCategories(profile, input({ facts })).map(({ row, result }) => [row.code, result]));
const decided = (facts: Partial<Facts>, chosen: string[] = []) =>
  route(profile, input({ facts, categories: chosen, matters: ['ledger/info'] })).categories;

const awayBoth = { father: parent('away_working'), mother: parent('away_working') };
const left = { ...awayBoth, ageYears: 9, ruralHukou: true, place: 'local' } as const;
const certificate = (category: number, level: number) => ({
  disability: { category, level, certificate: true },
});

describe('left behind in the countryside (AJX-O1): four elements', () => {
  test('all hold', () => expect(judged(left)['C-LEFT']).toBe('met'));

  test.each([
    ['one parent at home and able', { ...left, mother: parent('caring') }],
    ['sixteen', { ...left, ageYears: 16 }],
    ['an urban registration', { ...left, ruralHukou: false }],
    ['living elsewhere', { ...left, place: 'elsewhere' as const }],
    ['nobody away', { ...left, father: parent('caring'), mother: parent('caring') }],
  ])('%s refutes it', (_title, facts) => expect(judged(facts)['C-LEFT']).toBe('refuted'));

  test.each([
    ['the age', { ...left, ageYears: null }],
    ['the registration', { ...left, ruralHukou: null }],
  ])('%s not known leaves it open', (_title, facts) => expect(judged(facts)['C-LEFT']).toBe('open'));

  test('one away and the other unable counts like both', () => {
    expect(judged({ ...left, mother: parent('severe_disability') })['C-LEFT']).toBe('met');
  });

  test('is not even suggested when nothing is known of the parents', () => {
    expect(judged({ ageYears: 9, ruralHukou: true })['C-LEFT']).toBe('absent');
  });

  test('one day before sixteen and on the birthday differ', () => {
    expect(judged({ ...left, ageYears: 15 })['C-LEFT']).toBe('met');
    expect(judged({ ...left, ageYears: 16 })['C-LEFT']).toBe('refuted');
  });
});

describe('orphans (AJX-O2)', () => {
  const gone = { father: parent('dead'), mother: parent('dead') };

  test('living with kin: scattered, in an institution: raised there', () => {
    expect(judged({ ...gone, carer: 'grandparent' })).toMatchObject({
      'C-ORPH-S': 'met',
      'C-ORPH-I': 'refuted',
    });
    expect(judged({ ...gone, carer: 'institution' })).toMatchObject({
      'C-ORPH-S': 'refuted',
      'C-ORPH-I': 'met',
    });
  });

  test('both parents gone is an orphan and not a child in fact without support', () => {
    expect(judged({ ...gone, carer: 'relative' })['C-DEFACTO']).toBe('refuted');
  });

  test('one parent alive is no orphan', () => {
    expect(
      judged({ father: parent('dead'), mother: parent('caring'), carer: 'one_parent' })['C-ORPH-S'],
    ).toBe('refuted');
  });
});

describe('in fact without support (AJX-O3)', () => {
  test('one parent in prison and the other able is refuted', () => {
    expect(
      judged({ father: parent('imprisoned', 8), mother: parent('caring'), ageYears: 10 })['C-DEFACTO'],
    ).toBe('refuted');
  });

  test('both under a state is met', () => {
    expect(
      judged({ father: parent('imprisoned', 8), mother: parent('severe_illness'), ageYears: 10 })[
        'C-DEFACTO'
      ],
    ).toBe('met');
  });

  test('from eighteen on it is refuted', () => {
    const both = { father: parent('severe_illness'), mother: parent('severe_illness') };
    expect(judged({ ...both, ageYears: 17 })['C-DEFACTO']).toBe('met');
    expect(judged({ ...both, ageYears: 18 })['C-DEFACTO']).toBe('refuted');
  });
});

describe('in difficulty by disability or illness (AJX-O4, O5, O6)', () => {
  test.each([
    [
      'mental, level 3, low income',
      { ...certificate(6, 3), lowIncome: 'dibao_edge' },
      'met',
      'refuted',
      'refuted',
    ],
    [
      'limbs, level 3, low income',
      { ...certificate(4, 3), lowIncome: 'dibao_edge' },
      'refuted',
      'met',
      'refuted',
    ],
    ['limbs, level 2, low income', { ...certificate(4, 2), lowIncome: 'dibao' }, 'met', 'refuted', 'refuted'],
    [
      'limbs, level 2, ordinary family',
      { ...certificate(4, 2), lowIncome: 'ordinary' },
      'refuted',
      'refuted',
      'met',
    ],
    [
      'limbs, level 4, ordinary family',
      { ...certificate(4, 4), lowIncome: 'ordinary' },
      'refuted',
      'refuted',
      'refuted',
    ],
    [
      'autism without certificate, ordinary family',
      { diagnoses: ['autism'], lowIncome: 'ordinary' },
      'refuted',
      'refuted',
      'open',
    ],
    ['leukaemia, low income', { diagnoses: ['leukaemia'], lowIncome: 'dibao' }, 'open', 'open', 'refuted'],
    ['low income, nothing else', { lowIncome: 'dibao' }, 'refuted', 'met', 'refuted'],
    ['nothing known', {}, 'refuted', 'absent', 'refuted'],
  ] as [string, Partial<Facts>, string, string, string][])('%s', (_title, facts, o4, o5, o6) => {
    expect(judged(facts)).toMatchObject({ O4: o4, O5: o5, O6: o6 });
  });

  test('a child in fact without support is not also counted as O5', () => {
    const both = { father: parent('severe_illness'), mother: parent('severe_illness'), ageYears: 10 };
    expect(judged({ ...both, lowIncome: 'dibao' })).toMatchObject({ 'C-DEFACTO': 'met', O5: 'refuted' });
  });
});

describe('involved in a case, harmed, on the street (AJX-O7, O8)', () => {
  test.each([
    ['suspected of an offence', { offenceSuspect: true }, 'C-CASE'],
    ['victim in a criminal case', { crimeVictim: true }, 'C-CASE'],
    ['beaten by a parent', { suspects: ['parent'], harms: ['beaten'] }, 'C-ABUSE'],
    ['begging', { harms: ['begging'] }, 'C-STREET'],
    ['not registered', { noHukou: true }, 'C-NOHUKOU'],
    ['missing', { harms: ['missing'] }, 'C-MISS'],
  ] as [string, Partial<Facts>, string][])('%s', (_title, facts, code) =>
    expect(judged(facts)[code]).toBe('met'),
  );

  test('bullied by other children is not harm by a guardian', () => {
    expect(judged({ suspects: ['peer'], harms: ['beaten'] })['C-ABUSE']).toBe('refuted');
  });
});

describe('what is written into the case', () => {
  test('nothing chosen: what the rules find, an open one with a question mark', () => {
    expect(decided(left)).toContain('C-LEFT');
    expect(decided({ ...left, ageYears: null })).toContain('C-LEFT?');
  });

  test('a choice that the rules refute is dropped, the others stay as written', () => {
    const facts: Partial<Facts> = { ...certificate(4, 3), lowIncome: 'dibao_edge' };
    expect(decided(facts, ['O4', 'O5'])).toEqual(['O5']);
    expect(decided(facts, ['O5（待核）', 'C-OTHER'])).toEqual(['O5（待核）', 'C-OTHER']);
  });

  test('the county code and the common code of one category are refuted alike', () => {
    expect(decided({ ...left, ageYears: 16 }, ['O1'])).toEqual(['NONE']);
    expect(decided({ ...left, ageYears: 16 }, ['C-LEFT'])).toEqual(['NONE']);
  });

  test('one code for two kinds stays while one of them holds', () => {
    expect(decided({ harms: ['begging'] }, ['O8'])).toEqual(['O8']);
  });

  test('nothing left is NONE, and a NONE with its reason stays', () => {
    expect(settleCategories([], [])).toEqual(['NONE']);
    expect(decided({}, ['NONE(O3不成立)'])).toEqual(['NONE(O3不成立)']);
  });

  test.each([
    ['O6?', 'O6'],
    ['NONE(O3不成立)', 'NONE'],
    ['C-ABSENT（监护缺失）', 'C-ABSENT'],
    ['C-LEFT', 'C-LEFT'],
  ])('the base of %s is %s', (code, base) => expect(baseCode(code)).toBe(base));
});
