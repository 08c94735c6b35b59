/**
 * A PNG of the chunks that show it; texts, Exif, times and what stands behind its end are left out. Lossless.
 * Source: W3C PNG (third edition) 11.
 */
import { fileFault } from '../byte-source';
import type { ByteSource } from '../byte-source';

const signatureBytes = 8;
const lengthBytes = 4;
const sumBytes = 4;
const longest = 0x7fffffff;

const shown: ReadonlySet<string> = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI'],
  ...['bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT'],
]);

export async function* withoutPositionInPng(source: ByteSource): AsyncGenerator<Buffer> {
  yield await source.take(signatureBytes);
  for (let name = ''; name !== 'IEND';) {
    const head = await source.take(lengthBytes + 4);
    const length = head.readUInt32BE();
    name = head.toString('latin1', lengthBytes);
    if (length > longest) throw fileFault('attachment_broken');
    if (shown.has(name)) {
      yield head;
      yield* source.pass(length + sumBytes);
    } else await source.drop(length + sumBytes);
  }
  await source.dropRest();
}
