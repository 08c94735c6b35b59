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

const call = async <T>(url: string, init: RequestInit): Promise<T> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const text = await response.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return body as T;
  const problem = (body ?? {}) as Problem;
  throw new ApiError(response.status, problem.code ?? 'unknown', problemText(response.status, problem));
};

/** @param headers sent with each call: `authorization`, or the local key */
export const apiClient = (url: string, headers: Record<string, string>): ApiClient => ({
  url,
  get: (path) => call(`${url}${path}`, { headers }),
  stream: (path) => fetch(`${url}${path}`, { headers: { ...headers, accept: 'text/event-stream' } }),
  post: (path, body, extra = {}) =>
    call(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', ...extra },
      body: JSON.stringify(body),
    }),
});

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
