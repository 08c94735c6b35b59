/**
 * One report from the first word to its receipt. Draft, key and the body last sent survive a reload of the tab.
 * Guarantee: every try of one report carries the same `Idempotency-Key`, so pressing again after a lost answer makes
 * no second report; what is sent on was on screen before.
 */
import { useRef, useState } from 'react';
import { post, Refused } from '../api';
import { dropReport, freshReport } from '../kept-report';
import type { KeptReport } from '../kept-report';
import { hasContent, reportBody } from '../report-draft';
import type { ReportBody, ReportDraft } from '../report-draft';
import { useTexts } from '../texts';
import type { Accepted, Account, FieldError } from '../wire';
import type { DraftSign } from './use-draft-saving';
import { useKeptReport } from './use-kept-report';
import type { DraftChange } from './use-kept-report';
import { usePreview } from './use-preview';
import type { LivePreview } from './use-preview';

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
  change: (part: DraftChange) => void;
  submit: () => void;
  next: () => void;
  /** how it stands with the draft on the server */
  sign: DraftSign | undefined;
  /** nothing is typed yet */
  isFree: boolean;
  resume: (kept: KeptReport) => void;
}

export const useReport = (account: Account): ReportState => {
  const t = useTexts();
  const [receipt, setReceipt] = useState<Receipt>();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const progress = { isSending: busy, isAccepted: receipt !== undefined };
  const { kept, setKept, changeDraft, sign } = useKeptReport(account, progress);
  // a second press within one frame must see the first: state is too late for that
  const sending = useRef(false);
  const preview = usePreview((seen) => reportBody(kept.draft, seen));
  const { body } = preview;

  const finish = (answer: Receipt): void => {
    setFailure(undefined);
    setReceipt(answer);
    dropReport(account);
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
    changeDraft(part);
  };

  const next = (): void => {
    setKept(freshReport());
    setReceipt(undefined);
  };

  return {
    draft: kept.draft,
    preview,
    receipt,
    failure,
    busy,
    change,
    submit: () => void submit(),
    next,
    sign,
    isFree: !receipt && !hasContent(kept.draft),
    resume: setKept,
  };
};
