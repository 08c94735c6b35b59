/**
 * AES-256-GCM with a header that names its key, shared by the field and the payload cipher.
 * Layout: version (1 byte) | key id (2, big endian) | nonce (12) | ciphertext | tag (16); header and AAD are
 * authenticated.
 * Nonces are random, so one key seals at most 2^32 texts (NIST SP 800-38D 8.3); rotate before.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const version = 1;
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

const headerOf = (keyId: number): Buffer => {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt8(version, 0);
  header.writeUInt16BE(keyId, 1);
  return header;
};

export const sealBox = (key: SealKey, text: string, aad: string): Buffer => {
  const header = headerOf(key.id);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(aad)]));
  return Buffer.concat([header, nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
};

/** @throws SealBrokenError when this is no sealed box of our version */
export const keyIdOf = (box: Buffer): number => {
  if (box.length < overheadBytes)
    throw new SealBrokenError(`a sealed value has at least ${overheadBytes} bytes`);
  if (box.readUInt8(0) !== version) throw new SealBrokenError(`unknown seal version ${box.readUInt8(0)}`);
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
    return decipher.update(box.subarray(nonceEnd, tagStart), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new SealBrokenError(`a value sealed with key ${key.id} does not open at this place`);
  }
};
