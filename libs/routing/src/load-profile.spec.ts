import { loadProfile, countyFolders } from './load-profile';
test('every county that ships loads without a fault', () => {
  for (const folder of countyFolders()) expect(loadProfile(folder).rows.length).toBeGreaterThan(50);
});
