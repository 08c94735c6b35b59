/** What an adapter of the event log shows to the conformance suite: a producer, consumers, and a place for effects. */
import type { EventCatalogue } from '../topics';
import type { EventLog, NewEvent, SubscriptionHandler, Tx } from '../types';

export interface AppendOptions {
  /** keeps the producer's transaction open for so long after its first write */
  holdMs?: number;
  /** writes to the audit before any key is locked, as a careless writer would */
  auditFirst?: boolean;
}

export interface LogUnderTest {
  /** one transaction of the producer */
  append(events: readonly NewEvent[], options?: AppendOptions): Promise<void>;
  /** the log as a process of the consumer sees it; each call is another process */
  consumer(): EventLog;
  /** an effect of a handler, in its transaction */
  note(tx: Tx, effect: string): Promise<unknown>;
  /** effects that were committed, in the order of their commits */
  notes(): Promise<string[]>;
  /** the transport delivers everything again to that group, from the beginning */
  redeliver(group: string): Promise<void>;
  close(): Promise<void>;
}

export const group = 'consumer';
export const topic = 'producer.things';

export const importTopic = 'producer.imports';

/** `consumer` listens to all of it; what `stranger.heard.v1` means, only `other` has to know. */
export const catalogue: EventCatalogue = [
  { type: 'thing.done.v1', topics: topic, producer: 'producer', consumers: [group], ciphered: false },
  { type: 'thing.done.v1', topics: importTopic, producer: 'producer', consumers: [group], ciphered: false },
  { type: 'thing.undone.v1', topics: topic, producer: 'producer', consumers: [group], ciphered: false },
  { type: 'stranger.heard.v1', topics: topic, producer: 'producer', consumers: ['other'], ciphered: false },
  {
    type: 'thing.sealed.v1',
    topics: 'sealed.*.police',
    producer: 'producer',
    consumers: [group],
    ciphered: true,
  },
];

/** Not a cipher, but seen through: tells whether the log sealed and opened under the same key. */
export const mirrorCipher = {
  sealFor: (key: string, text: string): Buffer => Buffer.from(`${key}|${[...text].reverse().join('')}`),
  openFor: (key: string, sealed: Buffer): string => {
    const [sealedFor, ...rest] = sealed.toString().split('|');
    if (sealedFor !== key) throw new Error('sealed for another key');
    return [...rest.join('|')].reverse().join('');
  },
};

export const thing = (key: string, changes: Partial<NewEvent> = {}): NewEvent => ({
  topic,
  type: 'thing.done.v1',
  key,
  jurisdiction: 'AJX',
  data: { about: key },
  ...changes,
});

/** `key:sequence`, what most handlers here note down. */
export const place = (event: { partitionkey: string; sequence: number }): string =>
  `${event.partitionkey}:${event.sequence}`;

/** A handler of single events that notes each, after `before` had its chance to fail. */
export const noting = (
  subject: LogUnderTest,
  before: (at: string) => void | Promise<void> = () => undefined,
  type = 'thing.done.v1',
): SubscriptionHandler => ({
  type,
  batch: false,
  handle: async (event: { partitionkey: string; sequence: number }, tx: Tx) => {
    await subject.note(tx, place(event));
    await before(place(event));
  },
});

/** As many events per key as named, one transaction each, keys in turn. */
export const appendEach = async (
  subject: LogUnderTest,
  keys: readonly string[],
  each: number,
): Promise<void> => {
  for (let round = 0; round < each; round++) for (const key of keys) await subject.append([thing(key)]);
};

/** What was noted of one key, in order of commit. */
export const notesOf = async (subject: LogUnderTest, key: string): Promise<string[]> =>
  (await subject.notes()).filter((note) => note.startsWith(`${key}:`));

export const inOrder = (key: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${key}:${index + 1}`);
