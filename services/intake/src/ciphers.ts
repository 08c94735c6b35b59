import type { FieldCipher } from '@yimen/auth';

/** Injection token of `Ciphers`. */
export const CIPHERS = Symbol('CIPHERS');

/** The two keys of intake: personal columns, and the reporter vault apart. */
export interface Ciphers {
  fields: FieldCipher;
  vault: FieldCipher;
}
