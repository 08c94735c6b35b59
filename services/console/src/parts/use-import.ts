/**
 * One file on its way in: chosen, checked, started, watched to its end. One key per file: a second press or a lost
 * answer imports once. Not here: what stands on screen.
 */
import { useEffect, useRef, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { CheckedFile, ImportProgress, SubmittedFile } from '../wire';

const askEveryMs = 700;

export interface ImportState {
  file: File | undefined;
  busy: boolean;
  failure: string | undefined;
  checked: CheckedFile | undefined;
  submitted: SubmittedFile | undefined;
  progress: ImportProgress | undefined;
  choose: (file: File | undefined) => void;
  check: () => void;
  start: () => void;
}

const useProgress = (importId: string | undefined): ImportProgress | undefined => {
  const [progress, setProgress] = useState<ImportProgress>();
  useEffect(() => {
    setProgress(undefined);
    if (importId === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const again = () => {
      if (!gone) timer = setTimeout(ask, askEveryMs);
    };
    // a lost question is asked again
    const ask = () =>
      void get<ImportProgress>(`/api/intake/imports/${importId}?limit=1`).then((now) => {
        if (gone) return;
        setProgress(now);
        if (now.finishedAt === null) again();
      }, again);
    ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [importId]);
  return progress;
};

export const useImport = (): ImportState => {
  const t = useTexts();
  const [file, setFile] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [checked, setChecked] = useState<CheckedFile>();
  const [submitted, setSubmitted] = useState<SubmittedFile>();
  const key = useRef('');
  const progress = useProgress(submitted?.importId);

  const choose = (chosen: File | undefined) => {
    key.current = crypto.randomUUID();
    setFile(chosen);
    setFailure(undefined);
    setChecked(undefined);
    setSubmitted(undefined);
  };
  const send = <T>(query: string, take: (answer: T) => void) => {
    if (!file || busy) return;
    setBusy(true);
    setFailure(undefined);
    const headers = { 'idempotency-key': key.current };
    post<T>(`/api/intake/imports/files${query}`, file, headers)
      .then(take, (error: unknown) => setFailure(error instanceof Refused ? error.message : t.retrying))
      .finally(() => setBusy(false));
  };
  return {
    ...{ file, busy, failure, checked, submitted, progress, choose },
    check: () => send<CheckedFile>('?dryRun=true', setChecked),
    start: () => send<SubmittedFile>('', setSubmitted),
  };
};
