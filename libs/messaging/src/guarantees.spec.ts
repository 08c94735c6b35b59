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
/** What every adapter or Postgres promises names the bug that breaks it; what only Kafka does, its spec. */
const common = rows.filter(({ bug }) => bug !== '');
const onKafka = rows.filter(({ bug }) => bug === '');

const kafkaSpecs = ['kafka-log.kafka.spec.ts', 'kafka-crash.broker.spec.ts']
  .map((name) => readFileSync(join(__dirname, name), 'utf8'))
  .join('\n');

describe('the table of guarantees', () => {
  it.each(common.map((row) => [row.promise, row] as const))(
    'names a test that exists: %s',
    (promise, { test }) => {
      const shared = Object.keys(scenarios).includes(test);
      expect(shared || Object.keys(postgresScenarios).includes(test)).toBe(true);
      expect(promise.endsWith('(all)')).toBe(shared);
    },
  );

  it.each(onKafka.map((row) => [row.promise, row] as const))(
    'names a test of the Kafka log that exists: %s',
    (_, { test }) => {
      expect(kafkaSpecs).toContain(`('${test}', async`);
    },
  );

  it('names every seeded bug, beside the test that it breaks', () => {
    const named = common.filter(({ bug }) => bug !== '-').map(({ bug, test }) => `${bug}: ${test}`);
    expect(named.sort()).toEqual(seededBugs.map(({ name, breaks }) => `${name}: ${breaks}`).sort());
  });
});
