/**
 * Coordination on a real Postgres, behind its real HTTP edge and on the real event log, with intake and the desks
 * played by the
 * test: what they say goes in through their outboxes, what coordination says is read from its own.
 */
import { PayloadCipher } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { anOfficeActor, testKeyring, tokenFor } from '@yimen/auth/testing';
import { deskServices, eventCatalogue, validateEvent } from '@yimen/contracts';
import type { DeskService, ReportAcceptedV1 } from '@yimen/contracts';
import { messagingTables, newId, PostgresEventLog, withTx } from '@yimen/messaging';
import type { NewEvent, RowScope } from '@yimen/messaging';
import { shippedProfiles, suggest } from '@yimen/routing';
import type { SuggestChild } from '@yimen/routing';
import { createLogger, ManualClock, startService } from '@yimen/service-kit';
import type { RunningService } from '@yimen/service-kit';
import { callerOf, testDatabase } from '@yimen/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { coordinationService } from '../coordination.service';

type Neighbour = 'intake' | 'directory' | DeskService;

const schemaOf = (name: Neighbour): string => name.replaceAll('-', '_');

/** A neighbour service of the test: an outbox and nothing else. */
const neighbour = (name: Neighbour) => ({
  name,
  schema: schemaOf(name),
  migrations: [
    class HasAnOutbox1790000000000 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        for (const statement of messagingTables(schemaOf(name))) await runner.query(statement);
      }

      async down(): Promise<void> {
        throw new Error('forward only');
      }
    },
  ],
});

const neighbours: readonly Neighbour[] = ['intake', 'directory', ...deskServices.map(({ code }) => code)];

const startTime = new Date('2026-03-20T08:35:00+08:00');
const scope: RowScope = { county: 'AJX', reach: 'system', actor: 'system:test' };
const logger = createLogger('test', 'silent');

const faultOf = (type: string, data: unknown): string | undefined => {
  const answer = validateEvent(type, data);
  return answer.valid ? undefined : JSON.stringify(answer.faults);
};

const profile = shippedProfiles().get('AJX');
const county = {
  code: 'AJX',
  name: profile?.name ?? '',
  aliases: [profile?.shortName ?? ''],
  townships: (profile?.townships ?? []).map(({ id, name }) => ({ name, agencyId: id })),
};

/** Beaten by the uncle who was entrusted: SC-45 of the scenarios, in short. Red, led by the police. */
export const beating =
  '孝丰镇中心小学：女生12岁，父母在宁波，跟舅舅。今早发现后背大片瘀青，孩子说昨晚舅舅用皮带抽，不是第一次。';
/** A question of money, nobody in danger. */
export const allowance = '外孙7岁，爸妈在上海打工，跟爷爷住溪龙乡，想问能不能给娃申请补助。';
/** Not red, several agencies. */
export const dropout = '递铺街道有个13岁男孩，父母都在外打工，跟奶奶住，不上学两个月了，学校劝不回来。';

export interface Told {
  narrative?: string;
  childId?: string;
  child?: SuggestChild & { township?: string };
  parts?: Partial<ReportAcceptedV1>;
}

let receipts = 0;

/** What intake says of one child of one report, facts and assessment as they are suggested for these words. */
export const anAccepted = ({
  narrative = beating,
  childId = newId(),
  child = {},
  parts = {},
}: Told = {}): ReportAcceptedV1 => {
  const { township, ...fields } = child;
  const input = {
    channel: 'hotline',
    county,
    receivedAt: startTime,
    narrative,
    reporter: { kind: 'citizen' as const },
    child: fields,
  };
  const suggested = suggest({ ...input, childIndex: 0, childCount: 1 });
  const values = <T>(rows: readonly { value: T }[]): T[] => [...new Set(rows.map(({ value }) => value))];
  return {
    reportId: newId(),
    receiptNo: `AJX-260320-${String(++receipts).padStart(4, '0')}-K`,
    county: 'AJX',
    childId,
    childIndex: 0,
    childCount: 1,
    channel: 'hotline',
    receivedAt: startTime.toISOString(),
    acceptedAt: startTime.toISOString(),
    lateEntry: false,
    statement: narrative,
    child: { name: '小棠', township: township ?? '孝丰镇', address: '孝丰镇竹里村三组' },
    reporter: {
      token: 'rp_0000test1',
      kind: 'citizen',
      mandatory: false,
      confidential: true,
      anonymous: false,
    },
    facts: suggested.facts,
    assessment: {
      matters: values(suggested.matters),
      categories: values(suggested.categories),
      mandatoryReportItems: values(suggested.mandatoryReportItems),
      risk: suggested.risk.value,
      riskRule: suggested.risk.rule,
      mode: 'suggested',
    },
    preview: null,
    sameAs: null,
    ...parts,
  };
};

export const accepted = (data: ReportAcceptedV1, topic = 'intake.reports'): NewEvent => ({
  topic,
  type: 'report.accepted.v1',
  key: data.childId,
  jurisdiction: data.county,
  data,
});

export interface Reply<B = unknown> {
  status: number;
  etag: string | undefined;
  body: B;
}

export interface Sent {
  actor?: Actor;
  version?: number | string;
  body?: object;
  headers?: Record<string, string>;
}

const speakers = async (database: Awaited<ReturnType<typeof testDatabase>>, clock: ManualClock) => {
  const cipher = new PayloadCipher(testKeyring);
  const dbs = new Map(neighbours.map((name) => [name, database.db(schemaOf(name), 2)]));
  const logs = [...dbs.values()].map(
    (db) =>
      new PostgresEventLog({
        db,
        catalogue: eventCatalogue,
        cipher,
        logger,
        checkSent: faultOf,
        checkReceived: faultOf,
        now: () => clock.now(),
      }),
  );
  const say = async (name: Neighbour, events: readonly NewEvent[]): Promise<void> => {
    const db = dbs.get(name);
    if (!db) throw new Error(`no neighbour ${name}`);
    const keys = events.map(({ key }) => key);
    await withTx(db, { scope, keys, now: clock.now(), unaudited: true }, async (tx) => {
      for (const event of events) tx.emit(event);
      await tx.query('select 1');
    });
  };
  return { say, stop: () => Promise.all(logs.map((log) => log.stop())) };
};

const callsOf = (service: RunningService) => {
  const ask = callerOf(coordinationService, service);
  return async <B>(method: 'GET' | 'POST', path: string, sent: Sent = {}): Promise<Reply<B>> => {
    const { actor = anOfficeActor('coordinator'), version, body, headers } = sent;
    const reply = await ask({
      method,
      url: `/api/coordination${path}`,
      headers: {
        ...headers,
        authorization: `Bearer ${await tokenFor(actor, testKeyring)}`,
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const { etag } = reply.headers;
    return { status: reply.statusCode, etag: etag && String(etag), body: reply.json() as B };
  };
};

const rowsOf =
  (database: Awaited<ReturnType<typeof testDatabase>>) =>
  async <R extends object>(sql: string, params: unknown[] = []): Promise<R[]> => {
    const client = await database.admin.connect();
    try {
      await client.query('set search_path = coordination');
      return (await client.query<R>(sql, params)).rows;
    } finally {
      client.release();
    }
  };

interface OutboxRow {
  topic: string;
  type: string;
  key: string;
  urgent: boolean;
  data: Buffer;
}

export const aCoordination = async () => {
  const database = await testDatabase({ services: [coordinationService, ...neighbours.map(neighbour)] });
  const clock = new ManualClock(startTime);
  const db = database.db('coordination');
  const secrets = { adminPassword: '', rolePasswords: {}, localKey: '', keyring: testKeyring };
  const service = await startService(coordinationService, { db, clock, secrets, logger });
  const others = await speakers(database, clock);
  const cipher = new PayloadCipher(testKeyring);
  const call = callsOf(service);
  const rows = rowsOf(database);

  return {
    service,
    db,
    clock,
    rows,
    /** what coordination said, opened as the receiver would */
    told: async (pattern = '%') => {
      const found = await rows<OutboxRow>(
        `select topic, type, key, urgent, data from outbox where type like $1 order by xid, position`,
        [pattern],
      );
      return found.map(({ data, ...event }) => ({
        ...event,
        data: opened(cipher, event.topic, event.key, data),
      }));
    },
    /** a neighbour says this, and coordination has handled or parked it */
    hear: async (name: Neighbour, ...events: NewEvent[]): Promise<void> => {
      await others.say(name, events);
      await service.caughtUp();
    },
    get: <B = unknown>(path: string, sent?: Sent) => call<B>('GET', path, sent),
    post: <B = unknown>(path: string, sent?: Sent) => call<B>('POST', path, sent),
    /** business time goes on, and what is due happens */
    pass: async (minutes: number): Promise<number> => {
      clock.advanceTo(new Date(clock.now().getTime() + minutes * 60_000));
      return service.timers.runDue();
    },
    parked: () =>
      rows<{ type: string; error: string }>('select type, error from parked where resolved_at is null'),
    stop: async (): Promise<void> => {
      await service.stop();
      await others.stop();
      await database.close();
    },
  };
};

const opened = (cipher: PayloadCipher, topic: string, key: string, data: Buffer): Record<string, unknown> => {
  const isCiphered = topic.startsWith('referrals.');
  const text = isCiphered ? cipher.openFor(key, data).toString() : data.toString('utf8');
  return JSON.parse(text) as Record<string, unknown>;
};

export type Coordination = Awaited<ReturnType<typeof aCoordination>>;
