import { baseCode } from './categories';
import type { Decision } from './decision';
import { ajxScenarios } from './fixtures/ajx-scenarios';
import { input } from './fixtures/facts';
import { countyFolders, loadProfile } from './load-profile';
import { route } from './route';

const profile = loadProfile(countyFolders().find((path) => path.endsWith('AJX')) ?? '');

const cooperatingOf = (decision: Decision) =>
  [...new Set(decision.referrals.map(({ agency }) => agency.role))].filter(
    (role) => role !== decision.lead.role,
  );

const share = (part: readonly string[], whole: readonly string[]) =>
  whole.length === 0 ? 1 : whole.filter((item) => part.includes(item)).length / whole.length;

describe.each(ajxScenarios)('$title', ({ given, expected }) => {
  const decide = () => route(profile, input(given));

  test('what kind of intake it is, and the risk as confirmed', () => {
    const decision = decide();
    expect(decision.disposition).toBe(expected.disposition);
    expect(decision.risk).toBe(given.risk);
  });

  test('who leads and who goes first', () => {
    const decision = decide();
    expect([decision.lead.role, decision.lead.name]).toEqual([expected.lead, expected.local]);
    expect(decision.firstResponder?.local ?? null).toBe(expected.firstResponder);
  });

  test('every necessary agency cooperates, and hardly another', () => {
    const decision = decide();
    const found = cooperatingOf(decision);
    expect(found).toEqual(expect.arrayContaining(expected.cooperating));
    const allowed = [...expected.cooperating, ...(expected.optionalCooperating ?? [])];
    expect(share(allowed, found)).toBeGreaterThanOrEqual(0.8);
  });

  test('everyone who must be told is told', () => {
    const decision = decide();
    expect(decision.notices.map(({ role }) => role)).toEqual(expect.arrayContaining(expected.notices));
  });

  test('the clocks are due when they must be', () => {
    const decision = decide();
    const due = decision.clocks.map(({ code, dueAt }) => [code, dueAt]);
    expect(due).toEqual(expect.arrayContaining(expected.clocks));
  });

  test('the documents are asked for', () => {
    const decision = decide();
    expect(decision.documents).toEqual(expect.arrayContaining(expected.documents));
  });

  test('the rows that carry it are cited, and hardly others', () => {
    const decision = decide();
    expect(share(decision.seedRows, expected.rows)).toBeGreaterThanOrEqual(0.9);
    expect(
      share([...expected.rows, ...(expected.optionalRows ?? [])], decision.seedRows),
    ).toBeGreaterThanOrEqual(0.58);
  });

  test('categories, review and what must not be done', () => {
    const decision = decide();
    expect(decision.categories.map(baseCode)).toEqual(expected.categories);
    expect(decision.humanReviewRequired).toBe(expected.review);
    const refused = decision.refusedActions.map(({ code, args }) => [code, args]);
    expect(refused).toEqual(expect.arrayContaining(expected.refused));
  });
});
