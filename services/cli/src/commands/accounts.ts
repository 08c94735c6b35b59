/**
 * `yimen accounts`, `yimen token`: who may sign in here, and a token for a script; both need read access to the data
 * folder.
 */
import type { Command } from 'commander';
import { localClient, localToken } from '../local-system';
import { print, printJson, printTable, say } from '../output';

interface AccountRow {
  name: string;
  duties: string[];
  agency: string;
  role: string;
  jurisdiction: string;
}

interface PasswordRow {
  name: string;
  password: string;
}

const listAccounts = async (flags: { json?: boolean; passwords?: boolean; url?: string }): Promise<void> => {
  const client = await localClient(flags.url);
  const { items } = await client.get<{ items: AccountRow[] }>('/api/directory/local/accounts');
  const made = flags.passwords
    ? (await client.post<{ items: PasswordRow[] }>('/api/directory/local/passwords', {})).items
    : [];
  const passwords = new Map(made.map(({ name, password }) => [name, password]));
  if (flags.json)
    return printJson(items.map((row) => ({ ...accountOf(row), ...passwordOf(passwords, row.name) })));
  const head = ['name', 'duties', 'agency', 'jurisdiction', ...(flags.passwords ? ['password'] : [])];
  const cells = (row: AccountRow) => [row.name, row.duties.join(','), row.agency, row.jurisdiction];
  const shown = (row: AccountRow) =>
    flags.passwords ? [passwords.get(row.name) ?? say({ zh: '（已发过）', en: '(given before)' })] : [];
  printTable([head, ...items.map((row) => [...cells(row), ...shown(row)])]);
};

/** These fields and no others: scripts read them. */
const accountOf = ({ name, duties, agency, role, jurisdiction }: AccountRow): AccountRow => ({
  name,
  duties,
  agency,
  role,
  jurisdiction,
});

const passwordOf = (passwords: ReadonlyMap<string, string>, name: string) => {
  const password = passwords.get(name);
  return password === undefined ? {} : { password };
};

const printToken = async (name: string, flags: { json?: boolean; url?: string }): Promise<void> => {
  const token = await localToken(await localClient(flags.url), name);
  if (flags.json) return printJson(token);
  process.stderr.write(`${say({ zh: '有效至', en: 'valid until' })} ${token.expiresAt}\n`);
  print(token.token);
};

export const accountCommands = (program: Command): void => {
  program
    .command('accounts')
    .description('账户（加 --passwords 首次生成密码）accounts of this system')
    .option('--json', '机器可读 machine-readable')
    .option('--passwords', '生成并显示尚未发放的密码 make and show passwords not given yet')
    .option('--url <url>', '系统地址 address of the system')
    .action(listAccounts);
  program
    .command('token <name>')
    .description('该账户的令牌（≤1 小时，留痕）a token of that account, at most an hour, audited')
    .option('--json', '机器可读 machine-readable')
    .option('--url <url>', '系统地址 address of the system')
    .action(printToken);
};
