import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anOfficeActor } from '@yimen/auth/testing';
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
  directory.rows<{ detail: object }>(`select detail from audit where action = 'alert.sent' order by id`);

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

describe('with a gateway', () => {
  let status = 200;
  const heard: { phone: string; id: string; text: string }[] = [];
  const gateway = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      if (status === 200) heard.push(JSON.parse(text) as (typeof heard)[number]);
      response.writeHead(status).end('{}');
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

  const parked = () => directory.rows<{ reason: string; error: string }>('select reason, error from parked');
  const eventually = async (what: () => boolean): Promise<void> => {
    for (let tries = 0; !what() && tries < 200; tries++) {
      directory.pass(1);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  it('it is told once whom to call and why', async () => {
    await onDuty(directory, 'ajx-police-1', 'AJX-police');
    const alert = anAlert();
    await directory.hear(alert);
    expect(heard).toEqual([
      {
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
  });

  it('while it is down the alert waits, is tried again, and reaches it', async () => {
    status = 503;
    const alert = anAlert();
    await directory.hear(alert);
    expect(await parked()).toEqual([
      { reason: 'transient', error: 'TransientError: the alert gateway answers 503' },
    ]);
    expect(heard.map(({ id }) => id)).not.toContain(alert.alertId);
    status = 200;
    await eventually(() => heard.some(({ id }) => id === alert.alertId));
    expect(heard.filter(({ id }) => id === alert.alertId)).toHaveLength(1);
  });
});
