/**
 * A file on its way in, read piece by piece: look ahead, take, hand on. Guarantee: holds no more than what was asked to
 * be seen at once. Not here: what the bytes mean.
 */
import { RefusalError } from '@yimen/auth';

/** The field of a request that a refusal of the content names. */
export const fileFault = (code: 'attachment_broken' | 'attachment_kind_unknown' | 'attachment_locked') =>
  new RefusalError(code, { errors: [{ field: 'file', rule: code, message: 'see the code' }] });

const pieceBytes = 64 * 1024;

export class ByteSource {
  readonly #pieces: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);
  #isOver = false;

  constructor(stream: AsyncIterable<Buffer>) {
    this.#pieces = stream[Symbol.asyncIterator]();
  }

  /** The next bytes, which stay; fewer at the end of the file. */
  async peek(count: number): Promise<Buffer> {
    if (this.#held.length < count && !this.#isOver) await this.#fill(count);
    return this.#held.subarray(0, count);
  }

  /** @throws RefusalError attachment_broken when there are fewer */
  async take(count: number): Promise<Buffer> {
    const bytes = await this.peek(count);
    if (bytes.length < count) throw fileFault('attachment_broken');
    this.#held = this.#held.subarray(count);
    return bytes;
  }

  /** Hands on that many, piece by piece. @throws RefusalError attachment_broken when there are fewer */
  async *pass(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      const piece = await this.take(Math.min(left, pieceBytes));
      left -= piece.length;
      yield piece;
    }
  }

  /** What is left, piece by piece. */
  async *rest(): AsyncGenerator<Buffer> {
    for (;;) {
      const piece = await this.peek(pieceBytes);
      if (piece.length === 0) return;
      yield await this.take(piece.length);
    }
  }

  async drop(count: number): Promise<void> {
    for await (const piece of this.pass(count)) void piece;
  }

  async dropRest(): Promise<void> {
    for await (const piece of this.rest()) void piece;
  }

  /** Joined once, however small the pieces are that a slow line brings. */
  async #fill(count: number): Promise<void> {
    const pieces = [this.#held];
    for (let length = this.#held.length; length < count;) {
      const next = await this.#pieces.next();
      if (next.done) {
        this.#isOver = true;
        break;
      }
      pieces.push(next.value);
      length += next.value.length;
    }
    this.#held = Buffer.concat(pieces);
  }
}
