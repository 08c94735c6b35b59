/** `yimen start`, `yimen doctor`: run the system here; look whether this machine and data folder can. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { findRunningSystem, readConfig, stateFile } from '@yimen/service-kit';
import { nativeFolder } from '@yimen/service-kit/embedded';
import { printJson, printTable, say } from '../output';
import type { Text } from '../output';

interface Finding {
  name: string;
  ok: boolean;
  detail: string;
}

/** Below this a busy day could fill the disk with write-ahead log. */
const minimumFreeGib = 2;

const check = (name: string, look: () => string): Finding => {
  try {
    return { name, ok: true, detail: look() };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
};

const nodeVersion = (): string => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node ${process.versions.node}: at least 20.19 is needed`);
  return process.versions.node;
};

const existingParent = (path: string): string => (existsSync(path) ? path : existingParent(dirname(path)));

const freeSpace = (dataDir: string): string => {
  const { bavail, bsize } = statfsSync(existingParent(dataDir));
  const gib = (bavail * bsize) / 2 ** 30;
  if (gib < minimumFreeGib)
    throw new Error(`${gib.toFixed(1)} GiB free, at least ${minimumFreeGib} are needed`);
  return `${gib.toFixed(0)} GiB free`;
};

const writable = (dataDir: string): string => {
  accessSync(existingParent(dataDir), constants.W_OK);
  return dataDir;
};

const runningState = async (dataDir: string): Promise<Finding> => {
  const name = 'system';
  const state = findRunningSystem(dataDir);
  if (!state) {
    const killed = existsSync(stateFile(dataDir));
    const text = killed
      ? { zh: '上次异常退出，可直接重新启动', en: 'ended without stopping; start it again' }
      : { zh: '未运行', en: 'not running' };
    return { name, ok: true, detail: say(text) };
  }
  const response = await fetch(`${state.url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => undefined,
  );
  const text: Text = response?.ok
    ? { zh: '运行中', en: 'running' }
    : { zh: '在运行但未就绪', en: 'running, but not ready' };
  return { name, ok: response?.ok ?? false, detail: `${say(text)} ${state.url} (${state.pid})` };
};

const doctor = async (flags: { json?: boolean }): Promise<void> => {
  const { dataDir } = readConfig();
  const findings = [
    check('node', nodeVersion),
    check('postgres', nativeFolder),
    check('data', () => writable(dataDir)),
    check('disk', () => freeSpace(dataDir)),
    await runningState(dataDir),
  ];
  if (flags.json) printJson(findings);
  else printTable(findings.map(({ name, ok, detail }) => [ok ? 'ok' : 'NO', name, detail]));
  process.exitCode = findings.every(({ ok }) => ok) ? 0 : 1;
};

const start = async (): Promise<void> => {
  const { runAll } = await import('@yimen/all-in-one');
  await runAll();
};

export const systemCommands = (program: Command): void => {
  program.command('start').description('启动系统 start the system on this machine').action(start);
  program
    .command('doctor')
    .description('检查本机与数据目录 check this machine and the data folder')
    .option('--json', '机器可读 machine-readable')
    .action(doctor);
};
