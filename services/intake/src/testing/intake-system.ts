/** Intake on a real Postgres, behind its real HTTP edge, on a business clock that the test moves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FieldCipher, PayloadCipher } from '@yimen/auth';
import type { Actor } from '@yimen/auth';
import { anOfficeActor, testKeyring, tokenFor } from '@yimen/auth/testing';
import { eventCatalogue } from '@yimen/contracts';
import { messagingTables, PostgresEventLog, withTx } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { createLogger, ManualClock, migrationOf, startService } from '@yimen/service-kit';
import type { RunningService } from '@yimen/service-kit';
import { callerOf, testDatabase } from '@yimen/testing';
import { intakeService } from '../index';
import { systemScope } from '../system-scope';

interface Reply {
  /** as it came; `body` is empty when it is no JSON */
  text: string;
  bytes: Buffer;
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

interface Call {
  actor?: Actor;
  key?: string;
  headers?: Record<string, string>;
}

/** As much of the others as intake listens to. */
const outsideOf = (schema: string) => ({
  schema,
  migrations: [migrationOf('HasAnOutbox1790000000000', () => messagingTables(schema))],
});
const outside = { coordination: outsideOf('coordination'), directory: outsideOf('directory') };

/** Counties that have people; others only ship. */
const staffed = ['AJX', 'BX', 'SX'];

export const operator = anOfficeActor('operator');
const start = new Date('2026-03-20T08:35:00+08:00');

/** A school reports one child; the reporter's words are all over the narrative. Nobody of this name exists. */
export const aReport = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  channel: 'mandatory_report',
  narrative:
    '孝丰镇中心小学：六年级学生小棠，女，12岁，父母在宁波，去年起跟舅舅。今早校医发现后背大片瘀青、小腿条状伤，' +
    '孩子说昨晚舅舅用皮带抽，不是第一次，还说舅舅晚上进她房间她害怕。我是班主任尤青禾，电话13800004455。学校已控制局面，孩子在校医室。',
  reporter: { kindText: '学校（强制报告主体）', name: '尤青禾', phone: '13800004455', confidential: true },
  children: [{ name: '小棠（化名）', sex: 'female', birthDate: '2013-10-10', address: '安吉县孝丰镇' }],
  ...changes,
});

interface SentEvent {
  type: string;
  topic: string;
  key: string;
  urgent: boolean;
  data: Record<string, unknown>;
}

const counted = [
  'report',
  'report_child',
  'child',
  'reporter_vault',
  'idempotency',
  'outbox',
  'import_batch',
  'import_row',
  'amendment',
  'correction',
];

let keys = 0;
export const aKey = (): string => `test-key-${String(++keys).padStart(4, '0')}`;

const parsed = (text: string): Record<string, unknown> =>
  !/^[{[]/.test(text) ? {} : (JSON.parse(text) as Record<string, unknown>);

const caller = (service: RunningService) => {
  const ask = callerOf(intakeService, service);
  return async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    payload: string | Buffer | undefined,
    call: Call,
  ): Promise<Reply> => {
    const { actor = operator, key, headers } = call;
    const reply = await ask({
      method,
      url: `/api/intake${path}`,
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        authorization: `Bearer ${await tokenFor(actor, testKeyring)}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
      payload,
    });
    const shown = Object.fromEntries(
      Object.entries(reply.headers).map(([name, value]) => [name, String(value)]),
    );
    return {
      status: reply.statusCode,
      headers: shown,
      text: reply.body,
      bytes: reply.rawPayload,
      body: parsed(reply.body),
    };
  };
};

interface Hearing {
  clock: ManualClock;
  payloads: PayloadCipher;
  caughtUp(): Promise<void>;
}

/** Another service as far as intake hears of it. */
const toldBy = (db: Db, { clock, payloads, caughtUp }: Hearing) => {
  const always = () => undefined;
  const now = () => clock.now();
  const log = new PostgresEventLog({
    db,
    catalogue: eventCatalogue,
    cipher: payloads,
    logger: createLogger(db.service, 'silent'),
    checkSent: always,
    checkReceived: always,
    now,
  });
  /** heard by intake when this returns */
  const tell = async (topic: string, type: string, key: string, data: object): Promise<void> => {
    const options = { scope: systemScope, keys: [key], now: now(), unaudited: true };
    await withTx(db, options, async (tx) => tx.emit({ topic, type, key, jurisdiction: 'AJX', data }));
    await caughtUp();
  };
  return { tell, stop: () => log.stop() };
};

export const anIntake = async () => {
  const database = await testDatabase({ services: [intakeService, outside.coordination, outside.directory] });
  const db = database.db('intake');
  const clock = new ManualClock(start);
  const secrets = { adminPassword: '', rolePasswords: {}, localKey: '', keyring: testKeyring };
  const logger = createLogger('intake', 'silent');
  const attachmentsDir = mkdtempSync(join(tmpdir(), 'yimen-attachments-'));
  const service = await startService(intakeService, { db, clock, secrets, logger, attachmentsDir });
  const call = caller(service);
  const rows = async <R extends object>(sql: string, values: unknown[] = []): Promise<R[]> =>
    (await database.admin.query<R>(sql, values)).rows;
  const payloads = new PayloadCipher(testKeyring);
  const system = { clock, payloads, caughtUp: () => service.caughtUp() };
  const coordination = toldBy(database.db('coordination'), system);
  const directory = toldBy(database.db('directory'), system);
  for (const county of staffed)
    await directory.tell('directory.changes', 'county.opened.v1', county, {
      county,
      name: county,
      openedAt: start.toISOString(),
    });

  return {
    service,
    db,
    rows,
    clock,
    attachmentsDir,
    ciphers: {
      fields: FieldCipher.forService(testKeyring, 'intake'),
      vault: FieldCipher.forVault(testKeyring),
    },
    get: (path: string, options: Call = {}) => call('GET', path, undefined, options),
    remove: (path: string, options: Call = {}) => call('DELETE', path, undefined, options),
    put: (path: string, body: object, options: Call = {}) => call('PUT', path, JSON.stringify(body), options),
    post: (path: string, body: object, options: Call = {}) =>
      call('POST', path, JSON.stringify(body), options),
    raw: (path: string, payload: string | Buffer, options: Call = {}) => call('POST', path, payload, options),
    accept: (changes: Record<string, unknown> = {}, options: Call = {}) =>
      call('POST', '/reports', JSON.stringify(aReport(changes)), { key: aKey(), ...options }),
    /** event data as the consumer reads it, oldest first */
    events: async (): Promise<SentEvent[]> => {
      const found = await rows<Omit<SentEvent, 'data'> & { data: Buffer }>(
        'select type, topic, key, urgent, data from intake.outbox order by position',
      );
      return found.map((row) => ({ ...row, data: parsed(payloads.openFor(row.key, row.data)) }));
    },
    counts: async (): Promise<Record<string, number>> => {
      const columns = counted.map((table) => `(select count(*)::int from intake.${table}) as ${table}`);
      const [row] = await rows<Record<string, number>>(`select ${columns.join(', ')}`);
      return row ?? {};
    },
    /** as coordination says it */
    hear: coordination.tell,
    runWorkers: () => service.timers.runDue(),
    stop: async () => {
      await coordination.stop();
      await directory.stop();
      await service.stop();
      await database.close();
      rmSync(attachmentsDir, { recursive: true, force: true });
    },
  };
};

export type IntakeSystem = Awaited<ReturnType<typeof anIntake>>;
