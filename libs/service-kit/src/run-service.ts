/**
 * `main.ts` of a service or of all: start, say so, stop in order on SIGTERM or SIGINT, one clear sentence on
 * failure.
 */
import { readConfig } from './config';
import type { Config } from './config';
import { startSystem } from './system';
import type { RunningSystem, SystemOptions } from './system';
import type { ServiceDefinition } from './service';
import { obeyOrders } from './threads';
import { startTracing } from './tracing';

/** Longer than the drain of HTTP and the end of what consumers have in hand; whoever sent the signal waits 10 s. */
const stopDeadlineMs = 9_500;

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** The sentence of an error; what has none (a refused connection to several addresses) is told by its code. */
const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (/^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN)$/.test(code ?? ''))
    return `The database at DATABASE_URL does not answer (${code}). Start it, or correct the address.`;
  if (code === '28P01' || code === '28000')
    return `The database at DATABASE_URL refuses this account (${code}). Correct its name or password.`;
  if (code === 'ENOSPC') return 'The disk is full. Make room, then start again; the data is safe.';
  return error.message || (code ?? error.name);
};

const stopInTime = async (system: RunningSystem): Promise<number> => {
  const late = new Promise<number>((resolve) => setTimeout(() => resolve(1), stopDeadlineMs).unref());
  const code = await Promise.race([system.stop().then(() => 0), late]);
  if (code !== 0)
    say(
      `Not stopped in order within ${stopDeadlineMs / 1000} s. What was answered is kept; start again as usual.`,
    );
  return code;
};

/** The first signal stops in order, also one that comes while starting; the second ends at once. */
const stopOnSignal = (starting: Promise<RunningSystem>): void => {
  let signals = 0;
  const onSignal = () => {
    if (++signals > 1) process.exit(1);
    starting.then(
      async (system) => process.exit(await stopInTime(system)),
      () => undefined,
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};

const endWhenTaken = async (system: RunningSystem): Promise<void> => {
  const error = await system.taken;
  say(error.message);
  await stopInTime(system);
  process.exit(1);
};

const traced = async (config: Config, services: readonly ServiceDefinition[]): Promise<Config> => {
  if (config.tracesUrl)
    await startTracing(
      config.tracesUrl,
      services.map(({ name }) => name),
    );
  return config;
};

/** Starts and stays; @returns the system, or ends the process with code 1 and a sentence on stderr. */
export const runSystem = async (options: Omit<SystemOptions, 'config'>): Promise<RunningSystem> => {
  try {
    const config = await traced(readConfig(), options.services);
    const starting = startSystem({ ...options, config });
    stopOnSignal(starting);
    const system = await starting;
    void endWhenTaken(system);
    return system;
  } catch (error) {
    say(sentenceOf(error));
    process.exit(1);
  }
};

/** In a thread of its own, behind the door of the main one, which says when to start and to stop. */
export const runBeside = (services: readonly ServiceDefinition[]): void =>
  obeyOrders(async () => {
    const config = await traced({ ...readConfig(), host: '127.0.0.1', port: 0 }, services);
    return startSystem({ services, config, isBack: true });
  }, sentenceOf);

/** One service alone; beside others on the same data it shares their database. */
export const runService = async (definition: ServiceDefinition): Promise<void> => {
  const system = await runSystem({ services: [definition] });
  process.stdout.write(`${definition.name}: ${system.url}/api/${definition.name}\n`);
};
