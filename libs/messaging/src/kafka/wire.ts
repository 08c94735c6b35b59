/**
 * An event as a Kafka record and back: CloudEvents 1.0, structured mode, JSON. What is meant for one service only
 * travels sealed (`data_base64`), what is meant for an audience in clear (`data`); bytes that are no event of ours
 * come out as one that can only be parked. Pure.
 */
import { createHash } from 'node:crypto';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { LoggedEvent } from '../codec';

interface Place {
  topic: string;
  partition: number;
}

export interface OutgoingRecord {
  key: string;
  value: Buffer;
  headers: IHeaders;
}

const sealedType = 'application/octet-stream';

const attributesOf = (event: LoggedEvent, sealed: boolean) => ({
  specversion: '1.0',
  id: event.eventId,
  source: `/yimen/${event.producer}`,
  type: event.type,
  subject: event.key,
  partitionkey: event.key,
  sequence: event.sequence,
  time: event.time.toISOString(),
  datacontenttype: sealed ? sealedType : 'application/json',
  dataschema: `urn:yimen:schema:${event.type}`,
  jurisdiction: event.jurisdiction,
  ...(event.traceparent ? { traceparent: event.traceparent } : {}),
  ...(event.urgent ? { urgent: true } : {}),
});

/** Where the event stood in its producer's outbox: parked events of several topics keep that order. */
const placeHeader = 'yimen-place';

/**
 * No `ce_` headers beside the content type: readers of the CloudEvents SDK for Python take a record that has one for
 * binary mode and refuse it. Without a time of its own: a broker counts how long it keeps a record from when it got
 * it, and what is published late must not be old at once. @param data JSON text, or sealed bytes
 */
export const recordOf = (event: LoggedEvent, data: Buffer, sealed: boolean): OutgoingRecord => {
  const head = JSON.stringify(attributesOf(event, sealed)).slice(0, -1);
  const value = sealed
    ? Buffer.from(`${head},"data_base64":"${data.toString('base64')}"}`)
    : Buffer.concat([Buffer.from(`${head},"data":`), data, Buffer.from('}')]);
  return {
    key: event.key,
    value,
    headers: {
      'content-type': 'application/cloudevents+json; charset=UTF-8',
      [placeHeader]: `${event.xid}:${event.position}`,
      ...(event.traceparent ? { traceparent: event.traceparent } : {}),
    },
  };
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Names and keys that a table holds and an index carries. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 200 && !value.includes('\0');

interface Readable {
  id: string;
  type: string;
  partitionkey: string;
  sequence: number;
  time: string;
  jurisdiction: string;
  traceparent?: unknown;
  urgent?: unknown;
  data?: unknown;
  data_base64?: unknown;
}

type Test = (event: Record<string, unknown>, key: string) => boolean;

/** What an event must have to be handled at all; the first that fails is the reason why it is parked. */
const required: readonly [string, Test][] = [
  ['specversion is not 1.0', ({ specversion }) => specversion === '1.0'],
  ['id is not a UUID', ({ id }) => typeof id === 'string' && uuid.test(id)],
  ['type is missing', ({ type }) => isName(type)],
  ["partitionkey is not the record's key", ({ partitionkey }, key) => isName(key) && partitionkey === key],
  [
    'sequence is not a number from 1',
    ({ sequence }) => Number.isSafeInteger(sequence) && Number(sequence) >= 1,
  ],
  ['time is not a time', ({ time }) => typeof time === 'string' && !Number.isNaN(Date.parse(time))],
  ['jurisdiction is missing', ({ jurisdiction }) => isName(jurisdiction)],
  ['data is missing', (event) => 'data' in event || typeof event['data_base64'] === 'string'],
];

const parsed = (bytes: Buffer | null): unknown => {
  try {
    return JSON.parse((bytes ?? Buffer.alloc(0)).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
};

const faultOf = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return 'it is not a JSON object';
  const event = value as Record<string, unknown>;
  return required.find(([, holds]) => !holds(event, key))?.[0];
};

/** The same record always gets the same id, so that a second delivery parks nothing twice. */
const idOfPlace = ({ topic, partition }: Place, offset: string): string => {
  const hash = createHash('sha256').update(`${topic}/${partition}/${offset}`).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ].join('-');
};

const unreadable = (
  { producer, topic, partition }: Place & { producer: string },
  { key, offset, timestamp, value }: KafkaMessage,
  why: string,
): LoggedEvent => {
  const name = key?.toString('utf8');
  return {
    producer,
    topic,
    xid: '0',
    position: offset,
    key: isName(name) ? name : `${topic}/${partition}`,
    sequence: 0,
    eventId: idOfPlace({ topic, partition }, offset),
    type: 'unreadable',
    jurisdiction: '*',
    urgent: false,
    time: new Date(Number(timestamp)),
    traceparent: null,
    data: value ?? Buffer.alloc(0),
    fault: `the record is no event of this system: ${why}`,
  };
};

const placeOf = (headers: IHeaders | undefined, offset: string) => {
  const [, xid, position] = /^(\d{1,19}):(\d{1,18})$/.exec(String(headers?.[placeHeader] ?? '')) ?? [];
  return xid !== undefined && position !== undefined ? { xid, position } : { xid: '0', position: offset };
};

const dataOf = (event: Readable, seal: (text: string) => Buffer) =>
  typeof event.data_base64 === 'string'
    ? { data: Buffer.from(event.data_base64, 'base64') }
    : {
        opened: event.data,
        // only what is parked needs its bytes, and there they must not lie open
        get data(): Buffer {
          return seal(JSON.stringify(event.data));
        },
      };

/** @param seal as the producer's outbox would have it */
export const eventOf = (
  place: Place & { producer: string },
  message: KafkaMessage,
  seal: (key: string, text: string) => Buffer,
): LoggedEvent => {
  const value = parsed(message.value);
  const fault = faultOf(value, message.key?.toString('utf8') ?? '');
  if (fault !== undefined) return unreadable(place, message, fault);
  const event = value as Readable;
  const attributes = {
    producer: place.producer,
    topic: place.topic,
    ...placeOf(message.headers, message.offset),
    key: event.partitionkey,
    sequence: event.sequence,
    eventId: event.id.toLowerCase(),
    type: event.type,
    jurisdiction: event.jurisdiction,
    urgent: event.urgent === true,
    time: new Date(event.time),
    traceparent: typeof event.traceparent === 'string' ? event.traceparent : null,
  };
  return Object.defineProperties(attributes, {
    ...Object.getOwnPropertyDescriptors(dataOf(event, (text) => seal(event.partitionkey, text))),
  }) as LoggedEvent;
};
