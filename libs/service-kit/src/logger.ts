/**
 * Structured logs without personal data: ids, codes, counts and times only; bodies, URLs with queries and names
 * never.
 */
import pino from 'pino';
import type { Logger } from 'pino';

export type { Logger };

export const createLogger = (service: string, level: string): Logger =>
  pino({ level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime });
