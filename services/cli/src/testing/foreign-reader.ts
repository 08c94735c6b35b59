/**
 * A reader that is not ours: of this system it knows the AsyncAPI document and the brokers' addresses. It finds topics,
 * reads them from the beginning, and tells where a record is not what the document says.
 * Imports nothing of Yimen, on purpose. The same in Python and Go: `docs/reading-events.md`.
 */
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { Kafka, logLevel } from 'kafkajs';

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  'x-class'?: string;
}
interface Message {
  contentType: string;
  headers: Schema;
  payload: Schema;
}
interface Needs {
  lead: string[];
  cooperating: string[];
  notice: string[];
}
interface Channel {
  address: string;
  messages: Record<string, { $ref: string }>;
  bindings: { kafka: { partitions: number } };
  'x-need-to-know'?: { groups: Record<string, string>; containers: string[]; roles: Record<string, Needs> };
}
export interface EventDocument {
  channels: Record<string, Channel>;
  components: { messages: Record<string, Message>; schemas: Record<string, Schema> };
}

type Json = Record<string, unknown>;
export interface ForeignRecord {
  topic: string;
  partition: number;
  key: string;
  headers: Record<string, string>;
  event: Json & { type: string; sequence: number; data?: Json };
}

/** `referrals.{county}.{role}` as a pattern with a group for each parameter. */
const patternOf = (address: string): RegExp =>
  new RegExp(`^${address.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^.]+)')}$`);

const channelOf = ({ channels }: EventDocument, topic: string) => {
  for (const channel of Object.values(channels)) {
    const found = patternOf(channel.address).exec(topic);
    if (found) return { channel, parameters: { ...found.groups } };
  }
  return undefined;
};

const texts = (headers: object): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Everything that is on the channels of the document, each topic up to where it ended at the beginning. */
export const readAll = async (
  brokers: string[],
  document: EventDocument,
  group: string,
): Promise<ForeignRecord[]> => {
  const kafka = new Kafka({ brokers, clientId: 'foreign', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => channelOf(document, topic));
  const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
  await admin.disconnect();
  let left = ends.flat().reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  const records: ForeignRecord[] = [];
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    if (left === 0) return resolve();
    const eachMessage = async ({ topic, partition, message }: Parameters<EachMessage>[0]) => {
      const { key, value, headers = {} } = message;
      const event = JSON.parse(String(value)) as ForeignRecord['event'];
      records.push({ topic, partition, key: String(key), headers: texts(headers), event });
      left -= 1;
      if (left === 0) resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return records;
};
type EachMessage = NonNullable<
  NonNullable<Parameters<ReturnType<Kafka['consumer']>['run']>[0]>['eachMessage']
>;

/** murmur2 as the Java client hashes keys with it. */
export const murmur2 = (bytes: Buffer): number => {
  const mix = 0x5bd1e995;
  const whole = bytes.length - (bytes.length % 4);
  let hash = 0x9747b28c ^ bytes.length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(bytes.readInt32LE(at), mix);
    word = Math.imul(word ^ (word >>> 24), mix);
    hash = Math.imul(hash, mix) ^ word;
  }
  const rest = [...bytes.subarray(whole)];
  rest.forEach((byte, index) => (hash ^= byte << (8 * index)));
  if (rest.length > 0) hash = Math.imul(hash, mix);
  hash = Math.imul(hash ^ (hash >>> 13), mix);
  return hash ^ (hash >>> 15);
};

/** The schema that a node stands for, with the class that the node gives it. */
const opened = ({ components }: EventDocument, node: Schema): Schema => {
  const name = (node.$ref ?? node.allOf?.[0]?.$ref)?.replace('#/components/schemas/', '');
  if (name !== undefined) return components.schemas[name] ?? {};
  return node.oneOf?.find(({ properties }) => properties) ?? node;
};

/** Path and class of every field that is there; undefined = the document does not class it, or does not know it. */
const fieldsOf = (document: EventDocument, node: Schema, data: Json, prefix = ''): [string, string?][] =>
  Object.entries(data).flatMap(([name, value]): [string, string?][] => {
    const schema = opened(document, node).properties?.[name];
    const path = `${prefix}${name}${Array.isArray(value) ? '[]' : ''}`;
    const inner = opened(document, schema?.items ?? schema ?? {});
    const nested = (Array.isArray(value) ? value : [value]).filter(
      (item): item is Json => typeof item === 'object' && item !== null && inner.properties !== undefined,
    );
    return [
      [path, schema?.['x-class']],
      ...nested.flatMap((item) => fieldsOf(document, inner, item, `${path}.`)),
    ];
  });

/** Groups of personal fields that this role may see in this event. */
const grantedTo = (needs: Needs | undefined, { type, data = {} }: ForeignRecord['event']): string[] => {
  if (type.startsWith('notice.')) return needs?.notice ?? [];
  if (data['part'] === 'lead' || data['part'] === 'cooperating') return needs?.[data['part']] ?? [];
  return [...(needs?.lead ?? []), ...(needs?.cooperating ?? [])];
};

const fieldFaults = (document: EventDocument, record: ForeignRecord): string[] => {
  const { channel, parameters } = channelOf(document, record.topic) ?? {};
  const { type, data } = record.event;
  const payload = document.components.messages[type]?.payload.allOf?.[1]?.properties?.['data'];
  if (!payload || !data) return [];
  const need = channel?.['x-need-to-know'];
  const granted = grantedTo(need?.roles[parameters?.['role'] ?? ''], record.event);
  const isGranted = (path: string) =>
    need?.containers.includes(path) || granted.includes(need?.groups[path] ?? 'none of them');
  return fieldsOf(document, payload, data).flatMap(([path, fieldClass]) => {
    if (fieldClass === 'public' || fieldClass === 'work') return [];
    if ((fieldClass === 'personal' || fieldClass === 'sensitive') && isGranted(path)) return [];
    return [`${path} of class ${fieldClass ?? 'none'} is not for this topic`];
  });
};

const placeFaults = (channel: Channel, { key, partition, event }: ForeignRecord): string[] => {
  const wanted = (murmur2(Buffer.from(key)) & 0x7fffffff) % channel.bindings.kafka.partitions;
  return [
    ...(partition === wanted ? [] : [`partition ${partition} instead of ${wanted}`]),
    ...(key === event['partitionkey'] && key === event['subject'] ? [] : ['another key than the event has']),
  ];
};

/** What is not as the document says, as `<topic> <type>: <what>`; empty = all is. */
export const faultsIn = (document: EventDocument, records: readonly ForeignRecord[]): string[] => {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  const last = new Map<string, number>();
  const schemaFaults = (schema: Schema, value: unknown): string[] => {
    if (ajv.validate({ ...schema, components: document.components }, value)) return [];
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  const orderFaults = ({ topic, key, event }: ForeignRecord): string[] => {
    const before = last.get(`${topic} ${key}`) ?? 0;
    last.set(`${topic} ${key}`, Math.max(before, event.sequence));
    return event.sequence <= before + 1 ? [] : [`sequence ${event.sequence} after ${before}`];
  };
  return records.flatMap((record) => {
    const { topic, headers, event } = record;
    const { channel } = channelOf(document, topic) ?? {};
    const message = channel?.messages[event.type] && document.components.messages[event.type];
    if (!channel || !message) return [`${topic} ${event.type}: not on this channel`];
    return [
      ...schemaFaults(message.headers, headers),
      ...schemaFaults(message.payload, event),
      ...(headers['content-type']?.startsWith(message.contentType) ? [] : ['another content type']),
      ...placeFaults(channel, record),
      ...orderFaults(record),
      ...fieldFaults(document, record),
    ].map((what) => `${topic} ${event.type}: ${what}`);
  });
};
