/**
 * `yimen agencies`: the agencies of a county, renamed and merged by an administrator's account (`--as`). Not here: what
 * may be; the directory says so.
 */
import type { Command } from 'commander';
import { clientFor } from '../local-system';
import { print, printJson, printTable, say } from '../output';

interface Flags {
  as: string;
  at?: string;
  json?: boolean;
  url?: string;
}

interface AgencyRow {
  id: string;
  role: string;
  name: string;
  aliases: string[];
}

interface ChangeRow {
  id: string;
  agency: string;
  kind: 'rename' | 'merge';
  name: string | null;
  successor: string | null;
  formerName: string;
  effectiveAt: string;
  state: string;
}

const listAgencies = async (flags: Flags): Promise<void> => {
  const client = await clientFor(flags.as, flags.url);
  const { items } = await client.get<{ items: AgencyRow[] }>('/api/directory/agencies?limit=200');
  if (flags.json) return printJson(items);
  printTable([
    ['id', 'role', 'name', 'aliases'],
    ...items.map(({ id, role, name, aliases }) => [id, role, name, aliases.join('、')]),
  ]);
};

const toldOf = ({ agency, formerName, name, successor, effectiveAt, state }: ChangeRow): string => {
  const to = name ?? successor ?? '';
  return say(
    state === 'planned'
      ? {
          zh: `${effectiveAt} 起：${agency} ${formerName} → ${to}`,
          en: `From ${effectiveAt}: ${agency} → ${to}`,
        }
      : { zh: `已生效：${agency} ${formerName} → ${to}`, en: `In force: ${agency} → ${to}` },
  );
};

const change = async (
  { id, act, body }: { id: string; act: ChangeRow['kind']; body: object },
  flags: Flags,
): Promise<void> => {
  const client = await clientFor(flags.as, flags.url);
  const path = `/api/directory/agencies/${encodeURIComponent(id)}/actions/${act}`;
  const done = await client.post<ChangeRow>(path, { ...body, effectiveAt: flags.at });
  if (flags.json) return printJson(done);
  print(toldOf(done));
};

const common = (command: Command): Command =>
  command
    .requiredOption('--as <account>', '管理员账户 an administrator of the county')
    .option('--json', '机器可读 machine-readable')
    .option('--url <url>', '系统地址 address of the system');

const at = ['--at <time>', '生效时间，默认即时 in force from, now unless given'] as const;

export const agencyCommands = (program: Command): void => {
  const agencies = program
    .command('agencies')
    .description('单位名录、更名、并入 agencies of a county, renamed and merged');
  common(agencies.command('list')).description('在用单位 those that work').action(listAgencies);
  common(agencies.command('rename <id> <name>'))
    .description('更名；更错可再更回 another name; a wrong one is renamed back')
    .option(...at)
    .action((id: string, name: string, flags: Flags) => change({ id, act: 'rename', body: { name } }, flags));
  common(agencies.command('merge <id> <successor>'))
    .description('并入另一单位，不可撤回 into another one, for good')
    .option(...at)
    .action((id: string, successor: string, flags: Flags) =>
      change({ id, act: 'merge', body: { successor } }, flags),
    );
};
