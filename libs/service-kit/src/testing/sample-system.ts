/** A system of the sample service on a database and a folder of its own, for the kit's specs. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, readTestDatabaseUrl } from '../config';
import type { Config } from '../config';
import { startSystem } from '../system';
import type { RunningSystem, SystemOptions } from '../system';
import { sampleService } from './sample-service';

export const temporaryFolder = (): { path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'yimen-kit-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

/** A database that nobody else has; the start makes it. */
export const freshDatabaseUrl = (): string => {
  const url = new URL(readTestDatabaseUrl());
  url.pathname = `/sample_${randomUUID().replaceAll('-', '')}`;
  return url.toString();
};

export const configOf = (dataDir: string, changes: Partial<Config> = {}): Config => ({
  ...readConfig({}),
  dataDir,
  port: 0,
  logLevel: 'silent',
  ...changes,
});

export const startSample = (config: Config, more: Partial<SystemOptions> = {}): Promise<RunningSystem> =>
  startSystem({ config, services: [sampleService], ...more });
