/** Ids that sort by the time they were made (UUID version 7, RFC 9562): index pages fill in order. */
import { randomFillSync } from 'node:crypto';

/** Chance is drawn for many ids at once: a draw costs more than an id. */
const drawn = new Uint8Array(16 * 256);
let used = drawn.length;

const sixteenBytes = (): Uint8Array => {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += 16;
  return drawn.subarray(used - 16, used);
};

/** Lower-case text form. Real time, not business time: an id says nothing that anyone may rely on. */
export const newId = (): string => {
  const bytes = sixteenBytes();
  const time = Date.now();
  bytes[0] = Math.floor(time / 2 ** 40);
  bytes[1] = Math.floor(time / 2 ** 32);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(2, time % 2 ** 32);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
