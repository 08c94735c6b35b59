import { rehabOutcomes } from '@yimen/contracts';
import type { Command } from '@yimen/work-queue';
import { aSignedItem, given } from '@yimen/work-queue/testing';
import { rehabQueue } from './rehab.queue';

const facts = { institution: '县康复中心', designatedOn: '2026-03-20' };

const designated = (stated: Record<string, unknown>, documents = ['DOC-REHAB-REFERRAL']): Command => ({
  action: 'finish',
  outcome: 'institution_designated',
  facts: stated,
  documents,
});

const answer = (command: Command, matter: 'rehab' | 'assessment' = 'rehab') =>
  given(rehabQueue, aSignedItem({ role: 'disability_federation', matter }))
    .when(command)
    .answer();

describe('the designation of an institution', () => {
  it('is the one outcome that this desk has beside the common ones', () => {
    expect(rehabOutcomes.map(({ code }) => code)).toEqual(['institution_designated']);
  });

  it('ends a matter of rehabilitation, naming the institution', () => {
    expect(answer(designated(facts))).toBe('finished');
  });

  it.each(Object.keys(facts))('is none without %s', (name) => {
    const { [name]: _left, ...others } = facts as Record<string, unknown>;
    expect(answer(designated(others))).toBe('invalid_body');
  });

  it('is none without the letter to the institution', () => {
    expect(answer(designated(facts, []))).toBe('document_missing');
  });

  it('ends no other matter', () => {
    expect(answer(designated(facts), 'assessment')).toBe('outcome_unknown');
  });
});
