/**
 * The history of a case for people: what happened, when, by whom; ids and codes, and apart from them the reason that a
 * person wrote. Pure.
 */
import type { CaseEvent, CaseEventType } from './case.events';
import type { CaseState } from './case.state';

export interface TimelineEntry {
  case_id: string;
  county: string;
  kind: string;
  /** account, or `system:coordination` */
  by: string;
  referral_id: string | null;
  detail: Record<string, unknown>;
  /** what a person wrote as reason; sealed in the database */
  note: string | null;
}

interface Told {
  kind: string;
  referralId?: string;
  detail: Record<string, unknown>;
  note?: string | null;
}

type Tellers = { [T in CaseEventType]: (event: Extract<CaseEvent, { type: T }>) => Told };

const tellers: Tellers = {
  risk_changed: ({ from, to, reason }) => ({ kind: 'risk.changed', detail: { from, to }, note: reason }),
  risk_lowering_proposed: ({ proposal }) => ({
    kind: 'risk.lowering_proposed',
    detail: { to: proposal.risk },
    note: proposal.reason,
  }),
  owner_changed: ({ owner }) => ({ kind: 'owner.changed', detail: { agencyId: owner.id, role: owner.role } }),
  lead_assigned: ({ lead }) => ({ kind: 'lead.assigned', detail: { agencyId: lead.id, role: lead.role } }),
  leg_issued: ({ leg }) => ({
    kind: 'referral.issued',
    referralId: leg.id,
    detail: { agencyId: leg.agency.id, role: leg.agency.role, matter: leg.matter, part: leg.part },
  }),
  leg_moved: ({ legId, from, to, detail }) => ({
    kind: `referral.${to}`,
    referralId: legId,
    detail: { from, to, ...(detail.outcome === undefined ? {} : { outcome: detail.outcome }) },
    note: detail.reason ?? null,
  }),
  leg_replaced: ({ legId, by }) => ({ kind: 'referral.replaced', referralId: legId, detail: { by } }),
  leg_told: ({ legId, change }) => ({ kind: 'referral.told', referralId: legId, detail: { change } }),
  leg_widened: ({ legId, part, matters }) => ({
    kind: 'referral.widened',
    referralId: legId,
    detail: { part, matters },
  }),
  return_refused: ({ legId, code }) => ({
    kind: 'referral.return_refused',
    referralId: legId,
    detail: { code },
  }),
  clock_started: ({ clock }) => ({
    kind: 'clock.started',
    ...(clock.legId === null ? {} : { referralId: clock.legId }),
    detail: { clockId: clock.id, code: clock.code, dueAt: clock.dueAt },
  }),
  clock_moved: ({ clockId, change }) => ({
    kind: 'clock.moved',
    detail: { clockId, ...(change.dueAt === undefined ? {} : { dueAt: change.dueAt }) },
  }),
  clock_settled: ({ clockId, state }) => ({ kind: `clock.${state}`, detail: { clockId } }),
  notice_added: ({ notice }) => ({
    kind: 'notice.added',
    detail: { noticeId: notice.id, role: notice.role, state: notice.state },
  }),
  notice_moved: ({ noticeId, state }) => ({ kind: `notice.${state}`, detail: { noticeId } }),
  letter_written: ({ letter: { id, letterNo, role, legId } }) => ({
    kind: 'letter.written',
    ...(legId === null ? {} : { referralId: legId }),
    detail: { letterId: id, letterNo, role },
  }),
  letter_moved: ({ letterId, from, to, detail, reason }) => ({
    kind: `letter.${to}`,
    detail: {
      letterId,
      from,
      ...(detail.sending ? { how: detail.sending.how } : {}),
      ...(detail.undelivered ? { reason: detail.undelivered.reason } : {}),
      ...(detail.receipt ? { refused: detail.receipt.refused } : {}),
    },
    note: reason ?? detail.receipt?.note ?? null,
  }),
  case_closed: ({ outcome, reason }) => ({ kind: 'case.closed', detail: { outcome }, note: reason }),
};

const tell = <E extends CaseEvent>(event: E): Told => (tellers[event.type] as (event: E) => Told)(event);

export const entryOf = ({ id, county }: CaseState, by: string, told: Told): TimelineEntry => ({
  case_id: id,
  county,
  by,
  kind: told.kind,
  referral_id: told.referralId ?? null,
  detail: told.detail,
  note: told.note ?? null,
});

export const timelineOf = (state: CaseState, by: string, events: readonly CaseEvent[]): TimelineEntry[] =>
  events.map((event) => entryOf(state, by, tell(event)));
