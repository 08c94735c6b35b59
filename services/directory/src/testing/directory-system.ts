/** The directory on a real Postgres, behind its real HTTP edge, with a real-time clock that the test turns. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@yimen/auth';
import { testKeyring, tokenFor } from '@yimen/auth/testing';
import type { AlertRaisedV1 } from '@yimen/contracts';
import { createLogger, startService, systemClock } from '@yimen/service-kit';
import type { AlertSettings, RunningService } from '@yimen/service-kit';
import { callerOf, testDatabase } from '@yimen/testing';
import { loadCounty } from '../county';
import type { CountyProfile } from '../county';
import { Housekeeping } from '../housekeeping';
import { directoryService } from '../index';
import { localKeyHeader } from '../local-key.guard';
import { alertingCoordination, raisedBy } from './alerting-coordination';

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

export interface Call {
  actor?: Actor;
  token?: string;
  /** with the key of the data folder */
  local?: boolean;
  remoteAddress?: string;
  headers?: Record<string, string>;
}

const localKey = 'local-key-of-the-tests';

/** Five agencies and nine accounts in the shape of a shipped county. */
export const aCounty = (code: string): CountyProfile => {
  const prefix = code.toLowerCase();
  const office = `${code}-coordination_office`;
  const agency = (role: string, name: string) => ({
    id: `${code}-${role}`,
    role,
    name,
    aliases: [`${name}（别名）`],
  });
  return {
    code,
    name: `${code} 县`,
    agencies: [
      agency('coordination_office', '协调办'),
      agency('police', '公安局'),
      agency('civil_affairs', '民政局'),
      agency('justice', '司法局'),
      { id: `${code}-township-xiaofeng`, role: 'township', name: '孝丰镇' },
    ],
    accounts: [
      { name: `${prefix}-operator-1`, duties: ['operator'], agency: office },
      { name: `${prefix}-operator-2`, duties: ['operator'], agency: office },
      { name: `${prefix}-coordinator`, duties: ['coordinator'], agency: office },
      { name: `${prefix}-supervisor`, duties: ['supervisor'], agency: office },
      { name: `${prefix}-admin`, duties: ['admin', 'auditor'], agency: office },
      { name: `${prefix}-police-1`, duties: ['desk'], agency: `${code}-police` },
      { name: `${prefix}-police-2`, duties: ['desk'], agency: `${code}-police` },
      { name: `${prefix}-justice-1`, duties: ['desk'], agency: `${code}-justice` },
      {
        name: `${prefix}-township-1`,
        duties: ['desk'],
        agency: `${code}-township-xiaofeng`,
        area: `${code}-township-xiaofeng`,
      },
    ],
  };
};

/** Only the calendar is the test's; timers, promises and sockets run as ever. */
const turnableDate = (): void => {
  const real = [
    'hrtime',
    'nextTick',
    'performance',
    'queueMicrotask',
    'setImmediate',
    'clearImmediate',
    'setInterval',
    'clearInterval',
    'setTimeout',
    'clearTimeout',
  ] as const;
  jest.useFakeTimers({ now: Date.parse('2026-03-20T01:00:00Z'), doNotFake: [...real] });
};

const headersOf = async ({ actor, token, local, headers }: Call): Promise<Record<string, string>> => {
  const bearer = token ?? (actor && (await tokenFor(actor, testKeyring)));
  return {
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    ...(local ? { [localKeyHeader]: localKey } : {}),
    ...headers,
  };
};

const parsed = (text: string): unknown => (text === '' ? undefined : (JSON.parse(text) as unknown));

type Method = 'GET' | 'POST' | 'DELETE';

const caller = (service: RunningService) => {
  const ask = callerOf(directoryService, service);
  return async (method: Method, path: string, payload: string | undefined, call: Call): Promise<Reply> => {
    const json = payload === undefined ? {} : { 'content-type': 'application/json' };
    const reply = await ask({
      method,
      url: `/api/directory${path}`,
      headers: { ...json, ...(await headersOf(call)) },
      payload,
      remoteAddress: call.remoteAddress ?? '127.0.0.1',
    });
    const headers = Object.fromEntries(
      Object.entries(reply.headers).map(([name, value]) => [name, String(value)]),
    );
    return { status: reply.statusCode, headers, body: parsed(reply.body) };
  };
};

const givenPasswords = async (call: ReturnType<typeof caller>): Promise<Map<string, string>> => {
  const { body } = await call('POST', '/local/passwords', '{}', { local: true });
  const { items } = body as { items: { name: string; password: string }[] };
  return new Map(items.map(({ name, password }) => [name, password]));
};

/** Of specs that raise no alert: nothing is written there. */
const noSlips: AlertSettings = { slipsDir: join(tmpdir(), 'yimen-no-slips') };

export const aDirectory = async (alerts: AlertSettings = noSlips) => {
  turnableDate();
  const database = await testDatabase({ services: [directoryService, alertingCoordination] });
  const db = database.db('directory');
  await loadCounty(db, aCounty('AJX'), new Date());
  const secrets = { adminPassword: '', rolePasswords: {}, localKey, keyring: testKeyring };
  const logger = createLogger('directory', 'silent');
  const context = { db, clock: systemClock, secrets, logger, alerts };
  const service = await startService(directoryService, context);
  const coordination = raisedBy(database.db('coordination', 1));
  const call = caller(service);
  const known = await givenPasswords(call);
  const admin = await database.admin.connect();
  await admin.query('set search_path = directory');
  const rows = async <R extends object>(sql: string): Promise<R[]> => (await admin.query<R>(sql)).rows;
  const auditRows = () =>
    rows<{ line: string }>(`select action || ' ' || subject_id as line from audit order by id`);
  let audited = 0;

  return {
    app: service.app,
    db,
    rows,
    get: (path: string, options: Call = {}) => call('GET', path, undefined, options),
    post: (path: string, body?: object, options: Call = {}) =>
      call('POST', path, body && JSON.stringify(body), options),
    delete: (path: string, options: Call = {}) => call('DELETE', path, undefined, options),
    raw: (path: string, payload: string) => call('POST', path, payload, {}),
    /** coordination raises this, and it is known here; nobody has waited for a call */
    learn: async (alert: AlertRaisedV1): Promise<void> => {
      await coordination.raise(alert);
      await service.caughtUp();
    },
    /** coordination raises this, and it was tried */
    hear: async (alert: AlertRaisedV1): Promise<void> => {
      await coordination.raise(alert);
      await service.caughtUp();
      await service.timers.runDue();
    },
    runDue: () => service.timers.runDue(),
    now: () => Date.now(),
    pass: (seconds: number) => void jest.setSystemTime(Date.now() + seconds * 1_000),
    passwordOf: (name: string) => known.get(name) ?? '',
    forget: () => service.app.get(Housekeeping).forget(),
    /** `action subject`, oldest first, since rows were last forgotten */
    audited: async () => (await auditRows()).slice(audited).map(({ line }) => line),
    /** the audit cannot be emptied, not even by its owner; what it holds so far is left out instead */
    forgetRows: async () => {
      audited = (await auditRows()).length;
      await rows('truncate session, sign_in_attempt');
    },
    stop: async () => {
      await service.stop();
      await coordination.stop();
      admin.release();
      await database.close();
      jest.useRealTimers();
    },
  };
};

export type DirectorySystem = Awaited<ReturnType<typeof aDirectory>>;
