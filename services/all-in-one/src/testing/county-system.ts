/**
 * The whole system on a throwaway folder, with every county that ships and further folders beside them, and the
 * people of a county as callers of the public API.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duty } from '@yimen/auth';
import { tokenFor } from '@yimen/auth/testing';
import type { Profile } from '@yimen/routing';
import { ManualClock, readConfig, startSystem } from '@yimen/service-kit';
import type { RunningSystem } from '@yimen/service-kit';
import { expectDocumented } from '@yimen/testing';
import { allServices } from '../services';

const startTime = new Date('2026-03-20T08:35:00+08:00');

/** Somebody at an agency of the county: the office where none is named. */
interface Caller {
  county: string;
  duties: Duty[];
  role?: string;
  agency?: string;
}

interface Sent {
  body?: object;
  version?: number;
  traceparent?: string;
}

interface Reply<B> {
  status: number;
  body: B;
}

export interface CountySystem {
  system: RunningSystem;
  call<B>(caller: Caller, method: 'GET' | 'POST', path: string, sent?: Sent): Promise<Reply<B>>;
  stop(): Promise<void>;
}

const tokenOf = ({ system, caller }: { system: RunningSystem; caller: Caller }): Promise<string> => {
  const { county, duties, role = 'coordination_office' } = caller;
  const agency = caller.agency ?? `${county}-${role}`;
  const subject = `${county.toLowerCase()}-${duties[0] ?? 'desk'}-1`;
  return tokenFor({ subject, duties, agency, role, jurisdiction: county }, system.secrets.keyring);
};

export const aCountySystem = async (): Promise<CountySystem> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-counties-'));
  const config = { ...readConfig(), dataDir, port: 0, databaseUrl: undefined, logLevel: 'silent' };
  const system = await startSystem({ config, services: allServices, clock: new ManualClock(startTime) });
  let calls = 0;
  return {
    system,
    call: async <B>(caller: Caller, method: 'GET' | 'POST', path: string, sent: Sent = {}) => {
      const response = await fetch(`${system.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await tokenOf({ system, caller })}`,
          ...(sent.traceparent === undefined ? {} : { traceparent: sent.traceparent }),
          ...(sent.version === undefined ? {} : { 'if-match': `"${sent.version}"` }),
          ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
          ...(method === 'GET' ? {} : { 'idempotency-key': `county-system-${(calls += 1)}` }),
        },
        ...(method === 'GET' ? {} : { body: JSON.stringify(sent.body ?? {}) }),
      });
      const { status, headers } = response;
      const text = await response.text();
      expectDocumented(allServices, {
        ...{ method, url: path, status, body: text },
        headers: Object.fromEntries(headers),
      });
      return { status, body: JSON.parse(text) as B };
    },
    stop: async () => {
      await system.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** A beaten girl in the county's first township, parents away: red, police first, and something for several desks. */
export const beatingIn = ({ townships }: Profile) => {
  const place = townships[0]?.name ?? '';
  return {
    channel: 'hotline',
    narrative: `${place}中心小学：女生小禾12岁，父母在宁波打工，跟舅舅。今早发现后背大片瘀青，说昨晚舅舅用皮带抽。`,
    reporter: { kindText: '学校老师' },
    children: [{ name: '小禾', sex: 'female', ageText: '12岁', address: place }],
  };
};
