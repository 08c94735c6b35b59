import { controllersOf, routesWithoutRule } from '@yimen/auth';
import { anActor } from '@yimen/auth/testing';
import { aDesk, aNotice, aReferral, issued, notified } from '@yimen/work-queue/testing';
import type { Desk } from '@yimen/work-queue/testing';
import { agenciesService } from './index';

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk(agenciesService);
});

afterAll(() => desk.stop());

const roles = {
  health: { id: 'AJX-health', role: 'health', name: '县卫健局' },
  justice: { id: 'AJX-justice', role: 'justice', name: '县司法局' },
  township: { id: 'AJX-township-xiaofeng', role: 'township', name: '孝丰镇人民政府' },
} as const;

const officerOf = (role: keyof typeof roles) =>
  anActor({ subject: `ajx-${role.replace('_', '-')}-1`, agency: roles[role].id, role });

interface Page {
  items: { id: string; agency: { id: string } }[];
  counts: { open: number };
}

const queueOf = async (role: keyof typeof roles): Promise<Page> =>
  (await desk.get<Page>('/work-items', { actor: officerOf(role) })).body;

it('every route of the service has a rule', () => {
  expect(routesWithoutRule(controllersOf(desk.service.app))).toEqual([]);
});

it('legs of one case stand in the queue of each agency, and each sees only its own', async () => {
  const { caseId } = aReferral();
  const legs = Object.values(roles).map((agency) => aReferral({ caseId, agency, matter: 'assessment' }));
  await desk.hear(...legs.map(issued));
  for (const role of ['health', 'justice', 'township'] as const) {
    const page = await queueOf(role);
    expect(page.items.map(({ agency }) => agency.id)).toEqual([roles[role].id]);
    expect(page.counts.open).toBe(1);
  }
  const [row] = await desk.rows(`select area from work_item where role = 'township'`);
  expect(row).toEqual({ area: roles.township.id });
});

it('a township signs, assesses and tells coordination', async () => {
  const actor = officerOf('township');
  const id = (await queueOf('township')).items[0]?.id ?? '';
  await desk.act(id, 'sign', { actor, version: 1 });
  const facts = { assessedOn: '2026-03-20', childHeard: true };
  const body = { outcome: 'assessment_made', facts, documents: ['DOC-ASSESSMENT-REPORT'] };
  expect(await desk.act(id, 'finish', { actor, version: 2, body })).toMatchObject({
    status: 200,
    body: { counts: { open: 0 } },
  });
  const told = (await desk.told()).map(({ type }) => type);
  expect(told).toEqual(['referral.signed.v1', 'referral.finished.v1']);
});

it('two agencies act on one case at once: both are told, in the order of their events', async () => {
  const { caseId } = aReferral();
  const agencies = [roles.health, roles.justice];
  const legs = agencies.map((agency) => aReferral({ caseId, agency, matter: 'legal-aid' }));
  await desk.hear(...legs.map(issued));
  const rows = await desk.rows<{ id: string; role: 'health' | 'justice' }>(
    'select id, role from work_item where case_id = $1',
    [caseId],
  );
  const replies = await Promise.all(
    rows.map(({ id, role }) => desk.act(id, 'sign', { actor: officerOf(role), version: 1 })),
  );
  expect(replies.map(({ status }) => status)).toEqual([200, 200]);
  const sequences = await desk.rows<{ sequence: string }>(
    'select sequence from outbox where key = $1 order by xid, position',
    [caseId],
  );
  expect(sequences.map(({ sequence }) => Number(sequence))).toEqual([1, 2]);
});

it('a notice is received by the agency that it names', async () => {
  const notice = aNotice({ agency: roles.health });
  await desk.hear(notified(notice));
  const path = `/notices/${notice.noticeId}/actions/receive`;
  expect((await desk.post(path, { actor: officerOf('justice') })).status).toBe(404);
  expect((await desk.post(path, { actor: officerOf('health') })).status).toBe(200);
});
