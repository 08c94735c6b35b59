/**
 * What a person who mends the system may see of a parked payload. Guarantee: an opened one passes through the outliner
 * only; bytes that could be text about a person are counted, not shown.
 */
import { isUtf8 } from 'node:buffer';
import type { Codec, LoggedEvent } from '../codec';
import { PermanentError } from '../errors';
import { isCiphered, isKnown } from '../topics';
import type { EventCatalogue } from '../topics';
import type { Outliner, PayloadView } from './quarantine';

/** Enough to tell a wrong key, a wrong encoding or a foreign format apart. */
const shownBytes = 64;

/** Sealed bytes are never UTF-8 at this length; what is, was not sealed though its topic asks for it. */
const mayShow = (catalogue: EventCatalogue, topic: string, data: Buffer): boolean =>
  !isUtf8(data) || (isKnown(catalogue, topic) && !isCiphered(catalogue, topic));

export interface PayloadReader {
  catalogue: EventCatalogue;
  codec: Codec;
  outline: Outliner;
}

const opened = (codec: Codec, event: LoggedEvent): { data: unknown } | undefined => {
  try {
    return { data: codec.open(event) };
  } catch (error) {
    if (error instanceof PermanentError) return undefined;
    throw error;
  }
};

export const payloadView = (
  { catalogue, codec, outline }: PayloadReader,
  event: LoggedEvent,
): PayloadView => {
  const payload = opened(codec, event);
  if (payload) return { kind: 'opened', ...outline(event.type, payload.data) };
  const { data, topic } = event;
  const first = mayShow(catalogue, topic, data) ? data.subarray(0, shownBytes).toString('base64') : null;
  return { kind: 'unreadable', sizeBytes: data.length, firstBytes: first };
};
