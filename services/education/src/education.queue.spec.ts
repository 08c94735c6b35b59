import { educationOutcomes, rolesAt } from '@yimen/contracts';
import type { Command } from '@yimen/work-queue';
import { aSignedItem, given } from '@yimen/work-queue/testing';
import { educationQueue } from './education.queue';

const finish = (outcome: string, facts: Record<string, unknown>, documents: string[]): Command => ({
  action: 'finish',
  outcome,
  facts,
  documents,
});

const reported = { persuadedOn: '2026-03-18', reportedOn: '2026-03-20' };
const reports = ['DOC-PERSUASION-RECORD', 'DOC-DROPOUT-WRITTEN-REPORT'];
/** A complete end of each kind that these desks have beside the common ones. */
const endings: [string, Record<string, unknown>, string[]][] = [
  ['persuasion_reported', reported, reports],
  ['school_placed', { form: 'inclusive_class', placedOn: '2026-03-20' }, ['DOC-SCHOOL-PLACEMENT']],
];
const cases = rolesAt('education').flatMap((role) => endings.map((ending) => [role, ...ending] as const));

const answer = (
  command: Command,
  role = 'education',
  matter: 'education/dropout' | 'rehab' = 'education/dropout',
) => given(educationQueue, aSignedItem({ role, matter })).when(command).answer();

describe('what education and schools end a leg with', () => {
  it('is tested here for each outcome of the contracts', () => {
    expect(endings.map(([code]) => code)).toEqual(educationOutcomes.map(({ code }) => code));
  });

  it.each(cases)('%s: %s with its facts and papers', (role, outcome, facts, papers) => {
    expect(answer(finish(outcome, facts, papers), role)).toBe('finished');
  });

  it.each(cases)('%s: %s not without facts', (role, outcome, _facts, papers) => {
    expect(answer(finish(outcome, {}, papers), role)).toBe('invalid_body');
  });

  it.each(reports)('a failed persuasion is not reported without %s', (paper) => {
    const others = reports.filter((one) => one !== paper);
    expect(answer(finish('persuasion_reported', reported, others))).toBe('document_missing');
  });

  it.each(endings)('%s is no end of a matter that is none of schooling', (outcome, facts, papers) => {
    expect(answer(finish(outcome, facts, papers), 'education', 'rehab')).toBe('outcome_unknown');
  });

  it('back at school is an end here as at every desk', () => {
    expect(answer(finish('returned_to_school', { returnedOn: '2026-03-20' }, []))).toBe('finished');
  });
});
