import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  countyFolders,
  loadProfile,
  loadSeedRows,
  profilesByHash,
  readProfileFiles,
  shippedProfiles,
} from './load-profile';

describe('county folders', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'yimen-folders-'));
  afterAll(() => rmSync(scratch, { recursive: true }));

  test('stand by code, those further away among those that ship; what is no county folder is passed by', () => {
    for (const name of ['ZZZ', 'AAA', '_draft', 'BBB']) mkdirSync(join(scratch, name));
    writeFileSync(join(scratch, 'CCC'), '');
    const codes = countyFolders([scratch]).map((folder) => basename(folder));
    expect(codes).toEqual([...codes].sort());
    expect(codes).toEqual(['AAA', ...codes.slice(1, -1), 'ZZZ']);
    expect(codes).toContain('BBB');
    expect(codes).not.toContain('_draft');
    expect(codes).not.toContain('CCC');
  });

  test('hold YAML, by name; any other file is passed by', () => {
    const folder = join(scratch, 'AAA');
    for (const name of ['rows.yaml', 'agencies.yaml', 'notes.txt', 'yaml'])
      writeFileSync(join(folder, name), '# 甲');
    const { county, national, seedRows } = readProfileFiles(folder);
    expect(Object.entries(county)).toEqual([
      ['agencies.yaml', '# 甲'],
      ['rows.yaml', '# 甲'],
    ]);
    expect(Object.keys(national)).toContain('law.yaml');
    expect(seedRows).toEqual(loadSeedRows());
  });

  test('that are not there are no fault of a profile', () => {
    expect(() => loadProfile(join(scratch, 'nowhere'))).toThrow(/ENOENT/);
  });

  test('are known to the build by the texts that they are made of', () => {
    const byHash = profilesByHash();
    const hashes = Object.keys(byHash);
    expect(hashes.filter((hash) => !/^[0-9a-f]{64}$/.test(hash))).toEqual([]);
    expect(Object.values(byHash)).toEqual([...shippedProfiles().values()]);
  });
});

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
