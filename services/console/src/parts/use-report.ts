/**
 * One report from the first word to its receipt. Draft, key and the body last sent survive a reload of the tab.
 * Guarantee: every try of one report carries the same `Idempotency-Key`, so pressing again after a lost answer makes
 * no second report; what is sent on was on screen before. Kept for the tab only: nobody finds a reporter here later.
 */
import { useEffect, useRef, useState } from 'react';
import { post, Refused } from '../api';
import { emptyDraft, hasContent, reportBody } from '../report-draft';
import type { ReportBody, ReportDraft } from '../report-draft';
import { useTexts } from '../texts';
import type { Accepted, Account, FieldError } from '../wire';
import { usePreview } from './use-preview';
import type { LivePreview } from './use-preview';

interface KeptReport {
  draft: ReportDraft;
  key: string;
  /** the last try whose answer never came */
  unanswered?: ReportBody;
}

export interface Receipt extends Accepted {
  /** the receipt is of an earlier try, and the draft was changed since */
  ofEarlierTry: boolean;
}

interface Failure {
  /** `info`: nothing went wrong, she is asked to look */
  type: 'error' | 'info';
  title: string;
  errors: readonly FieldError[];
}

const placeOf = (account: Account): string => `report:${account.name}`;

const fresh = (): KeptReport => ({ draft: emptyDraft(crypto.randomUUID()), key: crypto.randomUUID() });

const stored = (account: Account): KeptReport => {
  const text = sessionStorage.getItem(placeOf(account));
  return text === null ? fresh() : (JSON.parse(text) as KeptReport);
};

/** True if signing out would lose something. */
export const hasDraft = (account: Account): boolean => {
  const text = sessionStorage.getItem(placeOf(account));
  return text !== null && hasContent((JSON.parse(text) as KeptReport).draft);
};

export const dropDraft = (account: Account): void => sessionStorage.removeItem(placeOf(account));

const send = async (body: ReportBody, { key, unanswered }: KeptReport): Promise<Receipt> => {
  const tryOnce = (one: ReportBody) => post<Accepted>('/api/intake/reports', one, { 'idempotency-key': key });
  try {
    return { ...(await tryOnce(body)), ofEarlierTry: false };
  } catch (error) {
    const wasTaken = error instanceof Refused && error.code === 'idempotency_key_reused';
    if (!wasTaken || !unanswered) throw error;
    return { ...(await tryOnce(unanswered)), ofEarlierTry: true };
  }
};

export interface ReportState {
  draft: ReportDraft;
  preview: LivePreview;
  receipt: Receipt | undefined;
  failure: Failure | undefined;
  busy: boolean;
  change: (part: Partial<ReportDraft> | ((before: ReportDraft) => Partial<ReportDraft>)) => void;
  submit: () => void;
  next: () => void;
}

export const useReport = (account: Account): ReportState => {
  const t = useTexts();
  const [kept, setKept] = useState(() => stored(account));
  const [receipt, setReceipt] = useState<Receipt>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  // a second press within one frame must see the first: state is too late for that
  const sending = useRef(false);
  const preview = usePreview((seen) => reportBody(kept.draft, seen));
  const { body } = preview;

  useEffect(() => {
    if (!receipt) sessionStorage.setItem(placeOf(account), JSON.stringify(kept));
  }, [account, kept, receipt]);

  const finish = (answer: Receipt): void => {
    setFailure(undefined);
    setReceipt(answer);
    dropDraft(account);
  };

  const fail = (error: unknown): void => {
    if (error instanceof Refused)
      return setFailure({ type: 'error', title: error.message, errors: error.errors });
    setKept((before) => ({ ...before, unanswered: before.unanswered ?? body }));
    setFailure({ type: 'error', title: t.retrying, errors: [] });
  };

  const submit = async (): Promise<void> => {
    if (sending.current || preview.state === 'empty') return;
    if (preview.state === 'asking') return setFailure({ type: 'info', title: t.lookAgain, errors: [] });
    sending.current = true;
    setBusy(true);
    await send(body, kept).then(finish, fail);
    sending.current = false;
    setBusy(false);
  };

  const change: ReportState['change'] = (part) => {
    setFailure(undefined);
    setKept((before) => ({
      ...before,
      draft: { ...before.draft, ...(typeof part === 'function' ? part(before.draft) : part) },
    }));
  };

  const next = (): void => {
    setKept(fresh());
    setReceipt(undefined);
  };

  return { draft: kept.draft, preview, receipt, failure, busy, change, submit: () => void submit(), next };
};
