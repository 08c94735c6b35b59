import { controllersOf, routesWithoutRule } from '@yimen/auth';
import { anActor } from '@yimen/auth/testing';
import { aDesk, aRedReferral, aReferral, issued } from '@yimen/work-queue/testing';
import type { Desk } from '@yimen/work-queue/testing';
import { policeService } from './index';

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk(policeService);
});

afterAll(() => desk.stop());

const opened = async (referral = aReferral()): Promise<string> => {
  await desk.hear(issued(referral));
  const [row] = await desk.rows<{ id: string }>('select id from work_item where referral_id = $1', [
    referral.referralId,
  ]);
  return row?.id ?? '';
};

it('every route of the service has a rule', () => {
  expect(routesWithoutRule(controllersOf(desk.service.app))).toEqual([]);
});

it('a red call-out goes from the event to the desk and back, with what was found on the scene', async () => {
  const referral = aRedReferral();
  const id = await opened(referral);
  expect((await desk.act(id, 'sign', { version: 1 })).status).toBe(200);

  const early = {
    outcome: 'no_violation_found',
    facts: { branch: 'M2f', childSeen: false, childSafe: false },
  };
  expect(await desk.act(id, 'finish', { version: 2, body: early })).toMatchObject({
    status: 409,
    body: { code: 'close_unverified', params: { lacking: ['childSeen', 'childSafe', 'presentCarer'] } },
  });

  const facts = {
    branch: 'M2f',
    childSeen: true,
    childSafe: true,
    presentCarer: 'guardian',
    suspectRemoved: true,
    warningNo: '安公告诫〔2026〕17号',
    deliveredOn: '2026-03-19',
    firstRevisitDue: '2026-03-25',
  };
  const documents = ['DOC-POLICE-INCIDENT-RECORD', 'DOC-DV-WARNING'];
  const body = { outcome: 'written_warning', facts, documents };
  expect(await desk.act(id, 'finish', { version: 2, body })).toMatchObject({
    status: 200,
    body: { item: { state: 'finished', outcome: 'written_warning' }, position: null },
  });

  const told = (await desk.told()).filter(({ key }) => key === referral.caseId);
  expect(told).toMatchObject([
    { type: 'referral.signed.v1', urgent: true },
    { type: 'referral.finished.v1', urgent: true, data: { outcome: 'written_warning', facts, documents } },
  ]);
});

it('a referral for another role never comes here', async () => {
  const agency = { id: 'AJX-justice', role: 'justice', name: '县司法局' };
  const referral = aReferral({ agency });
  await desk.hear(issued(referral));
  expect(await desk.rows('select id from work_item where referral_id = $1', [referral.referralId])).toEqual(
    [],
  );
});

it('a desk of another role reads no police queue row and may not act on one', async () => {
  const id = await opened();
  const actor = anActor({ subject: 'ajx-justice-1', agency: 'AJX-justice', role: 'justice' });
  expect(await desk.act(id, 'sign', { actor, version: 1 })).toMatchObject({
    status: 403,
    body: { code: 'duty_missing' },
  });
  expect((await desk.get<{ items: object[] }>('/work-items', { actor })).body.items).toEqual([]);
  expect((await desk.get(`/work-items/${id}`, { actor })).status).toBe(404);
});

it('the description of the queue offers the outcomes with facts and documents', async () => {
  const { body } = await desk.get<{ outcomes: { code: string }[] }>('/queue');
  expect(body.outcomes[0]).toMatchObject({ code: 'disposed_on_scene', zh: '现场处置完毕' });
});
