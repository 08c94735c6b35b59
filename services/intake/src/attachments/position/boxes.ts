/**
 * A film or recording of the MP4 family whose boxes of user data and metadata (place, telephone, author) become free
 * space of the same length, so that no offset changes. Tracks pass unchanged: what a telephone writes into a metadata
 * track of its own stays. Source: ISO/IEC 14496-12 4.2 and 8.
 */
import { fileFault } from '../byte-source';
import type { ByteSource } from '../byte-source';
import { blank } from './blank';

const entered: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'moof', 'traf']);
const blanked: ReadonlySet<string> = new Set(['udta', 'meta', 'uuid', 'XMP_']);
/** `moov/trak/mdia` is three; deeper is nothing of these boxes. */
const deepest = 4;

export interface BoxHead {
  bytes: Buffer;
  name: string;
  /** what follows the head; undefined = to the end of the file */
  content: number | undefined;
}

/** @throws RefusalError attachment_broken */
export const takeBoxHead = async (source: ByteSource): Promise<BoxHead> => {
  const short = await source.take(8);
  const name = short.toString('latin1', 4);
  const size = short.readUInt32BE();
  if (size === 0) return { bytes: short, name, content: undefined };
  if (size !== 1) {
    if (size < 8) throw fileFault('attachment_broken');
    return { bytes: short, name, content: size - 8 };
  }
  const long = await source.take(8);
  const content = Number(long.readBigUInt64BE()) - 16;
  if (content < 0) throw fileFault('attachment_broken');
  return { bytes: Buffer.concat([short, long]), name, content };
};

export const asFree = (bytes: Buffer): Buffer => {
  const free = Buffer.from(bytes);
  free.write('free', 4, 'latin1');
  return free;
};

async function* boxesWithin(source: ByteSource, length: number, depth: number): AsyncGenerator<Buffer> {
  for (let left = length; left > 0;) {
    const head = await takeBoxHead(source);
    const { content, bytes } = head;
    if (content === undefined || bytes.length + content > left) throw fileFault('attachment_broken');
    yield* box(source, { ...head, content }, depth);
    left -= bytes.length + content;
  }
}

async function* box(
  source: ByteSource,
  { bytes, name, content }: BoxHead & { content: number },
  depth: number,
): AsyncGenerator<Buffer> {
  if (blanked.has(name)) {
    yield asFree(bytes);
    yield* blank(source, content);
    return;
  }
  yield bytes;
  if (entered.has(name) && depth < deepest) yield* boxesWithin(source, content, depth + 1);
  else yield* source.pass(content);
}

export async function* withoutPositionInBoxes(source: ByteSource): AsyncGenerator<Buffer> {
  while ((await source.peek(1)).length > 0) {
    const head = await takeBoxHead(source);
    if (head.content !== undefined) yield* box(source, { ...head, content: head.content }, 1);
    // only the data itself may run to the end: anything else would pass unseen
    else if (head.name !== 'mdat') throw fileFault('attachment_broken');
    else {
      yield head.bytes;
      yield* source.rest();
    }
  }
}
