/** `main.ts` of a service or of all: start, say so, stop in order on SIGTERM or SIGINT, one clear sentence on failure. */
import { readConfig } from './config';
import { startSystem } from './system';
import type { RunningSystem, SystemOptions } from './system';
import type { ServiceDefinition } from './service';

const stopOnSignal = (system: RunningSystem): void => {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void system.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

/** Starts and stays; @returns the system, or ends the process with code 1 and a sentence on stderr. */
export const runSystem = async (options: Omit<SystemOptions, 'config'>): Promise<RunningSystem> => {
  try {
    const system = await startSystem({ ...options, config: readConfig() });
    stopOnSignal(system);
    return system;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
};

/** One service alone; beside others on the same data it shares their database. */
export const runService = async (definition: ServiceDefinition): Promise<void> => {
  const system = await runSystem({ services: [definition] });
  process.stdout.write(`${definition.name}: ${system.url}/api/${definition.name}\n`);
};
