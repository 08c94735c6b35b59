import { shippedProfiles } from '@yimen/routing';
import { aCountySystem, beatingIn } from './testing/county-system';
import type { CountySystem } from './testing/county-system';

jest.setTimeout(180_000);

const county = 'AJX';
const profile = shippedProfiles().get(county);
if (!profile) throw new Error('the county does not ship');
const [former, successor] = profile.townships;
if (!former || !successor) throw new Error('the county has no two townships');

let running: CountySystem;
beforeAll(async () => {
  running = await aCountySystem();
});
afterAll(() => running.stop());

interface CaseLeg {
  role: string;
  agencyId: string;
  agencyName: string;
  agencyNow: { agencyId: string; name: string } | null;
}
interface OpenCase {
  id: string;
  legs: CaseLeg[];
}
interface Item {
  id: string;
  caseId: string;
  state: string;
  agencyName: string;
}

const office = { county, duties: ['operator' as const, 'coordinator' as const] };
const admin = { county, duties: ['admin' as const] };
const officerOf = (agency: string) => ({ county, duties: ['desk' as const], role: 'township', agency });

const reported = async (): Promise<OpenCase> => {
  const sent = { body: beatingIn(profile) };
  const { body } = await running.call<{ reportId: string }>(office, 'POST', '/api/intake/reports', sent);
  await running.system.settle();
  const path = `/api/coordination/cases?reportId=${body.reportId}`;
  const found = await running.call<{ items: { id: string }[] }>(office, 'GET', path);
  return read(found.body.items[0]?.id ?? '');
};
const read = async (id: string): Promise<OpenCase> =>
  (await running.call<OpenCase>(office, 'GET', `/api/coordination/cases/${id}?purpose=test`)).body;
const legOf = ({ legs }: OpenCase): CaseLeg | undefined => legs.find(({ role }) => role === 'township');
const queueOf = async (agency: string): Promise<Item[]> =>
  (await running.call<{ items: Item[] }>(officerOf(agency), 'GET', '/api/agencies/work-items')).body.items;

it('a township that goes into another leaves its work, its cases and what is to come with it', async () => {
  const before = await reported();
  expect(legOf(before)).toMatchObject({ agencyId: former.id, agencyNow: null });
  const [item] = await queueOf(former.id);
  expect(await queueOf(successor.id)).toEqual([]);

  const path = `/api/directory/agencies/${former.id}/actions/merge`;
  const done = await running.call(admin, 'POST', path, { body: { successor: successor.id } });
  expect(done).toMatchObject({ status: 200, body: { state: 'done' } });
  await running.system.settle();

  expect(await queueOf(former.id)).toEqual([]);
  const [moved, ...others] = await queueOf(successor.id);
  expect([moved?.id, moved?.state, others]).toEqual([item?.id, item?.state, []]);
  expect(legOf(await read(before.id))).toMatchObject({
    agencyId: former.id,
    agencyName: former.name,
    agencyNow: { agencyId: successor.id, name: successor.name },
  });
  const seen = await running.call(
    officerOf(successor.id),
    'GET',
    `/api/coordination/cases/${before.id}?purpose=test`,
  );
  expect(seen.status).toBe(200);

  const next = await reported();
  expect(legOf(next)).toMatchObject({ agencyId: successor.id, agencyName: successor.name });
  expect((await queueOf(successor.id)).map(({ caseId }) => caseId).sort()).toEqual(
    [before.id, next.id].sort(),
  );
});
