/**
 * `match`: known children while typing, over HTTP, on a million made-up children of the shipped counties: how long an
 * answer takes, and how often the right child is among the first three of an answer to a noisy question.
 */
import { maxTokenSeconds, TokenIssuer } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { shippedProfiles } from '@yimen/routing';
import { loadSecrets } from '@yimen/service-kit';
import { apiClient, bearer } from '../client';
import type { ApiClient } from '../client';
import { childSystem } from '../measure/child-system';
import type { ChildSystem } from '../measure/child-system';
import { percentile, rounded, seededRandom } from '../measure/stats';
import { makeChild, townshipsOf } from './match/children';
import type { Place } from './match/children';
import { idOf, loadChildren } from './match/load';
import { noiseKinds } from './match/queries';
import type { MatchQuery } from './match/queries';
import type { Bench, BenchResult } from './types';

const seed = 20_260_320;
const allChildren = 1_000_000;
const queriesPerKind = 50;
const warmUp = 40;
const limitMs = 150;
const foundShare = 0.95;
const shown = 3;

interface Question {
  kind: string;
  county: string;
  childId: string;
  query: MatchQuery;
}

/** The same children for the same seed, each asked for once. */
const questionsOf = (places: readonly Place[], count: number): Question[] =>
  noiseKinds.flatMap(({ kind, ask }, index) => {
    const random = seededRandom(seed + index);
    const questions: Question[] = [];
    while (questions.length < queriesPerKind) {
      const n = Math.floor(random() * count);
      const child = makeChild(places, seed, n);
      const query = ask(child, random);
      if (query) questions.push({ kind, county: child.county, childId: idOf(n), query });
    }
    return questions;
  });

const clientsOf = async (
  system: ChildSystem,
  counties: readonly string[],
): Promise<Map<string, ApiClient>> => {
  const { keyring } = loadSecrets(system.dataDir, []);
  const clients = new Map<string, ApiClient>();
  for (const county of counties) {
    const role = 'coordination_office';
    const actor: Actor = {
      subject: 'bench',
      duties: ['operator'],
      agency: `${county}-${role}`,
      role,
      jurisdiction: county,
    };
    const { token } = await new TokenIssuer(keyring).issue({ actor, lifeSeconds: maxTokenSeconds });
    clients.set(county, apiClient(system.url, bearer(token)));
  }
  return clients;
};

interface Asked extends Question {
  ms: number;
  /** from 1; 0 = not there */
  rank: number;
}

const askAll = async (clients: Map<string, ApiClient>, questions: readonly Question[]): Promise<Asked[]> => {
  const asked: Asked[] = [];
  for (const question of questions) {
    const client = clients.get(question.county);
    const started = performance.now();
    const answer = await client?.post<{ items: { childId: string }[] }>(
      '/api/intake/children/matches',
      question.query,
    );
    const ms = performance.now() - started;
    const rank = 1 + (answer?.items.findIndex(({ childId }) => childId === question.childId) ?? -1);
    asked.push({ ...question, ms, rank });
  }
  return asked;
};

const isFound = ({ rank }: Asked): boolean => rank > 0 && rank <= shown;

const shareFound = (asked: readonly Asked[]): number => asked.filter(isFound).length / asked.length;

const resultsOf = (asked: readonly Asked[], count: number): BenchResult[] => {
  const times = asked.map(({ ms }) => ms);
  const [p50, p95, p99] = [50, 95, 99].map((percent) => rounded(percentile(times, percent)));
  const share = shareFound(asked);
  return [
    {
      id: 'match@p95',
      name: `known child among ${count}, ${asked.length} noisy questions over HTTP, p95`,
      ours: p95 ?? Number.NaN,
      reference: limitMs,
      ratio: rounded((p95 ?? Number.NaN) / limitMs),
      unit: 'ms',
      p50,
      p95,
      p99,
      floor: `p95 < ${limitMs} ms`,
    },
    {
      id: 'match@found',
      name: `the right child among the first ${shown}`,
      ours: rounded(share),
      reference: foundShare,
      ratio: rounded(share / foundShare),
      unit: 'share',
      floor: `>= ${foundShare}`,
    },
  ];
};

export const matchBench: Bench = {
  ids: ['match@p95', 'match@found'],
  run: async (_wanted, say, { children = allChildren }) => {
    const places = townshipsOf(shippedProfiles());
    const system = await childSystem('intake', {});
    try {
      await system.start();
      const started = performance.now();
      await loadChildren(system, seed, children);
      say(`${children} children in ${Math.round((performance.now() - started) / 1_000)} s`);
      const clients = await clientsOf(system, [...new Set(places.map(({ county }) => county))]);
      const questions = questionsOf(places, children);
      await askAll(clients, questions.slice(0, warmUp));
      const asked = await askAll(clients, questions);
      for (const { kind } of noiseKinds) {
        const ofKind = asked.filter((one) => one.kind === kind);
        const p95 = rounded(
          percentile(
            ofKind.map(({ ms }) => ms),
            95,
          ),
        );
        say(`${kind}: ${rounded(shareFound(ofKind))} found, p95 ${p95} ms`);
      }
      return resultsOf(asked, children);
    } finally {
      await system.throwAway();
    }
  },
};
