import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { markOf, ownMark } from './processes';
import { FolderBusyError, withStartLock } from './start-lock';

const dataDir = mkdtempSync(join(tmpdir(), 'yimen-lock-'));
const lock = join(dataDir, 'start.lock');
afterEach(() => rmSync(lock, { force: true }));
afterAll(() => rmSync(dataDir, { recursive: true }));

const shortly = 150;
const done = () => Promise.resolve('done');

describe('the start lock of a data folder', () => {
  it('lets one in at a time, in this process too', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    };
    await Promise.all([1, 2, 3, 4].map(() => withStartLock(dataDir, work)));
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('is free again after a failure', async () => {
    await expect(withStartLock(dataDir, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withStartLock(dataDir, done, shortly)).toBe('done');
  });

  it('says who holds it when it does not come free', async () => {
    writeFileSync(lock, JSON.stringify(ownMark()));
    await expect(withStartLock(dataDir, done, shortly)).rejects.toThrow(FolderBusyError);
    await expect(withStartLock(dataDir, done, shortly)).rejects.toThrow(`process ${process.pid}`);
    expect(existsSync(lock)).toBe(true);
  });

  it('is taken over from a process that was killed', async () => {
    const { pid } = spawnSync('true');
    writeFileSync(lock, JSON.stringify({ ...ownMark(), pid }));
    expect(await withStartLock(dataDir, done, shortly)).toBe('done');
  });

  it('is taken over when the number now belongs to another process', async () => {
    writeFileSync(lock, JSON.stringify({ ...ownMark(), startedAt: '1' }));
    expect(await withStartLock(dataDir, done, shortly)).toBe('done');
  });

  it('of another machine is believed until it is old', async () => {
    writeFileSync(lock, JSON.stringify({ ...ownMark(), host: 'elsewhere' }));
    await expect(withStartLock(dataDir, done, shortly)).rejects.toThrow(FolderBusyError);
    utimesSync(lock, new Date(), new Date(Date.now() - 121_000));
    expect(await withStartLock(dataDir, done, shortly)).toBe('done');
  });

  it('that is still empty is believed for the moment between making and writing it', async () => {
    writeFileSync(lock, '');
    await expect(withStartLock(dataDir, done, shortly)).rejects.toThrow(FolderBusyError);
    utimesSync(lock, new Date(), new Date(Date.now() - 3_000));
    expect(await withStartLock(dataDir, done, shortly)).toBe('done');
  });
});

describe('the mark of a process', () => {
  it('is the same while it runs, and gone when it has ended', async () => {
    const child = spawn('sleep', ['60']);
    const pid = child.pid ?? 0;
    const mark = markOf(pid);
    expect(mark).toMatchObject({ pid });
    expect(markOf(pid)).toEqual(mark);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(markOf(pid)).toBeUndefined();
  });
});
