/**
 * A file as it lies on disk: pieces of 64 KiB, each AES-256-GCM under a key of this file alone. The nonce is the number
 * of the piece with a mark on the last one (STREAM, Hoang et al. 2015), so that pieces cannot be cut off, doubled or
 * turned round; the id is authenticated, so that a file cannot take another's place. The key never seals twice.
 * Layout: "YMA1" | (ciphertext 65,536 | tag 16)* | (ciphertext 0..65,536 | tag 16).
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { SealBrokenError } from '@yimen/auth';

export interface FileKey {
  id: string;
  /** 32 bytes, random, for this file alone */
  secret: Buffer;
}

const mark = Buffer.from('YMA1');
const pieceBytes = 64 * 1024;
const tagBytes = 16;
const sealedPieceBytes = pieceBytes + tagBytes;
const algorithm = 'aes-256-gcm';

interface Piece {
  index: number;
  isLast: boolean;
}

const nonceOf = ({ index, isLast }: Piece): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
};

const placeOf = (id: string): Buffer => Buffer.from(`attachment.file:${id}`);

const sealPiece = ({ id, secret }: FileKey, piece: Piece, plain: Buffer): Buffer => {
  const cipher = createCipheriv(algorithm, secret, nonceOf(piece));
  cipher.setAAD(placeOf(id));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const openPiece = ({ id, secret }: FileKey, piece: Piece, sealed: Buffer): Buffer => {
  const decipher = createDecipheriv(algorithm, secret, nonceOf(piece), { authTagLength: tagBytes });
  decipher.setAAD(placeOf(id));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    throw new SealBrokenError(`piece ${piece.index} of a sealed file does not open`);
  }
};

/** Holds one piece at a time. */
export async function* sealFile(key: FileKey, plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield mark;
  let index = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const part of plain) {
    held.push(part);
    heldBytes += part.length;
    if (heldBytes <= pieceBytes) continue;
    let rest = Buffer.concat(held);
    for (; rest.length > pieceBytes; rest = rest.subarray(pieceBytes))
      yield sealPiece(key, { index: index++, isLast: false }, rest.subarray(0, pieceBytes));
    held = [rest];
    heldBytes = rest.length;
  }
  yield sealPiece(key, { index, isLast: true }, Buffer.concat(held));
}

/** What a file of so many bytes has on disk. */
export const sealedBytes = (plainBytes: number): number =>
  mark.length + plainBytes + tagBytes * Math.max(1, Math.ceil(plainBytes / pieceBytes));

const readExactly = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length);
  for (let read = 0; read < length;) {
    const { bytesRead } = await file.read(bytes, read, length - read, at + read);
    if (bytesRead === 0) throw new SealBrokenError('a sealed file ends too early');
    read += bytesRead;
  }
  return bytes;
};

export interface SealedFile {
  file: FileHandle;
  key: FileKey;
  /** of the content, as it was sealed */
  plainBytes: number;
}

/** @throws SealBrokenError when a single bit of it, its length or its id is another */
export async function* openRange(
  { file, key, plainBytes }: SealedFile,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  const last = Math.max(0, Math.ceil(plainBytes / pieceBytes) - 1);
  for (let index = Math.floor(start / pieceBytes); index <= last && index * pieceBytes < end; index++) {
    const from = index * pieceBytes;
    const length = Math.min(pieceBytes, plainBytes - from);
    const sealed = await readExactly(file, mark.length + index * sealedPieceBytes, length + tagBytes);
    const plain = openPiece(key, { index, isLast: index === last }, sealed);
    yield plain.subarray(Math.max(0, start - from), Math.min(length, end - from));
  }
}

/** @throws SealBrokenError before anything is given on when the whole is not as it was sealed */
export const assertWhole = async (sealed: SealedFile): Promise<void> => {
  const { size } = await sealed.file.stat();
  if (size !== sealedBytes(sealed.plainBytes)) throw new SealBrokenError('a sealed file has another length');
  if (!(await readExactly(sealed.file, 0, mark.length)).equals(mark))
    throw new SealBrokenError('a file that was not sealed here');
  for await (const piece of openRange(sealed, 0, sealed.plainBytes)) void piece;
};
