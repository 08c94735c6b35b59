import { anItem, aSignedItem, colleague, me } from '@yimen/work-queue/testing';
import { mayDesignate, mayEnd } from './designation.policy';
import type { Designation } from './designation.store';

const over = { closedAt: new Date() };

describe('an institution is designated', () => {
  it.each([
    ['in work', aSignedItem(), me, undefined],
    ['in work that nobody holds', aSignedItem({ heldBy: null }), me, undefined],
    ['in work of a colleague', aSignedItem({ heldBy: colleague }), me, 'item_not_yours'],
    ['after the end', aSignedItem({ ...over, state: 'finished', heldBy: colleague }), me, undefined],
    ['before signing', anItem(), me, 'item_unsigned'],
    ['after claiming only', anItem({ state: 'claimed', heldBy: me }), me, 'item_unsigned'],
    ['after a return', anItem({ ...over, state: 'returned' }), me, 'leg_already_over'],
    ['after a waiver', anItem({ ...over, state: 'waived' }), me, 'leg_already_over'],
  ] as const)('%s', (_when, item, by, code) => {
    expect(mayDesignate(item, by)?.code).toBe(code);
  });
});

const running: Designation = {
  id: 'd1',
  workItemId: 'w1',
  caseId: 'c1',
  institution: '县康复中心',
  designatedOn: '2026-03-20',
  designatedBy: me,
  endedOn: null,
  endedBy: null,
  endReason: null,
};

describe('a designation ends', () => {
  it.each([
    ['on a later day', running, '2026-09-01', undefined],
    ['on its first day', running, '2026-03-20', undefined],
    ['never before it began', running, '2026-03-19', 'invalid_body'],
    ['once', { ...running, endedOn: '2026-06-30' }, '2026-09-01', 'designation_already_ended'],
  ] as const)('%s', (_when, designation, day, code) => {
    expect(mayEnd(designation, day)?.code).toBe(code);
  });
});
