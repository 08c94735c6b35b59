import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keyring, TokenIssuer, TokenVerifier } from '@yimen/auth';
import { anActor } from '@yimen/auth/testing';
import { besideInThread, shareNews } from './threads';

const folder = mkdtempSync(join(tmpdir(), 'yimen-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

const programs: Record<string, string> = {
  runs: `on('start', () => say({ url: 'http://127.0.0.1:1' })); on('stop', () => port.close());`,
  refuses: `on('start', () => { say({ failed: 'The disk is full.' }); port.close(); });`,
  dies: `on('start', () => process.exit(3));`,
  'dies later': `on('start', () => { say({ url: 'x' }); setTimeout(() => process.exit(3), 20); });`,
  'is taken': `on('start', () => { say({ url: 'x' }); say({ taken: 'Another system has the database.' }); });
    on('stop', () => port.close());`,
};

const threadOf = (name: string) => {
  const file = join(folder, `${name.replaceAll(' ', '-')}.cjs`);
  writeFileSync(
    file,
    `const port = require('node:worker_threads').parentPort;
     const say = (news) => port.postMessage(news);
     const on = (wanted, act) => port.on('message', (order) => { if (order === wanted) act(); });
     ${programs[name] ?? ''}`,
  );
  return besideInThread(file, []);
};

describe('services in a second thread', () => {
  it('tell where they answer, and end when they are asked to, which is no fault', async () => {
    const neighbour = await threadOf('runs').start();
    expect(neighbour.url).toBe('http://127.0.0.1:1');
    const faults: Error[] = [];
    void neighbour.taken.then((error) => faults.push(error));
    await neighbour.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(faults).toEqual([]);
  });

  it('that cannot start say why', async () => {
    await expect(threadOf('refuses').start()).rejects.toThrow('The disk is full.');
    await expect(threadOf('dies').start()).rejects.toThrow('ended while it started');
  });

  it('that end by themselves, or must, end the system', async () => {
    const later = await threadOf('dies later').start();
    await expect(later.taken).resolves.toMatchObject({ message: expect.stringContaining('ended by itself') });
    const lost = await threadOf('is taken').start();
    await expect(lost.taken).resolves.toMatchObject({ message: 'Another system has the database.' });
    await lost.stop();
  });

  it('refuse a session that was closed in the other thread', async () => {
    const keyring = Keyring.generate(['directory']);
    const [one, other] = [new TokenVerifier(keyring), new TokenVerifier(keyring)];
    const ends = [shareNews(one), shareNews(other)];
    const request = { actor: anActor(), sessionId: 'session-1', lifeSeconds: 60 };
    const { token } = await new TokenIssuer(keyring).issue(request);
    expect((await other.verify(token)).sessionId).toBe('session-1');
    one.revoke('session-1');
    const refused = async () =>
      other.verify(token).then(
        () => 'accepted',
        () => 'refused',
      );
    for (const until = Date.now() + 5_000; (await refused()) === 'accepted' && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await refused()).toBe('refused');
    for (const end of ends) end();
  });
});
