// `node tools/release.mjs 0.2.0`: keeps a copy of the schemas as released; the compatibility test compares with every copy.
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { libFolder } from './schemas.mjs';

const [version = ''] = process.argv.slice(2);
const target = join(libFolder, 'released', version);
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('name the release, e.g. 0.2.0');
if (existsSync(target)) throw new Error(`${version} was released before; a release is never overwritten`);
cpSync(join(libFolder, 'schemas'), target, { recursive: true });
console.log(`released: ${version}`);
