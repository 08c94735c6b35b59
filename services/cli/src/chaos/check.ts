/**
 * The checker: what the clients were promised against what the tables held, both from one history. Pure.
 * lost: a 201, leg, event or unreadable event that is not where it belongs. duplicateEffects: anything there twice.
 * orderInversions: events of one key whose log order is not their sequence.
 */
import type { Line } from './history';

export interface Findings {
  lost: number;
  duplicateEffects: number;
  orderInversions: number;
}

type Of<K extends string, V extends string> = Extract<Line, Record<K, V>>;

const happened = <V extends Of<'event', string>['event']>(lines: readonly Line[], event: V) =>
  lines.filter((line): line is Of<'event', V> => 'event' in line && line.event === event);
const seen = <V extends Of<'seen', string>['seen']>(lines: readonly Line[], what: V) =>
  lines.filter((line): line is Of<'seen', V> => 'seen' in line && line.seen === what);

const repeated = (names: readonly string[]): number => names.length - new Set(names).size;
const without = (wanted: Iterable<string>, there: readonly string[]): number => {
  const found = new Set(there);
  return [...wanted].filter((name) => !found.has(name)).length;
};

/** Report ids that each key was answered with. */
const promisesOf = (lines: readonly Line[]): Map<string, Set<string>> => {
  const promises = new Map<string, Set<string>>();
  for (const { key, status, reportId } of happened(lines, 'answer'))
    if (status === 201 && reportId !== undefined)
      promises.set(key, (promises.get(key) ?? new Set()).add(reportId));
  return promises;
};

const lostOf = (lines: readonly Line[]): number => {
  const whole = seen(lines, 'report').filter(({ children, cases }) => cases >= children);
  const promised = new Set([...promisesOf(lines).values()].flatMap((ids) => [...ids]));
  const items = seen(lines, 'item').map(({ leg }) => leg);
  return (
    without(
      promised,
      whole.map(({ id }) => id),
    ) +
    without(
      seen(lines, 'leg').map(({ id }) => id),
      items,
    ) +
    seen(lines, 'event').filter(({ awaited, settled }) => settled < awaited).length +
    without(
      happened(lines, 'poison').map(({ key }) => key),
      seen(lines, 'parked').map(({ key }) => key),
    )
  );
};

/** Reports beyond the keys that were ever sent: some key made two. Nothing sent = the reports are not this run's. */
const reportsTooMany = (lines: readonly Line[]): number => {
  const keys = new Set(happened(lines, 'sent').map(({ key }) => key)).size;
  return keys === 0 ? 0 : Math.max(0, seen(lines, 'report').length - keys);
};

const doubledOf = (lines: readonly Line[]): number => {
  const answers = [...promisesOf(lines).values()].reduce((sum, { size }) => sum + size - 1, 0);
  const legs = seen(lines, 'leg').filter(({ isCurrent }) => isCurrent);
  return (
    Math.max(answers, reportsTooMany(lines)) +
    repeated(seen(lines, 'joined').map(({ report, child }) => `${report} ${child}`)) +
    repeated(seen(lines, 'case').map(({ child }) => child)) +
    repeated(legs.map((leg) => `${leg.case} ${leg.agency}`)) +
    repeated(seen(lines, 'item').map(({ leg }) => leg))
  );
};

const inversionsOf = (lines: readonly Line[]): number => {
  const places = new Map<string, number>();
  let inverted = 0;
  for (const { service, topic, key, sequence } of seen(lines, 'event')) {
    const name = `${service} ${topic} ${key}`;
    const place = (places.get(name) ?? 0) + 1;
    places.set(name, place);
    if (sequence !== place) inverted++;
  }
  return inverted;
};

export const judge = (lines: readonly Line[]): Findings => ({
  lost: lostOf(lines),
  duplicateEffects: doubledOf(lines),
  orderInversions: inversionsOf(lines),
});
