import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenarios } from './testing';
import { postgresScenarios } from './testing/scenarios.postgres';
import { seededBugs } from './testing/seeded-bugs';

interface Promised {
  promise: string;
  test: string;
  bug: string;
}

const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const rows: Promised[] = readme
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| promise '))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
  .map(([promise = '', test = '', bug = '']) => ({ promise, test, bug }));

describe('the table of guarantees', () => {
  it.each(rows.map((row) => [row.promise, row] as const))(
    'names a test that exists: %s',
    (promise, { test }) => {
      const shared = Object.keys(scenarios).includes(test);
      expect(shared || Object.keys(postgresScenarios).includes(test)).toBe(true);
      expect(promise.endsWith('(all)')).toBe(shared);
    },
  );

  it('names every seeded bug, beside the test that it breaks', () => {
    const named = rows.filter(({ bug }) => bug !== '-').map(({ bug, test }) => `${bug}: ${test}`);
    expect(named.sort()).toEqual(seededBugs.map(({ name, breaks }) => `${name}: ${breaks}`).sort());
  });
});
