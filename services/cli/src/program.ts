/** All commands of `yimen`, and how it says what went wrong. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { accountCommands } from './commands/accounts';
import { agencyCommands } from './commands/agencies';
import { backupCommands } from './commands/backup';
import { benchCommands } from './commands/bench';
import { chaosCommands } from './commands/chaos';
import { coverageCommands } from './commands/coverage';
import { demoCommands } from './commands/demo';
import { importCommands } from './commands/import';
import { initCommands } from './commands/init';
import { logCommands } from './commands/log';
import { quarantineCommands } from './commands/quarantine';
import { scenarioCommands } from './commands/scenarios';
import { topicCommands } from './commands/topics';
import { systemCommands } from './commands/system';

const version = (): string => {
  const path = join(dirname(require.resolve('@yimen/cli/package.json')), 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
};

export const buildProgram = (): Command => {
  const program = new Command('yimen')
    .description('一门受理、协同办理 one door in, every agency together, for the protection of children')
    .version(version(), '-V, --version', '版本 version')
    .helpOption('-h, --help', '帮助 help')
    .helpCommand('help [command]', '某命令的帮助 help on a command')
    .showHelpAfterError('（yimen --help 查看用法 shows how to use it）');
  for (const add of [
    systemCommands,
    initCommands,
    backupCommands,
    accountCommands,
    agencyCommands,
    demoCommands,
    importCommands,
    scenarioCommands,
    logCommands,
    topicCommands,
    quarantineCommands,
    benchCommands,
    chaosCommands,
    coverageCommands,
  ])
    add(program);
  return program;
};

/** A name of the language itself (`TypeError`): our own fault, shown with where it happened. */
const isOwnFault = (error: Error): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

/** What a person did wrong or what is missing is a sentence. */
export const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return isOwnFault(error) ? (error.stack ?? error.message) : error.message || error.name;
};
