/**
 * The expected "no": a code from the one refusal table of `@yimen/contracts` with what fills its sentence.
 * Pure code returns a `Refusal`; the edge throws it as `RefusalError`, which the kit answers as a problem document.
 * Not for broken invariants: those throw an ordinary Error.
 */
import type { RefusalCode } from '@yimen/contracts';

/** ids, codes, numbers and field errors only: never names, phone numbers or text that a person wrote */
export type RefusalParams = Readonly<Record<string, unknown>>;

export interface Refusal {
  allowed: false;
  code: RefusalCode;
  params: RefusalParams;
}

export const refusal = (code: RefusalCode, params: RefusalParams = {}): Refusal => ({
  allowed: false,
  code,
  params,
});

export class RefusalError extends Error {
  override readonly name = 'RefusalError';

  constructor(
    readonly code: RefusalCode,
    readonly params: RefusalParams = {},
  ) {
    super(code);
  }
}

/** @throws RefusalError always */
export const refuse = (code: RefusalCode, params: RefusalParams = {}): never => {
  throw new RefusalError(code, params);
};
