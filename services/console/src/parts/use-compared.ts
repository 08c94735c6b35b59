/** Two records beside each other, read once (the reading is on record), and the decision about them. */
import { useCallback, useEffect, useState } from 'react';
import { get, post, Refused } from '../api';
import { useTexts } from '../texts';
import type { ComparedPair } from './use-pairs';

export interface MergeAct {
  /** that the act is about */
  childId: string;
  action: 'merge' | 'keep-apart' | 'unmerge';
  body: object;
}

interface Deciding {
  failure: string | undefined;
  busy: boolean;
  /** @returns true when it was done */
  decide: (act: MergeAct) => Promise<boolean>;
}

export const useDeciding = (): Deciding & { onFailed: (error: unknown) => void } => {
  const t = useTexts();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { offlineAct } = t;
  const onFailed = useCallback(
    (error: unknown) => setFailure(error instanceof Refused ? error.message : offlineAct),
    [offlineAct],
  );
  const decide = async ({ childId, action, body }: MergeAct): Promise<boolean> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await post(`/api/intake/children/${childId}/actions/${action}`, body);
      return true;
    } catch (error) {
      onFailed(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { failure, busy, decide, onFailed };
};

export const useCompared = (one: string, other: string): Deciding & { pair: ComparedPair | undefined } => {
  const [pair, setPair] = useState<ComparedPair>();
  const { onFailed, ...deciding } = useDeciding();
  useEffect(() => {
    get<ComparedPair>(`/api/intake/child-pairs/${one}/${other}`).then(setPair, onFailed);
  }, [one, other, onFailed]);
  return { pair, ...deciding };
};
