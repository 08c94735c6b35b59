/** As many zeros as there were bytes. */
import type { ByteSource } from '../byte-source';

export async function* blank(source: ByteSource, count: number): AsyncGenerator<Buffer> {
  for await (const piece of source.pass(count)) yield Buffer.alloc(piece.length);
}
