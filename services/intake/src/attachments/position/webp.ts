/**
 * A WebP whose chunks of Exif, XMP and anything unknown are blanked in place, so that no length changes. Lossless.
 * Source: RFC 9649 2.7.
 */
import { fileFault } from '../byte-source';
import type { ByteSource } from '../byte-source';
import { blank } from './blank';

const shown: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X that announce Exif and XMP. */
const announced = 0x08 | 0x04;
const headBytes = 8;

async function* features(source: ByteSource, length: number): AsyncGenerator<Buffer> {
  if (length < 1) throw fileFault('attachment_broken');
  const flags = Buffer.from(await source.take(1));
  flags[0] = (flags[0] ?? 0) & ~announced;
  yield flags;
  yield* source.pass(length - 1);
}

async function* chunk(source: ByteSource, head: Buffer, length: number): AsyncGenerator<Buffer> {
  const name = head.toString('latin1', 0, 4);
  if (shown.has(name)) {
    yield head;
    yield* name === 'VP8X' ? features(source, length) : source.pass(length);
  } else {
    yield Buffer.concat([Buffer.from('JUNK'), head.subarray(4)]);
    yield* blank(source, length);
  }
}

export async function* withoutPositionInWebp(source: ByteSource): AsyncGenerator<Buffer> {
  const riff = await source.take(12);
  yield riff;
  for (let left = riff.readUInt32LE(4) - 4; left > 0;) {
    const head = await source.take(headBytes);
    const length = head.readUInt32LE(4);
    const padded = length + (length % 2);
    if (headBytes + padded > left) throw fileFault('attachment_broken');
    yield* chunk(source, head, padded);
    left -= headBytes + padded;
  }
  await source.dropRest();
}
