/**
 * What every desk service promises, as one suite over its definition: who gets in, what comes in, what goes out.
 * Not here: what a department adds; that is its own spec.
 */
import { controllersOf, routesWithoutRule } from '@yimen/auth';
import { anActor } from '@yimen/auth/testing';
import type { Role } from '@yimen/contracts';
import type { ServiceDefinition } from '@yimen/service-kit';
import { aDesk } from './desk';
import type { Desk } from './desk';
import { aReferral, issued } from './referrals';

const agencyOf = (role: Role) => ({ id: `AJX-${role}`, role, name: `县 ${role}` });
const officerOf = (role: Role) =>
  anActor({ subject: `ajx-${role.replaceAll('_', '-')}-1`, agency: `AJX-${role}`, role });

/** @param other a role whose desk is elsewhere */
export const describeDesk = (definition: ServiceDefinition, roles: readonly Role[], other: Role): void =>
  describe(`the desk service ${definition.name}`, () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await aDesk(definition);
    });
    afterAll(() => desk.stop());

    const opened = async (role: Role): Promise<string> => {
      const referral = aReferral({ agency: agencyOf(role), matter: 'assessment' });
      await desk.hear(issued(referral));
      const sql = 'select id from work_item where referral_id = $1';
      return (await desk.rows<{ id: string }>(sql, [referral.referralId]))[0]?.id ?? '';
    };

    it('has a rule for every route', () => {
      expect(routesWithoutRule(controllersOf(desk.service.app))).toEqual([]);
    });

    it('has a role to work for', () => {
      expect(roles.length).toBeGreaterThan(0);
    });

    it.each(roles)(
      'takes a referral for %s, and its end goes out on the topic of the service',
      async (role) => {
        const id = await opened(role);
        const actor = officerOf(role);
        expect(await desk.act(id, 'sign', { actor, version: 1 })).toMatchObject({ status: 200 });
        const body = { outcome: 'assistance_given', facts: {}, documents: [] };
        expect(await desk.act(id, 'finish', { actor, version: 2, body })).toMatchObject({
          status: 200,
          body: { item: { state: 'finished' } },
        });
        const topics = await desk.rows<{ topic: string }>('select distinct topic from outbox');
        expect(topics).toEqual([{ topic: `${definition.name}.outcomes` }]);
      },
    );

    it(`never hears of a referral for ${other}, and lets nobody of it act`, async () => {
      expect(await opened(other)).toBe('');
      const id = await opened(roles[0] ?? other);
      expect(await desk.act(id, 'sign', { actor: officerOf(other), version: 1 })).toMatchObject({
        status: 403,
        body: { code: 'duty_missing' },
      });
    });
  });
