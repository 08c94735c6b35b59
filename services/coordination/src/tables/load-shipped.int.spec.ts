import { shippedProfiles } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import { aCoordination } from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';
import { hashOf, loadShipped, nextVersion } from './load-shipped';

let coordination: Coordination;
beforeAll(async () => {
  coordination = await aCoordination();
});
afterAll(() => coordination.stop());

const shipped = (): Profile => {
  const profile = shippedProfiles().get('AJX');
  if (!profile) throw new Error('AJX does not ship');
  return profile;
};

const now = new Date('2026-03-20T08:35:00+08:00');
const versions = () =>
  coordination.rows<{ version: number; state: string }>(
    `select version, state from responsibility_table where county = 'AJX' order by version`,
  );

describe('the shipped table of a county', () => {
  it('is version 1, in force from the first start, and published to intake', async () => {
    expect(await versions()).toEqual([{ version: 1, state: 'published' }]);
    const [told] = (await coordination.told('table.published.v1')).filter(({ key }) => key === 'AJX');
    expect(told).toMatchObject({
      topic: 'coordination.tables',
      data: { county: 'AJX', version: 1, hash: hashOf(shipped()) },
    });
  });

  it('that has not changed is loaded once', async () => {
    expect(await loadShipped(coordination.db, new Map([['AJX', shipped()]]), now)).toEqual([]);
    expect(await versions()).toHaveLength(1);
  });

  it('that has changed becomes a draft, once, and what is in force stays', async () => {
    const changed = new Map([['AJX', { ...shipped(), coordinationOffice: '另一个办公室' }]]);
    expect(await loadShipped(coordination.db, changed, now)).toEqual(['AJX']);
    expect(await loadShipped(coordination.db, changed, now)).toEqual([]);
    expect(await versions()).toEqual([
      { version: 1, state: 'published' },
      { version: 2, state: 'draft' },
    ]);
    expect(await coordination.told('table.published.v1')).toHaveLength(shippedProfiles().size);
    const { body } = await coordination.get<{ version: number }>('/tables/AJX');
    expect(body).toMatchObject({ version: 1, versions: [{ version: 2, state: 'draft' }, { version: 1 }] });
    expect((await coordination.get('/tables/AJX?version=2')).body).toMatchObject({
      state: 'draft',
      profile: { version: 2 },
    });
  });

  it('is the same table however it is written down: its hash depends on content alone', () => {
    const profile = shipped();
    const turned = JSON.parse(
      JSON.stringify(Object.fromEntries(Object.entries(profile).reverse())),
    ) as Profile;
    expect(hashOf(turned)).toBe(hashOf(profile));
    expect(hashOf({ ...profile, version: 9 })).toBe(hashOf(profile));
    expect(hashOf({ ...profile, name: '别县' })).not.toBe(hashOf(profile));
  });

  it('gets the next number after a draft', () => {
    const known = [{ county: 'AJX', version: 4, state: 'draft' as const, effectiveFrom: null, hash: 'a' }];
    expect(nextVersion(known, 'AJX', 'b')).toMatchObject({ version: 5, state: 'draft' });
    expect(nextVersion(known, 'AJX', 'a')).toBeUndefined();
  });
});
