/**
 * `yimen quarantine`, `yimen replay`: what is parked in any service, handled again, or given up by two accounts. Exit
 * code 1 when something that was replayed still waits, so that a script notices. Not here: what is allowed.
 */
import type { Command } from 'commander';
import { discardReasons } from '@yimen/contracts';
import type { ApiClient } from '../client';
import { clientFor } from '../local-system';
import { print, printJson, printTable, say } from '../output';
import { readiness } from './log';

interface Flags {
  as: string;
  service?: string;
  json?: boolean;
  url?: string;
}

interface Parked {
  id: string;
  group: string;
  key: string;
  type: string;
  reason: string;
  error: string;
  attempts: number;
  parkedAt: string;
  discard: { reason: string; proposedBy: string; discardedBy: string | null } | null;
}

interface Shown extends Parked {
  payload:
    | { kind: 'opened'; fields: Field[]; unclassified: number }
    | { kind: 'unreadable'; sizeBytes: number; firstBytes: string | null };
}

interface Field {
  path: string;
  fieldClass: string;
  count: number;
  codes: unknown[];
}

interface Replayed {
  applied: number;
  parked: number;
}

const pathOf = (service: string): string => `/api/${encodeURIComponent(service)}/log/parked`;

/** `coordination/12`, or `12` with `--service coordination`. @throws Error when it names no service */
const eventPath = (name: string, { service }: Flags): string => {
  const [, named, id] = /^(?:([\w-]+)\/)?(\d+)$/.exec(name) ?? [];
  const wanted = named ?? service;
  if (wanted === undefined || id === undefined)
    throw new Error(
      `${name}: ${say({ zh: '请写成 服务/编号，如', en: 'write SERVICE/NUMBER, like' })} coordination/12`,
    );
  return `${pathOf(wanted)}/${id}`;
};

const servicesOf = async ({ url }: ApiClient, { service }: Flags): Promise<string[]> =>
  service === undefined ? (await readiness(url)).services.map((row) => row.service) : [service];

const parkedIn = async (client: ApiClient, service: string): Promise<(Parked & { service: string })[]> =>
  (await client.get<{ items: Parked[] }>(pathOf(service))).items.map((row) => ({ service, ...row }));

const discardText = ({ discard }: Parked): string => {
  if (!discard) return '-';
  const { reason, proposedBy, discardedBy } = discard;
  return [reason, proposedBy, discardedBy].filter((part) => part !== null).join(' ');
};

const list = async (flags: Flags): Promise<void> => {
  const client = await clientFor(flags.as, flags.url);
  const services = await servicesOf(client, flags);
  const rows = (await Promise.all(services.map((service) => parkedIn(client, service)))).flat();
  if (flags.json) return printJson(rows);
  const cells = rows.map((row) => [
    `${row.service}/${row.id}`,
    row.group,
    row.key,
    row.type,
    row.reason,
    row.parkedAt,
    discardText(row),
  ]);
  printTable([['event', 'group', 'key', 'type', 'reason', 'since', 'proposed'], ...cells]);
};

const payloadRows = ({ payload }: Shown): string[][] => {
  if (payload.kind === 'unreadable')
    return [
      ['bytes', `${payload.sizeBytes}`],
      ['begins', payload.firstBytes ?? say({ zh: '（可能是文字，不显示）', en: '(may be text, not shown)' })],
    ];
  const fields = payload.fields.map(({ path, fieldClass, codes }) => [
    path,
    `${fieldClass} ${codes.join(' ')}`.trim(),
  ]);
  return payload.unclassified > 0 ? [...fields, ['unclassified', `${payload.unclassified}`]] : fields;
};

const show = async (name: string, flags: Flags): Promise<void> => {
  const client = await clientFor(flags.as, flags.url);
  const shown = await client.get<Shown>(eventPath(name, flags));
  if (flags.json) return printJson(shown);
  const { group, key, type, reason, error, attempts, parkedAt } = shown;
  const told = {
    group,
    key,
    type,
    reason,
    error,
    attempts: `${attempts}`,
    since: parkedAt,
    proposed: discardText(shown),
  };
  printTable([...Object.entries(told), ...payloadRows(shown)]);
};

const tellReplayed = (replayed: Replayed, { json }: Pick<Flags, 'json'>): void => {
  if (replayed.parked > 0) process.exitCode = 1;
  if (json) return printJson(replayed);
  print(`${say({ zh: '已处理', en: 'applied' })} ${replayed.applied}`);
  print(`${say({ zh: '仍搁置', en: 'still parked' })} ${replayed.parked}`);
};

const replayKey = (client: ApiClient, service: string, { group, key }: Pick<Parked, 'group' | 'key'>) =>
  client.post<Replayed>(
    `${pathOf(service)}/${encodeURIComponent(group)}/${encodeURIComponent(key)}/replay`,
    {},
  );

const replayEvent = async (name: string, flags: Flags): Promise<void> => {
  const client = await clientFor(flags.as, flags.url);
  const path = eventPath(name, flags);
  const service = path.split('/')[2] ?? '';
  tellReplayed(await replayKey(client, service, await client.get<Parked>(path)), flags);
};

/** In every consumer of the service that has something of this key. */
const replayCase = async (service: string, key: string, flags: Flags): Promise<void> => {
  const client = await clientFor(flags.as, flags.url);
  const rows = (await parkedIn(client, service)).filter((row) => row.key === key);
  const groups = [...new Set(rows.map(({ group }) => group))];
  if (groups.length === 0)
    throw new Error(
      say({ zh: `${service} 没有搁置 ${key} 的事件`, en: `nothing of ${key} is parked in ${service}` }),
    );
  const sum: Replayed = { applied: 0, parked: 0 };
  for (const group of groups) {
    const { applied, parked } = await replayKey(client, service, { group, key });
    sum.applied += applied;
    sum.parked += parked;
  }
  tellReplayed(sum, flags);
};

type Act = (client: ApiClient, path: string, flags: Flags & { reason?: string }) => Promise<unknown>;

const acting =
  (act: Act) =>
  async (name: string, flags: Flags & { reason?: string }): Promise<void> => {
    const client = await clientFor(flags.as, flags.url);
    const answer = await act(client, `${eventPath(name, flags)}/actions`, flags);
    if (flags.json) return printJson(answer);
    print(say({ zh: '已办理', en: 'done' }));
  };

const propose: Act = (client, path, { reason }) => client.post(`${path}/propose-discard`, { reason });
const withdraw: Act = (client, path) => client.post(`${path}/withdraw-discard`, {});
const confirmEvent = async (name: string, flags: Flags): Promise<void> => {
  const client = await clientFor(flags.as, flags.url);
  tellReplayed(await client.post<Replayed>(`${eventPath(name, flags)}/actions/confirm-discard`, {}), flags);
};

const flagged = (command: Command): Command =>
  command
    .requiredOption('--as <account>', '账户 account of an administrator or supervisor')
    .option('--json', '机器可读 machine-readable')
    .option('--url <url>', '系统地址 address of the system');

const ofService = (command: Command): Command =>
  flagged(command).option('--service <name>', '只看这个服务 this service only');

const reasons = discardReasons.map(({ code }) => code).join(' | ');

/** Name and argument, what it says of itself, what it does. */
const rows: readonly (readonly [
  words: string,
  description: string,
  run: (...words: never[]) => Promise<void>,
])[] = [
  ['list', '所有搁置的事件 all that is parked', list],
  ['show <event>', '一件的情况，不含内容文字 one of them, without its words', show],
  ['replay <event>', '连同其后的一起重新处理 handle it and what waits behind it again', replayEvent],
  ['withdraw <event>', '撤回作废提议 take the proposal back', acting(withdraw)],
  ['confirm <event>', '由另一人确认作废 give it up, as another person', confirmEvent],
];

export const quarantineCommands = (program: Command): void => {
  const quarantine = program
    .command('quarantine')
    .description('搁置的事件：查看、重新处理、两人作废 parked events: look, replay, give up by two');
  for (const [words, description, run] of rows)
    ofService(quarantine.command(words).description(description)).action(
      run as (...words: unknown[]) => Promise<void>,
    );
  ofService(quarantine.command('discard <event>').description('提出作废，须另一人确认 propose to give it up'))
    .requiredOption('--reason <code>', `原因 why: ${reasons}`)
    .action(acting(propose));
  flagged(program.command('replay <service> <key>'))
    .description('重新处理一案搁置的事件 handle what is parked of one case again')
    .action(replayCase);
};
