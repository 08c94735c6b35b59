/**
 * B7: from the whole 201 answer at the client to the row of the police queue being committed, at a steady 100 reports/s
 * for 60 s on the whole embedded system, bodies of the scenarios in turn, everything on. Then memory and
 * connections at rest.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { apiClient, bearer } from '../client';
import { eventData } from '../measure/event-stream';
import { localToken } from '../local-system';
import { bodyMaker, shippedScenarios } from '../measure/bodies';
import { childSystem } from '../measure/child-system';
import type { ChildSystem } from '../measure/child-system';
import { openLoop, sender } from '../measure/load';
import { treePssMib } from '../measure/memory';
import { percentile, rounded } from '../measure/stats';
import { openBrokers } from './kafka/lab';
import type { Bench, BenchResult } from './types';

const perSecond = 100;
const seconds = 60;
const atRestReports = 10_000;
const connections = 64;

const operator = async (system: ChildSystem): Promise<string> => {
  const local = apiClient(system.url, { 'x-yimen-local-key': await system.localKey() });
  return (await localToken(local, 'ajx-operator-1')).token;
};

interface Sent {
  /** wall clock of the whole answer, by report id */
  answeredAt: Map<string, number>;
  refused: number;
}

const sendSteadily = async (system: ChildSystem, count: number, from: number): Promise<Sent> => {
  const http = sender(system.url, await operator(system), connections);
  const makeBody = bodyMaker(shippedScenarios('AJX'));
  const sent: Sent = { answeredAt: new Map(), refused: 0 };
  await openLoop(perSecond, (count / perSecond) * 1_000, async (n) => {
    const send = () => http.send(`bench-visible-${from + n}`, makeBody(from + n));
    // a connection that breaks is tried again with the same key, as any client does
    const answer = await send().catch(send);
    if (answer.status !== 201) sent.refused += 1;
    else sent.answeredAt.set((JSON.parse(answer.body) as { reportId: string }).reportId, answer.at);
  });
  http.close();
  return sent;
};

/** A police desk that watches: when each item was announced to it, by the wall clock of the same machine. */
interface Watch {
  announcedAt: Map<string, number>;
  stop(): void;
}

const watch = async (system: ChildSystem): Promise<Watch> => {
  const local = apiClient(system.url, { 'x-yimen-local-key': await system.localKey() });
  const { token } = await localToken(local, 'ajx-police-1');
  const ending = new AbortController();
  const response = await fetch(`${system.url}/api/police/stream`, {
    headers: bearer(token),
    signal: ending.signal,
  });
  const announcedAt = new Map<string, number>();
  const follow = async (): Promise<void> => {
    for await (const data of eventData(response)) {
      const at = Date.now();
      for (const id of (JSON.parse(data) as { ids?: string[] }).ids ?? [])
        if (!announcedAt.has(id)) announcedAt.set(id, at);
    }
  };
  follow().catch(() => undefined);
  return { announcedAt, stop: () => ending.abort() };
};

/** Which report brought each item of the police queue: the first of its case. */
const reportOfItem = async (system: ChildSystem): Promise<Map<string, string>> => {
  const client = new Client({ connectionString: await system.adminUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; report_id: string }>(
      `select w.id, min(r.report_id) as report_id
         from police.work_item w join coordination.case_report r on r.case_id = w.case_id
        group by w.id having count(*) = 1`,
    );
    return new Map(rows.map((row) => [row.id, row.report_id]));
  } finally {
    await client.end();
  }
};

const openConnections = async (system: ChildSystem): Promise<number> => {
  const client = new Client({ connectionString: await system.adminUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
};

const databasePid = (system: ChildSystem): number =>
  Number(readFileSync(join(system.dataDir, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);

const latency = async (system: ChildSystem, { id, limits }: Visible): Promise<BenchResult> => {
  // the first requests compile and fill caches; a system in service has done so
  await sendSteadily(system, perSecond * 3, 1_000_000);
  await system.untilQuiet();
  const desk = await watch(system);
  const sent = await sendSteadily(system, perSecond * seconds, 0);
  await system.untilQuiet();
  desk.stop();
  const reports = await reportOfItem(system);
  const waits = [...desk.announcedAt].flatMap(([id, at]) => {
    const answered = sent.answeredAt.get(reports.get(id) ?? '');
    return answered === undefined ? [] : [Math.max(0, at - answered)];
  });
  if (sent.refused > 0) throw new Error(`${sent.refused} reports were not accepted`);
  const [p50, p95, p99] = [50, 95, 99].map((percent) => rounded(percentile(waits, percent)));
  return {
    id,
    name: `201 -> in the police queue, ${perSecond}/s for ${seconds} s, ${waits.length} items`,
    ours: p99 ?? Number.NaN,
    reference: limits.p99,
    ratio: rounded((p99 ?? Number.NaN) / limits.p99),
    unit: 'ms',
    p50,
    p95,
    p99,
    floor: limits.floor,
  };
};

const atRest = async (system: ChildSystem): Promise<BenchResult[]> => {
  await sendSteadily(system, atRestReports - perSecond * (seconds + 3), 2_000_000);
  await system.untilQuiet();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const pss = rounded(treePssMib([system.pid(), databasePid(system)]));
  const open = await openConnections(system);
  const row = (id: string, name: string, ours: number, reference: number, unit: string): BenchResult => ({
    id,
    name,
    ours,
    reference,
    ratio: rounded(ours / reference),
    unit,
    floor: `<= ${reference} ${unit}`,
  });
  return [
    row('M1', `memory of the whole process tree after ${atRestReports} reports`, pss, 600, 'MiB PSS'),
    row('M2', 'database connections', open, 40, 'connections'),
  ];
};

interface Visible {
  id: string;
  limits: { p99: number; floor: string };
}

const embedded: Visible = { id: 'B7', limits: { p99: 250, floor: 'p50 <= 25 ms, p99 <= 250 ms' } };
const onKafka: Visible = { id: 'B7-kafka', limits: { p99: 1_000, floor: 'p99 <= 1 s' } };

/** @param after what else is measured on the system while it is there */
const measured = async (
  which: Visible,
  say: (line: string) => void,
  brokers?: readonly string[],
  after: (system: ChildSystem) => Promise<BenchResult[]> = async () => [],
): Promise<BenchResult[]> => {
  const system = await childSystem('system', {}, brokers);
  try {
    const startMs = await system.start();
    say(`started in ${Math.round(startMs)} ms`);
    const result = await latency(system, which);
    say(`${which.id}: p50 ${result.p50} p95 ${result.p95} p99 ${result.p99} ms`);
    return [result, ...(await after(system))];
  } finally {
    await system.throwAway();
  }
};

const measuredOnKafka = async (say: (line: string) => void): Promise<BenchResult[]> => {
  const { brokers, close } = await openBrokers();
  try {
    return await measured(onKafka, say, brokers);
  } finally {
    await close();
  }
};

export const visibleBench: Bench = {
  ids: ['B7', 'M1', 'M2', 'B7-kafka'],
  run: async (wanted, say) => {
    const rest = wanted.some((id) => id.startsWith('M')) ? atRest : undefined;
    const results = [
      ...(rest || wanted.includes('B7') ? await measured(embedded, say, undefined, rest) : []),
      ...(wanted.includes('B7-kafka') ? await measuredOnKafka(say) : []),
    ];
    for (const { id, ours, unit } of results.filter(({ id }) => id.startsWith('M')))
      say(`${id}: ${ours} ${unit}`);
    return results.filter(({ id }) => wanted.includes(id));
  },
};
