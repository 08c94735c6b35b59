import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { freePort, pidFile, postmaster, ready, statusOf, Workbench } from './testing/spawned-program';
import type { Spawned } from './testing/spawned-program';

jest.setTimeout(300_000);

const bench = new Workbench();
afterEach(() => bench.clear());

const startAll = async (dataDir: string): Promise<Spawned> =>
  ready(bench.start('services/all-in-one/src/main.ts', { dataDir, port: await freePort() }));

const tokenOf = async (system: Spawned, dataDir: string, name: string): Promise<Record<string, string>> => {
  const { localKey } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as {
    localKey: string;
  };
  const response = await fetch(`${system.url}/api/directory/local/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-yimen-local-key': localKey },
    body: JSON.stringify({ name }),
  });
  const { token } = (await response.json()) as { token: string };
  return { authorization: `Bearer ${token}` };
};

interface Answer {
  status: number;
  receiptNo?: string;
  code?: string;
}

const report = async (system: Spawned, operator: Record<string, string>): Promise<Answer> => {
  const body = {
    channel: 'hotline',
    narrative: '邻居来电：隔壁女童被其父亲殴打，身上有伤，哭喊不止。',
    reporter: { kindText: '邻居', phone: '13800138000' },
    children: [{ name: '小桐', sex: 'female', ageYears: 8 }],
  };
  const response = await fetch(`${system.url}/api/intake/reports`, {
    method: 'POST',
    headers: { ...operator, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  }).catch(() => undefined);
  if (!response) return { status: 0 };
  return { status: response.status, ...((await response.json()) as object) };
};

interface Page {
  items: object[];
  next?: string | null;
}

const countOpen = async (system: Spawned, desk: Record<string, string>): Promise<number> => {
  let count = 0;
  let cursor = '';
  for (;;) {
    const query = `view=open&limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const response = await fetch(`${system.url}/api/police/work-items?${query}`, { headers: desk });
    if (!response.ok) return -1;
    const page = (await response.json()) as Page;
    count += page.items.length;
    if (!page.next) return count;
    cursor = page.next;
  }
};

const eventually = async (what: string, look: () => Promise<boolean>, withinMs = 90_000): Promise<number> => {
  const begin = performance.now();
  while (!(await look())) {
    if (performance.now() - begin > withinMs) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return performance.now() - begin;
};

/** Sends without pause until told to end; @returns every answer */
const sender = (system: Spawned, operator: Record<string, string>) => {
  let going = true;
  const answers: Answer[] = [];
  const run = async () => {
    while (going) answers.push(await report(system, operator));
  };
  const done = Promise.all([run(), run()]);
  return {
    answers,
    end: async () => {
      going = false;
      await done;
    },
  };
};

const accepted = (answers: readonly Answer[]): string[] =>
  answers.filter(({ status }) => status === 201).map(({ receiptNo }) => receiptNo ?? '');

describe('the whole system', () => {
  it('goes on when its database is killed under load: nothing that was accepted is lost', async () => {
    const dataDir = bench.folder();
    const system = await startAll(dataDir);
    const operator = await tokenOf(system, dataDir, 'ajx-operator-1');
    const desk = await tokenOf(system, dataDir, 'ajx-police-1');
    const load = sender(system, operator);
    await eventually('ten reports', async () => accepted(load.answers).length >= 10);
    const killed = postmaster(dataDir);
    process.kill(killed, 'SIGKILL');
    await eventually('the database again', async () => ![0, killed].includes(postmaster(dataDir)));
    const before = accepted(load.answers).length;
    await eventually('new reports', async () => accepted(load.answers).length > before + 5);
    await load.end();
    expect([...new Set(load.answers.map(({ status }) => status))].sort()).toEqual([201, 503]);
    const refused = load.answers.filter(({ status }) => status === 503);
    expect([...new Set(refused.map(({ code }) => code))]).toEqual(['database_unavailable']);
    await eventually('ready', async () => (await statusOf(`${system.url}/health/ready`)) === 200);
    const receipts = accepted(load.answers);
    expect(new Set(receipts).size).toBe(receipts.length);
    for (const receiptNo of receipts)
      expect(await statusOf(`${system.url}/api/intake/receipts/${receiptNo}`, { headers: operator })).toBe(
        200,
      );
    await eventually('work at the police desk', async () => (await countOpen(system, desk)) > 0);
    expect(await system.kill('SIGTERM')).toBe(0);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops in order on %s, with streams open and reports under way',
    async (signal) => {
      const dataDir = bench.folder();
      const system = await startAll(dataDir);
      const operator = await tokenOf(system, dataDir, 'ajx-operator-1');
      const desk = await tokenOf(system, dataDir, 'ajx-police-1');
      const stream = await fetch(`${system.url}/api/police/stream`, { headers: desk });
      expect(stream.status).toBe(200);
      const streamEnd = stream.text().catch(() => 'broken off');
      const load = sender(system, operator);
      await eventually('three reports', async () => accepted(load.answers).length >= 3);
      expect(await system.kill(signal)).toBe(0);
      await load.end();
      await streamEnd;
      expect([200, 201, 503, 0]).toEqual(
        expect.arrayContaining([...new Set(load.answers.map(({ status }) => status))]),
      );
      expect(existsSync(pidFile(dataDir))).toBe(false);
      expect(existsSync(join(dataDir, 'system.json'))).toBe(false);
      expect(await statusOf(`${system.url}/health/live`)).toBe(0);

      const again = await startAll(dataDir);
      const reader = await tokenOf(again, dataDir, 'ajx-operator-1');
      for (const receiptNo of accepted(load.answers))
        expect(await statusOf(`${again.url}/api/intake/receipts/${receiptNo}`, { headers: reader })).toBe(
          200,
        );
      await again.kill('SIGTERM');
    },
  );

  it('says where to go and how to get in, and nothing that is secret', async () => {
    const dataDir = bench.folder();
    const system = await startAll(dataDir);
    await eventually('the banner', async () => system.out().includes(system.url));
    expect(system.out()).toContain(dataDir);
    expect(system.out()).toContain('npx yimen accounts --passwords');
    const { localKey, adminPassword } = JSON.parse(
      readFileSync(join(dataDir, 'secrets.json'), 'utf8'),
    ) as Record<string, string>;
    expect(system.out() + system.err()).not.toContain(localKey);
    expect(system.out() + system.err()).not.toContain(adminPassword);
    await system.kill('SIGTERM');
  });
});
