/**
 * Which role needs which personal fields for its part in a leg: the data that `cutForRole` applies (I9).
 * Guarantee: a role or field that is not listed gets nothing; no row grants the reporter.
 * Not here: public and work fields; everybody on the case gets those. Sources: Personal Information Protection Law
 * art. 6 and 28, AIDS Regulation art. 39, Minors Protection Law art. 103, policy-practice section 16.
 */
import type { Role } from './catalogues/roles';

export type FieldGroup =
  | 'name'
  | 'age'
  | 'idNumber'
  | 'address'
  | 'township'
  | 'household'
  | 'health'
  | 'guardians'
  | 'schooling'
  | 'statement'
  | 'notice';

/** Personal and sensitive fields of what leaves coordination, by path. */
export const groupByPath: Readonly<Record<string, FieldGroup>> = {
  statement: 'statement',
  text: 'notice',
  'child.name': 'name',
  'child.sex': 'age',
  'child.birthDate': 'age',
  'child.ageYears': 'age',
  'child.idNumber': 'idNumber',
  'child.address': 'address',
  'child.township': 'township',
  'child.hukou': 'household',
  'child.household': 'household',
  'child.disability': 'health',
  'child.guardians': 'guardians',
  'child.school': 'schooling',
  'place.township': 'township',
  'place.address': 'address',
};

/** Objects that only hold grouped fields; they pass when something inside them does. */
export const containers: readonly string[] = ['child', 'place'];

/** Kinds of words that are cut out of free text for roles that have no duty about them. */
export type SensitiveKind = 'infection' | 'sexual' | 'offence';

/** Longer words stand before their parts. Danger to life (beating, self-harm) is never cut: who visits must know. */
export const sensitiveWords: Readonly<Record<SensitiveKind, readonly string[]>> = {
  infection: ['艾滋病毒', '艾滋病', '艾滋', 'HIV', 'AIDS', '梅毒', '性病', '抗病毒治疗'],
  sexual: [
    ...[
      '性侵害',
      '性侵犯',
      '性侵',
      '性虐待',
      '性骚扰',
      '性关系',
      '强奸',
      '奸淫',
      '猥亵',
      '乱伦',
      '诱奸',
      '卖淫',
      '嫖',
    ],
    ...['怀孕', '流产', '堕胎', '引产', '隐私部位', '私密部位', '生殖器', '下体', '裸照', '裸聊', '私密照'],
  ],
  offence: [
    '吸毒',
    '贩毒',
    '强制隔离戒毒',
    '强制戒毒',
    '戒毒所',
    '服刑',
    '判刑',
    '坐牢',
    '刑满释放',
    '前科',
    '监狱',
    '看守所',
  ],
};

interface NeedToKnow {
  lead: readonly FieldGroup[];
  cooperating: readonly FieldGroup[];
  /** kinds of words that stay in its text */
  words: readonly SensitiveKind[];
}

const everything: readonly FieldGroup[] = [
  ...(['name', 'age', 'idNumber', 'address', 'township', 'household'] as const),
  ...(['health', 'guardians', 'schooling', 'statement'] as const),
];
const everyWord: readonly SensitiveKind[] = ['infection', 'sexual', 'offence'];
const noOne: NeedToKnow = { lead: [], cooperating: [], words: [] };
/** Bodies that fund, plan or coordinate: they see that there is a case and where, not whose. */
const placeOnly: NeedToKnow = { lead: ['township', 'statement'], cooperating: ['township'], words: [] };
const fully: NeedToKnow = { lead: everything, cooperating: everything, words: everyWord };

const needs: Readonly<Record<Role, NeedToKnow>> = {
  police: fully,
  civil_affairs: fully,
  coordination_office: fully,
  child_protection_agency: fully,
  procuratorate: {
    lead: everything,
    cooperating: ['name', 'age', 'idNumber', 'township', 'guardians', 'statement'],
    words: everyWord,
  },
  court: {
    lead: everything,
    cooperating: ['name', 'age', 'idNumber', 'township', 'guardians', 'statement'],
    words: everyWord,
  },
  health: {
    lead: ['name', 'age', 'idNumber', 'address', 'township', 'health', 'guardians', 'statement'],
    cooperating: ['name', 'age', 'address', 'township', 'health', 'guardians', 'statement'],
    words: ['infection', 'sexual'],
  },
  justice: {
    lead: ['name', 'age', 'idNumber', 'township', 'guardians', 'statement'],
    cooperating: ['name', 'age', 'township', 'guardians', 'statement'],
    words: ['sexual', 'offence'],
  },
  education: {
    lead: ['name', 'age', 'township', 'guardians', 'schooling', 'statement'],
    cooperating: ['name', 'age', 'township', 'schooling'],
    words: [],
  },
  disability_federation: {
    lead: ['name', 'age', 'idNumber', 'township', 'health', 'guardians', 'statement'],
    cooperating: ['name', 'age', 'township', 'health'],
    words: [],
  },
  medical_insurance: {
    lead: ['name', 'age', 'idNumber', 'township', 'household', 'health', 'statement'],
    cooperating: ['name', 'age', 'idNumber', 'township'],
    words: ['infection'],
  },
  human_resources: {
    lead: ['name', 'age', 'township', 'guardians', 'statement'],
    cooperating: ['name', 'age', 'township', 'guardians'],
    words: [],
  },
  housing: {
    lead: ['name', 'address', 'township', 'household', 'statement'],
    cooperating: ['name', 'township', 'household'],
    words: [],
  },
  women_federation: {
    lead: ['name', 'age', 'address', 'township', 'guardians', 'statement'],
    cooperating: ['name', 'age', 'township', 'guardians'],
    words: [],
  },
  youth_league: {
    lead: ['name', 'age', 'township', 'schooling', 'statement'],
    cooperating: ['name', 'age', 'township'],
    words: [],
  },
  care_next_generation: {
    lead: ['name', 'age', 'township', 'schooling', 'statement'],
    cooperating: ['name', 'age', 'township'],
    words: [],
  },
  child_welfare_institution: {
    lead: everything,
    cooperating: ['name', 'age', 'idNumber', 'township', 'health', 'guardians', 'statement'],
    words: ['infection', 'sexual'],
  },
  rescue_station: {
    lead: everything,
    cooperating: ['name', 'age', 'township', 'health', 'guardians', 'statement'],
    words: [],
  },
  // verifies conditions of entitlements, so it must read that a parent is in prison (policy-practice 7.2)
  township: {
    lead: everything,
    cooperating: ['name', 'age', 'address', 'township', 'household', 'guardians', 'schooling', 'statement'],
    words: ['offence'],
  },
  town_worker: {
    lead: ['name', 'age', 'address', 'township', 'household', 'guardians', 'schooling', 'statement'],
    cooperating: ['name', 'age', 'address', 'township', 'guardians'],
    words: [],
  },
  village: {
    lead: ['name', 'age', 'address', 'township'],
    cooperating: ['name', 'address', 'township'],
    words: [],
  },
  village_worker: {
    lead: ['name', 'age', 'address', 'township', 'guardians'],
    cooperating: ['name', 'address', 'township'],
    words: [],
  },
  school: { lead: ['name', 'age', 'schooling'], cooperating: ['name', 'schooling'], words: [] },
  medical_institution: {
    lead: ['name', 'age', 'health'],
    cooperating: ['name', 'age', 'health'],
    words: ['infection'],
  },
  social_org: { lead: ['name', 'age', 'township'], cooperating: ['name', 'township'], words: [] },
  finance: placeOnly,
  development_reform: placeOnly,
  taxation: placeOnly,
  women_children_committee: placeOnly,
  trade_union: placeOnly,
  political_legal: placeOnly,
  propaganda: placeOnly,
  culture_media: placeOnly,
  cyberspace: placeOnly,
  government_office: placeOnly,
  external: { lead: ['township'], cooperating: ['township'], words: [] },
  guardian: noOne,
  relative: noOne,
  reporter: noOne,
  other: noOne,
};

/** What a role needs; an unknown role needs nothing. */
export const needOf = (role: string): NeedToKnow =>
  Object.hasOwn(needs, role) ? needs[role as Role] : noOne;
