import { validateEvent } from '@yimen/contracts';
import { evolve } from '../cases/case.events';
import type { CaseEvent } from '../cases/case.events';
import { anOpenCase, legOf, police, school } from '../testing/case-builders';
import { holdings } from './holding';
import type { Telling } from './outgoing';

const uuid = (n: number): string => `01a20a8f-08c0-70ee-b4e0-${String(n).padStart(12, '0')}`;
const made = anOpenCase({ risk: 'R1' });
const legs = made.legs.map((leg, index) => ({ ...leg, id: uuid(index) }));
const open = { ...made, id: uuid(900), legs };

const told = (...events: CaseEvent[]) => {
  const telling = { state: evolve(open, events), at: '2026-03-20T08:35:00+08:00', by: 'ajx-coordinator' };
  return holdings(telling as unknown as Telling, events);
};

describe('who has a leg', () => {
  it('is told when it is issued and when another carries it on, and at no other moment', () => {
    const [leg, next] = [legOf(open, police), legOf(open, school)];
    const news = told(
      { type: 'leg_issued', leg: next },
      { type: 'leg_replaced', legId: leg.id, by: next.id },
      { type: 'leg_moved', legId: next.id, from: 'issued', to: 'signed', detail: {} },
      { type: 'leg_told', legId: next.id, change: 'risk_raised' },
    );
    expect(news.map(({ data }) => data)).toEqual([
      expect.objectContaining({
        legs: [
          expect.objectContaining({ referralId: next.id, agencyId: school.id, held: 'open' }),
          expect.objectContaining({ referralId: leg.id, agencyId: police.id, role: 'police', held: 'over' }),
        ],
      }),
    ]);
  });

  it('is not told where no leg changed hands', () => {
    expect(told({ type: 'leg_told', legId: legOf(open, police).id, change: 'risk_raised' })).toEqual([]);
  });

  it('goes out under the case, urgent on a red one, with ids alone, as the contract says', () => {
    const [event] = told({ type: 'leg_issued', leg: legOf(open, police) });
    expect(event).toMatchObject({ topic: 'coordination.cases', key: open.id, urgent: true });
    expect(validateEvent('referral.held.v1', event?.data)).toEqual({ valid: true });
    expect(event?.data).toEqual({
      caseId: open.id,
      county: 'AJX',
      legs: [{ referralId: legs[0]?.id, role: 'police', agencyId: police.id, held: 'open' }],
      at: '2026-03-20T08:35:00+08:00',
    });
  });
});
