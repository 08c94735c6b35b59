/** The public HTTP API from the command line: JSON in and out, problems become one sentence with their code. */

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface ApiClient {
  url: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T>;
  /** the bytes of a file as they are */
  upload<T>(path: string, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<T>;
  /** an open event stream; the caller reads its body */
  stream(path: string): Promise<Response>;
}

interface Problem {
  code?: string;
  title?: string;
  errors?: { field: string; rule: string; message: string }[];
}

const problemText = (status: number, problem: Problem): string => {
  const fields = (problem.errors ?? []).map(({ field, rule }) => `${field}: ${rule}`).join(', ');
  return `${status} ${problem.code ?? ''} ${problem.title ?? ''}${fields ? ` (${fields})` : ''}`;
};

/** A call that takes longer than this is not waiting for work, something is wrong. */
const timeoutMs = 30_000;

/** Nobody there, or nobody who answers in time. */
class UnreachableError extends Error {}

export const reach = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init);
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError';
    const { origin } = new URL(url);
    throw new UnreachableError(
      late
        ? `${origin} did not answer within ${timeoutMs / 1000} s (yimen doctor looks why).`
        : `Nothing answers at ${origin}. Start it with npm start, or correct --url (yimen doctor looks why).`,
    );
  }
};

/** What is not JSON was not said by Yimen: another program has the port. */
export const bodyOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(
      response.status,
      'not_yimen',
      `${response.url} answers ${response.status}, but not as Yimen does.`,
    );
  }
};

const assertOk = async (response: Response): Promise<void> => {
  if (response.ok) return;
  const problem = ((await bodyOf(response)) ?? {}) as Problem;
  throw new ApiError(response.status, problem.code ?? 'unknown', problemText(response.status, problem));
};

const call = async <T>(url: string, init: RequestInit): Promise<T> => {
  const response = await reach(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  await assertOk(response);
  return (await bodyOf(response)) as T;
};

const openStream = async (url: string, headers: Record<string, string>): Promise<Response> => {
  const response = await reach(url, { headers: { ...headers, accept: 'text/event-stream' } });
  await assertOk(response);
  return response;
};

/** @param headers sent with each call: `authorization`, or the local key */
export const apiClient = (url: string, headers: Record<string, string>): ApiClient => ({
  url,
  get: (path) => call(`${url}${path}`, { headers }),
  stream: (path) => openStream(`${url}${path}`, headers),
  upload: (path, bytes, extra) =>
    call(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/octet-stream', ...extra },
      body: bytes,
    }),
  post: (path, body, extra = {}) =>
    call(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', ...extra },
      body: JSON.stringify(body),
    }),
});

/** @throws Error when it is no address */
export const checkedUrl = (text: string): string => {
  if (!/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : ''))
    throw new Error(`--url ${text}: an address like http://127.0.0.1:8080`);
  return text.replace(/\/+$/, '');
};

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
