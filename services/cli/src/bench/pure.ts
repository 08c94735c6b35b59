/**
 * `route`, `suggest`: the two pure functions behind every preview, on the narratives of every shipped county in turn.
 * Processor time (user), not the clock on the wall: other work on the machine does not count.
 */
import { shippedProfiles, placesOf, route, suggest } from '@yimen/routing';
import type { Profile, RouteInput, SuggestInput } from '@yimen/routing';
import { shippedScenarios } from '../measure/bodies';
import { median, percentile, rounded } from '../measure/stats';
import type { Bench, BenchResult } from './types';

const rounds = 30;
/** A service that has run for a quarter of an hour has long compiled both: some thousand calls, which do not count. */
const warmRounds = 150;
const routeLimitMs = 0.2;
const suggestLimitMs = 5;
/** A long call; shorter ones of a county are joined until they are as long. */
const narrativeLength = 500;

interface Case {
  profile: Profile;
  reading: SuggestInput;
  routing: RouteInput;
  /** words of all calls of the county, of which each round reads another part: what was read lately is kept */
  words: string;
}

const caseOf = (profile: Profile, words: string): Case => {
  const narrative = words.slice(0, narrativeLength);
  const reading: SuggestInput = {
    channel: 'hotline',
    county: placesOf(profile),
    receivedAt: new Date('2026-03-20T08:35:00+08:00'),
    narrative,
    reporter: {},
    child: {},
    childIndex: 0,
    childCount: 1,
  };
  const { facts, matters, categories, mandatoryReportItems, risk } = suggest(reading);
  const values = <T>(list: readonly { value: T }[]): T[] => list.map(({ value }) => value);
  const routing = {
    facts,
    matters: values(matters),
    categories: values(categories),
    mandatoryReportItems: values(mandatoryReportItems),
    risk: risk.value,
    receivedAt: reading.receivedAt,
    joinsOpenCase: false,
  };
  return { profile, reading, routing, words };
};

const casesOf = ([county, profile]: [string, Profile]): Case[] => {
  const narratives = shippedScenarios(county).map(({ narrative }) => narrative);
  const words = narratives.join('');
  return narratives.map((narrative) => caseOf(profile, narrative + words));
};

/** The case's call, begun a few characters later in each round. */
const readingOf = ({ reading, words }: Case, round: number): SuggestInput => ({
  ...reading,
  narrative: words.slice(round * 3, round * 3 + narrativeLength),
});

/** Milliseconds per call, one value per round over all cases, once warm. */
const measure = (cases: readonly Case[], call: (one: Case, round: number) => unknown): number[] => {
  const times = Array.from({ length: warmRounds + rounds }, (_, round) => {
    const before = process.cpuUsage();
    for (const one of cases) call(one, round);
    return process.cpuUsage(before).user / 1_000 / cases.length;
  });
  return times.slice(warmRounds);
};

const row = (id: string, name: string, times: readonly number[], limitMs: number): BenchResult => ({
  id,
  name,
  ours: rounded(median(times)),
  reference: limitMs,
  ratio: rounded(median(times) / limitMs),
  unit: 'ms',
  p50: rounded(median(times)),
  p95: rounded(percentile(times, 95)),
  p99: rounded(percentile(times, 99)),
  floor: `<= ${limitMs} ms`,
});

export const pureBench: Bench = {
  ids: ['route', 'suggest'],
  run: async (_wanted, say) => {
    const cases = [...shippedProfiles()].flatMap(casesOf);
    const routed = measure(cases, ({ profile, routing }) => route(profile, routing));
    const read = measure(cases, (one, round) => suggest(readingOf(one, round)));
    const results = [
      row('route', `route() with explanation, ${cases.length} cases`, routed, routeLimitMs),
      row('suggest', `suggest() on ${narrativeLength} characters`, read, suggestLimitMs),
    ];
    for (const { id, ours, unit } of results) say(`${id}: ${ours} ${unit}`);
    return results;
  },
};
