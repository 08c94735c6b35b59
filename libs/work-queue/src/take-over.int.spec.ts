import { anActor } from '@yimen/auth/testing';
import { rolesAt } from '@yimen/contracts';
import type { ReferralIssuedV1 } from '@yimen/contracts';
import { deskEndings } from './desk-endings';
import { deskQueue } from './desk-queue';
import { deskService } from './desk-service';
import { aDesk, aRedReferral, aReferral, issued } from './testing';
import type { Desk } from './testing';

const agenciesQueue = deskQueue('agencies', { outcomes: deskEndings(rolesAt('agencies')) });
/** As it was: civil affairs had no service of its own. */
const roles = [...agenciesQueue.roles, 'civil_affairs'] as const;
const before = deskService({ ...agenciesQueue, roles, outcomes: deskEndings(roles) });
const agencies = deskService(agenciesQueue);
const civilAffairs = deskService(
  deskQueue('civil-affairs', { outcomes: deskEndings(rolesAt('civil-affairs')) }),
);

const agency = { id: 'AJX-civil_affairs', role: 'civil_affairs', name: '县民政局' };
/** Of that agency; its role is one that the old service lets in. */
const officer = { ...anActor(), agency: agency.id, role: 'justice' };
const toCivilAffairs = (parts: Partial<ReferralIssuedV1> = {}) => aReferral({ agency, ...parts });

interface Item {
  id: string;
  state: string;
  version: number;
  closed: boolean;
  alarms: boolean;
}
const itemOf = async ({ rows }: Pick<Desk, 'rows'>, { referralId }: ReferralIssuedV1): Promise<Item> => {
  const [item] = await rows<Item>(
    `select id, state, version, closed_at is not null as closed, alarm_due_at is not null as alarms
       from work_item where referral_id = $1`,
    [referralId],
  );
  if (!item) throw new Error('no item of this referral');
  return item;
};

const [finished, signed, red, returned, untouched] = [
  toCivilAffairs(),
  toCivilAffairs(),
  aRedReferral({ agency }),
  toCivilAffairs(),
  toCivilAffairs(),
];
let old: Desk;
let now: Awaited<ReturnType<Desk['startBeside']>>;

const act = async (referral: ReferralIssuedV1, action: string, body: object = {}) => {
  const { id, version } = await itemOf(old, referral);
  const { status } = await old.act(id, action, { actor: officer, version, body });
  expect([action, status]).toEqual([action, 200]);
};

beforeAll(async () => {
  old = await aDesk(before, 4, [civilAffairs]);
  await old.hear(...[finished, signed, red, returned, untouched].map(issued));
  for (const referral of [finished, signed, red]) await act(referral, 'sign');
  await act(finished, 'finish', { outcome: 'done', facts: {}, documents: [] });
  await act(returned, 'return', { reason: 'other_agency_named', clause: 'AJX-M2a' });
  await old.stopService();
  now = await old.startBeside(civilAffairs);
  await now.service.caughtUp();
});
afterAll(async () => {
  await now.stop();
  await old.stop();
});

describe('a role that got a service of its own', () => {
  it('has every leg there as it was left, and none is open again that was not', async () => {
    const states = [];
    for (const referral of [finished, signed, red, returned, untouched])
      states.push((await itemOf(now, referral)).state);
    expect(states).toEqual(['finished', 'signed', 'signed', 'returned', 'open']);
    expect((await itemOf(now, finished)).closed).toBe(true);
    expect((await itemOf(now, red)).alarms).toBe(false);
    expect(await now.rows('select 1 from parked')).toEqual([]);
  });

  it('goes on with a leg that was signed before', async () => {
    const { id, version } = await itemOf(now, signed);
    const actor = { ...officer, role: 'civil_affairs' };
    const { status } = await now.act(id, 'claim', { actor, version, body: {} });
    expect(status).toBe(200);
  });

  it('takes over once: what is finished at the old service later is not asked again', async () => {
    expect(await now.rows('select 1 from take_over')).toHaveLength(1);
    await now.stop();
    now = await old.startBeside(civilAffairs);
    await now.service.caughtUp();
    expect((await itemOf(now, untouched)).state).toBe('open');
  });

  it('leaves nothing open at the service where it was', async () => {
    const after = await old.startBeside(agencies);
    for (const referral of [finished, signed, red, returned, untouched])
      expect(await itemOf(after, referral)).toMatchObject({ closed: true, alarms: false });
    expect((await itemOf(after, finished)).state).toBe('finished');
    expect((await itemOf(after, untouched)).state).toBe('waived');
    await after.stop();
  });
});
