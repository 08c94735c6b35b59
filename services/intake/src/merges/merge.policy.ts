/**
 * May two children be taken as one, or be two again. Pure. Guarantee: pointers are one step long, so that taking one
 * back never leaves another hanging.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';

export interface MergeState {
  childId: string;
  county: string;
  mergedInto: string | null;
  /** others point to it */
  isKept: boolean;
}

/** @returns the first rule that forbids it */
export const refuseMerge = (
  child: MergeState | undefined,
  into: MergeState | undefined,
): Refusal | undefined => {
  if (!child || !into || child.county !== into.county) return refusal('child_unknown');
  if (child.childId === into.childId) return refusal('child_merges_itself');
  if (child.mergedInto !== null || into.mergedInto !== null) return refusal('child_merged');
  return child.isKept ? refusal('child_is_kept') : undefined;
};

export const refuseUnmerge = (child: MergeState | undefined): Refusal | undefined => {
  if (!child) return refusal('child_unknown');
  return child.mergedInto === null ? refusal('child_not_merged') : undefined;
};

/** Two that are one already are taken apart by taking the merge back. */
export const refuseKeepApart = (
  child: MergeState | undefined,
  from: MergeState | undefined,
): Refusal | undefined => {
  if (!child || !from || child.county !== from.county) return refusal('child_unknown');
  if (child.childId === from.childId) return refusal('child_merges_itself');
  const isOne = child.mergedInto === from.childId || from.mergedInto === child.childId;
  return isOne ? refusal('child_merged') : undefined;
};
