/** One call after another: what was refused is said until the next one succeeds. Not for: lists that follow changes. */
import { useState } from 'react';
import { Refused } from '../api';
import { useTexts } from '../texts';

export interface Running {
  refused: string | undefined;
  busy: boolean;
  /** @returns true when it was done */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

export const useRunning = (): Running => {
  const t = useTexts();
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      setRefused(undefined);
      return true;
    } catch (error) {
      setRefused(error instanceof Refused ? error.message : t.offlineAct);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { refused, busy, run };
};
