/** The open report, kept for the tab and, while it is typed, on the server. */
import { useEffect, useState } from 'react';
import { storedReport, storeReport } from '../kept-report';
import type { KeptReport } from '../kept-report';
import type { ReportDraft } from '../report-draft';
import type { Account } from '../wire';
import { useDraftSaving } from './use-draft-saving';
import type { DraftSign } from './use-draft-saving';

export type DraftChange = Partial<ReportDraft> | ((before: ReportDraft) => Partial<ReportDraft>);

interface KeptState {
  kept: KeptReport;
  setKept: React.Dispatch<React.SetStateAction<KeptReport>>;
  changeDraft: (part: DraftChange) => void;
  sign: DraftSign | undefined;
}

/** @param progress a report that is being sent is not saved, one that was accepted is not kept */
export const useKeptReport = (
  account: Account,
  { isSending, isAccepted }: { isSending: boolean; isAccepted: boolean },
): KeptState => {
  const [kept, setKept] = useState(() => storedReport(account));
  useEffect(() => {
    if (!isAccepted) storeReport(account, kept);
  }, [account, kept, isAccepted]);

  const sign = useDraftSaving({
    kept,
    isOver: isSending || isAccepted,
    onSaved: (draft, key, version) =>
      setKept((now) => (now.key === key ? { ...now, version, unsaved: now.draft !== draft } : now)),
  });

  const changeDraft = (part: DraftChange): void =>
    setKept((before) => ({
      ...before,
      unsaved: true,
      draft: { ...before.draft, ...(typeof part === 'function' ? part(before.draft) : part) },
    }));

  return { kept, setKept, changeDraft, sign };
};
