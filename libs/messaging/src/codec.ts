/** Event data to bytes and back: checked against its schema at both ends, ciphered where the catalogue says so. */
import { PermanentError } from './errors';
import { isCiphered } from './topics';
import type { EventCatalogue } from './topics';
import type { EventEnvelope, NewEvent } from './types';

/** Seals payloads per partition key. */
interface PayloadCipher {
  sealFor(partitionKey: string, plaintext: string): Buffer;
  /** @throws when key or bytes differ from sealing */
  openFor(partitionKey: string, sealed: Buffer): string;
}

/** Undefined = valid, else what is wrong, without values. */
type EventCheck = (type: string, data: unknown) => string | undefined;

/** A row of the outbox as the reader gets it. */
export interface LoggedEvent {
  producer: string;
  xid: string;
  position: string;
  topic: string;
  key: string;
  sequence: number;
  eventId: string;
  type: string;
  jurisdiction: string;
  urgent: boolean;
  time: Date;
  traceparent: string | null;
  data: Buffer;
  /** what `data` says, where it arrived in clear */
  opened?: unknown;
  /** why it is no event at all: it can only be parked */
  fault?: string;
}

export interface Codec {
  encode(event: NewEvent): Buffer;
  /** the bytes that an outbox holds for this text */
  seal(topic: string, key: string, text: string): Buffer;
  /** JSON text of what an outbox holds */
  unseal(event: LoggedEvent): string;
  /** the data, unchecked. @throws PermanentError when the bytes cannot be opened or read */
  open(event: LoggedEvent): unknown;
  /** @throws PermanentError when the bytes cannot be opened, read or validated */
  decode(event: LoggedEvent): EventEnvelope;
}

export interface CodecOptions {
  catalogue: EventCatalogue;
  cipher: PayloadCipher;
  /** closed schema, for what this service says */
  checkSent: EventCheck;
  /** open to later optional fields, for what it hears */
  checkReceived: EventCheck;
}

const envelope = (event: LoggedEvent, data: unknown): EventEnvelope => ({
  specversion: '1.0',
  id: event.eventId,
  source: `/yimen/${event.producer}`,
  type: event.type,
  subject: event.key,
  partitionkey: event.key,
  sequence: event.sequence,
  time: event.time.toISOString(),
  datacontenttype: 'application/json',
  dataschema: `urn:yimen:schema:${event.type}`,
  jurisdiction: event.jurisdiction,
  ...(event.traceparent ? { traceparent: event.traceparent } : {}),
  ...(event.urgent ? { urgent: true } : {}),
  data,
});

/**
 * JSON text of one event, in UTF-8. Brokers refuse a record of more than a megabyte, and a relay that met one would
 * stand still; sealed and in base64 this is four fifths of that. What is larger is refused with its transaction.
 */
export const maxEventBytes = 600_000;

export const createCodec = ({ catalogue, cipher, checkSent, checkReceived }: CodecOptions): Codec => {
  const ciphered = new Map<string, boolean>();
  const isSealed = (topic: string): boolean => {
    const known = ciphered.get(topic) ?? isCiphered(catalogue, topic);
    ciphered.set(topic, known);
    return known;
  };
  const seal = (topic: string, key: string, text: string): Buffer =>
    isSealed(topic) ? cipher.sealFor(key, text) : Buffer.from(text);
  const unseal = ({ topic, key, data }: LoggedEvent): string =>
    isSealed(topic) ? cipher.openFor(key, data) : data.toString('utf8');
  const open = (event: LoggedEvent): unknown => {
    if (event.opened !== undefined) return event.opened;
    try {
      return JSON.parse(unseal(event)) as unknown;
    } catch {
      throw new PermanentError('the payload cannot be opened or is not JSON');
    }
  };
  return {
    encode: ({ topic, key, type, data }) => {
      const wrong = checkSent(type, data);
      if (wrong) throw new PermanentError(`${type} does not fit its schema: ${wrong}`);
      const text = JSON.stringify(data);
      const bytes = Buffer.byteLength(text);
      if (bytes > maxEventBytes)
        throw new PermanentError(`${type} has ${bytes} bytes, and an event has at most ${maxEventBytes}`);
      return seal(topic, key, text);
    },
    seal,
    unseal,
    open,
    decode: (event) => {
      const data = open(event);
      const wrong = checkReceived(event.type, data);
      if (wrong) throw new PermanentError(`${event.type} does not fit its schema: ${wrong}`);
      return envelope(event, data);
    },
  };
};
