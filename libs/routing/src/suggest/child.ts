/**
 * Facts about the child himself: age, sex, disability, registration, place. Guarantees: a birth date or ID number
 * goes before a said age; on several ages the lower counts (policy-practice 5: on doubt the younger).
 * Not here: family and harm.
 */
import { dayOf, formatDay } from '../county-time';
import type { Facts } from '../facts';
import { checkIdNumber, parseDisabilityCertificate, thresholdAgeOn } from '../identifiers';
import { readingsOf, says } from './evidence';
import type { Evidence } from './evidence';
import type { CountyPlaces } from './input';
import { findAges, findDay, monthsBetween, yearsByAnimal } from './numerals';
import type { SaidAge } from './numerals';

type AgeFacts = Pick<Facts, 'ageYears' | 'ageMonths' | 'ageEstimated'>;

/** Nobody in a report as the child is older than this; a larger number is somebody else's age. */
const OLDEST_CHILD = 19;
/** Youngest usual age by class; a lower bound where nothing else is said. */
const CLASS_AGES: readonly (readonly [RegExp, number])[] = [
  [/会走.{0,4}(?:会|个)?爬|还在爬|吃奶|尿不湿|学步/, 1],
  [/小班/, 3],
  [/中班/, 4],
  [/大班/, 5],
  [/幼儿园/, 3],
  [/一年级/, 6],
  [/二年级/, 7],
  [/三年级/, 8],
  [/四年级/, 9],
  [/五年级/, 10],
  [/六年级/, 11],
  // 正月初一 and 腊月初三 are days
  [/七年级|(?<![月年])初一/, 12],
  [/八年级|(?<![月年])初二/, 13],
  [/九年级|(?<![月年])初三/, 14],
  [/高一/, 15],
  [/高二/, 16],
  [/高三/, 17],
  [/初中/, 12],
  [/高中|中职|职高/, 15],
  [/婴儿|女婴|男婴|襁褓/, 0],
  [/小学/, 6],
];

export function ageFacts(evidence: Evidence): AgeFacts {
  const { child, receivedAt } = evidence.input;
  const today = formatDay(dayOf(receivedAt));
  const born = bornOn(evidence);
  if (born !== null) {
    const months = monthsBetween(born, today);
    return { ageYears: Math.floor(months / 12), ageMonths: months, ageEstimated: false };
  }
  if (child.ageYears !== undefined) return { ageYears: child.ageYears, ageMonths: null, ageEstimated: false };
  const said =
    youngest([...findAges(child.ageText ?? ''), ...bareAge(child.ageText)]) ??
    youngest(agesOfChild(evidence));
  if (said !== null) {
    const vague = said.estimated || /约|大概|左右|看着|看上去|自述|自称/.test(child.ageText ?? '');
    return { ageYears: said.years, ageMonths: said.months, ageEstimated: vague };
  }
  const byClass = CLASS_AGES.find(([pattern]) =>
    pattern.test(`${child.school ?? ''}${evidence.input.narrative}`),
  );
  const years = byClass?.[1] ?? yearsByAnimal(evidence.input.narrative, Number(today.slice(0, 4)));
  return { ageYears: years, ageMonths: null, ageEstimated: years !== null };
}

/** The child reaches 14, 16 or 18 on this very day by a date that was typed: a person decides (policy-practice 15). */
export function isThresholdDay(evidence: Evidence): boolean {
  const { child, receivedAt } = evidence.input;
  const today = formatDay(dayOf(receivedAt));
  const born = child.birthDate ?? checkIdNumber(child.idNumber ?? '', today).birthDate ?? '';
  return thresholdAgeOn(born, today) !== undefined;
}

const BORN_SAID: readonly RegExp[] = [
  /((?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?)(?:前后|左右)?(?:生|出生|的生日)/,
  /(?:出生|生于|身份证|户口本|出生证)[^，。；]{0,8}?((?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?)/,
];

function bornOn(evidence: Evidence): string | null {
  const { child, narrative, childCount } = evidence.input;
  const field = findDay(child.birthDate ?? '');
  if (field !== null) return field;
  const fromNumber = checkIdNumber(
    child.idNumber ?? '',
    formatDay(dayOf(evidence.input.receivedAt)),
  ).birthDate;
  if (fromNumber !== undefined) return fromNumber;
  if (childCount > 1) return null;
  const said = BORN_SAID.map((pattern) => pattern.exec(narrative)?.[1]).find((day) => day !== undefined);
  return findDay(said ?? '');
}

/** `14（自述）`, `10个月`: a bare number in the age field. */
function bareAge(text: string | undefined): SaidAge[] {
  const match = /^\s*(?:约|自述|自称)?(\d{1,2})(?!\d|月(?!龄))(\s*(?:个月|月龄))?/.exec(text ?? '');
  if (match === null) return [];
  const count = Number(match[1]);
  const months = match[2] === undefined ? null : count;
  return [
    { years: months === null ? count : Math.floor(count / 12), months, estimated: false, start: 0, end: 1 },
  ];
}

/** Ages said in the narrative that can be the child's: the one next to the name where several children are told of. */
function agesOfChild(evidence: Evidence): SaidAge[] {
  const { text } = evidence.narrative.prepared;
  const ages = findAges(text).filter(
    (age) => age.years < OLDEST_CHILD && !isElders(evidence, age) && !isOfThen(text, age),
  );
  if (evidence.input.childCount < 2) return ages;
  const name = (evidence.input.child.name ?? '').replace(/[（(].*$/, '');
  const at = name === '' ? -1 : evidence.input.narrative.indexOf(name);
  const next = ages.find((age) => age.start >= at);
  return at < 0 || next === undefined
    ? ages.slice(evidence.input.childIndex, evidence.input.childIndex + 1)
    : [next];
}

/** 从她九岁开始, 六岁那年: how old the child was, not is. */
function isOfThen(text: string, age: SaidAge): boolean {
  return /^(?:开始|那年|的?时候|时|起(?!来)|以前|之前)/.test(text.slice(age.end, age.end + 3));
}

/** The word for a person right before the age: 奶奶72岁. */
function isElders(evidence: Evidence, age: SaidAge): boolean {
  const before = evidence.narrative.mentions.filter((mention) => mention.end <= age.start).at(-1);
  return (
    before !== undefined &&
    age.start - before.end <= 2 &&
    !['child', 'peer', 'self', 'official', 'school'].includes(before.role)
  );
}

function youngest(ages: readonly SaidAge[]): SaidAge | null {
  return ages.reduce<SaidAge | null>((low, age) => (low === null || age.years < low.years ? age : low), null);
}

const MALE = /男孩|男娃|男童|儿子|孙子|外孙(?!女)|侄子|侄儿|外甥(?!女)|男生|男婴|弟弟|小伙|，男，|^男/;
const FEMALE = /女孩|女娃|女童|女儿|孙女|外孙女|侄女|外甥女|女生|女婴|妹妹|闺女|丫头|囡|姑娘|，女，|^女/;

export function sexOf(evidence: Evidence): Facts['sex'] {
  const { child, narrative, childCount } = evidence.input;
  if (/^(男|male)/.test(child.sex ?? '')) return 'male';
  if (/^(女|female)/.test(child.sex ?? '')) return 'female';
  const fromNumber = checkIdNumber(child.idNumber ?? '').sex;
  if (fromNumber !== undefined) return fromNumber;
  const male = MALE.exec(narrative);
  const female = FEMALE.exec(narrative);
  if (childCount > 1 || (male === null) === (female === null)) {
    return male !== null && female !== null && childCount === 1
      ? male.index < female.index
        ? 'male'
        : 'female'
      : 'unknown';
  }
  return male === null ? 'female' : 'male';
}

const KINDS = '视力|听力|言语|肢体|智力|精神|多重';
const KIND_NUMBERS: readonly string[] = KINDS.split('|');
const LEVELS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
};

/** From the certificate's last two digits (1 category, 1 level), else from words; null when none is told. */
export function disabilityOf(evidence: Evidence): Facts['disability'] {
  const { child } = evidence.input;
  const read = parseDisabilityCertificate(child.disabilityCertificate ?? '');
  if (read !== undefined) return { category: read.category, level: read.level, certificate: true };
  const fromField = disabilityInWords((child.disability ?? '').replace(/^疑.*$/, ''));
  if (fromField !== null) return fromField;
  return disabilityInWords(ownWords(evidence));
}

/** Clauses of the narrative that do not tell of somebody else's disability. */
function ownWords(evidence: Evidence): string {
  const { prepared, mentions } = evidence.narrative;
  const name = (evidence.input.child.name ?? '').replace(/[（(].*$/, '');
  const from =
    evidence.input.childCount > 1 && name !== '' ? Math.max(0, prepared.original.indexOf(name)) : 0;
  return prepared.clauses
    .filter((clause) => clause.start >= from || clause.end > from)
    .filter(
      (clause) =>
        !mentions.some(
          (mention) => mention.start >= clause.start && mention.end <= clause.end && isKin(mention.role),
        ),
    )
    .map((clause) => prepared.original.slice(Math.max(from, clause.start), clause.end))
    .join('');
}

function isKin(role: string): boolean {
  return ['father', 'mother', 'parents', 'grandparent', 'relative', 'stepparent'].includes(role);
}

function disabilityInWords(text: string): Facts['disability'] {
  const tail = /残疾证[^，。；]{0,6}末(?:两|2)?位(?:是|为)?([1-7])([1-4])/.exec(text);
  if (tail !== null) return { category: Number(tail[1]), level: Number(tail[2]), certificate: true };
  const match =
    new RegExp(`(${KINDS})[^，。；0-9一二三四]{0,6}(?:（\\d）)?([一二三四1-4])级`).exec(text) ??
    new RegExp(`(${KINDS})(?:残疾|障碍|损失|残)`).exec(text);
  if (match === null) return null;
  const certified =
    /(?<!没有?|没办|未办|无|未)(?:办(?:了|过)?|持|有)?残疾(?:人)?证/.test(text) &&
    !/(?:没|未|无)[^，。；]{0,3}残疾(?:人)?证|未评定/.test(text);
  return {
    category: KIND_NUMBERS.indexOf(match[1] ?? '') + 1,
    level: LEVELS[match[2] ?? ''] ?? null,
    certificate: certified || match[2] !== undefined,
  };
}

type PlaceFacts = Pick<Facts, 'place' | 'township' | 'elsewhere'>;
const FAR = /([一-龥]{2,7}?(?:省|自治区))?([一-龥]{2,6}?(?:市|县|区|州))([一-龥]{2,6}?(?:县|区|镇|乡|街道))?/;

/** 孩子在长兴县: the words before the name; 从江县 is one. */
const BEFORE_PLACE = /^.*[在到去住]|^.+从/;

/** Of the caller's home, of work away, of papers: not where the child is. */
const NOT_THE_CHILDS = /我(?:们)?(?:家)?(?:住|在)|务工|打工|户口|户籍|医院/;
const UNKNOWN: PlaceFacts = { place: 'unknown', township: null, elsewhere: null };

/** Where the child is: the address field, else the place that the narrative tells of the child. */
export function placeFacts(evidence: Evidence): PlaceFacts {
  const { child, county } = evidence.input;
  const names = namesIn(county);
  const fromField = placeIn(child.address ?? '', names);
  if (fromField.place !== 'unknown') return fromField;
  let elsewhere: PlaceFacts | undefined;
  for (const { start, end } of evidence.narrative.prepared.clauses) {
    const clause = evidence.input.narrative.slice(start, end);
    if (NOT_THE_CHILDS.test(clause)) continue;
    const told = placeIn(clause, names);
    if (told.place === 'local') return told;
    if (told.place === 'elsewhere') elsewhere ??= told;
  }
  return elsewhere ?? UNKNOWN;
}

/** The names of a county's places, made ready once. */
interface PlaceNames {
  /** the county's own, which may hold a township's: 安居区 names the district, not its town 安居镇 */
  county: readonly string[];
  townships: readonly { name: string; stem: string; agencyId: string }[];
}

const placeNames = new WeakMap<CountyPlaces, PlaceNames>();

function namesIn(county: CountyPlaces): PlaceNames {
  const known = placeNames.get(county) ?? {
    county: [county.name, ...county.aliases],
    townships: county.townships.map(({ name, agencyId }) => ({ name, stem: stem(name), agencyId })),
  };
  placeNames.set(county, known);
  return known;
}

function placeIn(text: string, { county, townships }: PlaceNames): PlaceFacts {
  if (text === '') return UNKNOWN;
  const beside = county.reduce((rest, name) => rest.replaceAll(name, ''), text);
  const township =
    townships.find(({ name }) => text.includes(name)) ?? townships.find((one) => beside.includes(one.stem));
  const named = county.some((name) => name.length > 1 && text.includes(name));
  const far = /外县|外省|外地/.test(text);
  if ((township !== undefined || named) && !far)
    return { place: 'local', township: township?.agencyId ?? null, elsewhere: null };
  const match = FAR.exec(text.replace(/[（(].*$/, ''));
  if (match === null) return far ? { ...UNKNOWN, place: 'elsewhere' } : UNKNOWN;
  const city = (match[2] ?? '').replace(BEFORE_PLACE, '');
  return { place: 'elsewhere', township: null, elsewhere: `${city}${match[3] ?? ''}` };
}

/** 昌硕派出所 names 昌硕街道; a stem of one letter names nothing. */
function stem(name: string): string {
  const short = name.replace(/(街道|镇|乡)$/, '');
  return short.length >= 2 ? short : name;
}

export function hukouOf(evidence: Evidence): Facts['hukou'] {
  const { child, county } = evidence.input;
  if (says(evidence, 'noHukou')) return 'none';
  const said = child.hukou ?? '';
  if (said !== '')
    return [county.name, county.name.slice(0, 2), ...county.aliases].some((name) => said.includes(name))
      ? 'local'
      : 'elsewhere';
  return readingsOf(evidence, 'hukou').length > 0 ? 'elsewhere' : 'unknown';
}
