/**
 * A HEIC picture whose Exif and XMP items are zeros where they stood, so that no offset changes. Lossless.
 * Guarantee: when it is not certain where they stand, the file is refused rather than kept with them.
 * Source: ISO/IEC 23008-12, ISO/IEC 14496-12 8.11.3 (iloc) and 8.11.6 (iinf).
 */
import { fileFault } from '../byte-source';
import type { ByteSource } from '../byte-source';
import { asFree, takeBoxHead } from './boxes';
import { extentsOf, itemsOf } from './heif-items';
import type { Extent } from './heif-items';

/** A picture needs no other; a film behind it is one more place that tells. */
const shown: ReadonlySet<string> = new Set(['ftyp', 'meta', 'mdat', 'free', 'skip']);
/** Directory of items; those of telephones have some kilobytes. */
const largestMeta = 1024 * 1024;

const zeroWithin = (piece: Buffer, offset: number, extents: readonly Extent[]): Buffer => {
  const changed = Buffer.from(piece);
  for (const { start, length } of extents) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(start + length - offset, piece.length);
    if (from < to) changed.fill(0, from, to);
  }
  return changed;
};

/** The directory, with what is kept inside it blanked; and where the rest of the telling items stands in the file. */
const readMeta = (meta: Buffer): { meta: Buffer; inFile: Extent[] } => {
  try {
    const telling = itemsOf(meta).filter(({ type }) => type === 'Exif' || type === 'mime' || type === 'uri ');
    const { inFile, inMeta } = extentsOf(meta, new Set(telling.map(({ id }) => id)));
    return { meta: zeroWithin(meta, 0, inMeta), inFile };
  } catch (error) {
    if (error instanceof RangeError) throw fileFault('attachment_broken');
    throw error;
  }
};

/** @param offset where the content of `meta` starts in the file, @param content its length in bytes */
const takeMeta = async (source: ByteSource, offset: number, content: number | undefined) => {
  if (content === undefined || content > largestMeta) throw fileFault('attachment_broken');
  const read = readMeta(await source.take(content));
  // what stands before its directory has passed already
  if (read.inFile.some(({ start }) => start < offset + content)) throw fileFault('attachment_broken');
  return read;
};

/** A last box without a length reaches to the end. */
const contentOf = (source: ByteSource, content: number | undefined): AsyncIterable<Buffer> =>
  content === undefined ? source.rest() : source.pass(content);

export async function* withoutPositionInHeif(source: ByteSource): AsyncGenerator<Buffer> {
  let offset = 0;
  let telling: readonly Extent[] | undefined;
  while ((await source.peek(1)).length > 0) {
    const { bytes, name, content } = await takeBoxHead(source);
    const isHidden = !shown.has(name);
    yield isHidden ? asFree(bytes) : bytes;
    offset += bytes.length;
    if (name === 'meta' && telling === undefined) {
      const { meta, inFile } = await takeMeta(source, offset, content);
      offset += meta.length;
      telling = inFile;
      yield meta;
      continue;
    }
    if (name === 'mdat' && telling === undefined) throw fileFault('attachment_broken');
    for await (const piece of contentOf(source, content)) {
      yield isHidden ? Buffer.alloc(piece.length) : zeroWithin(piece, offset, telling ?? []);
      offset += piece.length;
    }
  }
}
