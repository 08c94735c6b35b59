import type { Command } from '@yimen/work-queue';
import { anItem, aSignedItem, given } from '@yimen/work-queue/testing';
import { policeRule } from './police.policy';
import { policeQueue } from './police.queue';

const safe = { branch: 'M2f', childSeen: true, childSafe: true, presentCarer: 'relative' };
const red = aSignedItem({ risk: 'R1' });

const disposal = (facts: Record<string, unknown>): Command => ({
  action: 'finish',
  outcome: 'disposed_on_scene',
  facts,
  documents: ['DOC-POLICE-INCIDENT-RECORD'],
});

describe('a red emergency', () => {
  it('is finished once the child was seen, is safe and somebody cares for it', () => {
    expect(given(policeQueue, red).when(disposal(safe)).answer()).toBe('finished');
  });

  it.each([
    [{ ...safe, childSeen: false }, ['childSeen']],
    [{ ...safe, childSafe: false }, ['childSafe']],
    [{ ...safe, presentCarer: undefined }, ['presentCarer']],
    [{ ...safe, childSeen: 'true' }, ['childSeen']],
    [{}, ['childSeen', 'childSafe', 'presentCarer']],
  ])('is not finished with %j, and what is lacking is told', (facts, lacking) => {
    expect(given(policeQueue, red).when(disposal(facts)).refused()).toEqual({
      code: 'close_unverified',
      params: { lacking },
    });
  });

  it.each(policeQueue.outcomes.map(({ code }) => code))(
    'is not finished by %s before the child is safe',
    (outcome) => {
      const finish: Command = { action: 'finish', outcome, facts: { branch: 'M2e' }, documents: [] };
      expect(given(policeQueue, red).when(finish).answer()).toBe('close_unverified');
    },
  );

  it('is never returned', () => {
    const back: Command = { action: 'return', reason: 'not_our_duty', clause: 'AJX-M2a' };
    expect(
      given(policeQueue, anItem({ risk: 'R1' }))
        .when(back)
        .answer(),
    ).toBe('r1_never_returned');
  });

  it('that is handed to the competent police is safe first', () => {
    const facts = { receiptNo: '杭公〔2026〕3号', transferredOn: '2026-03-20' };
    const finish = (more: object): Command => ({
      action: 'finish',
      outcome: 'transferred',
      facts: { ...facts, ...more },
      documents: ['DOC-CROSS-REGION-LETTER'],
    });
    expect(given(policeQueue, red).when(finish({})).answer()).toBe('close_unverified');
    expect(given(policeQueue, red).when(finish(safe)).answer()).toBe('finished');
  });
});

describe('another item', () => {
  it('states what was seen, and may say that it was not', () => {
    const facts = { branch: 'other', childSeen: false, childSafe: true };
    expect(given(policeQueue, aSignedItem()).when(disposal(facts)).answer()).toBe('finished');
  });

  it('is not held to the red rule by other actions', () => {
    expect(policeRule(red, { action: 'sign' })).toBeUndefined();
    expect(policeRule(red, { action: 'finish', facts: {}, documents: [] })).toBeUndefined();
  });
});

describe('a written warning', () => {
  const warning = (firstRevisitDue: unknown, deliveredOn: unknown = '2026-03-19'): Command => ({
    action: 'finish',
    outcome: 'written_warning',
    facts: { ...safe, warningNo: '安公告诫〔2026〕17号', deliveredOn, firstRevisitDue },
    documents: ['DOC-POLICE-INCIDENT-RECORD', 'DOC-DV-WARNING'],
  });

  it.each(['2026-03-19', '2026-03-26'])('served on the 19th is first re-visited by %s', (day) => {
    expect(given(policeQueue, red).when(warning(day)).answer()).toBe('finished');
  });

  it.each(['2026-03-27', '2027-01-01'])('served on the 19th is not first re-visited as late as %s', (day) => {
    expect(given(policeQueue, red).when(warning(day)).refused()).toMatchObject({
      code: 'invalid_body',
      params: { errors: [{ field: 'facts.firstRevisitDue', rule: 'within_days' }] },
    });
  });

  it('counts its seven days over the end of a month', () => {
    expect(given(policeQueue, red).when(warning('2026-03-07', '2026-02-28')).answer()).toBe('finished');
    expect(given(policeQueue, red).when(warning('2026-03-08', '2026-02-28')).answer()).toBe('invalid_body');
  });

  it.each([undefined, '下周', 20260327])('needs days, not %j', (day) => {
    expect(given(policeQueue, red).when(warning(day)).refused()).toMatchObject({
      params: { errors: [{ field: 'facts.firstRevisitDue' }] },
    });
    expect(
      given(policeQueue, red)
        .when(warning('2026-03-19', day ?? null))
        .refused(),
    ).toMatchObject({
      params: { errors: [{ field: 'facts.deliveredOn' }] },
    });
  });
});
