/**
 * Place in a list as an opaque text: the sort key of the last row shown. Guarantee: a cursor that we did not write is
 * `cursor_invalid`, never a fault of the database.
 */
import { RefusalError } from '@yimen/auth';
import type { NoticePlace } from './notice.store';
import type { OverPlace, QueuePlace } from './work-item.store';

type Check = (value: unknown) => boolean;

const isTime: Check = (value) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) && value.length <= 30;
const isId: Check = (value) => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
const isBand: Check = (value) => value === 0 || value === 1 || value === 2;

/** Longer than any cursor of ours. */
const maxCursorLength = 300;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch {
    throw new RefusalError('cursor_invalid');
  }
};

/** A place whose fields all pass their checks. */
const placeIn = <P extends object>(checks: Record<keyof P & string, Check>, text: string): P => {
  const place = text.length <= maxCursorLength ? parsed(text) : undefined;
  const fields = Object.entries<Check>(checks);
  const isPlace = (value: unknown): value is P =>
    typeof value === 'object' &&
    value !== null &&
    fields.every(([name, check]) => check((value as Record<string, unknown>)[name]));
  if (!isPlace(place)) throw new RefusalError('cursor_invalid');
  return place;
};

const cursorOf = <P extends object>(checks: Record<keyof P & string, Check>) => ({
  write: (place: P): string => Buffer.from(JSON.stringify(place)).toString('base64url'),
  /** @throws RefusalError cursor_invalid */
  read: (text: string | undefined): P | undefined =>
    text === undefined ? undefined : placeIn<P>(checks, text),
});

export const queueCursor = cursorOf<QueuePlace>({ band: isBand, nextDueAt: isTime, id: isId });
export const overCursor = cursorOf<OverPlace>({ closedAt: isTime, id: isId });
export const noticeCursor = cursorOf<NoticePlace>({ issuedAt: isTime, id: isId });
