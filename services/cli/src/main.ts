/** `yimen`: the one command. It speaks to the public API like any other client, and starts the system. */
import { Command } from 'commander';
import { ApiError } from './client';
import { accountCommands } from './commands/accounts';
import { benchCommands } from './commands/bench';
import { chaosCommands } from './commands/chaos';
import { demoCommands } from './commands/demo';
import { logCommands } from './commands/log';
import { scenarioCommands } from './commands/scenarios';
import { systemCommands } from './commands/system';

const program = new Command('yimen')
  .description('一门受理、协同办理 one door in, every agency together, for the protection of children')
  .showHelpAfterError();

for (const add of [
  systemCommands,
  accountCommands,
  demoCommands,
  scenarioCommands,
  logCommands,
  benchCommands,
  chaosCommands,
])
  add(program);

/** What a person did wrong or what is missing is a sentence; only our own faults show where they happened. */
const report = (error: unknown): void => {
  const known = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(
    `${known instanceof ApiError || known.name === 'Error' ? known.message : known.stack}\n`,
  );
  process.exitCode = 1;
};

program.parseAsync().catch(report);
