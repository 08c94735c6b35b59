/**
 * What went wrong decides what happens next: transient = again, without limit but at a bounded rate; permanent =
 * parked at once; unknown = five tries, then parked. Nothing is ever dropped.
 */

/** It will go well later by itself: something outside is busy or away. */
export class TransientError extends Error {
  override name = 'TransientError';
}

/** It will never go well without a person: schema, unknown type, refused. */
export class PermanentError extends Error {
  override name = 'PermanentError';
}

export type Fault = 'transient' | 'permanent' | 'unknown';

/** Postgres or system code of an error, else empty. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

// 25P03: the server ended an idle transaction with its connection, so nothing of it was kept
const connectionCodes = /^(08|57P0|25P03|53300|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND)/;
const connectionTexts =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** The database is away: nothing about the event is wrong. */
export const isConnectionFault = (error: unknown): boolean =>
  connectionCodes.test(codeOf(error)) || (error instanceof Error && connectionTexts.test(error.message));

const transientCodes = new Set(['40001', '40P01', '55P03', '57014']);

export const faultOf = (error: unknown): Fault => {
  if (error instanceof PermanentError) return 'permanent';
  if (error instanceof TransientError || isConnectionFault(error) || transientCodes.has(codeOf(error)))
    return 'transient';
  return 'unknown';
};

export const isTransient = (error: unknown): boolean => faultOf(error) === 'transient';

/** Class and message without the stack, bounded; handlers keep personal data out of their messages. */
export const describeError = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1_000);
