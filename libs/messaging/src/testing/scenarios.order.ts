/** Order and completeness: what was appended arrives, once, in the order of its key. */
import { group, inOrder, appendEach, notesOf, noting, place, thing, topic } from './log-under-test';
import type { LogUnderTest } from './log-under-test';
import type { EventEnvelope, Tx } from '../types';

export type Scenario = (subject: LogUnderTest) => Promise<void>;

const keys = ['a', 'b', 'c', 'd', 'e'];

const order: Scenario = async (subject) => {
  const running = await subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  await appendEach(subject, keys, 12);
  await running.caughtUp();
  for (const key of keys) expect(await notesOf(subject, key)).toEqual(inOrder(key, 12));
};

const gapless: Scenario = async (subject) => {
  await Promise.all(
    Array.from({ length: 40 }, (_, n) => subject.append([thing(`k${n % 3}`), thing('all'), thing('all')])),
  );
  const running = await subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  await running.caughtUp();
  expect(await notesOf(subject, 'all')).toEqual(inOrder('all', 80));
};

const batches: Scenario = async (subject) => {
  const sizes: number[] = [];
  const handle = async (events: EventEnvelope[], tx: Tx): Promise<void> => {
    sizes.push(events.length);
    for (const event of events) void subject.note(tx, place(event));
  };
  await subject.append(keys.flatMap((key) => Array.from({ length: 20 }, () => thing(key))));
  const handlers = [{ type: 'thing.done.v1', batch: true, handle }];
  const running = await subject.consumer().subscribe({ group, topics: [topic], handlers });
  await running.caughtUp();
  for (const key of keys) expect(await notesOf(subject, key)).toEqual(inOrder(key, 20));
  expect(Math.max(...sizes)).toBeGreaterThan(1);
};

const mixedTypes: Scenario = async (subject) => {
  const noteAll = async (events: EventEnvelope[], tx: Tx): Promise<void> => {
    for (const event of events) void subject.note(tx, place(event));
  };
  const handlers = [
    { type: 'thing.done.v1', batch: true, handle: noteAll },
    noting(subject, undefined, 'thing.undone.v1'),
  ];
  const types = ['thing.done.v1', 'thing.done.v1', 'thing.undone.v1', 'thing.done.v1'];
  await subject.append(types.map((type) => thing('a', { type })));
  const running = await subject.consumer().subscribe({ group, topics: [topic], handlers });
  await running.caughtUp();
  expect(await notesOf(subject, 'a')).toEqual(inOrder('a', 4));
};

const counties: Scenario = async (subject) => {
  const seen: string[] = [];
  const handle = async (events: EventEnvelope[], tx: Tx): Promise<void> => {
    seen.push(
      ...events.map(({ jurisdiction }) => `${jurisdiction} in ${tx.scope.county} by ${tx.scope.actor}`),
    );
  };
  await subject.append(['AJX', 'SX', 'AJX', 'HR'].map((jurisdiction, n) => thing(`k${n}`, { jurisdiction })));
  const handlers = [{ type: 'thing.done.v1', batch: true, handle }];
  const running = await subject.consumer().subscribe({ group, topics: [topic], handlers });
  await running.caughtUp();
  const by = 'by system:consumer';
  expect(seen.sort()).toEqual([`AJX in AJX ${by}`, `AJX in AJX ${by}`, `HR in HR ${by}`, `SX in SX ${by}`]);
};

const patterns: Scenario = async (subject) => {
  const handlers = [noting(subject, undefined, 'thing.sealed.v1')];
  const running = await subject.consumer().subscribe({ group, topics: ['sealed.*.police'], handlers });
  const sealed = { type: 'thing.sealed.v1' };
  await subject.append([
    thing('yes', { ...sealed, topic: 'sealed.AJX.police' }),
    thing('no', { topic }),
    thing('yes', { ...sealed, topic: 'sealed.SX.police' }),
  ]);
  await running.caughtUp();
  expect(await subject.notes()).toEqual(['yes:1', 'yes:1']);
};

const resume: Scenario = async (subject) => {
  let calls = 0;
  const handlers = [noting(subject, () => void calls++)];
  const first = await subject.consumer().subscribe({ group, topics: [topic], handlers });
  await appendEach(subject, keys, 3);
  await first.caughtUp();
  await first.stop();
  await appendEach(subject, keys, 3);
  const second = await subject.consumer().subscribe({ group, topics: [topic], handlers });
  await second.caughtUp();
  for (const key of keys) expect(await notesOf(subject, key)).toEqual(inOrder(key, 6));
  expect(calls).toBe(30);
};

const standBy: Scenario = async (subject) => {
  const subscription = { group, topics: [topic], handlers: [noting(subject)] };
  const first = await subject.consumer().subscribe(subscription);
  await first.caughtUp();
  const second = await subject.consumer().subscribe(subscription);
  await appendEach(subject, ['a'], 5);
  await first.caughtUp();
  await first.stop();
  await appendEach(subject, ['a'], 5);
  const start = performance.now();
  while ((await subject.notes()).length < 10 && performance.now() - start < 2_000) await second.caughtUp();
  expect(await notesOf(subject, 'a')).toEqual(inOrder('a', 10));
};

const earlyAudit: Scenario = async (subject) => {
  const running = await subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  const careless = Array.from({ length: 3 }, (_, n) =>
    subject.append([thing('a')], { auditFirst: true, holdMs: 15 * (3 - n) }),
  );
  const careful = Array.from({ length: 20 }, () => subject.append([thing('a')]));
  await Promise.all([...careless, ...careful]);
  await running.caughtUp();
  expect(await notesOf(subject, 'a')).toEqual(inOrder('a', 23));
};

/** 16 writers at once, three in ten of them slow to commit: the case that a reader of "position > last" fails. */
const slowWriters: Scenario = async (subject) => {
  const running = await subject.consumer().subscribe({ group, topics: [topic], handlers: [noting(subject)] });
  const writer = async (name: string): Promise<void> => {
    for (let n = 0; n < 20; n++)
      await subject.append([thing(name)], { holdMs: n % 10 < 3 ? 1 + (n % 7) * 3 : 0 });
  };
  await Promise.all(Array.from({ length: 16 }, (_, n) => writer(`w${n}`)));
  await running.caughtUp();
  expect((await subject.notes()).length).toBe(320);
  for (let n = 0; n < 16; n++) expect(await notesOf(subject, `w${n}`)).toEqual(inOrder(`w${n}`, 20));
};

export const orderScenarios: Record<string, Scenario> = {
  'events of one key are applied in the order of their appending': order,
  'the sequence of a key has no gap, whoever appends': gapless,
  'a batch handler gets many events at once and keeps the order of each key': batches,
  'batch and single handlers of one key keep its order': mixedTypes,
  'a handler acts in the county of its event, as the system': counties,
  'a star in a topic stands for one segment': patterns,
  'a subscription goes on where it stopped': resume,
  'a stand-by takes over within two seconds': standBy,
  'a writer that audits before it locks does not turn the order round': earlyAudit,
  'nothing of slow writers is lost': slowWriters,
};
