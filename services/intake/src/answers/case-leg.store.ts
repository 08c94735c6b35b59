/**
 * Who has a leg of which case, as coordination says it: what a desk may see of a report rests on it. Guarantee:
 * set-based; the same events again change nothing, since the events of a case come in their order. Legs from before
 * this table are known from their next move on.
 */
import type { Tx } from '@yimen/messaging';

export interface LegState {
  referralId: string;
  caseId: string;
  county: string;
  agencyId: string;
  role: string;
  /** as coordination's, and `over` when another leg carries it on */
  state: string;
}

/** A leg may move several times in one batch: the last one counts. What is over stays over. */
export const recordLegStates = (tx: Tx, states: readonly LegState[]): Promise<unknown> => {
  const latest = new Map<string, LegState>();
  for (const state of states)
    if (latest.get(state.referralId)?.state !== 'over') latest.set(state.referralId, state);
  return tx.query(
    `insert into case_leg (referral_id, case_id, county, agency, role, state)
     select "referralId", "caseId", county, "agencyId", role, state
     from jsonb_to_recordset($1::jsonb) as leg("referralId" text, "caseId" text, county text, "agencyId" text,
       role text, state text)
     on conflict (referral_id) do update set state = excluded.state where case_leg.state <> 'over'`,
    [JSON.stringify([...latest.values()])],
  );
};
