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

const derived = (master: SealKey, partitionKey: string): SealKey => ({
  id: master.id,
  secret: Buffer.from(hkdfSync('sha256', master.secret, 'yimen.log', partitionKey, 32)),
});

export class PayloadCipher {
  readonly #keys: KeySet;

  constructor(keyring: Keyring) {
    this.#keys = keyring.logKeys();
  }

  sealFor(partitionKey: string, plaintext: string): Buffer {
    return sealBox(derived(this.#keys.current, partitionKey), plaintext, partitionKey);
  }

  /** @throws SealBrokenError when the partition key or the bytes differ from sealing */
  openFor(partitionKey: string, sealed: Buffer): string {
    return openBox(derived(this.#keys.byId(keyIdOf(sealed)), partitionKey), sealed, partitionKey);
  }
}
