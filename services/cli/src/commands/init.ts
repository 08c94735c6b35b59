/**
 * `yimen init`: an empty real system of one county in this data folder: its agencies and tables, no demo account, one
 * administrator and one auditor (GB/T 22239-2019 8.1.4.2 keeps the two apart), whose passwords are shown once.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { environmentWith, findRunningSystem, readConfig } from '@yimen/service-kit';
import { ApiError } from '../client';
import type { ApiClient } from '../client';
import { localClient } from '../local-system';
import { print, printJson, printTable, say } from '../output';

const startTimeoutMs = 60_000;
const duties = ['admin', 'auditor'] as const;

interface GivenPassword {
  name: string;
  password: string;
}

const refuseRunning = (): void => {
  const { dataDir } = readConfig();
  const state = findRunningSystem(dataDir);
  if (!state) return;
  const text = {
    zh: `${dataDir} 上已有系统在运行（${state.url}），请先停止。`,
    en: `A system runs on ${dataDir} (${state.url}); stop it first.`,
  };
  throw new Error(say(text));
};

const startFor = (county: string): ChildProcess => {
  const program = join(dirname(require.resolve('@yimen/cli/package.json')), 'bin', 'yimen.cjs');
  const env = environmentWith({ YIMEN_INIT_COUNTY: county, PORT: '0', YIMEN_LOG: 'error' });
  return spawn(process.execPath, [program, 'start'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
};

const isReady = async (): Promise<boolean> => {
  const state = findRunningSystem(readConfig().dataDir);
  if (!state) return false;
  const response = await fetch(`${state.url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => undefined,
  );
  return response?.ok ?? false;
};

/** @throws Error when it ended instead; it said why on stderr */
const untilReady = async (child: ChildProcess): Promise<void> => {
  const end = Date.now() + startTimeoutMs;
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > end)
      throw new Error(
        say({ zh: '未能初始化，原因见上。', en: 'Nothing was made; the reason stands above.' }),
      );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** One that is there keeps what it has. */
const makeAccount = async (client: ApiClient, county: string, duty: string): Promise<void> => {
  const name = `${county.toLowerCase()}-${duty}`;
  const body = { name, duties: [duty], agency: `${county}-coordination_office` };
  await client.post('/api/directory/local/accounts', body).catch((error: unknown) => {
    if (!(error instanceof ApiError) || error.code !== 'account_name_taken') throw error;
  });
};

const makeAccounts = async (county: string): Promise<GivenPassword[]> => {
  const client = await localClient();
  for (const duty of duties) await makeAccount(client, county, duty);
  const given = await client.post<{ items: GivenPassword[] }>('/api/directory/local/passwords', { county });
  return given.items;
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

const show = (county: string, accounts: readonly GivenPassword[]): void => {
  print(
    say({ zh: `${county} 正式系统已就绪（无演示数据）。`, en: `${county}: a real system, no demo data.` }),
  );
  printTable(accounts.map(({ name, password }) => [name, password]));
  print(
    say({
      zh: '口令只显示这一次。下一步：npm start，以管理员登录并为各单位建立账号。',
      en: 'These passwords are shown once. Next: npm start, sign in as the administrator, make the accounts.',
    }),
  );
};

const init = async (flags: { county: string; json?: boolean }): Promise<void> => {
  const county = flags.county.toUpperCase();
  refuseRunning();
  const child = startFor(county);
  try {
    await untilReady(child);
    const accounts = await makeAccounts(county);
    if (flags.json) printJson({ county, accounts });
    else show(county, accounts);
  } finally {
    await stop(child);
  }
};

export const initCommands = (program: Command): void => {
  program
    .command('init')
    .description('为一个县建立空的正式系统 make an empty real system of one county')
    .requiredOption('--county <code>', '辖区代码，如 AJQ county code')
    .option('--json', '机器可读 machine-readable')
    .action(init);
};
