import type { ReferralFinishedV1 } from '@yimen/contracts';
import { aClock, anOpenCase, minutesLater, testTime } from '../testing/case-builders';
import { estimatedBy, hasSeenChild, recounted, registeredAnchors } from './anchors';

const finished = (outcome: string, facts: object = {}): ReferralFinishedV1 => ({
  referralId: 'r',
  caseId: 'c',
  county: 'AJX',
  workItemId: 'w',
  agencyId: 'AJX-police',
  by: 'a',
  outcome,
  facts: { ...facts },
  documents: [],
  finishedAt: '2026-03-20T10:00:00.000Z',
});

describe('a child is seen', () => {
  it.each([
    [true, 'disposed_on_scene', { childSeen: true, childSafe: true }],
    [true, 'disposed_on_scene', { presentCarer: 'relative' }],
    [true, 'no_violation_found', {}],
    [false, 'no_violation_found', { childSeen: false }],
    [false, 'disposed_on_scene', { childSeen: true, childSafe: false }],
    [false, 'disposed_on_scene', { childSeen: false, childSafe: true, presentCarer: 'relative' }],
    [false, 'assistance_given', {}],
    [false, 'transferred', { childSeen: 'yes' }],
  ])('%s for %s with %j', (seen, outcome, facts) => {
    expect(hasSeenChild(finished(outcome, facts))).toBe(seen);
  });
});

describe('what an outcome registers', () => {
  const anchors = (role: string, outcome: string, facts: object = {}) =>
    Object.fromEntries(registeredAnchors(role, finished(outcome, facts)));

  it('a filed case starts the clocks of filing, on the day it was filed', () => {
    expect(anchors('police', 'case_filed', { filedOn: '2026-03-19' })).toEqual({
      case_filing: new Date('2026-03-19'),
    });
  });

  it('a delivered warning starts its re-visits when the leg was finished, where no day is stated', () => {
    expect(anchors('police', 'written_warning', { deliveredOn: 'soon' })).toEqual({
      warning_delivered: new Date('2026-03-20T10:00:00.000Z'),
    });
  });

  it('a child in safe hands starts conference and assessment, when the police say so and nobody else', () => {
    const safe = { childSeen: true, childSafe: true };
    expect(Object.keys(anchors('police', 'disposed_on_scene', safe)).sort()).toEqual([
      'child_safe',
      'police_notification',
    ]);
    expect(anchors('township', 'visited', safe)).toEqual({});
  });
});

describe('counting again', () => {
  const open = () =>
    anOpenCase({ clocks: [aClock('D06', 'civil_affairs', minutesLater(60), 'police_notification')] });
  const counted = [aClock('D06', 'civil_affairs', minutesLater(500))];

  it('moves the clock to its true end and keeps no estimate', () => {
    const [clock] = estimatedBy(open(), 'police_notification');
    expect(recounted(clock ? [clock] : [], counted, testTime)).toEqual([
      expect.objectContaining({
        type: 'clock_moved',
        change: expect.objectContaining({
          dueInstant: minutesLater(500).toISOString(),
          anchor: null,
          state: 'running',
        }) as unknown,
      }),
    ]);
  });

  it('brings back a clock that was overdue only by the estimate, and not one that truly is', () => {
    const overdue = open().clocks.map((clock) => ({ ...clock, state: 'overdue' as const }));
    const stateAt = (minutes: number) =>
      recounted(overdue, counted, minutesLater(minutes)).map(
        (event) => event.type === 'clock_moved' && event.change.state,
      );
    expect(stateAt(400)).toEqual(['running']);
    expect(stateAt(500)).toEqual(['overdue']);
  });

  it('leaves alone what is met, what rests on another event, and what the table no longer knows', () => {
    const met = { ...open(), clocks: open().clocks.map((clock) => ({ ...clock, state: 'met' as const })) };
    expect(estimatedBy(met, 'police_notification')).toEqual([]);
    expect(estimatedBy(open(), 'case_filing')).toEqual([]);
    expect(recounted(open().clocks, [], testTime)).toEqual([]);
  });
});
