import { countyFolders, loadProfile, readProfileFiles, shippedProfiles } from './load-profile';

describe('what ships', () => {
  test('every county folder loads without a fault and is named by its code', () => {
    const profiles = shippedProfiles();
    expect([...profiles.keys()]).toContain('AJX');
    for (const [code, profile] of profiles) expect(profile.county).toBe(code);
    expect(profiles.size).toBe(countyFolders().length);
  });

  const loadAjx = () => loadProfile(countyFolders().find((folder) => folder.endsWith('AJX')) ?? '');

  test('all 127 rows of the AJX document are carried by something', () => {
    const ajx = loadAjx();
    const routed = [...ajx.rows, ...ajx.notices, ...ajx.categories].map((row) => row.clause.id);
    const carried = new Set(
      [...routed, ...ajx.carried.map((row) => row.row)].filter((id) => id.startsWith('AJX-')),
    );
    expect(carried.size).toBe(127);
  });

  test('no row of the document is both routed and filed as knowledge', () => {
    const ajx = loadAjx();
    const routed = new Set(ajx.rows.map((row) => row.clause.id));
    expect(ajx.carried.filter((row) => routed.has(row.row))).toEqual([]);
  });

  test('AJX has its 15 townships, at most 12 accounts, and one agency per role', () => {
    const ajx = loadAjx();
    expect(ajx.townships).toHaveLength(15);
    expect(ajx.accounts.length).toBeLessThanOrEqual(12);
    expect(new Set(ajx.agencies.map((agency) => agency.role)).size).toBe(ajx.agencies.length);
  });

  test('no name or phone number of a person of the document stands in what ships', () => {
    const folder = countyFolders()[0] ?? '';
    const files = readProfileFiles(folder);
    const everything = JSON.stringify(files);
    expect(everything).not.toMatch(/0572-?\d{7}|@163|1[3-9]\d{9}/);
    expect(JSON.stringify(loadAjx().agencies)).not.toMatch(/组长|局长|主任：/);
  });
});
