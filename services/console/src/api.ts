/**
 * The same public API that every other client uses; the session is a cookie that scripts cannot read.
 * A refusal is a value with its code and fields, so that a page can say what to mend beside the field.
 */
export interface FieldError {
  field: string;
  rule: string;
  message: string;
}

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

const language = (): string => document.documentElement.lang || 'zh-CN';

const call = async <T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> => {
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      'accept-language': language(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  if (response.ok) return parsed as T;
  const problem = (parsed ?? {}) as Problem;
  throw new Refused(
    response.status,
    problem.code ?? 'unknown',
    problem.detail ?? problem.title ?? '',
    problem.errors ?? [],
  );
};

export const get = <T>(path: string): Promise<T> => call('GET', path);
export const post = <T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T> =>
  call('POST', path, body, headers);
export const remove = <T>(path: string): Promise<T> => call('DELETE', path);

export interface Account {
  name: string;
  duties: string[];
  agency: string;
  role: string;
  jurisdiction: string;
}

export interface AgencyName {
  role: string;
  name: string;
}

export interface Clock {
  code: string;
  what: string;
  dueAt: string;
  dueInstant: string;
}

export interface Suggested<T> {
  value: T;
  rule: string;
  triggers: { words: string; start: number; end: number }[];
}

export interface Preview {
  statement: string;
  children: {
    suggestion: {
      risk: Suggested<string>;
      matters: Suggested<string>[];
      categories: Suggested<string>[];
      mandatoryReportItems: Suggested<string>[];
    };
    decision: {
      lead: AgencyName;
      disposition: string;
      referrals: {
        agency: AgencyName;
        part: string;
        matter: string;
        task: string;
        clauses: { id: string; source: string }[];
      }[];
      notices: { to: string; role: string; basis: string }[];
      clocks: Clock[];
    };
    matches: {
      childId: string;
      display: string;
      reasons: string[];
      openCase?: { caseId: string; caseNo: string };
    }[];
  }[];
}

export interface Accepted {
  reportId: string;
  receiptNo: string;
  statement: string;
  children: { childId: string; risk: string }[];
}

export interface WorkItem {
  id: string;
  caseNo: string;
  matter: string;
  part: string;
  risk: string;
  state: string;
  childDisplay?: string;
  township?: string;
  nextDueAt?: string | null;
  issuedAt: string;
  claimedBy?: string | null;
  version: number;
  statement?: string;
  clauses?: { id: string; source: string }[];
  clocks?: Clock[];
  actions?: string[];
}

export interface WorkItemList {
  items: WorkItem[];
  next: string | null;
  counts: Record<string, number>;
}
