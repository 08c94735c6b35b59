import type { Discard, ParkedEvent, RowScope } from '../types';
import { discardRefusal, isVisible } from './discard.policy';
import type { DiscardStep } from './discard.policy';

const at = new Date('2026-03-20T01:00:00Z');
const proposal: Discard = {
  reason: 'unreadable',
  proposedBy: 'first',
  proposedAt: at,
  discardedBy: null,
  discardedAt: null,
};
const parked = (changes: Partial<ParkedEvent> = {}): ParkedEvent => ({
  id: '1',
  group: 'coordination',
  eventId: 'e',
  topic: 'intake.reports',
  type: 'report.amended.v1',
  key: 'k',
  jurisdiction: 'AJX',
  urgent: false,
  reason: 'permanent',
  error: 'never',
  attempts: 1,
  parkedAt: at,
  settledAt: null,
  discard: null,
  ...changes,
});
const by = (actor: string, county = 'AJX'): RowScope => ({ county, reach: 'county', actor });
const proposed = parked({ discard: proposal });
const emergency = { type: 'report.accepted.v1', urgent: true };

describe('giving a parked event up', () => {
  it.each<[string, ParkedEvent | undefined, DiscardStep, RowScope, string | undefined]>([
    ['is proposed', parked(), 'propose', by('first'), undefined],
    ['is confirmed by another', proposed, 'confirm', by('second'), undefined],
    ['is not confirmed by the same account', proposed, 'confirm', by('first'), 'second_person_needed'],
    ['is withdrawn by whoever proposed it', proposed, 'withdraw', by('first'), undefined],
    ['is withdrawn by another', proposed, 'withdraw', by('second'), undefined],
    ['is not proposed twice', proposed, 'propose', by('second'), 'discard_proposed'],
    ['is not confirmed unasked', parked(), 'confirm', by('second'), 'discard_not_proposed'],
    ['is not withdrawn unasked', parked(), 'withdraw', by('second'), 'discard_not_proposed'],
    ['is not for another county', parked(), 'propose', by('first', 'SX'), 'parked_key_unknown'],
    ['needs an event', undefined, 'propose', by('first'), 'parked_key_unknown'],
    ['needs one that is open', parked({ settledAt: at }), 'propose', by('first'), 'parked_settled'],
    ['is not for one behind another', parked({ reason: 'behind' }), 'propose', by('first'), 'parked_behind'],
    ['is never for an accepted emergency', parked(emergency), 'propose', by('first'), 'accepted_report_kept'],
    [
      'is never for an accepted emergency, however it was proposed',
      parked({ ...emergency, discard: proposal }),
      'confirm',
      by('second'),
      'accepted_report_kept',
    ],
    [
      'is for an accepted report that is not urgent',
      parked({ type: emergency.type }),
      'propose',
      by('a'),
      undefined,
    ],
    ['is for an urgent event that is no report', parked({ urgent: true }), 'propose', by('a'), undefined],
  ])('%s', (_title, event, step, scope, expected) => {
    expect(discardRefusal(event, step, scope)).toBe(expected);
  });
});

it.each([
  ['AJX', true],
  ['SX', false],
  ['', true],
  ['*', true],
])('an event of county "%s" is there for an account of AJX: %s', (county, expected) => {
  expect(isVisible(by('a'), county)).toBe(expected);
});
