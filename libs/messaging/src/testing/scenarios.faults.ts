/** Faults: once per event, parking per key, retries, replay, and an urgent event that nothing holds up. */
import { PermanentError, TransientError } from '../errors';
import type { EventEnvelope, Tx } from '../types';
import { appendEach, group, inOrder, notesOf, noting, place, thing, topic } from './log-under-test';
import type { LogUnderTest } from './log-under-test';
import type { Scenario } from './scenarios.order';

const start = (subject: LogUnderTest, before?: (at: string) => void | Promise<void>) =>
  startWith(subject, [noting(subject, before)]);

const startWith = async (subject: LogUnderTest, handlers: ReturnType<typeof noting>[]) => {
  const log = subject.consumer();
  return { log, running: await log.subscribe({ group, topics: [topic], handlers }) };
};

/** Refuses that event until told otherwise. */
const refusing = (bad: string, error: () => Error) => {
  const state = { calls: 0, mended: false };
  const before = (at: string): void => {
    if (at !== bad || state.mended) return;
    state.calls++;
    throw error();
  };
  return { state, before };
};

const never = () => new PermanentError('never');

const once: Scenario = async (subject) => {
  const { running } = await start(subject);
  await appendEach(subject, ['a', 'b'], 5);
  await running.caughtUp();
  await running.stop();
  await subject.redeliver(group);
  const again = await start(subject);
  await again.running.caughtUp();
  expect((await subject.notes()).sort()).toEqual([...inOrder('a', 5), ...inOrder('b', 5)]);
};

const undone: Scenario = async (subject) => {
  const { state, before } = refusing('a:1', () => new Error('once'));
  const { running } = await start(subject, (at) => {
    if (state.calls < 1) before(at);
  });
  await subject.append([thing('a')]);
  await running.caughtUp();
  expect([state.calls, await subject.notes()]).toEqual([1, ['a:1']]);
};

const parkPerKey: Scenario = async (subject) => {
  const { log, running } = await start(subject, refusing('a:2', never).before);
  await appendEach(subject, ['a', 'b', 'c'], 4);
  await running.caughtUp();
  expect([await notesOf(subject, 'a'), await notesOf(subject, 'b'), await notesOf(subject, 'c')]).toEqual([
    inOrder('a', 1),
    inOrder('b', 4),
    inOrder('c', 4),
  ]);
  const parked = await log.listParked(group);
  expect(parked.map(({ key, reason }) => `${key} ${reason}`)).toEqual([
    'a permanent',
    'a behind',
    'a behind',
  ]);
  expect(parked[0]).toMatchObject({ group, topic, type: 'thing.done.v1', attempts: 1 });
};

const parkOthersInLane: Scenario = async (subject) => {
  const { running } = await start(subject, refusing('k3:1', never).before);
  await subject.append(Array.from({ length: 40 }, (_, n) => thing(`k${n}`)));
  await running.caughtUp();
  expect((await subject.notes()).length).toBe(39);
};

const urgentPasses: Scenario = async (subject) => {
  const { running, log } = await start(subject, refusing('a:1', never).before);
  await subject.append([thing('a')]);
  await subject.append([thing('a')]);
  await running.caughtUp();
  await subject.append([thing('a', { urgent: true })]);
  await running.caughtUp();
  expect(await subject.notes()).toEqual(['a:3']);
  expect((await log.listParked(group)).length).toBe(2);
};

const replay: Scenario = async (subject) => {
  const { state, before } = refusing('a:1', never);
  const { running, log } = await start(subject, before);
  await appendEach(subject, ['a', 'b'], 4);
  await subject.append([thing('a', { urgent: true })]);
  await running.caughtUp();
  expect(await log.replay(group, 'a')).toEqual({ applied: 0, parked: 4 });
  state.mended = true;
  expect(await log.replay(group, 'a')).toEqual({ applied: 4, parked: 0 });
  expect(await notesOf(subject, 'a')).toEqual(['a:5', ...inOrder('a', 4)]);
  expect(await log.listParked(group)).toEqual([]);
  await subject.append([thing('a')]);
  await running.caughtUp();
  expect((await notesOf(subject, 'a')).at(-1)).toBe('a:6');
};

const replayOnce: Scenario = async (subject) => {
  const { state, before } = refusing('a:1', never);
  const { running, log } = await start(subject, before);
  await appendEach(subject, ['a'], 3);
  await running.caughtUp();
  state.mended = true;
  await Promise.all([log.replay(group, 'a'), log.replay(group, 'a'), log.replay(group, 'a')]);
  await running.stop();
  await subject.redeliver(group);
  await (await start(subject)).running.caughtUp();
  expect(await subject.notes()).toEqual(inOrder('a', 3));
};

const transient: Scenario = async (subject) => {
  const { state, before } = refusing('a:1', () => new TransientError('busy'));
  const { running, log } = await start(subject, (at) => {
    if (state.calls >= 7) state.mended = true;
    before(at);
  });
  await appendEach(subject, ['a', 'b'], 2);
  const begun = performance.now();
  while ((await notesOf(subject, 'a')).length < 2 && performance.now() - begun < 10_000)
    await running.caughtUp();
  expect([state.calls, await notesOf(subject, 'a')]).toEqual([7, inOrder('a', 2)]);
  expect(await log.listParked(group)).toEqual([]);
};

const fiveTries: Scenario = async (subject) => {
  const { state, before } = refusing('a:1', () => new Error('odd'));
  const { running, log } = await start(subject, before);
  await appendEach(subject, ['a', 'b'], 2);
  await running.caughtUp();
  const [first] = await log.listParked(group);
  expect(first).toMatchObject({
    key: 'a',
    reason: 'unknown',
    attempts: 5,
    error: expect.stringContaining('odd'),
  });
  // the first try is that of the whole lane
  expect(state.calls).toBeLessThanOrEqual(6);
  expect(await notesOf(subject, 'b')).toEqual(inOrder('b', 2));
};

const unknownType: Scenario = async (subject) => {
  const { running, log } = await start(subject);
  await subject.append([thing('a', { type: 'never.heard.of.v1' }), thing('a'), thing('b')]);
  await running.caughtUp();
  const parked = await log.listParked(group);
  expect(parked.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
    'never.heard.of.v1 permanent',
    'thing.done.v1 behind',
  ]);
  expect(await subject.notes()).toEqual(['b:1']);
};

const knownAfterwards: Scenario = async (subject) => {
  const { running } = await start(subject);
  await subject.append([thing('a', { type: 'thing.undone.v1' }), thing('a')]);
  await running.caughtUp();
  await running.stop();
  const handlers = [noting(subject), noting(subject, undefined, 'thing.undone.v1')];
  const { log, running: later } = await startWith(subject, handlers);
  await later.caughtUp();
  expect(await log.replay(group, 'a')).toEqual({ applied: 2, parked: 0 });
  expect(await subject.notes()).toEqual(inOrder('a', 2));
};

const notForUs: Scenario = async (subject) => {
  const { running, log } = await start(subject);
  await subject.append([thing('a', { type: 'stranger.heard.v1' }), thing('a')]);
  await running.caughtUp();
  expect([await subject.notes(), await log.listParked(group)]).toEqual([['a:2'], []]);
};

const atomicEmit: Scenario = async (subject) => {
  let failed = false;
  const first = {
    type: 'thing.done.v1',
    batch: false,
    handle: async (_: EventEnvelope, tx: Tx) => {
      tx.emit(thing('follow', { topic: 'consumer.things', type: 'follow.v1' }));
      await subject.note(tx, 'handled');
      if (!failed) {
        failed = true;
        throw new TransientError('after emitting');
      }
    },
  };
  const { running } = await startWith(subject, [first]);
  await subject.append([thing('a')]);
  await running.caughtUp();
  expect([failed, await subject.notes()]).toEqual([true, ['handled']]);
};

const stopWaits: Scenario = async (subject) => {
  let entered: () => void = () => undefined;
  const inside = new Promise<void>((resolve) => (entered = resolve));
  let leave: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (leave = resolve));
  const { running } = await start(subject, () => {
    entered();
    return gate;
  });
  await subject.append([thing('a')]);
  await inside;
  const stopped = running.stop();
  leave();
  await stopped;
  expect(await subject.notes()).toEqual(['a:1']);
};

const lag: Scenario = async (subject) => {
  const { running, log } = await start(subject, refusing('a:1', never).before);
  await subject.append([thing('a'), thing('a'), thing('b')]);
  await running.caughtUp();
  expect(await log.lag()).toEqual([{ group, producer: 'producer', behind: 0, oldestAgeMs: null, parked: 2 }]);
};

/** I5: a full page of events that fail must not hold up the red one behind it. */
const urgentNotDelayed: Scenario = async (subject) => {
  const { running } = await start(subject, (at) => {
    if (!at.startsWith('red')) throw new TransientError('everything else is down');
  });
  await subject.append(Array.from({ length: 100 }, (_, n) => thing(`k${n}`)));
  await subject.append([thing('red', { urgent: true })]);
  const begun = performance.now();
  while ((await subject.notes()).length === 0 && performance.now() - begun < 10_000)
    await new Promise((resolve) => setTimeout(resolve, 10));
  // the others fail for as long as this test runs: whoever waits for them never gets here
  expect(await subject.notes()).toEqual(['red:1']);
  await running.stop();
};

const placesInBatch: Scenario = async (subject) => {
  const { state, before } = refusing('a:2', () => new Error('once'));
  const handle = async (events: EventEnvelope[], tx: Tx): Promise<void> => {
    for (const event of events) {
      void subject.note(tx, place(event));
      if (state.calls === 0) before(place(event));
    }
  };
  const { running } = await startWith(subject, [{ type: 'thing.done.v1', batch: true, handle }]);
  await subject.append(Array.from({ length: 5 }, () => thing('a')));
  await running.caughtUp();
  expect(await subject.notes()).toEqual(inOrder('a', 5));
};

export const faultScenarios: Record<string, Scenario> = {
  'an event has one effect however often it is delivered': once,
  'what a failed handler wrote is undone': undone,
  'a batch that failed is applied one by one, without a trace of the failed attempt': placesInBatch,
  'a bad event parks its key with all that follows, and other keys flow': parkPerKey,
  'a bad event does not take the others of its lane with it': parkOthersInLane,
  'an urgent event passes a parked one of its key': urgentPasses,
  'an urgent event is not delayed by a page of failing events': urgentNotDelayed,
  'replay applies what is parked of a key, in order, and the key flows again': replay,
  'replaying at the same time, and delivery afterwards, have no second effect': replayOnce,
  'a transient fault is tried again for as long as it lasts': transient,
  'an unknown fault is tried five times, then parked': fiveTries,
  'an event of unknown type is parked, and its key waits': unknownType,
  'what was parked for want of a handler is applied when there is one': knownAfterwards,
  'an event that is the business of others only is passed over': notForUs,
  'an event that a handler emits is undone with its other effects': atomicEmit,
  'stopping waits for what is in flight': stopWaits,
  'lag tells what is behind and what is parked': lag,
};
