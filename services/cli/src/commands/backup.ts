/** `yimen backup`, `yimen restore`: a copy of a system that runs, and a system again from such a copy. */
import type { Command } from 'commander';
import { attachmentsDirOf, readConfig, readSecrets, visitDatabase } from '@yimen/service-kit';
import { readPassphrase } from '../backup/keys';
import type { Manifest } from '../backup/manifest';
import { restoreBackup } from '../backup/restore';
import { takeBackup } from '../backup/take';
import { print, printJson, progressBar, say } from '../output';

interface BackupFlags {
  to: string;
  passphraseFile?: string;
  json?: boolean;
}

interface RestoreFlags {
  from: string;
  passphraseFile?: string;
  secretsFrom?: string;
  json?: boolean;
}

const passphraseOf = ({ passphraseFile }: { passphraseFile?: string }): string | undefined =>
  passphraseFile === undefined ? undefined : readPassphrase(passphraseFile);

const allServices = async () => (await import('@yimen/all-in-one')).allServices;

const summaryOf = (manifest: Manifest) => ({
  madeAt: manifest.madeAt,
  counties: manifest.counties,
  tables: manifest.tables.length,
  rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
  bytes: manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0),
  keys: manifest.keys.sealed,
});

/** On stderr, so that it is seen where the output goes into a file, too. */
const warnWithoutKeys = (dataDir: string): void => {
  const text = {
    zh:
      `注意：备份不含密钥。没有 ${dataDir}/secrets.json，这份备份什么也读不出！` +
      '请另行妥善保存该文件，或用 --passphrase-file 把密钥加密放入备份。',
    en:
      `WARNING: the keys are not in this backup. Without ${dataDir}/secrets.json it can read NOTHING. ` +
      'Keep that file in a safe place of its own, or use --passphrase-file to put the keys in, sealed.',
  };
  process.stderr.write(`${say(text)}\n`);
};

const show = (manifest: Manifest, text: { zh: string; en: string }, json?: boolean): void => {
  const summary = summaryOf(manifest);
  if (json) return printJson(summary);
  print(say(text));
  const { rows, tables, bytes, madeAt } = summary;
  const mib = (bytes / 2 ** 20).toFixed(1);
  print(
    say({
      zh: `  ${tables} 个表，${rows} 行，${mib} MiB，时点 ${madeAt}`,
      en: `  ${tables} tables, ${rows} rows, ${mib} MiB, as of ${madeAt}`,
    }),
  );
};

const backup = async (program: string, flags: BackupFlags): Promise<void> => {
  const config = readConfig();
  const passphrase = passphraseOf(flags);
  const { adminPassword, keyring } = readSecrets(config.dataDir);
  const schemas = (await allServices()).map(({ schema }) => schema);
  const visit = await visitDatabase(config, adminPassword);
  const bar = progressBar({ zh: '备份', en: 'backup' });
  const { adminUrl } = visit;
  const attachmentsDir = attachmentsDirOf(config);
  const taken = { adminUrl, attachmentsDir, schemas, to: flags.to };
  const options = { ...taken, program, now: new Date(), keyring, passphrase };
  try {
    const manifest = await takeBackup({ ...options, onTable: bar.update });
    show(manifest, { zh: `已备份到 ${flags.to}。`, en: `Backed up to ${flags.to}.` }, flags.json);
    if (!manifest.keys.sealed) warnWithoutKeys(config.dataDir);
  } finally {
    bar.stop();
    await visit.leave();
  }
};

const restore = async (flags: RestoreFlags): Promise<void> => {
  const config = readConfig();
  const passphrase = passphraseOf(flags);
  const bar = progressBar({ zh: '恢复', en: 'restore' });
  try {
    const { from, secretsFrom } = flags;
    const services = await allServices();
    const options = { from, config, services, passphrase, secretsFrom };
    const manifest = await restoreBackup({ ...options, onTable: bar.update });
    const { dataDir } = config;
    const text = {
      zh: `已恢复到 ${dataDir}。下一步：npm start。`,
      en: `Restored into ${dataDir}. Next: npm start.`,
    };
    show(manifest, text, flags.json);
  } finally {
    bar.stop();
  }
};

export const backupCommands = (program: Command): void => {
  program
    .command('backup')
    .description('备份运行中的系统 back up the system while it runs')
    .requiredOption('--to <folder>', '尚不存在的目录 a folder that does not exist yet')
    .option('--passphrase-file <file>', '口令文件，密钥加密后放入备份 seals the keys into the backup')
    .option('--json', '机器可读 machine-readable')
    .action((flags: BackupFlags) => backup(program.version() ?? '', flags));
  program
    .command('restore')
    .description('从备份恢复到空的数据目录 restore a backup into an empty data folder')
    .requiredOption('--from <folder>', '备份目录 folder of the backup')
    .option('--passphrase-file <file>', '备份时的口令文件 the passphrase of the backup')
    .option('--secrets-from <folder>', '原 secrets.json 所在目录（备份不含密钥时）folder of the secrets.json')
    .option('--json', '机器可读 machine-readable')
    .action(restore);
};
