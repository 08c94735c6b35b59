/**
 * When an institution may be designated, and when a designation may end. Pure. Not here: "one at a time"; that is an
 * index of the database, which two officers at once cannot pass either.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import type { WorkItem } from '@yimen/work-queue';
import type { Designation } from './designation.store';

const answers: Partial<Record<WorkItem['state'], 'item_unsigned' | 'leg_already_over'>> = {
  open: 'item_unsigned',
  claimed: 'item_unsigned',
  returned: 'leg_already_over',
  waived: 'leg_already_over',
};

/** In work by whoever holds it; afterwards by every officer, since a child may change institutions for years. */
export const mayDesignate = ({ state, heldBy }: WorkItem, by: string): Refusal | undefined => {
  const code = answers[state];
  if (code !== undefined) return refusal(code, { state, heldBy });
  const heldByOther = state === 'signed' && heldBy !== null && heldBy !== by;
  return heldByOther ? refusal('item_not_yours', { state, heldBy }) : undefined;
};

/** @param endedOn day, `YYYY-MM-DD`: compares as text */
export const mayEnd = ({ endedOn, designatedOn }: Designation, day: string): Refusal | undefined => {
  if (endedOn !== null) return refusal('designation_already_ended', { endedOn });
  if (day >= designatedOn) return undefined;
  const message = `不早于指定日期 ${designatedOn} / not before ${designatedOn}`;
  return refusal('invalid_body', { errors: [{ field: 'endedOn', rule: 'not_before', message }] });
};
