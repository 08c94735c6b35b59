/**
 * What runs on a data folder and where it answers: one small file per process, for the command line and for a
 * second start.
 * Only a hint: a killed process leaves its file, so whoever reads it asks whether the process still runs.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownMark, stateOf } from './processes';
import type { ProcessMark } from './processes';

export interface RunningState extends ProcessMark {
  port: number;
  url: string;
  services: string[];
}

/** The command line speaks to the process that has the directory; other services started alone stand beside it. */
const fileName = (services: readonly string[]): string =>
  services.length === 0 || services.includes('directory') ? 'system.json' : `service-${services[0]}.json`;

/** @param services of that process; none = the one that the command line speaks to */
export const stateFile = (dataDir: string, services: readonly string[] = []): string =>
  join(dataDir, fileName(services));

export const writeState = (dataDir: string, facts: Pick<RunningState, 'port' | 'url' | 'services'>): void =>
  writeFileSync(stateFile(dataDir, facts.services), JSON.stringify({ ...ownMark(), ...facts }), {
    mode: 0o600,
  });

const readState = (path: string): RunningState | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RunningState;
  } catch {
    return undefined;
  }
};

/** Only one's own: another process may have taken the place since. */
export const removeState = (dataDir: string, services: readonly string[]): void => {
  const path = stateFile(dataDir, services);
  if (readState(path)?.pid === process.pid) rmSync(path, { force: true });
};

/** The process that the command line speaks to. `undefined`: none was started, or it was killed. */
export const findRunningSystem = (dataDir: string): RunningState | undefined => {
  const state = readState(stateFile(dataDir));
  return state && stateOf(state) !== 'ended' ? state : undefined;
};

/** Every process that runs on this folder, as far as its file says. */
export const listRunning = (dataDir: string): RunningState[] =>
  readdirSync(dataDir)
    .filter((name) => /^(?:system|service-[a-z-]+)\.json$/.test(name))
    .map((name) => readState(join(dataDir, name)))
    .filter((state): state is RunningState => state !== undefined && stateOf(state) !== 'ended');
