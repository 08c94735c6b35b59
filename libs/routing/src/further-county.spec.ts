import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { input } from './fixtures/facts';
import { countyFolders, loadProfile, shippedProfiles } from './load-profile';
import { ProfileError } from './parse-profile';
import type { Problem } from './read-shape';
import { route } from './route';

const fixtures = join(__dirname, 'fixtures/jurisdictions');
const scratch = mkdtempSync(join(tmpdir(), 'yimen-county-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('a county that is a folder of data elsewhere', () => {
  const profile = shippedProfiles([fixtures]).get('YZX');
  if (!profile) throw new Error('YZX does not load');

  test('loads beside those that ship, and brings the rows of its own document', () => {
    expect([...shippedProfiles([fixtures]).keys()]).toEqual([...shippedProfiles().keys(), 'YZX'].sort());
    expect(profile.documentRows.map(({ id }) => id)).toEqual(['YZX-1', 'YZX-2', 'YZX-3', 'YZX-4', 'YZX-5']);
  });

  test('routes by its own rows, under its own names, with its own clock', () => {
    const given = input({ matters: ['emergency'], risk: 'R1', facts: { harms: ['beaten'] } });
    const { lead, referrals, clocks, seedRows } = route(profile, given);
    expect(lead.name).toBe('云泽县公安局');
    expect(referrals.map(({ agency }) => agency.role)).toEqual(
      expect.arrayContaining(['township', 'civil_affairs']),
    );
    expect(clocks.find(({ code }) => code === 'D01')?.dueAt).toBe('2026-03-20T08:45:00+08:00');
    expect(seedRows).toEqual(expect.arrayContaining(['YZX-1', 'YZX-2']));
  });

  test('is covered by the law where its document is silent', () => {
    const { lead, leadRule } = route(profile, input({ matters: ['medical'] }));
    expect(lead.name).toBe('云泽县卫健局');
    expect(leadRule).toBe('default/medical');
  });

  test('may not have the name of a county that ships', () => {
    const twins = join(scratch, 'twins');
    mkdirSync(join(twins, 'AJX'), { recursive: true });
    expect(() => countyFolders([twins])).toThrow(/county AJX stands twice: .* and .*/);
  });
});

/** The made-up county with one file changed, and what the loader says of it. */
const problemsWith = (file: string, change: (text: string) => string): readonly Problem[] => {
  const folder = join(mkdtempSync(join(scratch, 'bad-')), 'YZX');
  cpSync(join(fixtures, 'YZX'), folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, change(text));
  if (readFileSync(path, 'utf8') === text) throw new Error(`${basename(path)} was not changed`);
  try {
    loadProfile(folder);
    return [];
  } catch (error) {
    if (error instanceof ProfileError) return error.problems;
    throw error;
  }
};

const row = (cells: string) => (text: string) =>
  text.replace('\nrows:', '').replace(/^rows:/, `rows:\n  - { ${cells} }`);

describe('a bad county folder is refused, naming file, row and rule', () => {
  test.each<[string, string, (text: string) => string, Partial<Problem>]>([
    [
      'two leads that can hold together',
      'rows.yaml',
      row('id: YZX-3/tie, row: YZX-3, matter: [education/dropout], lead: township'),
      { file: 'YZX/rows.yaml', row: 'YZX-3/tie', rule: 'lead_tie' },
    ],
    [
      'a lead that no agency here has',
      'rows.yaml',
      row('id: YZX-3/court, row: YZX-3, matter: [legal-aid], lead: court, when: { crimeVictim: true }'),
      { file: 'YZX/rows.yaml', row: 'YZX-3/court', rule: 'unknown_role' },
    ],
    [
      'a citation of another county',
      'rows.yaml',
      row('id: AJX-M2a, matter: [medical], lead: health, when: { risk: R1 }'),
      { file: 'YZX/rows.yaml', row: 'AJX-M2a', rule: 'unknown_citation' },
    ],
    [
      'a citation of nothing',
      'rows.yaml',
      row('id: YZX-99, matter: [medical], lead: health, when: { risk: R1 }'),
      { file: 'YZX/rows.yaml', row: 'YZX-99', rule: 'unknown_citation' },
    ],
    [
      'an unknown fact',
      'rows.yaml',
      row('id: YZX-3/shoe, row: YZX-3, matter: [medical], lead: health, when: { shoeSize: 30 }'),
      { file: 'YZX/rows.yaml', row: 'YZX-3/shoe', rule: 'unknown_fact' },
    ],
    [
      'a row id twice',
      'rows.yaml',
      row('id: YZX-4, matter: [rehab], lead: disability_federation'),
      { file: 'YZX/rows.yaml', row: 'YZX-4', rule: 'duplicate_id' },
    ],
    [
      'a clock without a start',
      'rows.yaml',
      (text) => text.replace(' start: receipt,', ''),
      { file: 'YZX/rows.yaml', row: 'D01', rule: 'clock_without_start' },
    ],
    [
      'a row of the document that nothing carries',
      'rows.yaml',
      (text) => text.replace('row: YZX-5', 'row: YZX-4'),
      { file: 'YZX', row: 'YZX-5', rule: 'row_not_carried' },
    ],
    [
      'a document row with an id that another document has',
      'document.yaml',
      (text) => text.replace('id: YZX-5', 'id: AJX-M2a'),
      { file: 'YZX/document.yaml', row: 'AJX-M2a', rule: 'duplicate_id' },
    ],
    [
      'nobody who owns what nobody else does',
      'county.yaml',
      (text) => text.replace('role: coordination_office', 'role: court'),
      { file: 'YZX', row: 'agencies', rule: 'unknown_role' },
    ],
    [
      'a county without agencies for the duties that the law gives',
      'county.yaml',
      (text) => text.replace(/.*YZX-health.*\n/, ''),
      { rule: 'unknown_role' },
    ],
  ])('%s', (_title, file, change, problem) => {
    expect(problemsWith(file, change)).toContainEqual(expect.objectContaining(problem));
  });

  test('a sound one is not', () => {
    expect(problemsWith('county.yaml', (text) => `${text}# nothing else\n`)).toEqual([]);
  });
});
