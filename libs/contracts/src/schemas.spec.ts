import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deskServices } from './catalogues/desks';
import { eventCatalogue } from './generated/event-rows';
import { fieldClasses } from './generated/field-classes';

type Json = Record<string, unknown>;

const folder = join(__dirname, '../schemas');
const names = readdirSync(folder).map((file) => file.replace('.json', ''));
const read = (name: string): Json => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Json;
const eventTypes = names.filter((name) => name !== 'common.v1' && name !== 'envelope.v1');

/** Every object inside a schema, with its path. */
function nodesOf(node: unknown, path = ''): { path: string; node: Json }[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => nodesOf(item, `${path}/${index}`));
  if (typeof node !== 'object' || node === null) return [];
  const children = Object.entries(node).flatMap(([key, value]) => nodesOf(value, `${path}/${key}`));
  return [{ path, node: node as Json }, ...children];
}

const allNodes = names.flatMap((name) => nodesOf(read(name), name));
const isOpenOnPurpose = (path: string): boolean =>
  /FactSheet|OpenValue|\/profile$|referral\.finished\.v1\/properties\/facts$|envelope\.v1\/properties\/data$/.test(
    path,
  );

describe('every schema', () => {
  it.each(names)('%s has an id equal to its file name, a title and a description', (name) => {
    expect(read(name)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `${name}.json`,
      title: expect.stringMatching(/^[A-Z][A-Za-z0-9]+$/),
      description: expect.stringMatching(/\.$/),
    });
  });

  it('closes every object that is not open on purpose', () => {
    const open = allNodes.filter(({ node, path }) => node.type === 'object' && !isOpenOnPurpose(path));
    expect(open.filter(({ node }) => node.additionalProperties !== false).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('bounds the size of every open object', () => {
    const open = allNodes.filter(
      ({ node, path }) => node.type === 'object' && node.additionalProperties !== false && path,
    );
    const unbounded = open.filter(
      ({ node, path }) => node.maxProperties === undefined && !path.startsWith('envelope'),
    );
    expect(unbounded.map(({ path }) => path)).toEqual([]);
  });

  it('bounds every text by length, pattern, format or list', () => {
    const texts = allNodes.filter(({ node }) => node.type === 'string');
    const unbounded = texts.filter(
      ({ node }) => !['maxLength', 'pattern', 'format', 'enum', 'const'].some((keyword) => keyword in node),
    );
    expect(unbounded.map(({ path }) => path)).toEqual([]);
  });

  it('bounds every pattern, so that no text is longer than it should be', () => {
    const endless = allNodes.filter(
      ({ node }) => typeof node.pattern === 'string' && /[*+]\$?$/.test(node.pattern),
    );
    expect(endless.map(({ path }) => path)).toEqual(['envelope.v1/properties/type']);
  });

  it('bounds every list', () => {
    const lists = allNodes.filter(({ node }) => node.type === 'array');
    expect(lists.filter(({ node }) => typeof node.maxItems !== 'number').map(({ path }) => path)).toEqual([]);
  });

  it('bounds every number on both sides', () => {
    const numbers = allNodes.filter(({ node }) => node.type === 'integer' || node.type === 'number');
    const unbounded = numbers.filter(({ node }) => node.minimum === undefined || node.maximum === undefined);
    expect(unbounded.map(({ path }) => path)).toEqual([]);
  });

  it('names a shared part that exists wherever it refers to one', () => {
    const shared = read('common.v1').$defs as Json;
    const references = allNodes.flatMap(({ node }) => (typeof node.$ref === 'string' ? [node.$ref] : []));
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((ref) => !(ref.split('/').pop() ?? '' in shared))).toEqual([]);
  });
});

describe('field classes', () => {
  it.each(eventTypes)('%s classifies every field', (type) => {
    const unclassified = Object.entries(fieldClasses[type] ?? {}).filter(
      ([, fieldClass]) => fieldClass === null,
    );
    expect(unclassified.map(([path]) => path)).toEqual([]);
    const classified = Object.keys(fieldClasses[type] ?? {}).map((path) => path.split(/[.[]/)[0]);
    expect([...new Set(classified)]).toEqual(Object.keys(read(type).properties as Json));
    expect(classified.length).toBeGreaterThan(2);
  });

  it('uses the five classes only', () => {
    const used = new Set(Object.values(fieldClasses).flatMap((classes) => Object.values(classes)));
    expect([...used].sort()).toEqual(['personal', 'public', 'reporter', 'sensitive', 'work']);
  });

  it('tells of the reporter on the hop from intake to coordination only', () => {
    const telling = eventTypes.filter((type) => Object.values(fieldClasses[type] ?? {}).includes('reporter'));
    expect(telling).toEqual(['report.accepted.v1']);
  });

  it('carries personal fields on sealed topics only', () => {
    const secret = new Set(['personal', 'sensitive', 'reporter']);
    const carrying = eventCatalogue.filter(({ type }) =>
      Object.values(fieldClasses[type] ?? {}).some(
        (fieldClass) => fieldClass !== null && secret.has(fieldClass),
      ),
    );
    const unsealed = carrying
      .filter(({ ciphered }) => !ciphered)
      .map(({ type, topics }) => `${type} ${topics}`);
    // the words of a return are an agency's own; they are the one free text outside the sealed topics
    expect(unsealed).toEqual(deskServices.map(({ code }) => `referral.returned.v1 ${code}.outcomes`));
  });
});

describe('the event catalogue', () => {
  it('has a row for every schema, and a schema for every row', () => {
    expect([...new Set(eventCatalogue.map(({ type }) => type))].sort()).toEqual(eventTypes);
  });

  it('gives every topic one producer and one answer to whether it is sealed', () => {
    const topics = new Set(eventCatalogue.map((row) => row.topics));
    const answers = new Set(eventCatalogue.map((row) => `${row.topics} ${row.producer} ${row.ciphered}`));
    expect(answers.size).toBe(topics.size);
  });

  it('has a consumer for every event', () => {
    expect(eventCatalogue.filter(({ consumers }) => consumers.length === 0)).toEqual([]);
  });

  it.each(eventCatalogue.map((row) => [row.type, row.topics, row.keyOf] as const))(
    '%s on %s has its key %s as a required field',
    (type, _topic, keyOf) => {
      expect(read(type).required).toContain(keyOf);
    },
  );

  it('seals the hop from intake and the hop to the agencies', () => {
    const sealed = eventCatalogue.filter(({ ciphered }) => ciphered).map(({ topics }) => topics);
    expect([...new Set(sealed)].sort()).toEqual(['intake.imports', 'intake.reports', 'referrals.*.*']);
  });
});
