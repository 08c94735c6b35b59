import pino from 'pino';
import { ManualClock } from './clock';
import { Timers } from './timers';
import type { TimerJob } from './timers';

const noon = new Date('2026-03-20T04:00:00Z');

const lines: { level: number; job?: string; error?: string }[] = [];
const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });

const timersAt = (clock = new ManualClock(noon)) => ({ clock, timers: new Timers(clock, logger) });

/** A job with a heap of work, taken off in batches of ten. */
const heap = (size: number, name = 'heap'): TimerJob & { left: number; times: Date[] } => {
  const job = {
    name,
    everyMs: 1_000,
    left: size,
    times: [] as Date[],
    run: (now: Date) => {
      job.times.push(now);
      const done = Math.min(10, job.left);
      job.left -= done;
      return Promise.resolve(done);
    },
  };
  return job;
};

/** A job that ends only when it is told. */
const gated = () => {
  let open: (done: number) => void = () => undefined;
  const runs: number[] = [];
  let under = 0;
  const job: TimerJob = {
    name: 'gated',
    everyMs: 1_000,
    run: () => {
      runs.push(++under);
      return new Promise<number>((resolve) => {
        open = (done) => {
          under--;
          resolve(done);
        };
      });
    },
  };
  return { job, runs, open: (done: number) => open(done) };
};

const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => void lines.splice(0));
afterEach(() => jest.useRealTimers());

describe('timers', () => {
  it('run every job until nothing is due, batch by batch, at the business time', async () => {
    const { timers } = timersAt();
    const first = heap(25);
    const second = heap(0, 'second');
    timers.register(first);
    timers.register(second);
    expect(await timers.runDue()).toBe(25);
    expect(first.times).toEqual([noon, noon, noon, noon]);
    expect(second.times).toEqual([noon]);
  });

  it('ask again for the time of each batch', async () => {
    const { clock, timers } = timersAt();
    const job = heap(20);
    timers.register({
      ...job,
      run: (now) => {
        clock.advanceTo(new Date(clock.now().getTime() + 1_000));
        return job.run(now);
      },
    });
    await timers.runDue();
    expect(job.times.map((time) => time.getTime() - noon.getTime())).toEqual([0, 1_000, 2_000]);
  });

  it('never run one job twice at a time, however many ask for it', async () => {
    const { timers } = timersAt();
    const { job, runs, open } = gated();
    timers.register(job);
    const asked = [timers.runDue(), timers.runDue(), timers.runDue()];
    for (let run = 0; run < 3; run++) {
      await settled();
      open(0);
    }
    await Promise.all(asked);
    expect(runs).toEqual([1, 1, 1]);
  });

  it('say that a job is looping instead of going round for ever', async () => {
    const { timers } = timersAt();
    timers.register({ name: 'endless', everyMs: 1_000, run: () => Promise.resolve(1) });
    await expect(timers.runDue()).rejects.toThrow('job endless still finds work after 1000 batches');
  });

  it('tick by real time once started, and skip a tick while the last one still runs', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { timers } = timersAt();
    const { job, runs, open } = gated();
    timers.register(job);
    timers.start();
    jest.advanceTimersByTime(3_500);
    await settled();
    expect(runs).toHaveLength(1);
    open(0);
    await settled();
    jest.advanceTimersByTime(1_000);
    await settled();
    expect(runs).toHaveLength(2);
    open(0);
    await timers.stop();
  });

  it('write a failed job to the log by name, and run it again at the next tick', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { timers } = timersAt();
    let runs = 0;
    timers.register({
      name: 'failing',
      everyMs: 1_000,
      run: () => Promise.reject(new Error(`no ${++runs}`)),
    });
    timers.start();
    for (let tick = 0; tick < 2; tick++) {
      jest.advanceTimersByTime(1_000);
      await settled();
    }
    await timers.stop();
    expect(lines.map(({ job, error }) => [job, error])).toEqual([
      ['failing', 'no 1'],
      ['failing', 'no 2'],
    ]);
  });

  it('tell the caller of a failed run what failed', async () => {
    const { timers } = timersAt();
    timers.register({ name: 'failing', everyMs: 1_000, run: () => Promise.reject(new Error('broken')) });
    await expect(timers.runDue()).rejects.toThrow('broken');
  });

  it('wait at their stop for what is under way, and begin nothing after', async () => {
    const { timers } = timersAt();
    const { job, runs, open } = gated();
    timers.register(job);
    const due = timers.runDue();
    await settled();
    let stopped = false;
    const stop = timers.stop().then(() => (stopped = true));
    await settled();
    expect(stopped).toBe(false);
    open(10);
    await Promise.all([due, stop]);
    expect(runs).toHaveLength(1);
    expect(await timers.runDue()).toBe(0);
    expect(runs).toHaveLength(1);
  });
});
