/**
 * The common shape of a catalogue: one row per code with its Chinese and English name.
 * Guarantee: codes never change meaning; a code that is no longer used stays listed.
 * Not here: what a code does; that is policy of the service which owns it.
 */

/** Names of one code; `zh` is shown first. */
export interface Texts {
  zh: string;
  en: string;
}

/** A row of a catalogue as a list. */
export interface CodeRow<C extends string = string> extends Texts {
  code: C;
}

/** The rows of a catalogue in the order they are written. */
export function rowsOf<C extends string, R extends object>(
  catalogue: Readonly<Record<C, R>>,
): readonly (R & { code: C })[] {
  return (Object.keys(catalogue) as C[]).map((code) => ({ code, ...catalogue[code] }));
}
