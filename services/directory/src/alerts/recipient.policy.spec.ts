import { recipientOf } from './recipient.policy';
import type { Person } from './recipient.policy';

const agencies = { agency: 'AJX-police', office: 'AJX-coordination_office' };

const aPerson = (
  agency: keyof typeof agencies,
  part: Person['part'],
  account = `${agency}-${part}`,
): Person => ({
  agency: agencies[agency],
  part,
  account,
  phone: '110',
});

const everybody = [
  aPerson('agency', 'duty'),
  aPerson('agency', 'deputy'),
  aPerson('office', 'duty'),
  aPerson('office', 'deputy'),
];
const without = (...accounts: string[]): Person[] =>
  everybody.filter(({ account }) => !accounts.includes(account));

describe('whom a step calls', () => {
  it.each<[number, Person[], string | undefined, boolean]>([
    [1, everybody, 'agency-duty', false],
    [2, everybody, 'agency-deputy', false],
    [3, everybody, 'office-duty', false],
    [1, without('agency-duty'), 'office-duty', true],
    [2, without('agency-deputy'), 'office-duty', true],
    [1, without('agency-duty', 'office-duty'), 'office-deputy', true],
    [3, without('office-duty'), 'office-deputy', true],
    [1, [], undefined, true],
    [3, [aPerson('agency', 'duty')], undefined, true],
  ])('step %i with %j calls %s', (step, onDuty, account, isStandIn) => {
    const recipient = recipientOf(step, agencies, onDuty);
    expect([recipient.person?.account, recipient.isStandIn]).toEqual([account, isStandIn]);
  });

  it('goes to the office where nobody is on duty at all', () => {
    expect(recipientOf(1, agencies, []).agency).toBe(agencies.office);
  });

  it('is the one whose shift began last', () => {
    const handover = [aPerson('agency', 'duty', 'late-shift'), aPerson('agency', 'duty', 'early-shift')];
    expect(recipientOf(1, agencies, handover).person?.account).toBe('late-shift');
  });
});
