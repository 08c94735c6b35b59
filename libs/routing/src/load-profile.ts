/**
 * The one file of this lib that touches the file system: profile folders as shipped with the package.
 * Guarantee: the same answer whether run from `src` or from `dist/src`; a county is a folder. Not here: versions (the
 * database holds them once a county runs).
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseProfile, ProfileError } from './parse-profile';
import type { Profile, SeedRow } from './profile';

const nationalFolder = '_national';

/** The package's own folder: the nearest one above this file that holds `jurisdictions`. */
function packageRoot(from: string): string {
  if (existsSync(join(from, 'jurisdictions'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('the folder `jurisdictions` of @yimen/routing is not installed');
  return packageRoot(parent);
}

const root = packageRoot(__dirname);

function countiesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map((entry) => join(folder, entry.name));
}

/**
 * Absolute folders of the counties that ship and of those in `further` folders, sorted by code.
 * @throws Error when two folders have one county's name: nobody could say which of them is in force
 */
export function countyFolders(further: readonly string[] = []): string[] {
  const folders = [join(root, 'jurisdictions'), ...further].flatMap(countiesIn);
  const seen = new Map<string, string>();
  for (const folder of folders) {
    const twin = seen.get(basename(folder));
    if (twin !== undefined) throw new Error(`county ${basename(folder)} stands twice: ${twin} and ${folder}`);
    seen.set(basename(folder), folder);
  }
  return folders.sort((left, right) => (basename(left) < basename(right) ? -1 : 1));
}

/** File name -> text of every YAML file of a folder, sorted. */
function readYaml(folder: string): Record<string, string> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const seedRowsText = (): string => readFileSync(join(root, 'data', 'seed-rows.json'), 'utf8');

/** Rows of all five documents, for citations: id -> county, source file, title, quote. */
export function loadSeedRows(): Record<string, SeedRow> {
  return JSON.parse(seedRowsText()) as Record<string, SeedRow>;
}

/** What `parseProfile` reads for a county folder. */
export function readProfileFiles(folder: string): Parameters<typeof parseProfile>[0] {
  return {
    county: readYaml(folder),
    national: readYaml(join(root, 'jurisdictions', nationalFolder)),
    seedRows: loadSeedRows(),
  };
}

function parseFolder(folder: string): Profile {
  try {
    return parseProfile(readProfileFiles(folder));
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    const county = basename(folder);
    throw new ProfileError(
      error.problems.map((problem) => ({
        ...problem,
        file: problem.file.replace(/^county(?=\/|$)/, county),
      })),
    );
  }
}

/** Names the very texts that a profile is made of. */
function hashOf(folder: string): string {
  const texts = [readYaml(folder), readYaml(join(root, 'jurisdictions', nationalFolder)), seedRowsText()];
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}

/** Beside the built code only: sources that are still being written are read anew each time. */
const readBefore = join(root, 'dist', 'profiles.json');
const isBuilt = __dirname.startsWith(dirname(readBefore));
const profiles = new Map<string, Profile>();

function readByBuild(): void {
  if (!isBuilt || profiles.size > 0 || !existsSync(readBefore)) return;
  const known = JSON.parse(readFileSync(readBefore, 'utf8')) as Record<string, Profile>;
  for (const [hash, profile] of Object.entries(known)) profiles.set(hash, profile);
}

/**
 * One county folder, read and checked; what the build read of the very same texts is taken as it is (five counties take
 * 1.7 s to read and 0.05 s to take).
 * @throws ProfileError naming every file, row and rule at fault
 */
export function loadProfile(folder: string): Profile {
  readByBuild();
  const hash = hashOf(folder);
  const profile = profiles.get(hash) ?? parseFolder(folder);
  profiles.set(hash, profile);
  return profile;
}

/** Every county that ships with the package or stands in a further folder, by code. */
export function shippedProfiles(further: readonly string[] = []): Map<string, Profile> {
  return new Map(countyFolders(further).map((folder) => [basename(folder), loadProfile(folder)]));
}

/** For the build: the profiles that ship, by the hash of their texts. */
export function profilesByHash(): Record<string, Profile> {
  return Object.fromEntries(countyFolders().map((folder) => [hashOf(folder), parseFolder(folder)]));
}
