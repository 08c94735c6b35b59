import { anActor } from '@yimen/auth/testing';
import { rolesAt } from '@yimen/contracts';
import type { AgencyMergedV1, ReferralIssuedV1 } from '@yimen/contracts';
import type { NewEvent } from '@yimen/messaging';
import { deskEndings } from './desk-endings';
import { deskQueue } from './desk-queue';
import { deskService } from './desk-service';
import { aDesk, aNotice, aRedReferral, aReferral, issued, notified } from './testing';
import type { Desk } from './testing';

const agencies = deskService(deskQueue('agencies', { outcomes: deskEndings(rolesAt('agencies')) }));

const zhangcun = { id: 'AJX-township-zhangcun', role: 'township', name: '章村镇' };
const baofu = { id: 'AJX-township-baofu', role: 'township', name: '报福镇' };
const officerOf = ({ id: agency, role }: typeof zhangcun) => ({
  ...anActor(),
  subject: 'ajx-township-1',
  agency,
  role,
  area: agency,
});

const merged = (agency = zhangcun, successor = baofu): NewEvent<AgencyMergedV1> => ({
  topic: 'directory.changes',
  type: 'agency.merged.v1',
  key: 'AJX',
  jurisdiction: 'AJX',
  data: {
    county: 'AJX',
    agencyId: agency.id,
    formerName: agency.name,
    successor,
    effectiveAt: '2026-03-20T09:00:00+08:00',
  },
});

interface Row {
  id: string;
  state: string;
  version: number;
}

let desk: Desk;
beforeEach(async () => {
  desk = await aDesk(agencies);
});
afterEach(() => desk.stop());

const itemOf = async ({ referralId }: ReferralIssuedV1) => {
  const [item] = await desk.rows<Row & Record<string, unknown>>(
    `select id, agency, agency_name, area, state, held_by, version, sign_due_at, next_due_at, alarm_due_at, issued_at
       from work_item where referral_id = $1`,
    [referralId],
  );
  if (!item) throw new Error('no item');
  return item;
};
const listOf = async (agency: typeof zhangcun, view = 'open') => {
  const { body } = await desk.get<{ items: { id: string }[] }>(`/work-items?view=${view}`, {
    actor: officerOf(agency),
  });
  return body.items.map(({ id }) => id);
};
const act = async (referral: ReferralIssuedV1, action: string, actor = officerOf(zhangcun), body = {}) => {
  const { id, version } = await itemOf(referral);
  return (await desk.act(id, action, { actor, version, body })).status;
};

describe('an agency that goes into another', () => {
  it('leaves its open work in the other’s queue, held and counted down as before', async () => {
    const [red, mine] = [aRedReferral({ agency: zhangcun }), aReferral({ agency: zhangcun })];
    const other = aReferral({ agency: baofu });
    await desk.hear(issued(red), issued(mine), issued(other));
    expect(await act(mine, 'claim')).toBe(200);
    const before = [await itemOf(red), await itemOf(mine)];
    await desk.hear(merged());
    await desk.pass(0);
    const after = [await itemOf(red), await itemOf(mine)];
    const moved = { agency: baofu.id, area: baofu.id };
    expect(after).toEqual(before.map((item) => ({ ...item, ...moved, version: item.version + 1 })));
    expect(after.map((item) => item['agency_name'])).toEqual(['章村镇', '章村镇']);
    expect((await listOf(baofu)).sort()).toEqual(
      [...after.map(({ id }) => id), (await itemOf(other)).id].sort(),
    );
    expect(await listOf(zhangcun)).toEqual([]);
  });

  it('is done nothing twice: another run and another telling change nothing', async () => {
    const referral = aReferral({ agency: zhangcun });
    await desk.hear(issued(referral), merged());
    await desk.pass(0);
    const once = await itemOf(referral);
    await desk.hear(merged());
    await desk.pass(0);
    expect(await itemOf(referral)).toEqual(once);
  });

  it('has its history read, and its work gone on with, by the successor', async () => {
    const referral = aReferral({ agency: zhangcun });
    await desk.hear(issued(referral));
    expect(await act(referral, 'note', officerOf(zhangcun), { text: '已电话联系村里' })).toBe(200);
    await desk.hear(merged());
    await desk.pass(0);
    const { id } = await itemOf(referral);
    const path = `/work-items/${id}?purpose=handling`;
    const { body } = await desk.get<{ history: { action: string }[]; notes: { text: string }[] }>(path, {
      actor: officerOf(baofu),
    });
    expect(body.history.map(({ action }) => action).sort()).toEqual(['moved', 'note', 'open']);
    expect(body.notes.map(({ text }) => text)).toEqual(['已电话联系村里']);
    expect((await desk.get(path, { actor: officerOf(zhangcun) })).status).toBe(404);
    expect(await act(referral, 'sign', officerOf(baofu))).toBe(200);
    const [told] = (await desk.told()).filter(({ type }) => type === 'referral.signed.v1');
    expect(told?.data).toMatchObject({ referralId: referral.referralId, agencyId: baofu.id });
  });

  it('leaves what it finished under its name, and its notices, with the successor', async () => {
    const referral = aReferral({ agency: zhangcun });
    const notice = aNotice({ agency: zhangcun });
    await desk.hear(issued(referral), notified(notice));
    await act(referral, 'sign');
    await act(referral, 'finish', officerOf(zhangcun), { outcome: 'done', facts: {}, documents: [] });
    await desk.hear(merged());
    await desk.pass(0);
    expect(await itemOf(referral)).toMatchObject({ state: 'finished', agency_name: '章村镇' });
    expect(await listOf(baofu, 'finished')).toHaveLength(1);
    expect(await desk.rows('select agency from notice')).toEqual([{ agency: baofu.id }]);
  });

  it('is followed by what was on its way to it, and by those that had gone into it before', async () => {
    const xiaofeng = { id: 'AJX-township-xiaofeng', role: 'township', name: '孝丰镇' };
    await desk.hear(merged(), merged(baofu, xiaofeng));
    const referral = aReferral({ agency: zhangcun });
    await desk.hear(issued(referral));
    await desk.pass(0);
    expect(await itemOf(referral)).toMatchObject({ agency: xiaofeng.id, state: 'open' });
  });
});
