import type { RowScope } from '@yimen/messaging';
import { Signals } from '@yimen/service-kit';
import { LiveQueue } from './live';
import type { StreamSink } from './live';
import { queueChannel } from './runtime';
import type { QueueSignal } from './runtime';

const states = { open: 0, claimed: 0, signed: 0, returned: 0, finished: 0, waived: 0 };
const none = {
  states,
  open: 0,
  mine: 0,
  all: 0,
  finished: 0,
  urgent: 0,
  overdue: 0,
  alarmed: 0,
  signedBySystem: 0,
};

/** Every count says how often was counted. */
const setUp = () => {
  jest.useFakeTimers();
  let asked = 0;
  const signals = new Signals();
  const live = new LiveQueue(signals, async () => ({ ...none, open: (asked += 1) }));
  live.onModuleInit();
  const change = (agency: string, ...ids: string[]) =>
    signals.publish<QueueSignal>(queueChannel, { county: agency.split('-')[0] ?? '', agency, ids });
  return { live, change, asked: () => asked };
};

afterEach(() => jest.useRealTimers());

interface Recorded extends StreamSink {
  texts: string[];
  ended: boolean;
}

const recorder = (): Recorded => {
  const sink: Recorded = {
    texts: [],
    ended: false,
    write: (text) => void sink.texts.push(text),
    end: () => void (sink.ended = true),
  };
  return sink;
};

const dataOf = (sink: Recorded): unknown[] =>
  sink.texts
    .filter((text) => text.startsWith('event: change\ndata: '))
    .map((text) => JSON.parse(text.slice('event: change\ndata: '.length)) as unknown);

const deskScope = (agency: string, actor = 'a'): RowScope => ({
  county: 'AJX',
  reach: 'agency',
  agency,
  actor,
});
const office: RowScope = { county: 'AJX', reach: 'county', actor: 'o' };

it('a stopped service listens to no signal', () => {
  const off = jest.fn();
  const signals = new Signals();
  jest.spyOn(signals, 'on').mockReturnValue(off);
  const live = new LiveQueue(signals, async () => none);
  live.onModuleInit();
  live.onModuleDestroy();
  expect(off).toHaveBeenCalledTimes(1);
});

describe('a live stream', () => {
  it('begins with the counts', async () => {
    const { live } = setUp();
    const sink = recorder();
    await live.watch(deskScope('AJX-police'), sink);
    expect(dataOf(sink)).toEqual([{ ids: [], counts: { ...none, open: 1 } }]);
  });

  it('tells ids at once, and counts once for many changes', async () => {
    const { live, change, asked } = setUp();
    const sink = recorder();
    await live.watch(deskScope('AJX-police'), sink);
    for (let n = 0; n < 100; n++) change('AJX-police', `i${n}`);
    expect(dataOf(sink).slice(1, 3)).toEqual([{ ids: ['i0'] }, { ids: ['i1'] }]);
    expect(asked()).toBe(1);
    await jest.advanceTimersByTimeAsync(250);
    expect(asked()).toBe(2);
    expect(dataOf(sink).at(-1)).toEqual({ ids: [], counts: { ...none, open: 2 } });
  });

  it('hears of its own agency alone; the county office hears of all of its county', async () => {
    const { live, change } = setUp();
    const [own, other, county] = [recorder(), recorder(), recorder()];
    await live.watch(deskScope('AJX-police'), own);
    await live.watch(deskScope('AJX-justice'), other);
    await live.watch(office, county);
    change('AJX-police', 'p');
    change('SX-police', 's');
    expect(dataOf(own).slice(1)).toEqual([{ ids: ['p'] }]);
    expect(dataOf(other).slice(1)).toEqual([]);
    expect(dataOf(county).slice(1)).toEqual([{ ids: ['p'] }]);
  });

  it('is kept open by a comment every 15 seconds', async () => {
    const { live } = setUp();
    const sink = recorder();
    await live.watch(deskScope('AJX-police'), sink);
    await jest.advanceTimersByTimeAsync(45_000);
    expect(sink.texts.filter((text) => text.startsWith(': '))).toHaveLength(3);
  });

  it('that is closed hears nothing more and leaves nothing behind', async () => {
    const { live, change, asked } = setUp();
    const sink = recorder();
    const close = await live.watch(deskScope('AJX-police'), sink);
    change('AJX-police', 'i');
    close();
    close();
    expect(live.streams).toBe(0);
    const heard = sink.texts.length;
    change('AJX-police', 'j');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sink.texts).toHaveLength(heard);
    expect(asked()).toBe(1);
  });

  it('is refused above the bound, and again let in when one closes', async () => {
    const { live } = setUp();
    const closers: (() => void)[] = [];
    for (let n = 0; n < 100; n++)
      closers.push(await live.watch(deskScope('AJX-police', `a${n}`), recorder()));
    await expect(live.watch(deskScope('AJX-police'), recorder())).rejects.toThrow('too_many_streams');
    closers[0]?.();
    await live.watch(deskScope('AJX-police'), recorder());
    expect(live.streams).toBe(100);
  });

  it('ends when the service stops', async () => {
    const { live, change } = setUp();
    const sink = recorder();
    await live.watch(deskScope('AJX-police'), sink);
    change('AJX-police', 'i');
    live.onModuleDestroy();
    expect(sink.ended).toBe(true);
    expect(live.streams).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
