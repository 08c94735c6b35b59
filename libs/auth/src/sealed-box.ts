/**
 * AES-256-GCM with a header that names its key, shared by the field and the payload cipher.
 * Layout: version (1 byte) | key id (2, big endian) | nonce (12) | ciphertext | tag (16); header and AAD are
 * authenticated. Long texts are deflated before (version 2): a decision with its reasons is a third of itself.
 * Nonces are random, so one key seals at most 2^32 texts (NIST SP 800-38D 8.3); rotate before.
 */
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const plainVersion = 1;
const deflatedVersion = 2;
/** UTF-16 units; what is shorter loses more time than it gains room. */
const deflatedFrom = 4_000;
/** Speed before size, and a small window: most of the cost is preparing a large one. */
const deflating = { level: 1, memLevel: 7, windowBits: 14 };
/** Far above anything that is sealed; what would grow beyond was not made here. */
const inflating = { maxOutputLength: 64 * 1024 * 1024 };
const headerBytes = 3;
const nonceBytes = 12;
const tagBytes = 16;
const overheadBytes = headerBytes + nonceBytes + tagBytes;

/** What was opened is not what was sealed: other key, other place, or changed bytes. Says nothing about the content. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
}

export interface SealKey {
  id: number;
  /** 32 bytes */
  secret: Buffer;
}

const headerOf = (version: number, keyId: number): Buffer => {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(version, 0);
  header.writeUInt16BE(keyId, 1);
  return header;
};

const noncesAtOnce = 512;
const nonces = Buffer.alloc(noncesAtOnce * nonceBytes);
let noncesUsed = noncesAtOnce;

/** Of the system's random source, which is asked for many at once: one call costs as much as sealing a short text. */
const nextNonce = (): Buffer => {
  if (noncesUsed === noncesAtOnce) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  const start = noncesUsed * nonceBytes;
  noncesUsed += 1;
  return Buffer.from(nonces.subarray(start, start + nonceBytes));
};

export const sealBox = (key: SealKey, text: string, aad: string): Buffer => {
  const isLong = text.length >= deflatedFrom;
  const header = headerOf(isLong ? deflatedVersion : plainVersion, key.id);
  const plain = isLong ? deflateRawSync(text, deflating) : Buffer.from(text);
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(aad)]));
  return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** @throws SealBrokenError when this is no sealed box of our version */
export const keyIdOf = (box: Buffer): number => {
  if (box.length < overheadBytes)
    throw new SealBrokenError(`a sealed value has at least ${overheadBytes} bytes`);
  const version = box.readUInt8(0);
  if (version !== plainVersion && version !== deflatedVersion)
    throw new SealBrokenError(`unknown seal version ${version}`);
  return box.readUInt16BE(1);
};

/** @throws SealBrokenError when key, AAD or a single bit differs */
export const openBox = (key: SealKey, box: Buffer, aad: string): string => {
  const nonceEnd = headerBytes + nonceBytes;
  const tagStart = box.length - tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', key.secret, box.subarray(headerBytes, nonceEnd));
  decipher.setAAD(Buffer.concat([box.subarray(0, headerBytes), Buffer.from(aad)]));
  decipher.setAuthTag(box.subarray(tagStart));
  try {
    const plain = Buffer.concat([decipher.update(box.subarray(nonceEnd, tagStart)), decipher.final()]);
    return (box.readUInt8(0) === deflatedVersion ? inflateRawSync(plain, inflating) : plain).toString('utf8');
  } catch {
    throw new SealBrokenError(`a value sealed with key ${key.id} does not open at this place`);
  }
};
