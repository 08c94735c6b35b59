/**
 * Faults under load, one after the other as the seed has them; then: is every report that got its 201 there, once, with
 * every effect once and in order? All that happened is one history, and the checker reads only that.
 */
import { childSystem } from '../measure/child-system';
import type { ChildSystem } from '../measure/child-system';
import { seededRandom } from '../measure/stats';
import { judge } from './check';
import type { Findings } from './check';
import { faultsOf } from './faults/table';
import type { Brokers } from './faults/table';
import type { History, Line } from './history';
import { startLoad } from './load';
import { observe } from './observe';
import { scheduleOf } from './schedule';
import type { Planned } from './schedule';
import type { Fault, World } from './world';

export interface ChaosOptions extends Brokers {
  minutes: number;
  seed: number;
  /** at most so many kills */
  kills: number;
  /** names, separated by commas; absent = all that the log has */
  faults: string | undefined;
  history: History;
  say(line: string): void;
}

export interface ChaosReport extends Findings {
  seed: number;
  reports: number;
  kills: number;
  /** how often each other fault came to an end */
  faults: Record<string, number>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Of a history, also of one that is read from a file. */
export const reportOf = (lines: readonly Line[]): ChaosReport => {
  const accepted = new Set<string>();
  const faults: Record<string, number> = {};
  let seed = Number.NaN;
  for (const line of lines) {
    if (!('event' in line)) continue;
    if (line.event === 'run') seed = line.seed;
    if (line.event === 'answer' && line.status === 201) accepted.add(line.key);
    if (line.event === 'fault' && line.phase === 'stop') faults[line.name] = (faults[line.name] ?? 0) + 1;
  }
  const { kill: kills = 0, ...others } = faults;
  return { seed, reports: accepted.size, kills, ...judge(lines), faults: others };
};

const suffer = async (fault: Fault, { forMs }: Planned, world: World): Promise<number> => {
  const { history } = world;
  history.add({ event: 'fault', name: fault.name, phase: 'start' });
  const end = await fault.start(world);
  await pause(forMs);
  const over = performance.now();
  await end();
  history.add({ event: 'fault', name: fault.name, phase: 'stop' });
  return performance.now() - over;
};

const sufferAll = async (
  world: World,
  { minutes, seed, kills, faults, say }: ChaosOptions,
): Promise<void> => {
  const table = faultsOf(faults, world);
  const begun = performance.now();
  let killed = 0;
  for (const planned of scheduleOf(table, { seed, minutes })) {
    await pause(planned.atMs - (performance.now() - begun));
    if (performance.now() - begun > minutes * 60_000) return;
    const fault = table.find(({ name }) => name === planned.name);
    if (!fault || (fault.name === 'kill' && ++killed > kills)) continue;
    const ms = await suffer(fault, planned, world);
    const lasted = planned.forMs > 0 ? ` for ${Math.round(planned.forMs / 1_000)} s` : '';
    say(`${fault.name}${lasted}: over after ${Math.round(ms)} ms, ${world.load.accepted()} accepted`);
  }
};

const sufferUnderLoad = async (system: ChildSystem, options: ChaosOptions): Promise<void> => {
  const { history, seed, minutes, brokers, own } = options;
  history.add({ event: 'run', seed, minutes, log: brokers ? 'kafka' : 'postgres' });
  const load = startLoad(system, history);
  // its own chance, so that what a fault draws does not move the schedule
  const world = { system, load, history, random: seededRandom(seed + 1), brokers, own };
  try {
    await sufferAll(world, options);
  } finally {
    await load.stop();
  }
};

export const storm = async (options: ChaosOptions): Promise<ChaosReport> => {
  const { history, brokers, say } = options;
  faultsOf(options.faults, options);
  const system = await childSystem('system', {}, brokers);
  try {
    await system.start();
    await sufferUnderLoad(system, options);
    await system.untilQuiet();
    say('all is quiet; what the tables hold is read');
    history.saw(await observe(await system.adminUrl()));
    return reportOf(history.lines);
  } finally {
    await system.throwAway();
  }
};
