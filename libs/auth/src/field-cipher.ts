/**
 * Seals personal and sensitive columns of one service, and makes blind indexes for equal-match columns.
 * Guarantees: a value opens only at the place (table, column, row) it was sealed for; what does not open throws.
 * Not for: ranges, `like`, or low-entropy columns (a blind index of sex or age would give them away by frequency).
 */
import { createHmac } from 'node:crypto';
import type { ColumnKeys, Keyring } from './keyring';
import { keyIdOf, openBox, sealBox } from './sealed-box';

/** Half of SHA-256: 2^64 values until two collide by chance, and less to compare against a stolen list. */
const blindIndexBytes = 16;

/** `31012...x ` and `３１０１２…X` are one number: width, spaces, hyphens and case do not count. */
const normalised = (value: string): string => value.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

export class FieldCipher {
  readonly #keys: ColumnKeys['field'];
  readonly #indexKey: Buffer;

  private constructor({ field, index }: ColumnKeys) {
    this.#keys = field;
    this.#indexKey = index;
  }

  /** @throws Error when the keyring has no keys for that service */
  static forService(keyring: Keyring, service: string): FieldCipher {
    return new FieldCipher(keyring.columnKeys(service));
  }

  /** The reporter vault's own cipher: nothing else may be sealed with it, and no other cipher opens the vault. */
  static forVault(keyring: Keyring): FieldCipher {
    return new FieldCipher(keyring.vaultKeys());
  }

  /** @param aad `table.column:rowId`; the same text is needed to open */
  seal(text: string, aad: string): Buffer {
    return sealBox(this.#keys.current, text, aad);
  }

  /** @throws SealBrokenError when key, place or bytes differ from sealing */
  open(sealed: Buffer, aad: string): string {
    return openBox(this.#keys.byId(keyIdOf(sealed)), sealed, aad);
  }

  /** True when the value was sealed with a key that is no longer current, so that a re-seal job can find it. */
  isStale(sealed: Buffer): boolean {
    return keyIdOf(sealed) !== this.#keys.current.id;
  }

  /** Keyed, 16 bytes, equality only. @param purpose `id_number` or `phone`: equal values of two purposes differ */
  blindIndex(value: string, purpose: string): Buffer {
    return createHmac('sha256', this.#indexKey)
      .update(`${purpose}\0${normalised(value)}`)
      .digest()
      .subarray(0, blindIndexBytes);
  }
}
