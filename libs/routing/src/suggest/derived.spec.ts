import type { Facts, Harm, ParentState } from '../facts';
import { facts, parent } from '../fixtures/facts';
import { derive } from './derived';
import type { Derived } from './derived';

const derived = (told: Partial<Facts>) => derive(facts(told));
const both = (father: ParentState, mother: ParentState): Partial<Facts> => ({
  father: parent(father),
  mother: parent(mother),
});

describe('harm by a guardian', () => {
  it.each<[string, Partial<Facts>, boolean]>([
    ['beaten by a parent', { harms: ['beaten'], suspects: ['parent'] }, true],
    ['burned by a step-parent', { harms: ['burned'], suspects: ['step_parent'] }, true],
    ['locked up by the entrusted carer', { harms: ['confined'], suspects: ['entrusted_carer'] }, true],
    ['threatened by a relative', { harms: ['threatened'], suspects: ['relative'] }, true],
    ['many injuries, a parent', { harms: ['injuries_multiple'], suspects: ['parent'] }, true],
    ['starved by a parent', { harms: ['malnourished'], suspects: ['parent'] }, true],
    ['a sexual sign, a relative', { harms: ['sexual_sign'], suspects: ['relative'] }, true],
    ['sexual abuse, a step-parent', { harms: ['sexual_suspected'], suspects: ['step_parent'] }, true],
    ['beaten by a parent and a neighbour', { harms: ['beaten'], suspects: ['other', 'parent'] }, true],
    ['beaten by nobody named', { harms: ['beaten'] }, true],
    ['burned by nobody named', { harms: ['burned'] }, true],
    ['locked up by nobody named', { harms: ['confined'] }, true],
    ['threatened by nobody named', { harms: ['threatened'] }, false],
    ['sexual abuse by nobody named', { harms: ['sexual_suspected'] }, false],
    ['beaten by a teacher', { harms: ['beaten'], suspects: ['school_staff'] }, false],
    ['beaten among bullies', { harms: ['beaten', 'bullied'] }, false],
    ['threatened online and beaten', { harms: ['beaten', 'online_harm'] }, false],
    ['beaten into begging', { harms: ['beaten', 'organised_begging'] }, false],
    ['neglected by a parent', { harms: ['neglected'], suspects: ['parent'] }, false],
    [
      'neglected by a parent who was warned before',
      { harms: ['neglected'], suspects: ['parent'], signs: ['prior_disposal'] },
      true,
    ],
    [
      'neglected by a relative who was warned before',
      { harms: ['neglected'], suspects: ['relative'], signs: ['prior_disposal'] },
      false,
    ],
    ['a parent warned before, no harm', { suspects: ['parent'], signs: ['prior_disposal'] }, false],
    ['no harm', { suspects: ['parent'] }, false],
  ])('%s: %s', (_, told, expected) => expect(derived(told).guardianHarm).toBe(expected));
});

describe('what one fact is enough for', () => {
  it.each<[keyof Derived, Partial<Facts>]>([
    ['careFailing', { harms: ['neglected'] }],
    ['careFailing', { harms: ['abandoned'] }],
    ['careFailing', { harms: ['malnourished'] }],
    ['careFailing', { livesAlone: true }],
    ['careFailing', { unattendedNow: true }],
    ['careFailing', { carerIncapable: true }],
    ['parentHeld', both('imprisoned', 'caring')],
    ['parentHeld', both('caring', 'detained')],
    ['parentHeld', both('compulsory_rehab', 'unknown')],
    ['parentHeld', both('unknown', 'other_restriction')],
    ['sexual', { harms: ['sexual_sign'] }],
    ['sexual', { harms: ['sexual_suspected'] }],
    ['sexual', { harms: ['private_part_injury'] }],
    ['sexual', { harms: ['pregnancy'] }],
    ['injured', { harms: ['injuries_multiple'] }],
    ['injured', { harms: ['injury_head'] }],
    ['injured', { harms: ['injury_other'] }],
    ['injured', { harms: ['burned'] }],
    ['severeIllness', { diagnoses: ['leukaemia'] }],
    ['severeIllness', { diagnoses: ['mental', 'heart'] }],
    ['small', { ageYears: 7 }],
    ['small', { ageYears: null }],
    ['underSixteen', { ageYears: 15 }],
    ['underSixteen', { ageYears: null }],
  ])('%s: %j', (name, told) => expect(derived(told)[name]).toBe(true));

  it.each<[keyof Derived, Partial<Facts>]>([
    ['careFailing', { harms: ['beaten'] }],
    ['parentHeld', both('dead', 'caring')],
    ['sexual', { harms: ['beaten'] }],
    ['injured', { harms: ['beaten'] }],
    ['severeIllness', { diagnoses: ['mental'] }],
    ['severeIllness', { diagnoses: [] }],
    ['small', { ageYears: 8 }],
    ['underSixteen', { ageYears: 16 }],
  ])('not %s: %j', (name, told) => expect(derived(told)[name]).toBe(false));
});

describe('who is left to care', () => {
  const gone: ParentState[] = [
    ...([
      'severe_disability',
      'severe_illness',
      'imprisoned',
      'compulsory_rehab',
      'other_restriction',
    ] as const),
    ...(['lost_contact', 'guardianship_revoked', 'deported', 'detained', 'dead'] as const),
    ...(['declared_missing', 'refuses', 'incapable', 'left'] as const),
  ];

  it.each(gone)('no parent where both are %s', (state) => {
    expect(derived(both(state, state)).noParent).toBe(true);
    expect(derived(both(state, 'caring')).noParent).toBe(false);
    expect(derived(both('unknown', state)).noParent).toBe(false);
  });

  it.each<[Facts['carer'], boolean]>([
    ['none', true],
    ['unknown', true],
    ['alone', true],
    ['grandparent', false],
    ['institution', false],
  ])('with both parents away for good and the carer %s: nobody is %s', (carer, nobody) => {
    expect(derived({ ...both('dead', 'left'), carer }).noCarer).toBe(nobody);
  });

  it.each<ParentState>([
    'caring',
    'severe_disability',
    'severe_illness',
    'incapable',
    'unknown',
    'away_working',
  ])('a parent who is %s is somebody', (state) => {
    expect(derived({ ...both('dead', state), carer: 'none' }).noCarer).toBe(false);
    expect(derived({ ...both(state, 'dead'), carer: 'none' }).noCarer).toBe(false);
  });
});

describe('left behind', () => {
  const unable: ParentState[] = [
    ...(['incapable', 'severe_disability', 'severe_illness', 'lost_contact'] as const),
    ...(['left', 'dead', 'imprisoned'] as const),
  ];

  it.each(unable)('one away and the other %s', (state) => {
    expect(derived(both('away_working', state)).leftBehind).toBe(true);
    expect(derived(both(state, 'away_working')).leftBehind).toBe(true);
    expect(derived(both(state, state)).leftBehind).toBe(false);
  });

  it.each<[string, Partial<Facts>, boolean]>([
    ['both away', both('away_working', 'away_working'), true],
    ['one away and the other at home', both('away_working', 'caring'), false],
    ['one away, nothing known of the other', both('away_working', 'unknown'), false],
    ['said so', { signs: ['left_behind_said'] }, true],
    ['something else said', { signs: ['hardship'] }, false],
    [
      'both away, registered in a town',
      { ...both('away_working', 'away_working'), ruralHukou: false },
      false,
    ],
    [
      'both away, registered in a village',
      { ...both('away_working', 'away_working'), ruralHukou: true },
      true,
    ],
    ['both away, fifteen', { ...both('away_working', 'away_working'), ageYears: 15 }, true],
    ['both away, sixteen', { ...both('away_working', 'away_working'), ageYears: 16 }, false],
  ])('%s: %s', (_, told, expected) => expect(derived(told).leftBehind).toBe(expected));
});

describe('children without actual care', () => {
  const defacto = (father: Facts['father'], mother: Facts['mother'], ageYears: number | null = 10) =>
    derived({ father, mother, ageYears }).defacto;

  it.each<ParentState>(['severe_disability', 'severe_illness', 'guardianship_revoked', 'deported'])(
    'at once where both parents are %s',
    (state) => expect(defacto(parent(state), parent(state))).toBe('yes'),
  );

  it.each<ParentState>(['imprisoned', 'compulsory_rehab', 'other_restriction', 'lost_contact'])(
    'after six months where a parent is %s and the other is dead',
    (state) => {
      expect(defacto(parent(state, 6), parent('dead'))).toBe('yes');
      expect(defacto(parent('declared_missing'), parent(state, 6))).toBe('yes');
      expect(defacto(parent(state, 5), parent('dead'))).toBe('pending');
      expect(defacto(parent(state), parent('dead'))).toBe('pending');
    },
  );

  it.each<[string, Facts['father'], Facts['mother'], Derived['defacto']]>([
    ['a parent detained may be sentenced', parent('detained', 12), parent('dead'), 'pending'],
    ['one parent able', parent('severe_illness'), parent('caring'), 'no'],
    ['one parent not known', parent('severe_illness'), parent('unknown'), 'no'],
    ['one parent refusing', parent('refuses'), parent('dead'), 'no'],
    ['both gone is an orphan', parent('dead'), parent('declared_missing'), 'no'],
    ['one counts, one is running', parent('severe_illness'), parent('imprisoned', 2), 'pending'],
  ])('%s', (_, father, mother, expected) => {
    expect(defacto(father, mother)).toBe(expected);
    expect(defacto(mother, father)).toBe(expected);
  });

  it.each([
    [17, 'yes'],
    [18, 'no'],
    [null, 'yes'],
  ] as const)('at the age of %p: %s', (age, expected) => {
    expect(defacto(parent('severe_illness'), parent('dead'), age)).toBe(expected);
  });
});

describe('severe disability', () => {
  it.each<[number | null, number | null, boolean]>([
    [4, 2, true],
    [4, 3, false],
    [5, 4, true],
    [6, 3, true],
    [null, 1, true],
    [null, 3, false],
    [6, null, false],
  ])('kind %p, level %p: %s', (category, level, expected) => {
    expect(derived({ disability: { category, level, certificate: true } }).severeDisability).toBe(expected);
  });

  it('is not without a disability', () => expect(derived({}).severeDisability).toBe(false));
});

describe('unread', () => {
  it.each<[Partial<Facts>, boolean]>([
    [{}, true],
    [{ harms: ['beaten'] as Harm[] }, false],
    [{ asks: ['allowance'] }, false],
    [{ diagnoses: ['autism'] }, false],
    [{ disability: { category: null, level: null, certificate: false } }, false],
  ])('%j: %s', (told, expected) => expect(derived(told).unread).toBe(expected));
});
