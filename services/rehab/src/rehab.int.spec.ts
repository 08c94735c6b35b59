import { anActor, anOfficeActor } from '@yimen/auth/testing';
import { rolesAt } from '@yimen/contracts';
import { newId } from '@yimen/messaging';
import { aDesk, aReferral, describeDesk, issued } from '@yimen/work-queue/testing';
import type { Desk } from '@yimen/work-queue/testing';
import { rehabService } from './index';

describeDesk(rehabService, rolesAt('rehab'), 'justice');

const agency = { id: 'AJX-disability_federation', role: 'disability_federation', name: '县残联' } as const;
const officer = anActor({ subject: 'ajx-rehab-1', agency: agency.id, role: agency.role });
const colleague = { ...officer, subject: 'ajx-rehab-2' };
const first = { institution: '县康复中心', designatedOn: '2026-03-20' };
const second = { institution: '市儿童医院', designatedOn: '2026-03-21' };
const refused = { status: 409, body: { code: 'institution_already_designated' } };

interface Made {
  id: string;
  institution: string;
}

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk(rehabService);
});
afterAll(() => desk.stop());

/** A leg for rehabilitation, signed for. */
const signedLeg = async (caseId = newId()): Promise<string> => {
  const referral = aReferral({ caseId, agency, matter: 'rehab' });
  await desk.hear(issued(referral));
  const sql = 'select id from work_item where referral_id = $1';
  const id = (await desk.rows<{ id: string }>(sql, [referral.referralId]))[0]?.id ?? '';
  await desk.act(id, 'sign', { actor: officer, version: 1 });
  return id;
};

const designate = (itemId: string, body: object, actor = officer) =>
  desk.post<Made>(`/work-items/${itemId}/designations`, { actor, body });

const end = (id: string, body: object = { endedOn: '2026-06-30', reason: 'moved' }) =>
  desk.post(`/designations/${id}/actions/end`, { actor: officer, body });

const finish = (itemId: string, facts: object) =>
  desk.act(itemId, 'finish', {
    actor: officer,
    version: 2,
    body: { outcome: 'institution_designated', facts, documents: ['DOC-REHAB-REFERRAL'] },
  });

describe('one institution at a time', () => {
  it('a second one is refused while the first runs, and taken once it has ended', async () => {
    const item = await signedLeg();
    const made = await designate(item, first);
    expect(made).toMatchObject({ status: 201, body: { ...first, endedOn: null } });
    const no = await designate(item, second);
    expect(no).toMatchObject(refused);
    expect(no.body).toMatchObject({
      title: expect.stringContaining('同一时间只能有一家定点康复机构') as string,
      params: { designationId: made.body.id, designatedOn: first.designatedOn },
    });
    expect(await end(made.body.id)).toMatchObject({ status: 200, body: { endReason: 'moved' } });
    expect(await designate(item, second)).toMatchObject({ status: 201 });
    const { body } = await desk.get<{ items: Made[] }>(`/work-items/${item}/designations`, {
      actor: officer,
    });
    expect(body.items.map(({ institution }) => institution)).toEqual([second.institution, first.institution]);
  });

  it('holds for two legs of one case, asked for at once', async () => {
    const caseId = newId();
    const legs = [await signedLeg(caseId), await signedLeg(caseId)];
    const replies = await Promise.all(legs.map((leg) => designate(leg, first)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is a rule of the database: a second open row cannot be written, by whatever way', async () => {
    const item = await signedLeg();
    await designate(item, first);
    const again = `insert into designation
        (id, work_item_id, case_id, county, agency, institution, designated_on, designated_by)
      select 'x', work_item_id, case_id, county, agency, '另一家', designated_on, designated_by
        from designation where work_item_id = $1`;
    await expect(desk.rows(again, [item])).rejects.toMatchObject({
      code: '23505',
      constraint: 'designation_one_open',
    });
  });

  it('leaves other cases alone', async () => {
    for (const item of [await signedLeg(), await signedLeg()])
      expect(await designate(item, first)).toMatchObject({ status: 201 });
  });
});

describe('a leg that ends with the designation', () => {
  it('makes it, and tells coordination which institution', async () => {
    const item = await signedLeg();
    expect(await finish(item, first)).toMatchObject({ status: 200 });
    const rows = await desk.rows('select institution, ended_on from designation where work_item_id = $1', [
      item,
    ]);
    expect(rows).toEqual([{ institution: first.institution, ended_on: null }]);
    const told = (await desk.told()).filter(({ data }) => data['workItemId'] === item);
    expect(told.at(-1)).toMatchObject({ type: 'referral.finished.v1', data: { facts: first } });
  });

  it('may name the one that runs, and makes no second', async () => {
    const item = await signedLeg();
    await designate(item, first);
    expect(await finish(item, first)).toMatchObject({ status: 200 });
    expect(await desk.rows('select id from designation where work_item_id = $1', [item])).toHaveLength(1);
  });

  it('is refused whole while another institution is designated: not finished, nothing told', async () => {
    const item = await signedLeg();
    await designate(item, first);
    expect(await finish(item, second)).toMatchObject(refused);
    expect(await desk.rows('select state from work_item where id = $1', [item])).toEqual([
      { state: 'signed' },
    ]);
    const told = (await desk.told()).filter(({ data }) => data['workItemId'] === item);
    expect(told.map(({ type }) => type)).toEqual(['referral.signed.v1']);
  });
});

describe('who, and when', () => {
  it('nobody designates on an item that a colleague holds', async () => {
    expect(await designate(await signedLeg(), first, colleague)).toMatchObject({
      status: 409,
      body: { code: 'item_not_yours' },
    });
  });

  it('a designation ends once', async () => {
    const { body } = await designate(await signedLeg(), first);
    await end(body.id);
    expect(await end(body.id)).toMatchObject({ status: 409, body: { code: 'designation_already_ended' } });
  });

  it.each([
    ['no institution', { designatedOn: '2026-03-20' }],
    ['an empty name', { ...first, institution: '  ' }],
    ['no day of the calendar', { ...first, designatedOn: '2026-02-30' }],
    ['the year nought', { ...first, designatedOn: '0000-01-01' }],
  ])('%s is refused', async (_what, body) => {
    expect(await designate(await signedLeg(), body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_body' },
    });
  });

  it('another agency sees none, a coordinator of the county reads them and makes none', async () => {
    const item = await signedLeg();
    await designate(item, first);
    const path = `/work-items/${item}/designations`;
    const other = { ...officer, agency: 'AJX-other', subject: 'ajx-other-1' };
    expect((await desk.get(path, { actor: other })).status).toBe(404);
    const coordinator = anOfficeActor('coordinator');
    expect(await desk.get(path, { actor: coordinator })).toMatchObject({
      status: 200,
      body: { items: [first] },
    });
    expect((await designate(item, second, coordinator)).status).toBe(403);
  });
});
