import { deskOutcomes, roleCatalogue } from '@yimen/contracts';
import { defineQueue } from './definition';
import { deskEndings } from './desk-endings';
import { aSignedItem, given } from './testing/items';
import { testDefinition } from './testing/queue';
import type { Command } from './work-item';

const everyRole = roleCatalogue.map(({ code }) => code);
const queue = defineQueue({ ...testDefinition, outcomes: deskEndings(everyRole) });

const finish = (outcome: string, facts: Record<string, unknown> = {}, documents: string[] = []): Command => ({
  action: 'finish',
  outcome,
  facts,
  documents,
});

const itemOf = (role: string, matter: Parameters<typeof aSignedItem>[0] = {}) =>
  aSignedItem({ role, ...matter });

/** A complete end of each kind, by a role that may use it. */
const endings: [string, string, Record<string, unknown>, string[]][] = [
  ['done', 'housing', {}, []],
  ['service_provided', 'justice', { providedOn: '2026-03-20' }, []],
  ['entitlement_confirmed', 'civil_affairs', { confirmedOn: '2026-03-20', validFrom: '2026-04-01' }, []],
  [
    'entitlement_not_due',
    'disability_federation',
    { reason: 'over_age', alternative: '转临时救助', reviewOn: '2026-06-20' },
    [],
  ],
  ['assessment_made', 'township', { assessedOn: '2026-03-20', childHeard: true }, ['DOC-ASSESSMENT-REPORT']],
  ['visited', 'village', { visitedOn: '2026-03-20', childSeen: true }, ['DOC-VISIT-RECORD']],
  ['returned_to_school', 'education', { returnedOn: '2026-03-20' }, []],
  ['assistance_given', 'women_federation', {}, []],
  ['handed_over', 'health', { receiptNo: '回执1', handedOverOn: '2026-03-20' }, []],
  ['need_ended', 'civil_affairs', { verifiedOn: '2026-03-20', childSeen: true }, []],
];

it('a desk is offered what one of its roles may use', () => {
  const codes = deskEndings(['housing']).map(({ code }) => code);
  expect(codes).toContain('assistance_given');
  for (const code of ['assessment_made', 'visited', 'returned_to_school']) expect(codes).not.toContain(code);
});

describe('the ends of a leg', () => {
  it('are those of the contracts, each tested here', () => {
    const codes = deskOutcomes.map(({ code }) => code).sort();
    expect(queue.outcomes.map(({ code }) => code).sort()).toEqual(codes);
    expect(endings.map(([code]) => code).sort()).toEqual(codes);
  });

  it.each(endings)('%s by %s with its facts and papers', (outcome, role, facts, documents) => {
    const item = itemOf(role, { matter: 'education/dropout' });
    expect(
      given(queue, item)
        .when(finish(outcome, facts, documents))
        .answer(),
    ).toBe('finished');
  });

  it.each(endings.filter(([, , facts]) => Object.keys(facts).length > 0))(
    '%s by %s not without facts',
    (outcome, role) => {
      const item = itemOf(role, { matter: 'education/dropout' });
      expect(given(queue, item).when(finish(outcome)).answer()).toBe('invalid_body');
    },
  );

  it.each([
    ['assessment_made', 'housing'],
    ['visited', 'finance'],
    ['returned_to_school', 'justice'],
  ])('%s is not for %s', (outcome, role) => {
    const item = itemOf(role, { matter: 'education/dropout' });
    expect(given(queue, item).when(finish(outcome)).answer()).toBe('outcome_unknown');
  });

  it('back at school ends a schooling matter and no other', () => {
    const item = itemOf('education', { matter: 'living-allowance' });
    expect(
      given(queue, item)
        .when(finish('returned_to_school', { returnedOn: '2026-03-20' }))
        .answer(),
    ).toBe('outcome_unknown');
  });

  it('a refused entitlement names reason and other way', () => {
    const { params } = given(queue, itemOf('civil_affairs')).when(finish('entitlement_not_due')).refused();
    expect(params).toMatchObject({
      errors: [{ field: 'facts.reason' }, { field: 'facts.alternative' }, { field: 'facts.reviewOn' }],
    });
  });
});
