/**
 * Cuts what leaves coordination to what the receiving role may know (I8, I9).
 * Guarantee: a personal field passes only if `need-to-know.ts` grants its group; a field that nobody classified, and
 * everything about the reporter, never passes; words about infections, sexual harm and offences are cut out of text for
 * roles without that duty, and out of every notice. The result still satisfies its schema.
 * Not here: which agency receives what (`@yimen/routing`); the reporter in a statement (intake takes that out).
 */
import { fieldClasses } from './generated/field-classes';
import type { NoticeIssuedV1, Part, ReferralChangedV1, ReferralIssuedV1 } from './generated/event-types';
import { containers, groupByPath, needOf, sensitiveWords } from './need-to-know';
import type { FieldGroup, SensitiveKind } from './need-to-know';

/** Data of the three events that go out to agencies. */
export type CutEventData = ReferralIssuedV1 | ReferralChangedV1 | NoticeIssuedV1;

/** Stands where a word was cut out. */
export const cutMark = '［已隐去］';

const kinds = Object.keys(sensitiveWords) as SensitiveKind[];

/** One pattern per set of kinds that is cut; built once, because every referral passes here. */
const patternOf = (kind: SensitiveKind): RegExp => new RegExp(sensitiveWords[kind].join('|'), 'gi');
const patterns: ReadonlyMap<SensitiveKind, RegExp> = new Map(kinds.map((kind) => [kind, patternOf(kind)]));

interface Knife {
  classes: Readonly<Record<string, string | null>>;
  granted: ReadonlySet<FieldGroup>;
  cutWords: readonly RegExp[];
}

const typeOf = (data: CutEventData): string => {
  if ('noticeId' in data) return 'notice.issued.v1';
  return 'change' in data ? 'referral.changed.v1' : 'referral.issued.v1';
};

/** Public and work fields always, any other only by its group: an unclassified or reporter field never passes. */
function passes(path: string, { classes, granted }: Knife): boolean {
  const fieldClass = classes[path];
  if (fieldClass === 'public' || fieldClass === 'work' || containers.includes(path)) return true;
  const group = groupByPath[path];
  return group !== undefined && granted.has(group);
}

const cutText = (text: string, { cutWords }: Knife): string =>
  cutWords.reduce((rest, pattern) => rest.replace(pattern, cutMark), text);

function cutFields(value: object, prefix: string, knife: Knife): object {
  const kept = Object.entries(value).flatMap(([name, item]) => {
    const path = `${prefix}${name}${Array.isArray(item) ? '[]' : ''}`;
    if (item === undefined || !passes(path, knife)) return [];
    const rest = cutValue(item, path, knife);
    return containers.includes(path) && isEmpty(rest) ? [] : [[name, rest]];
  });
  return Object.fromEntries(kept);
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function cutValue(value: unknown, path: string, knife: Knife): unknown {
  if (typeof value === 'string') return cutText(value, knife);
  if (Array.isArray(value)) return value.map((item) => cutValue(item, path, knife));
  if (typeof value === 'object' && value !== null) return cutFields(value, `${path}.`, knife);
  return value;
}

function knifeFor(role: string, part: Part | 'notice', type: string): Knife {
  const need = needOf(role);
  // a notice shows no sensitive word to anybody (architecture section 8); otherwise the role's duty decides
  const kept = part === 'notice' ? [] : need.words;
  return {
    classes: fieldClasses[type] ?? {},
    granted: new Set(part === 'notice' ? ['notice'] : need[part]),
    cutWords: kinds.filter((kind) => !kept.includes(kind)).flatMap((kind) => patterns.get(kind) ?? []),
  };
}

/**
 * A copy of `data` as `role` may see it; `data` is not changed.
 * @param role canonical role of the receiving agency; an unknown one gets no personal field
 * @param part its part in the leg; `notice` for notices, whoever receives them
 */
export function cutForRole<D extends CutEventData>(role: string, part: Part | 'notice', data: D): D {
  return cutFields(data, '', knifeFor(role, part, typeOf(data))) as D;
}
