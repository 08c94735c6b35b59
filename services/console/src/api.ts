/**
 * The same public API that every other client uses; the session is a cookie that scripts cannot read.
 * A refusal is a value with its code and fields, so that a page can say what to mend beside the field.
 */
import type { FieldError } from './wire';

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    title: string,
    readonly errors: readonly FieldError[],
  ) {
    super(title);
  }
}

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  errors?: FieldError[];
}

/** A request that takes longer is as lost as one without a line; the caller may try again. */
const patienceMs = 15_000;
/** The largest file that is taken (20 MiB), on a line of 200 kB a second. */
const filePatienceMs = 120_000;

const patienceFor = (body: unknown): number => (body instanceof Blob ? filePatienceMs : patienceMs);

const sessions = '/api/directory/sessions';

/** Which sign-in a call belongs to: a late refusal of an earlier one says nothing about the session of now. */
let signIns = 0;

const listeners = new Set<() => void>();
/** The session has run out: told once per refused call. @returns how to stop listening */
export const onSessionOver = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

let skewMs = 0;
/** Milliseconds of the server's clock: deadlines are counted by it, not by a desk whose clock is wrong. */
export const serverNow = (): number => Date.now() + skewMs;

const learnTime = (response: Response): void => {
  const told = Date.parse(response.headers.get('date') ?? '');
  // the header counts whole seconds; less than two is no skew
  if (!Number.isNaN(told)) skewMs = Math.abs(told - Date.now()) < 2_000 ? 0 : told - Date.now();
};

const language = (): string => document.documentElement.lang || 'zh-CN';

const problemOf = (text: string): Problem => {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
};

/** Opening a session is its own answer; anything else that is refused for want of one means that it is over. */
const tellSessionOver = (response: Response, path: string, signedInAs: number): void => {
  if (response.status !== 401 || path === sessions || signedInAs !== signIns) return;
  for (const listener of listeners) listener();
};

const refusedBy = (response: Response, text: string): Refused => {
  const { code, detail, title, errors } = problemOf(text);
  return new Refused(
    response.status,
    code ?? 'unknown',
    detail ?? title ?? String(response.status),
    errors ?? [],
  );
};

/** What kind of file it is, the server reads from its bytes. */
const typeOf = (body: unknown): string =>
  body instanceof Blob ? 'application/octet-stream' : 'application/json';

/** @throws Refused when the server said no, TypeError or TimeoutError when it said nothing */
const call = async <T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> => {
  const signedInAs = signIns;
  const response = await fetch(path, {
    method,
    signal: AbortSignal.timeout(patienceFor(body)),
    headers: {
      accept: 'application/json',
      'accept-language': language(),
      ...(body === undefined ? {} : { 'content-type': typeOf(body) }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
  });
  learnTime(response);
  const text = await response.text();
  tellSessionOver(response, path, signedInAs);
  if (!response.ok) throw refusedBy(response, text);
  if (method === 'POST' && path === sessions) signIns += 1;
  return (text === '' ? undefined : JSON.parse(text)) as T;
};

export const get = <T>(path: string): Promise<T> => call('GET', path);
export const post = <T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T> =>
  call('POST', path, body, headers);
export const put = <T>(path: string, body: unknown, headers: Record<string, string>): Promise<T> =>
  call('PUT', path, body, headers);
export const remove = <T>(path: string): Promise<T> => call('DELETE', path);

/** Bytes that go onto this machine's disk; `purpose` goes on record. @throws as every call */
export const getFile = async (path: string, purpose: string): Promise<Blob> => {
  const signedInAs = signIns;
  const response = await fetch(path, {
    signal: AbortSignal.timeout(filePatienceMs),
    headers: { 'accept-language': language(), 'x-purpose': purpose },
  });
  learnTime(response);
  tellSessionOver(response, path, signedInAs);
  if (!response.ok) throw refusedBy(response, await response.text());
  return response.blob();
};
