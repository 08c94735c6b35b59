/** The drill: a system under load is backed up, restored elsewhere, and goes on as if nothing had happened. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSystem } from '@yimen/service-kit';
import { eventually } from '@yimen/testing';
import { localToken } from '../local-system';
import { startYimen } from './testing/command';
import type { Run } from './testing/command';
import { as, copiesOf, findingsOf, holdReaders, local, startAt, startLoad } from './testing/people';
import type { Load } from './testing/people';

jest.setTimeout(180_000);

const folder = mkdtempSync(join(tmpdir(), 'yimen-drill-'));
const [before, after] = [join(folder, 'before'), join(folder, 'after')];
const backup = join(folder, 'backup');
const passphraseFile = join(folder, 'passphrase');
writeFileSync(passphraseFile, 'four horses on a bridge\n');

const running: RunningSystem[] = [];
const start = async (dataDir: string): Promise<RunningSystem> => {
  const system = await startAt({ dataDir });
  running.push(system);
  return system;
};
afterAll(async () => {
  for (const system of running) await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

const yimen = (words: readonly string[], dataDir: string): Promise<Run> =>
  startYimen(words, { YIMEN_DATA: dataDir }).ended;

const refused = async (words: readonly string[], dataDir: string): Promise<string> => {
  const { code, err } = await yimen(words, dataDir);
  expect([code, err.trimEnd().split('\n').length]).toEqual([1, 1]);
  return err;
};

const attach = async (system: RunningSystem, reportId: string) => {
  const { token } = await localToken(local(system), 'ajx-operator-1');
  const path = `/api/intake/reports/${reportId}/attachments`;
  const answer = await fetch(system.url + path, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
      ...{ 'x-file-name': 'scan.pdf', 'idempotency-key': 'drill-attachment' },
    },
    body: Buffer.from('%PDF-1.7\nwords of a scan\n%%EOF\n'),
  });
  expect(answer.status).toBe(201);
  const { attachmentId, sha256 } = (await answer.json()) as { attachmentId: string; sha256: string };
  return { path: `${path}/${attachmentId}`, sha256 };
};

interface Password {
  name: string;
  password: string;
}

let attached: { path: string; sha256: string };

let load: Load;
let promised: ReadonlySet<string>;
let passwords: Password[];

describe('a backup of a system under load', () => {
  it('is taken while reports go on being accepted, and every consumer is behind', async () => {
    const system = await start(before);
    passwords = (
      await local(system).post<{ items: Password[] }>('/api/directory/local/passwords', { county: 'AJX' })
    ).items;
    load = await startLoad(system, 4);
    await eventually('thirty reports', () => load.accepted.size >= 30, 60_000);
    attached = await attach(system, [...load.accepted.keys()][0] ?? '');
    const held = await holdReaders({ dataDir: before }, system);
    await eventually('ten events that wait', async () => (await held.countUnread()) >= 10, 60_000);
    promised = new Set(load.accepted.keys());
    const words = ['backup', '--to', backup, '--passphrase-file', passphraseFile, '--json'];
    const { code, out, err } = await yimen(words, before);
    const meanwhile = load.accepted.size - promised.size;
    await held.release();
    await load.stop();
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ keys: true, counties: expect.arrayContaining(['AJX']) });
    expect(meanwhile).toBeGreaterThan(0);
  });

  it('is for its account alone, and tells no key and no password', () => {
    expect(statSync(backup).mode & 0o777).toBe(0o700);
    const { keyring, adminPassword, localKey } = JSON.parse(
      readFileSync(join(before, 'secrets.json'), 'utf8'),
    ) as { keyring: { log: { keys: Record<string, string> } }; adminPassword: string; localKey: string };
    for (const name of readdirSync(backup)) {
      expect(statSync(join(backup, name)).mode & 0o777).toBe(0o600);
      const text = readFileSync(join(backup, name), 'latin1');
      for (const secret of [...Object.values(keyring.log.keys), adminPassword, localKey])
        expect(text.includes(secret)).toBe(false);
    }
  });

  it('is not written over', async () => {
    expect(await refused(['backup', '--to', backup], before)).toContain('is there already');
  });
});

describe('a restore is refused', () => {
  const words = ['restore', '--from', backup, '--passphrase-file', passphraseFile];

  it('into the folder of a system', async () => {
    expect(await refused(words, before)).toContain('is not empty');
  });

  it('with another passphrase, leaving the folder as empty as it was', async () => {
    const other = join(folder, 'other-passphrase');
    writeFileSync(other, 'three horses on a bridge\n');
    expect(await refused([...words.slice(0, 4), other], after)).toContain('does not open the keys');
    expect(readdirSync(folder)).not.toContain('after');
  });
});

describe('the restored system', () => {
  let system: RunningSystem;

  it('starts on a fresh folder', async () => {
    await running.pop()?.stop();
    const words = ['restore', '--from', backup, '--passphrase-file', passphraseFile, '--json'];
    expect(await yimen(words, after)).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(after).sort()).toEqual(['attachments', 'pg', 'postgres.log', 'secrets.json']);
    system = await start(after);
    expect(system.migrationsRun).toBe(0);
  });

  it('has every report that had its 201 before the snapshot, once in each queue and in order', async () => {
    const findings = await findingsOf({ dataDir: after }, system, promised);
    expect(findings).toEqual({ lost: 0, duplicateEffects: 0, orderInversions: 0 });
  });

  it('says in its audit that it is one; the first says that it was copied', async () => {
    expect(await copiesOf({ dataDir: after }, system)).toEqual(['system.restored']);
    const first = await start(before);
    expect(await copiesOf({ dataDir: before }, first)).toEqual(['system.backed_up']);
  });

  it('opens what was sealed: each promised receipt can be read out', async () => {
    const operator = await as(system, 'ajx-operator-1');
    for (const reportId of promised) {
      const receiptNo = load.accepted.get(reportId)?.receiptNo ?? '';
      expect(await operator.get(`/api/intake/receipts/${receiptNo}`)).toMatchObject({ receiptNo });
    }
  });

  it('opens the file that stood beside a report', async () => {
    const { token } = await localToken(local(system), 'ajx-operator-1');
    const headers = { authorization: `Bearer ${token}`, 'x-purpose': 'handling' };
    const answer = await fetch(system.url + attached.path, { headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, createHash('sha256').update(bytes).digest('hex')]).toEqual([200, attached.sha256]);
  });

  it('lets people in with the passwords they had', async () => {
    const given = passwords.find(({ name }) => name === 'ajx-coordinator');
    const answer = await fetch(`${system.url}/api/directory/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
    expect(answer.status).toBe(201);
  });

  it('takes a new report to the police desk', async () => {
    const desk = await as(system, 'ajx-police-1');
    const open = () => desk.get<{ items: { id: string }[] }>('/api/police/work-items?view=open&limit=200');
    const ids = new Set((await open()).items.map(({ id }) => id));
    const operator = await as(system, 'ajx-operator-1');
    const body = {
      channel: 'hotline',
      narrative: '邻居来电：隔壁女童被其父亲殴打，身上有伤，哭喊不止。',
      reporter: { kindText: '邻居' },
      children: [{ name: '小桐', sex: 'female', ageText: '8岁', address: '孝丰镇' }],
    };
    await operator.post('/api/intake/reports', body, { 'idempotency-key': 'after-the-drill' });
    await system.settle();
    const fresh = (await open()).items.filter(({ id }) => !ids.has(id));
    expect(fresh.length).toBe(1);
    expect(await desk.get(`/api/police/work-items/${fresh[0]?.id}`)).toMatchObject({ id: fresh[0]?.id });
  });
});
