import { shippedProfiles } from '@yimen/routing';
import type { Profile } from '@yimen/routing';
import { accountName } from './bodies';
import { countyOf } from './county';

const counties = [...shippedProfiles().values()];

const office = {
  id: 'AJX-coordination_office',
  role: 'coordination_office',
  name: '协调办',
  aliases: [],
  basis: '1',
};
const township = {
  ...office,
  id: 'AJX-township-xiaofeng',
  role: 'township',
  divisionCode: null,
  shortName: '孝丰',
};

const shipped = (duties: string[]): Profile => {
  const [profile] = counties;
  if (!profile) throw new Error('no county ships with the program');
  const account = { name: 'ajx-admin', duties, agency: office.id, area: null };
  return { ...profile, agencies: [office], townships: [township], accounts: [account] };
};

describe('a county of the shipped folder', () => {
  it('brings its townships as agencies', () => {
    const { agencies } = countyOf(shipped(['admin']));
    expect(agencies.map(({ id }) => id)).toEqual(['AJX-coordination_office', 'AJX-township-xiaofeng']);
  });

  it('does not load with a duty that does not exist', () => {
    expect(() => countyOf(shipped(['admin', 'emperor']))).toThrow(
      'account ajx-admin: there is no duty emperor',
    );
  });

  it.each(counties.map((profile) => [profile.county, countyOf(profile)] as const))(
    '%s has at most 12 accounts, each with a name that can log in, at an agency of its own',
    (code, { agencies, accounts }) => {
      const ids = new Set(agencies.map(({ id }) => id));
      expect(accounts.length).toBeGreaterThan(0);
      expect(accounts.length).toBeLessThanOrEqual(12);
      expect(accounts.filter(({ name, agency }) => !accountName.test(name) || !ids.has(agency))).toEqual([]);
      expect([...ids].filter((id) => !id.startsWith(`${code}-`))).toEqual([]);
    },
  );
});
