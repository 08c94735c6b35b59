/** Who may be one child twice, and what was decided; both page by page, newest first. */
import { useCallback, useEffect, useState } from 'react';
import { get } from '../api';

interface OpenCaseRef {
  caseId: string;
  caseNo: string;
}

interface MaskedChild {
  childId: string;
  display: string;
  openCases: OpenCaseRef[];
}

interface PairReason {
  code: string;
  bits: number;
}

export interface ChildPair {
  children: [MaskedChild, MaskedChild];
  reasons: PairReason[];
  bits: number;
}

export interface ComparedChild {
  childId: string;
  mergedInto: string | null;
  identity: Record<string, string | number | string[] | undefined>;
  openCases: OpenCaseRef[];
  reports: { reportId: string; receiptNo: string; receivedAt: string; channel: string }[];
}

export interface ComparedPair {
  children: [ComparedChild, ComparedChild];
  reasons: PairReason[];
  bits: number;
}

export interface Decision {
  decisionId: string;
  kind: 'merge' | 'unmerge' | 'apart';
  child: MaskedChild;
  into: MaskedChild;
  reason: string;
  decidedBy: string;
  decidedAt: string;
  inForce: boolean;
}

export interface Paged<T> {
  /** undefined = not read yet */
  items: readonly T[] | undefined;
  failed: boolean;
  /** there are older ones */
  more: (() => void) | undefined;
  reload: () => void;
}

/** @param path with its question mark */
const usePages = <T>(path: string): Paged<T> => {
  const [items, setItems] = useState<readonly T[]>();
  const [next, setNext] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const read = useCallback(
    (cursor: string | null) =>
      void get<{ items: T[]; next: string | null }>(cursor ? `${path}&cursor=${cursor}` : path).then(
        (page) => {
          setItems((before) => [...(cursor ? (before ?? []) : []), ...page.items]);
          setNext(page.next);
          setFailed(false);
        },
        () => setFailed(true),
      ),
    [path],
  );
  const reload = useCallback(() => read(null), [read]);
  useEffect(reload, [reload]);
  return { items, failed, more: next === null ? undefined : () => read(next), reload };
};

/** @param childId pairs of this child alone */
export const usePairs = (childId: string | undefined): Paged<ChildPair> =>
  usePages(`/api/intake/child-pairs?${childId === undefined ? '' : `childId=${childId}`}`);

export const useDecisions = (): Paged<Decision> => usePages('/api/intake/merge-decisions?limit=50');
