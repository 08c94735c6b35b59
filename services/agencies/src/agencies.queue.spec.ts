import { deskOutcomes, rolesAt } from '@yimen/contracts';
import type { Command } from '@yimen/work-queue';
import { aSignedItem, given } from '@yimen/work-queue/testing';
import { agenciesQueue } from './agencies.queue';

const finish = (outcome: string, facts: Record<string, unknown> = {}, documents: string[] = []): Command => ({
  action: 'finish',
  outcome,
  facts,
  documents,
});

const itemOf = (role: string) => aSignedItem({ role });

it.each(rolesAt('agencies'))('%s can end a leg, and end it as assistance given', (role) => {
  expect(given(agenciesQueue, itemOf(role)).when(finish('assistance_given')).answer()).toBe('finished');
});

it('offers the outcomes that all desks have, and no others', () => {
  expect(agenciesQueue.outcomes.map(({ code }) => code)).toEqual(deskOutcomes.map(({ code }) => code));
});

/** 责任事项办理流程 of a county's document: what a department may end a matter with is a row of its table. */
it.each([{ row: 'AJX-R1c', lane: 'assessment_made', may: 'township', mayNot: 'housing' }])(
  '$row: $lane is a step of $may and not of $mayNot',
  ({ lane, may, mayNot }) => {
    const ended = (role: string) =>
      given(agenciesQueue, itemOf(role))
        .when(finish(lane, { assessedOn: '2026-03-20', childHeard: true }, ['DOC-ASSESSMENT-REPORT']))
        .answer();
    expect(ended(may)).toBe('finished');
    expect(ended(mayNot)).not.toBe('finished');
  },
);
