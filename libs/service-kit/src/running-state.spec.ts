import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownMark } from './processes';
import { findRunningSystem, listRunning, removeState, stateFile, writeState } from './running-state';

const dataDir = mkdtempSync(join(tmpdir(), 'yimen-state-'));
afterAll(() => rmSync(dataDir, { recursive: true }));
afterEach(() => {
  for (const services of [[], ['police']]) rmSync(stateFile(dataDir, services), { force: true });
});

const whole = { port: 8080, url: 'http://127.0.0.1:8080', services: ['directory', 'police'] };
const alone = { port: 8081, url: 'http://127.0.0.1:8081', services: ['police'] };

describe('what runs on a data folder', () => {
  it('is told by a file that only its account may read', () => {
    writeState(dataDir, whole);
    expect(statSync(stateFile(dataDir)).mode & 0o777).toBe(0o600);
    expect(findRunningSystem(dataDir)).toEqual({ ...ownMark(), ...whole });
  });

  it('is what has the directory for the command line, and each service started alone for a second start', () => {
    writeState(dataDir, alone);
    expect(findRunningSystem(dataDir)).toBeUndefined();
    writeState(dataDir, whole);
    expect(findRunningSystem(dataDir)?.port).toBe(8080);
    expect(
      listRunning(dataDir)
        .map(({ port }) => port)
        .sort(),
    ).toEqual([8080, 8081]);
  });

  it('is nothing where nothing was started, or the file is not readable as one', () => {
    expect(findRunningSystem(dataDir)).toBeUndefined();
    writeFileSync(stateFile(dataDir), '{"pid":');
    expect(findRunningSystem(dataDir)).toBeUndefined();
    expect(listRunning(dataDir)).toEqual([]);
  });

  it('is no longer what was killed, even when its number was given to another process', () => {
    for (const mark of [
      { ...ownMark(), pid: spawnSync('true').pid },
      { ...ownMark(), startedAt: '1' },
    ]) {
      writeFileSync(stateFile(dataDir), JSON.stringify({ ...mark, ...whole }));
      expect(findRunningSystem(dataDir)).toBeUndefined();
    }
  });

  it('loses only its own file when it stops', () => {
    writeFileSync(stateFile(dataDir), JSON.stringify({ ...ownMark(), pid: 1, ...whole }));
    removeState(dataDir, whole.services);
    expect(readFileSync(stateFile(dataDir), 'utf8')).toContain('"pid":1');
    writeState(dataDir, whole);
    removeState(dataDir, whole.services);
    expect(listRunning(dataDir)).toEqual([]);
  });
});
