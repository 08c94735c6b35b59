/**
 * Keys of one purpose, by number: the current one seals, every kept one opens. Rotation = add a key, make it current,
 * re-seal in the background, drop the old one. Never printed: `toString`, JSON and inspect say how many there are.
 */
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { SealBrokenError } from './sealed-box';
import type { SealKey } from './sealed-box';

const secretBytes = 32;
const largestKeyId = 0xffff;

/** as kept in the secrets file: base64url of 32 bytes each */
export interface KeySetJson {
  current: number;
  keys: Record<string, string>;
}

const secretOf = (id: string, text: unknown): SealKey => {
  const secret = typeof text === 'string' ? Buffer.from(text, 'base64url') : Buffer.alloc(0);
  const isId = /^[1-9]\d{0,4}$/.test(id) && Number(id) <= largestKeyId;
  if (!isId || secret.length !== secretBytes) {
    throw new Error(`keyring: key ${id} must have a number 1..${largestKeyId} and ${secretBytes} bytes`);
  }
  return { id: Number(id), secret };
};

export class KeySet {
  readonly #keys: ReadonlyMap<number, SealKey>;
  readonly #current: SealKey;

  private constructor(keys: ReadonlyMap<number, SealKey>, current: SealKey) {
    this.#keys = keys;
    this.#current = current;
  }

  /** @throws Error when the current key is missing or a key has the wrong size */
  static load(json: KeySetJson): KeySet {
    const keys = new Map(Object.entries(json.keys).map(([id, text]) => [Number(id), secretOf(id, text)]));
    const current = keys.get(json.current);
    if (!current) throw new Error(`keyring: the current key ${json.current} is not among the keys`);
    return new KeySet(keys, current);
  }

  static generate(): KeySet {
    return KeySet.load({ current: 1, keys: { 1: randomBytes(secretBytes).toString('base64url') } });
  }

  /** A set with one more key, which seals from now on. */
  rotated(): KeySet {
    const id = Math.max(...this.#keys.keys()) + 1;
    const key = secretOf(String(id), randomBytes(secretBytes).toString('base64url'));
    return new KeySet(new Map([...this.#keys, [id, key]]), key);
  }

  get current(): SealKey {
    return this.#current;
  }

  /** @throws SealBrokenError when that key was dropped or never existed */
  byId(id: number): SealKey {
    const key = this.#keys.get(id);
    if (!key) throw new SealBrokenError(`no key ${id} in this keyring`);
    return key;
  }

  /** For the secrets file only. */
  export(): KeySetJson {
    const entries = [...this.#keys.values()].map((key) => [String(key.id), key.secret.toString('base64url')]);
    return { current: this.#current.id, keys: Object.fromEntries(entries) as Record<string, string> };
  }

  toString(): string {
    return `KeySet(${this.#keys.size} keys, current ${this.#current.id})`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
