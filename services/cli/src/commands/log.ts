/** `yimen lag`, `yimen tail`: how far consumers are behind, and the live stream of changes at a desk. */
import type { Command } from 'commander';
import { bodyOf, checkedUrl, reach } from '../client';
import { eventData } from '../measure/event-stream';
import { clientFor, localClient } from '../local-system';
import { print, printJson, printTable } from '../output';

interface LagRow {
  group: string;
  producer: string;
  behind: number;
  oldestAgeMs: number | null;
  parked: number;
}

interface Readiness {
  ready: boolean;
  services: { service: string; ready: boolean; lag: LagRow[] }[];
}

/** Also how a client learns which services there are. */
export const readiness = async (url: string): Promise<Readiness> => {
  // 503 carries the same body: a system that is behind must still say how far
  const response = await reach(`${url}/health/ready`, { signal: AbortSignal.timeout(10_000) });
  return (await bodyOf(response)) as Readiness;
};

const showLag = async (flags: { json?: boolean; url?: string }): Promise<void> => {
  const url = flags.url === undefined ? (await localClient()).url : checkedUrl(flags.url);
  const rows = (await readiness(url)).services.flatMap(({ lag }) => lag);
  if (flags.json) return printJson(rows);
  const cells = rows.map((row) => [
    row.group,
    row.producer,
    `${row.behind}`,
    `${row.oldestAgeMs ?? '-'}`,
    `${row.parked}`,
  ]);
  printTable([['group', 'producer', 'behind', 'oldest ms', 'parked'], ...cells]);
};

const follow = async (response: Response, limit: number): Promise<void> => {
  let seen = 0;
  for await (const data of eventData(response)) {
    print(data);
    if (++seen >= limit) return;
  }
};

const tail = async (service: string, flags: { as: string; count: string; url?: string }): Promise<void> => {
  const count = Number(flags.count);
  if (!(count >= 1)) throw new Error(`--count ${flags.count}: a number from 1`);
  const client = await clientFor(flags.as, flags.url);
  const response = await client.stream(`/api/${encodeURIComponent(service)}/stream`);
  await follow(response, count);
};

export const logCommands = (program: Command): void => {
  program
    .command('lag')
    .description('事件日志的滞后与停放 how far each consumer is behind, what is parked')
    .option('--json', '机器可读 machine-readable')
    .option('--url <url>', '系统地址 address of the system')
    .action(showLag);
  program
    .command('tail <service>')
    .description('实时变化（按账户权限裁剪）live changes at a desk, cut to what the account may know')
    .requiredOption('--as <account>', '账户 account')
    .option('--count <n>', '条数 stop after n', 'Infinity')
    .option('--url <url>', '系统地址 address of the system')
    .action(tail);
};
