import { civilAffairsOutcomes } from '@yimen/contracts';
import type { Command } from '@yimen/work-queue';
import { aSignedItem, given } from '@yimen/work-queue/testing';
import { civilAffairsQueue } from './civil-affairs.queue';

const item = aSignedItem({ role: 'civil_affairs', matter: 'guardianship' });

const finish = (outcome: string, facts: Record<string, unknown>, documents: string[]): Command => ({
  action: 'finish',
  outcome,
  facts,
  documents,
});

/** A complete end of each kind that this desk has beside the common ones. */
const endings: [string, Record<string, unknown>, string][] = [
  ['care_plan_made', { decidedOn: '2026-03-20', childHeard: true }, 'DOC-CARE-PLAN'],
  [
    'temporary_guardianship',
    { ground: 'guardian_harms', startedOn: '2026-03-19', childSeen: true },
    'DOC-TEMP-GUARDIANSHIP',
  ],
];

const answer = (command: Command) => given(civilAffairsQueue, item).when(command).answer();

describe('what civil affairs ends a leg with', () => {
  it('is tested here for each outcome of the contracts', () => {
    expect(endings.map(([code]) => code)).toEqual(civilAffairsOutcomes.map(({ code }) => code));
  });

  it.each(endings)('%s with its facts and paper', (outcome, facts, paper) => {
    expect(answer(finish(outcome, facts, [paper]))).toBe('finished');
  });

  it.each(endings)('%s not without its paper', (outcome, facts) => {
    expect(answer(finish(outcome, facts, []))).toBe('document_missing');
  });

  it.each(
    endings.flatMap(([outcome, facts, paper]) =>
      Object.keys(facts).map((name) => ({ outcome, facts, paper, name })),
    ),
  )('$outcome not without $name', ({ outcome, facts, paper, name }) => {
    const { [name]: _left, ...others } = facts;
    expect(answer(finish(outcome, others, [paper]))).toBe('invalid_body');
  });

  it('takes no ground of guardianship that the law does not name', () => {
    const facts = { ground: 'family_poor', startedOn: '2026-03-19', childSeen: true };
    expect(answer(finish('temporary_guardianship', facts, ['DOC-TEMP-GUARDIANSHIP']))).toBe('invalid_body');
  });

  it('begins temporary guardianship only after the admonition that the county asks for (HR-17)', () => {
    const stepDocuments = [{ step: 'temporary_guardianship', document: 'DOC-ADMONITION' }];
    const tied = given(
      civilAffairsQueue,
      aSignedItem({ role: 'civil_affairs', matter: 'guardianship', stepDocuments }),
    );
    const facts = { ground: 'guardian_neglects', startedOn: '2026-03-19', childSeen: true };
    const end = (...documents: string[]) =>
      tied.when(finish('temporary_guardianship', facts, ['DOC-TEMP-GUARDIANSHIP', ...documents])).answer();
    expect([end(), end('DOC-ADMONITION')]).toEqual(['document_missing', 'finished']);
  });
});
