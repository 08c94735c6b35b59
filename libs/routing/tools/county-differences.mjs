// Writes docs/county-differences.md from the county folders; `npm run generate -w libs/routing` builds and runs it.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import page from '../dist/src/differences/page.js';
import loader from '../dist/src/load-profile.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const profiles = [...loader.shippedProfiles().values()];
writeFileSync(join(root, 'docs/county-differences.md'), page.differencesPage(profiles));
console.log(`written: docs/county-differences.md, ${profiles.map(({ county }) => county).join(', ')}`);
