import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Decision } from './decision';
import { anyInput } from './fixtures/any-input';
import type { input } from './fixtures/facts';
import { shippedProfiles } from './load-profile';
import { reroute, route } from './route';

const rolesOf = (decision: Decision) => decision.referrals.map(({ agency }) => agency.role);
const toldOf = (decision: Decision) => decision.notices.map(({ role }) => role);

describe.each([...shippedProfiles()])('for any report to %s', (_county, table) => {
  const agencies = new Set([...table.agencies, ...table.townships].map((agency) => agency.id));
  const always = (holds: (decision: Decision, given: ReturnType<typeof input>) => boolean) =>
    fc.assert(
      fc.property(anyInput(table), (given) => holds(route(table, given), given)),
      { numRuns: 150 },
    );

  test('there is one owner, it has an agency here, and its leg is the first', () => {
    always(
      ({ lead, referrals }) =>
        agencies.has(lead.id) && (referrals.length === 0 || referrals[0]?.agency.id === lead.id),
    );
  });

  test('no agency gets two legs', () => {
    always(({ referrals }) => new Set(referrals.map(({ agency }) => agency.id)).size === referrals.length);
  });

  test('every matter has an owner', () => {
    always(({ explanation }, given) =>
      given.matters.every((matter) => explanation.some(({ rule }) => rule === `lead/${matter}`)),
    );
  });

  test('risk is passed through', () => always(({ risk }, given) => risk === given.risk));

  test('R1 has its 15 minutes and a first responder, whatever else holds', () => {
    always(({ clocks, firstResponder }, given) => {
      if (given.risk !== 'R1' || given.facts.outOfScope) return true;
      return clocks.some(({ code }) => code === 'D01') && firstResponder?.role === 'police';
    });
  });

  test('the suspected school, the village of a sealed case, the suspected parent get nothing', () => {
    always((decision, { facts }) => {
      const told = toldOf(decision);
      const reached = [...rolesOf(decision), ...told];
      const school = facts.suspects.includes('school_staff') && reached.includes('school');
      const village = facts.offenceSuspect && (reached.includes('village') || reached.includes('township'));
      const guardian = facts.suspects.includes('parent') && told.includes('guardian');
      return !school && !village && !guardian;
    });
  });

  test('no clock is due before the report, and no working-day clock carries an hour', () => {
    always(({ clocks }, { receivedAt }) =>
      clocks.every(({ dueAt, dueInstant }) => {
        const end = dueInstant.getTime() >= receivedAt.getTime();
        return end && (dueAt.length === 10 || dueAt.endsWith('+08:00'));
      }),
    );
  });

  test('a decision explained again, from storage, is the same', () => {
    always((decision, given) => {
      const stored = JSON.parse(JSON.stringify(given)) as Parameters<typeof reroute>[1];
      return isDeepStrictEqual(reroute(table, stored), decision);
    });
  });

  test('the same report against a stored copy of the table gives the same decision', () => {
    const copy = JSON.parse(JSON.stringify(table)) as typeof table;
    always((decision, given) => isDeepStrictEqual(route(copy, given), decision));
  });

  test('deciding changes neither the report nor the table', () => {
    const before = JSON.stringify(table);
    always((_decision, given) => {
      const said = JSON.stringify(given);
      route(table, given);
      return JSON.stringify(given) === said;
    });
    expect(JSON.stringify(table)).toBe(before);
  });
});
