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
const cells = readme
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:promise|G) /.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
const rows: Promised[] = cells
  .filter(([first = '']) => !/^G\d/.test(first))
  .map(([promise = '', test = '', bug = '']) => ({ promise, test, bug }));
/** What every adapter or Postgres promises names the bug that breaks it; what only Kafka does, its spec. */
const common = rows.filter(({ bug }) => bug !== '');
const onKafka = rows.filter(({ bug }) => bug === '');

interface Numbered {
  number: string;
  test: string;
  /** a seeded bug, or `file: title` of a counter-test */
  redBy: string;
}

const numbered: Numbered[] = cells
  .filter(([first = '']) => /^G\d/.test(first))
  .map(([number = '', , test = '', redBy = '']) => ({ number, test, redBy }));

const root = join(__dirname, '..', '..', '..');
/** `file: title`, and is it there? Undefined = no file is named. */
const isInFile = (reference: string): boolean | undefined => {
  const [, file, title = ''] = /^(\S+\.ts): (.+)$/.exec(reference) ?? [];
  return file === undefined ? undefined : readFileSync(join(root, file), 'utf8').includes(`'${title}'`);
};

const kafkaSpecs = [
  'kafka-log.kafka.spec.ts',
  'kafka-promises.kafka.spec.ts',
  'kafka-crash.broker.spec.ts',
  'kafka-signin.broker.spec.ts',
]
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

describe('the table of guarantees by number', () => {
  it('has each that messaging stands for', () => {
    const wanted = [1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15].map((n) => `G${n}`);
    expect(numbered.map(({ number }) => number)).toEqual(wanted);
  });

  it.each(numbered.map((row) => [row.number, row] as const))(
    'names a test that exists and what turns it red: %s',
    (_, { test, redBy }) => {
      expect(isInFile(test) ?? rows.some((row) => row.test === test)).toBe(true);
      const isSeeded = seededBugs.some(({ name, breaks }) => name === redBy && breaks === test);
      expect(isInFile(redBy) ?? isSeeded).toBe(true);
    },
  );
});
