/**
 * Who is spoken of where. Guarantees: mentions are found longest word first and carry the role from the speaker's side
 * (我哥 said by an aunt is the child's father). Not here: what is said about them.
 */
import { lexicon } from './lexicon';
import type { PersonRole } from './lexicon';
import { clauseAt, sentenceAt } from './text';
import type { PreparedText } from './text';
import { harmlessAt } from './words';
import type { Span } from './words';

export interface Mention {
  role: PersonRole;
  /** 我: the speaker, who tells of the deed and is not taken for the doer */
  self: boolean;
  start: number;
  end: number;
}

interface SpeakerWords {
  pattern: RegExp;
  selves: ReadonlySet<string>;
  roles: ReadonlyMap<string, PersonRole>;
}

const bySpeaker = new Map<string, SpeakerWords>();
const SELF_ROLES: Readonly<Record<string, PersonRole>> = {
  father: 'father',
  mother: 'mother',
  child: 'child',
  paternal_grandparent: 'grandparent',
  maternal_grandparent: 'grandparent',
  paternal_relative: 'relative',
  maternal_relative: 'relative',
};
/** 大人 and 人家 are no persons; the words hold others that are. */
const PARENT_ROLES: ReadonlySet<PersonRole> = new Set(['father', 'mother', 'parents']);

export function findMentions(text: PreparedText, speaker: string): Mention[] {
  const mentions = listMentions(text, wordsOf(speaker));
  return mentions.map((mention, index) => {
    if (isOfOthers(text.text, mention, mentions[index - 1])) return { ...mention, role: 'others' };
    if (!isAddress(text.text, mention)) return mention;
    const meant = mentions.slice(0, index).findLast(({ role }) => OUTSIDERS.has(role));
    return meant === undefined ? mention : { ...mention, role: meant.role };
  });
}

/** A child says 叔叔 and 大爷 to any man: who was named before as no kin is meant, unless it is somebody's uncle. */
const OUTSIDERS: ReadonlySet<PersonRole> = new Set(['school', 'institution', 'stranger', 'adult']);

/** 同学他爸, 邻居家的妈妈: a parent of somebody else. */
function isOfOthers(text: string, { role, start }: Mention, before: Mention | undefined): boolean {
  if (before === undefined || !PARENT_ROLES.has(role)) return false;
  const others = before.role === 'peer' || before.role === 'school';
  return others && /^(?:家)?的?$/.test(text.slice(before.end, start));
}

function isAddress(text: string, { start, end }: Mention): boolean {
  return (
    /^(叔叔|大爷|伯伯|阿姨)$/.test(text.slice(start, end)) &&
    !/[他她我的亲堂表家]$/.test(text.slice(0, start))
  );
}

function listMentions(text: PreparedText, words: SpeakerWords): Mention[] {
  return [...text.text.matchAll(words.pattern)]
    .map((match) => ({
      role: words.roles.get(match[0]) ?? 'adult',
      self: words.selves.has(match[0]),
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter((mention) => harmlessAt(text.harmless, 'persons', mention) === undefined);
}

function wordsOf(speaker: string): SpeakerWords {
  const known = bySpeaker.get(speaker);
  if (known !== undefined) return known;
  const roles = new Map<string, PersonRole>();
  for (const row of lexicon().persons) {
    if (row.say !== undefined && !row.say.includes(speaker)) continue;
    for (const word of row.words) if (row.say !== undefined || !roles.has(word)) roles.set(word, row.role);
  }
  const selves = new Set([...roles].filter(([, role]) => role === 'self').map(([word]) => word));
  for (const word of selves) roles.set(word, SELF_ROLES[speaker] ?? 'self');
  const longestFirst = [...roles.keys()].sort((a, b) => b.length - a.length);
  const made = { pattern: new RegExp(longestFirst.join('|'), 'g'), selves, roles };
  bySpeaker.set(speaker, made);
  return made;
}

/** False when the clause speaks of somebody else than the child. No mention at all means the child. */
export function isAboutChild(text: PreparedText, mentions: readonly Mention[], span: Span): boolean {
  const clause = clauseAt(text, span.start);
  const before = mentions.filter((mention) => mention.start >= clause.start && mention.start < span.end);
  const last = before.filter((mention) => mention.role !== 'official' && mention.role !== 'school').at(-1);
  if (last === undefined || ['child', 'peer', 'self'].includes(last.role)) return true;
  if (last.start >= span.start) return true;
  const child = before.filter((mention) => mention.role === 'child').at(-1);
  return child !== undefined && /[被让给遭挨由跟和同与陪带]/.test(text.text.slice(child.end, last.start + 1));
}

/** 爸妈去打工，至今没回来: the clause names nobody, the one before named adults only. */
export function goesOnAboutOthers(text: PreparedText, mentions: readonly Mention[], span: Span): boolean {
  const clause = clauseAt(text, span.start);
  if (mentions.some((mention) => mention.start >= clause.start && mention.end <= clause.end)) return false;
  const sentence = sentenceAt(text, span.start);
  const earlier = text.clauses
    .filter((other) => other.start >= sentence.start && other.end <= clause.start)
    .reverse();
  const named = earlier.map((other) =>
    mentions.filter(
      ({ start, end, role }) => start >= other.start && end <= other.end && role !== 'official',
    ),
  );
  const nearest = named.find((persons) => persons.length > 0) ?? [];
  return nearest.length > 0 && nearest.every((mention) => PARENT_ROLES.has(mention.role));
}

/** Which parents a state is said of; empty when it is said of somebody else. */
export function parentsSpokenOf(
  text: PreparedText,
  mentions: readonly Mention[],
  span: Span,
): ('father' | 'mother')[] {
  const clause = clauseAt(text, span.start);
  const inClause = mentions.filter((mention) => mention.start >= clause.start && mention.start < span.end);
  const named = lastNotChild(inClause);
  if (named !== undefined) return parentsOf(named.role);
  const sentence = sentenceAt(text, span.start);
  const earlier = mentions.filter(
    (mention) => mention.start >= sentence.start && mention.end <= clause.start,
  );
  const topic = lastNotChild(earlier);
  return topic === undefined ? [] : parentsOf(topic.role);
}

function lastNotChild(mentions: readonly Mention[]): Mention | undefined {
  return mentions.filter((mention) => mention.role !== 'child' && mention.role !== 'official').at(-1);
}

function parentsOf(role: PersonRole): ('father' | 'mother')[] {
  if (role === 'parents') return ['father', 'mother'];
  return role === 'father' || role === 'mother' ? [role] : [];
}

/** True when the carer (not a parent, not the child) is spoken of. */
export function isAboutCarer(text: PreparedText, mentions: readonly Mention[], span: Span): boolean {
  const clause = clauseAt(text, span.start);
  const sentence = sentenceAt(text, span.start);
  const inClause = lastNotChild(
    mentions.filter((mention) => mention.start >= clause.start && mention.start < span.end),
  );
  const topic =
    inClause ??
    lastNotChild(
      mentions.filter((mention) => mention.start >= sentence.start && mention.end <= clause.start),
    );
  return topic !== undefined && ['grandparent', 'relative', 'adult', 'stepparent'].includes(topic.role);
}

export interface Deed {
  /** who did it, null = not said */
  by: PersonRole | null;
  /** who was hurt */
  victim: 'child' | 'adult' | 'peer';
}

/** Who did what is said in a span, and to whom; the child is the one hurt unless another is named. */
export function deedOf(text: PreparedText, mentions: readonly Mention[], span: Span): Deed {
  const clause = clauseAt(text, span.start);
  const words = text.text.slice(clause.start, clause.end);
  const passive = /被|遭|挨|让(?=[^我])/.exec(words);
  const passiveAt = passive === null ? -1 : clause.start + passive.index;
  const around = mentions.filter(
    (mention) =>
      mention.start >= clause.start &&
      mention.end <= Math.min(clause.end, span.end + 4) &&
      !isToldTo(text, mention, span),
  );
  if (passiveAt >= 0 && passiveAt < span.end) return passiveDeed(text, mentions, around, passiveAt, span);
  const actor = around
    .filter((mention) => mention.start < span.end && isDoer(mention) && !isObject(text, mention, span))
    .at(-1);
  const child = around.find((mention) => mention.role === 'child' && mention.end <= span.start);
  const object = around
    .filter((mention) => mention !== actor && mention !== child)
    .find((mention) => mention.start >= span.end - 3 || isObject(text, mention, span));
  const by = actor?.role ?? earlierAdult(text, mentions, clause.start);
  if (child !== undefined && object?.role === 'peer' && actor === undefined)
    return { by: 'child', victim: 'peer' };
  return { by, victim: victimOf(object) };
}

/** 叫她别跟妈妈说: neither does the mother anything nor is anything done to her. */
function isToldTo(text: PreparedText, mention: Mention, span: Span): boolean {
  if (mention.start <= span.start || mention.end > span.end) return false;
  return /(?:跟|和|向|对|告诉)$/.test(text.text.slice(span.start, mention.start));
}

function passiveDeed(
  text: PreparedText,
  mentions: readonly Mention[],
  around: readonly Mention[],
  passiveAt: number,
  span: Span,
): Deed {
  const agent = around.find((mention) => mention.start > passiveAt && isDoer(mention));
  const patient = around.filter(({ end, role }) => end <= passiveAt && !PLACES.has(role)).at(-1);
  const by =
    agent?.role ?? (isBySomeone(text, passiveAt) ? 'adult' : earlierAdult(text, mentions, span.start));
  if (patient === undefined || patient.role === 'child') return { by, victim: 'child' };
  const childToo = around.some((mention) => mention.role === 'child' && mention.end <= passiveAt);
  return { by, victim: childToo ? 'child' : 'adult' };
}

/** 学校 and 老师 before 被 tell where, not who was hurt. */
const PLACES: ReadonlySet<PersonRole> = new Set(['official', 'school']);

/** 被人打: by somebody, and nobody of those named before. */
function isBySomeone({ text }: PreparedText, passiveAt: number): boolean {
  return /^.(?:别)?人(?!贩)/.test(text.slice(passiveAt, passiveAt + 4));
}

function isDoer(mention: Mention): boolean {
  return !mention.self && mention.role !== 'child' && mention.role !== 'official';
}

/** 打他妈: the mention stands right after the words of the deed, or at their end. */
function isObject(text: PreparedText, mention: Mention, span: Span): boolean {
  if (mention.start >= span.end) return /^(了|着|过|我|的)?$/.test(text.text.slice(span.end, mention.start));
  return mention.end === span.end && mention.start > span.start;
}

function victimOf(object: Mention | undefined): Deed['victim'] {
  if (object === undefined || object.role === 'child') return 'child';
  if (object.role === 'peer') return 'peer';
  return PARENT_ROLES.has(object.role) || object.role === 'self' || object.role === 'grandparent'
    ? 'adult'
    : 'child';
}

function earlierAdult(text: PreparedText, mentions: readonly Mention[], before: number): PersonRole | null {
  const sentence = sentenceAt(text, before);
  const earlier = mentions.filter(
    (mention) => mention.start >= sentence.start && mention.end <= before && isDoer(mention),
  );
  return earlier.at(-1)?.role ?? null;
}
