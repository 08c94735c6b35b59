/**
 * How a row of the refusal table is written.
 * Guarantee: the status is a client or server error.
 * Not here: the rows; one file per part of the system beside this one.
 */

export interface RefusalRow {
  /** HTTP status of the problem document */
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;
  zh: string;
  en: string;
}

/** One row. Keeps tables one line per code. */
export const no = (status: RefusalRow['status'], zh: string, en: string): RefusalRow => ({ status, zh, en });
