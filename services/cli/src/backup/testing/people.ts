/** The people of a system that a drill is about: what they are told over HTTP, and the database behind it. */
import { allServices } from '@yimen/all-in-one';
import { readConfig, startSystem, visitDatabase } from '@yimen/service-kit';
import type { RunningSystem } from '@yimen/service-kit';
import { Client } from 'pg';
import type { Findings } from '../../chaos/check';
import { checkHistory } from '../../chaos/observe';
import { apiClient, bearer } from '../../client';
import type { ApiClient } from '../../client';
import { localToken } from '../../local-system';
import { bodyMaker, shippedScenarios } from '../../measure/bodies';
import { sender } from '../../measure/load';

interface Where {
  dataDir: string;
  databaseUrl?: string;
}

export const startAt = (where: Where): Promise<RunningSystem> =>
  startSystem({
    config: { ...readConfig({}), ...where, port: 0, logLevel: 'silent' },
    services: allServices,
  });

export const local = ({ url, secrets }: RunningSystem): ApiClient =>
  apiClient(url, { 'x-yimen-local-key': secrets.localKey });

export const as = async (system: RunningSystem, name: string): Promise<ApiClient> =>
  apiClient(system.url, bearer((await localToken(local(system), name)).token));

const makeBody = bodyMaker(shippedScenarios('AJX'));

interface Accepted {
  reportId: string;
  receiptNo: string;
}

export interface Load {
  accepted: Map<string, Accepted>;
  /** @throws what no answer explains */
  stop(): Promise<void>;
}

/** Sends without pause from so many connections until it is stopped. */
export const startLoad = async (system: RunningSystem, workers: number): Promise<Load> => {
  const { token } = await localToken(local(system), 'ajx-operator-1');
  const http = sender(system.url, token, workers);
  const accepted = new Map<string, Accepted>();
  let running = true;
  let next = 0;
  const work = async (): Promise<void> => {
    while (running) {
      const answer = await http.send(`drill-report-${next}`, makeBody(next++));
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body.slice(0, 200)}`);
      const report = JSON.parse(answer.body) as Accepted;
      accepted.set(report.reportId, report);
    }
  };
  const all = Promise.all(Array.from({ length: workers }, work));
  all.catch(() => undefined);
  return {
    accepted,
    stop: async () => {
      running = false;
      await all;
      http.close();
    },
  };
};

/** As administrator of its database. */
const inDatabase = async <T>(
  where: Where,
  { secrets }: RunningSystem,
  work: (adminUrl: string) => Promise<T>,
): Promise<T> => {
  const visit = await visitDatabase(where, secrets.adminPassword);
  return work(visit.adminUrl).finally(() => visit.leave());
};

/** What was promised to these against what the tables hold, once nothing is in flight. */
export const findingsOf = async (
  where: Where,
  system: RunningSystem,
  accepted: ReadonlySet<string>,
): Promise<Findings> => {
  await system.settle();
  return inDatabase(where, system, (adminUrl) => checkHistory(adminUrl, accepted));
};

export interface HeldReaders {
  /** events that no consumer can have read */
  countUnread(): Promise<number>;
  release(): Promise<void>;
}

/** A transaction that is open: every reader of the logs waits before what is appended from now on. */
export const holdReaders = async (where: Where, system: RunningSystem): Promise<HeldReaders> => {
  const visit = await visitDatabase(where, system.secrets.adminPassword);
  const client = new Client({ connectionString: visit.adminUrl });
  await client.connect();
  client.on('error', () => undefined);
  await client.query('begin; select pg_current_xact_id()');
  const unread = `
    select count(*)::int as n from intake.outbox where xid >= pg_snapshot_xmin(pg_current_snapshot())`;
  return {
    countUnread: async () => (await client.query<{ n: number }>(unread)).rows[0]?.n ?? 0,
    release: async () => {
      await client.query('rollback');
      await client.end();
      await visit.leave();
    },
  };
};

/** What was done to the whole of it, the oldest first. */
export const copiesOf = (where: Where, system: RunningSystem): Promise<string[]> =>
  inDatabase(where, system, async (connectionString) => {
    const client = new Client({ connectionString });
    await client.connect();
    const sql = `select action from directory.audit where subject_kind = 'backup' order by id`;
    const { rows } = await client.query<{ action: string }>(sql);
    await client.end();
    return rows.map(({ action }) => action);
  });
