import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matterCatalogue } from '@yimen/contracts';
import { shippedProfiles } from '../load-profile';
import { differencesPage } from './page';
import { typicalInputs } from './typical-inputs';

const profiles = [...shippedProfiles().values()];
const further = join(__dirname, '../fixtures/jurisdictions');

describe('the page of differences', () => {
  test('is that of the county folders as they stand (npm run generate -w libs/routing)', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/county-differences.md'), 'utf8');
    expect(page).toBe(differencesPage(profiles));
  });

  test('has a column for each county that is here, one more when one more is', () => {
    const more = [...shippedProfiles([further]).values()];
    const columns = (page: string) => /^\| {2}\|.*$/m.exec(page)?.[0].split('|').length;
    expect(columns(differencesPage(more))).toBe((columns(differencesPage(profiles)) ?? 0) + 1);
  });

  test('asks about every matter that routes a child', () => {
    const asked = new Set(typicalInputs.flatMap(({ given }) => given.matters));
    const aside = ['intake/report', 'finance', 'governance', 'publicity', 'training', 'venue/儿童之家'];
    const missing = matterCatalogue.filter(({ code }) => !asked.has(code) && !aside.includes(code));
    expect(missing).toEqual([]);
  });

  test('says why, where two counties name different leads', () => {
    const ajx = profiles.find(({ county }) => county === 'AJX');
    if (!ajx) throw new Error('no county');
    const other = structuredClone(ajx);
    for (const row of other.rows) if (row.lead === 'disability_federation') row.lead = 'civil_affairs';
    const page = differencesPage([ajx, other]);
    expect(page).toContain('- 五岁残疾儿童要做康复：残联 / 民政');
  });

  test('says so, where no two counties name different leads', () => {
    const [first] = profiles;
    if (!first) throw new Error('no county');
    expect(differencesPage([first, structuredClone(first)])).toContain(
      'No input of this page is led by different roles in the counties that are here.',
    );
    expect(differencesPage(profiles)).not.toContain('No input of this page');
  });
});
