/**
 * Seals event payloads in the outbox, one derived key per partition key (child or case), so that giving away the key
 * of one case says nothing about another. Guarantees that a payload opens only under its own partition key.
 * Not for columns: those are sealed for their place by `FieldCipher`.
 */
import { hkdfSync } from 'node:crypto';
import type { KeySet } from './key-set';
import type { Keyring } from './keyring';
import { keyIdOf, openBox, sealBox } from './sealed-box';
import type { SealKey } from './sealed-box';

const derive = (master: SealKey, partitionKey: string): SealKey => ({
  id: master.id,
  secret: Buffer.from(hkdfSync('sha256', master.secret, 'yimen.log', partitionKey, 32)),
});

/** One case sends its news to several agencies at once, each of whom opens them. */
const maxKept = 500;

export class PayloadCipher {
  readonly #keys: KeySet;
  /** by master key and partition key, the oldest first */
  readonly #derived = new Map<string, SealKey>();

  constructor(keyring: Keyring) {
    this.#keys = keyring.logKeys();
  }

  sealFor(partitionKey: string, plaintext: string): Buffer {
    return sealBox(this.#keyFor(this.#keys.current, partitionKey), plaintext, partitionKey);
  }

  /** @throws SealBrokenError when the partition key or the bytes differ from sealing */
  openFor(partitionKey: string, sealed: Buffer): string {
    return openBox(this.#keyFor(this.#keys.byId(keyIdOf(sealed)), partitionKey), sealed, partitionKey);
  }

  #keyFor(master: SealKey, partitionKey: string): SealKey {
    const name = `${master.id}/${partitionKey}`;
    const known = this.#derived.get(name);
    if (known) return known;
    const key = derive(master, partitionKey);
    this.#derived.set(name, key);
    const [oldest] = this.#derived.keys();
    if (this.#derived.size > maxKept && oldest !== undefined) this.#derived.delete(oldest);
    return key;
  }
}
