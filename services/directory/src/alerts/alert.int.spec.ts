import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anOfficeActor } from '@yimen/auth/testing';
import { withTx } from '@yimen/messaging';
import { eventually } from '@yimen/testing';
import { leaseMs } from './alert-calls';
import { claimDueAlerts, insertAlert } from './alert.store';
import { aDirectory } from '../testing/directory-system';
import type { DirectorySystem } from '../testing/directory-system';
import { anAlert } from '../testing/alerting-coordination';

const admin = { ...anOfficeActor('admin'), subject: 'ajx-admin' };
const today = { from: '2026-03-20T08:00:00+08:00', to: '2026-03-20T20:00:00+08:00' };

const onDuty = async (directory: DirectorySystem, account: string, agency: string, part = 'duty') => {
  const body = { agency, account, part, phone: `1380000${account.length}000`, ...today };
  expect((await directory.post('/duty-shifts', body, { actor: admin })).status).toBe(201);
};

const sentOf = (directory: DirectorySystem) =>
  directory.rows<{ detail: object; subject: string }>(
    `select detail, subject_id as subject from audit where action = 'alert.sent' order by id`,
  );

describe('by default', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yimen-slips-'));
  const slipsDir = join(folder, 'slips');
  let directory: DirectorySystem;
  beforeAll(async () => {
    directory = await aDirectory({ slipsDir });
  });
  afterAll(async () => {
    await directory.stop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    await directory.rows('truncate duty_shift');
    rmSync(slipsDir, { recursive: true, force: true });
  });

  const slips = () => readdirSync(slipsDir);
  const onlySlip = () => readFileSync(join(slipsDir, slips()[0] ?? ''), 'utf8');

  it('an alert is a slip for the person on duty, for this account of the machine only', async () => {
    await onDuty(directory, 'ajx-police-1', 'AJX-police');
    const alert = anAlert();
    await directory.hear(alert);
    expect(slips()).toEqual([`slip-20260320T090000-AJX-2026-000001-1-${alert.alertId.slice(-8)}.txt`]);
    expect(statSync(join(slipsDir, slips()[0] ?? '')).mode & 0o777).toBe(0o600);
    expect(onlySlip().split('\n')).toEqual([
      '【红色个案提醒】',
      '时间：2026-03-20 09:00',
      '县（区）：AJX 县',
      '单位：公安局',
      '个案编号：AJX-2026-000001',
      '第 1 次提醒',
      '红色个案未签收，请立即登录系统签收。个案',
      '编号：AJX-2026-000001，单位：公安局。',
      '呼叫：公安局 ajx-police-1',
      '电话：138000012000',
      '',
    ]);
  });

  it('with nobody on duty it goes to the office and says so', async () => {
    await onDuty(directory, 'ajx-coordinator', 'AJX-coordination_office');
    await directory.hear(anAlert());
    expect(onlySlip().replaceAll('\n', '')).toContain(
      '该单位无人值班，请代为联系。呼叫：协调办 ajx-coordinator',
    );
  });

  it('with nobody on duty anywhere it is written all the same', async () => {
    await directory.hear(anAlert({ step: 2 }));
    expect(onlySlip().replaceAll('\n', '')).toContain('呼叫：协调办 无人值班电话：无');
  });

  it('the steps call the person on duty, the deputy and the office', async () => {
    await onDuty(directory, 'ajx-police-1', 'AJX-police');
    await onDuty(directory, 'ajx-police-2', 'AJX-police', 'deputy');
    await onDuty(directory, 'ajx-coordinator', 'AJX-coordination_office');
    const before = (await sentOf(directory)).length;
    for (const step of [1, 2, 3]) await directory.hear(anAlert({ step }));
    expect((await sentOf(directory)).slice(before).map(({ detail }) => detail)).toEqual([
      { step: 1, called: 'AJX-police', account: 'ajx-police-1' },
      { step: 2, called: 'AJX-police', account: 'ajx-police-2' },
      { step: 3, called: 'AJX-coordination_office', account: 'ajx-coordinator' },
    ]);
  });
});

interface Called {
  key: unknown;
  id: string;
  step: number;
}

describe('with a gateway', () => {
  /** what it answers, or undefined: nothing until it is let go */
  let status: number | undefined = 200;
  const held: (() => void)[] = [];
  const called: Called[] = [];
  const gateway = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      called.push({ key: request.headers['idempotency-key'], ...(JSON.parse(text) as Omit<Called, 'key'>) });
      if (status === undefined) held.push(() => response.end('{}'));
      else response.writeHead(status).end('{}');
    });
  });
  let directory: DirectorySystem;
  beforeAll(async () => {
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    const { port } = gateway.address() as AddressInfo;
    const webhookUrl = `http://127.0.0.1:${port}/send?key=geheim`;
    directory = await aDirectory({ slipsDir: join(tmpdir(), 'yimen-never'), webhookUrl });
  });
  afterAll(async () => {
    await directory.stop();
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
  });
  beforeEach(() => {
    status = 200;
    called.length = 0;
  });

  const callsOf = ({ alertId }: { alertId: string }) => called.filter(({ id }) => id === alertId);
  const openCalls = (count: number) => eventually('calls that wait', () => held.length === count);
  const letGo = () => {
    for (const answer of held.splice(0)) answer();
  };
  const isSent = async ({ alertId }: { alertId: string }) =>
    (await sentOf(directory)).some(({ subject }) => subject === alertId);

  it('it is told once whom to call and why', async () => {
    await onDuty(directory, 'ajx-police-1', 'AJX-police');
    const alert = anAlert();
    await directory.hear(alert);
    await directory.runDue();
    expect(called).toEqual([
      {
        key: alert.alertId,
        id: alert.alertId,
        raisedAt: '2026-03-20T01:00:00.000Z',
        county: 'AJX 县',
        caseNo: 'AJX-2026-000001',
        agency: '公安局',
        step: 1,
        calledAgency: '公安局',
        account: 'ajx-police-1',
        phone: '138000012000',
        text: '红色个案未签收，请立即登录系统签收。个案编号：AJX-2026-000001，单位：公安局。',
      },
    ]);
    expect(await isSent(alert)).toBe(true);
  });

  it('while it is down the alert waits ever longer, and reaches it under the same id', async () => {
    status = 503;
    const alert = anAlert();
    await directory.hear(alert);
    for (const seconds of [1, 2, 4]) {
      const before = callsOf(alert).length;
      await directory.runDue();
      expect(callsOf(alert)).toHaveLength(before);
      directory.pass(seconds);
      await directory.runDue();
      expect(callsOf(alert)).toHaveLength(before + 1);
    }
    expect(await isSent(alert)).toBe(false);
    status = 200;
    directory.pass(8);
    await directory.runDue();
    expect(await isSent(alert)).toBe(true);
    expect(callsOf(alert).map(({ key }) => key)).toEqual(Array(5).fill(alert.alertId));
  });

  it('while it is slow no transaction is open, others are called, and pages are answered', async () => {
    status = undefined;
    const slow = [anAlert(), anAlert({ step: 2 })];
    for (const alert of slow) await directory.learn(alert);
    await openCalls(2);
    const open = await directory.rows<{ query: string }>(
      `select query from pg_stat_activity where usename = 'directory_run' and xact_start is not null`,
    );
    expect(open).toEqual([]);
    status = 200;
    const quick = anAlert({ step: 3 });
    await directory.learn(quick);
    await eventually('a sent alert', () => isSent(quick));
    expect((await directory.get('/agencies', { actor: admin })).status).toBe(200);
    expect(await isSent(slow[0] ?? quick)).toBe(false);
    letGo();
    for (const alert of slow) await eventually('a sent alert', () => isSent(alert));
    expect(slow.map((alert) => callsOf(alert).length)).toEqual([1, 1]);
  });

  it('what a process claimed that was killed is called once more, and not before its lease is over', async () => {
    const alert = anAlert();
    const now = new Date(directory.now());
    const scope = { county: '*', reach: 'system', actor: 'system:directory' } as const;
    const until = new Date(directory.now() + leaseMs);
    await withTx(directory.db, { scope, keys: [], now, unaudited: true }, async (tx) => {
      insertAlert(tx, alert, now);
      expect(await claimDueAlerts(tx, { now, until, limit: 1 })).toHaveLength(1);
    });
    directory.pass(leaseMs / 1_000 - 1);
    await directory.runDue();
    expect(callsOf(alert)).toEqual([]);
    directory.pass(1);
    await directory.runDue();
    await directory.runDue();
    expect(callsOf(alert).map(({ key }) => key)).toEqual([alert.alertId]);
  });
});
