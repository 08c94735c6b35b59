import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareSchemas } from './compatibility';
import type { JsonSchema, SchemaDocument } from './compatibility';

const released = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'risk', 'clocks'],
  properties: {
    id: { $ref: 'common.v1.json#/$defs/Id', description: 'Case.' },
    risk: { type: 'string', enum: ['R1', 'R2'] },
    note: { type: 'string', maxLength: 100 },
    age: { type: 'integer', minimum: 0, maximum: 120 },
    clocks: { type: 'array', maxItems: 5, items: { $ref: 'common.v1.json#/$defs/Clock' } },
    preview: {
      oneOf: [
        { type: 'null' },
        { type: 'object', required: ['lead'], properties: { lead: { type: 'string' } } },
      ],
    },
    facts: { type: 'object', maxProperties: 5, additionalProperties: { $ref: '#/$defs/Open' } },
  },
};
const definitions = {
  Id: { type: 'string', format: 'uuid' },
  Clock: { type: 'object', required: ['code'], properties: { code: { type: 'string', pattern: '^D' } } },
  Open: { anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#/$defs/Open' } }] },
};
const document = (
  schema: JsonSchema,
  shared: SchemaDocument['definitions'] = definitions,
): SchemaDocument => ({
  schema,
  definitions: shared,
});
const withProperty = (name: string, property: unknown): JsonSchema => ({
  ...released,
  properties: { ...released.properties, [name]: property },
});
const without = (name: string): JsonSchema => ({
  ...released,
  properties: Object.fromEntries(Object.entries(released.properties).filter(([key]) => key !== name)),
});
const faults = (current: JsonSchema, shared = definitions): string[] =>
  compareSchemas(document(released), document(current, shared)).map(({ path, rule }) =>
    `${path} ${rule}`.trim(),
  );

describe('a compatible change', () => {
  it.each<[string, JsonSchema]>([
    ['nothing', released],
    ['an added optional field', withProperty('ward', { type: 'string', maxLength: 10 })],
    ['another description', { ...released, description: 'Better words.' }],
    ['another class', withProperty('note', { type: 'string', maxLength: 100, 'x-class': 'personal' })],
    ['another order of codes', withProperty('risk', { type: 'string', enum: ['R2', 'R1'] })],
    ['another order of required fields', { ...released, required: ['clocks', 'risk', 'id'] }],
    ['a reference written out', withProperty('id', { type: 'string', format: 'uuid' })],
    [
      'an optional field inside an alternative',
      withProperty('preview', {
        oneOf: [
          { type: 'null' },
          {
            type: 'object',
            required: ['lead'],
            properties: { lead: { type: 'string' }, version: { type: 'integer' } },
          },
        ],
      }),
    ],
  ])('is %s', (_what, current) => {
    expect(faults(current)).toEqual([]);
  });

  it('is an added optional field of a shared part', () => {
    const clock = {
      ...definitions.Clock,
      properties: { ...definitions.Clock.properties, what: { type: 'string' } },
    };
    expect(faults(released, { ...definitions, Clock: clock })).toEqual([]);
  });
});

describe('an incompatible change', () => {
  it.each<[string, JsonSchema, string[]]>([
    [
      'an added required field',
      { ...withProperty('ward', {}), required: [...released.required, 'ward'] },
      ['ward required_added'],
    ],
    [
      'an optional field made required',
      { ...released, required: [...released.required, 'note'] },
      ['note required_added'],
    ],
    [
      'a required field made optional',
      { ...released, required: ['id', 'risk'] },
      ['clocks required_removed'],
    ],
    ['a removed optional field', without('note'), ['note property_removed']],
    ['a removed required field', without('risk'), ['risk property_removed']],
    ['another type', withProperty('age', { type: 'number', minimum: 0, maximum: 120 }), ['age type_changed']],
    ['a code less', withProperty('risk', { type: 'string', enum: ['R1'] }), ['risk enum_changed']],
    [
      'a code more',
      withProperty('risk', { type: 'string', enum: ['R1', 'R2', 'R3'] }),
      ['risk enum_changed'],
    ],
    ['an open list of codes', withProperty('risk', { type: 'string' }), ['risk enum_changed']],
    ['a shorter text', withProperty('note', { type: 'string', maxLength: 99 }), ['note maxLength_changed']],
    ['a longer text', withProperty('note', { type: 'string', maxLength: 101 }), ['note maxLength_changed']],
    ['a lost bound', withProperty('note', { type: 'string' }), ['note maxLength_changed']],
    [
      'a new bound',
      withProperty('note', { type: 'string', maxLength: 100, minLength: 1 }),
      ['note minLength_changed'],
    ],
    [
      'a lower maximum',
      withProperty('age', { type: 'integer', minimum: 0, maximum: 17 }),
      ['age maximum_changed'],
    ],
    [
      'fewer items',
      withProperty('clocks', { ...released.properties.clocks, maxItems: 4 }),
      ['clocks maxItems_changed'],
    ],
    [
      'items of another type',
      withProperty('clocks', { type: 'array', maxItems: 5, items: { type: 'string' } }),
      ['clocks[] type_changed', 'clocks[] required_removed', 'clocks[] properties_removed'],
    ],
    ['an opened object', { ...released, additionalProperties: true }, ['additionalProperties_changed']],
    [
      'an alternative less',
      withProperty('preview', { oneOf: [{ type: 'null' }] }),
      ['preview oneOf_changed'],
    ],
    [
      'values of another kind',
      withProperty('facts', { type: 'object', maxProperties: 5, additionalProperties: { type: 'string' } }),
      ['facts.* type_changed', 'facts.* anyOf_changed'],
    ],
  ])('is %s', (_what, current, expected) => {
    const found = faults(current);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((fault) => !fault.startsWith('clocks[]'))).toEqual(
      expected.filter((fault) => !fault.startsWith('clocks[]')),
    );
  });

  it('is another format of a shared part, named at every field that uses it', () => {
    const shared = { ...definitions, Id: { type: 'string', format: 'uri' } };
    expect(faults(released, shared)).toEqual(['id format_changed']);
  });

  it('is a required field lost inside a list', () => {
    const shared = { ...definitions, Clock: { ...definitions.Clock, required: [] } };
    expect(faults(released, shared)).toEqual(['clocks[].code required_removed']);
  });

  it('deep inside a definition that contains itself is found, and the comparison ends', () => {
    const shared = {
      ...definitions,
      Open: { anyOf: [{ type: 'number' }, ...definitions.Open.anyOf.slice(1)] },
    };
    expect(faults(released, shared)).toEqual(['facts.* type_changed']);
  });

  it('a reference to nothing is a broken file and throws', () => {
    expect(() => faults(withProperty('id', { $ref: '#/$defs/Nothing' }))).toThrow(
      'No shared part is named Nothing',
    );
  });
});

describe('the schemas of this version', () => {
  const lib = join(__dirname, '..');
  const read = (...path: string[]): JsonSchema =>
    JSON.parse(readFileSync(join(lib, ...path), 'utf8')) as JsonSchema;
  const load = (folder: string, file: string): SchemaDocument => ({
    schema: read(folder, file),
    definitions: read(folder, 'common.v1.json').$defs as SchemaDocument['definitions'],
  });
  const releases = readdirSync(join(lib, 'released'));
  const files = releases.flatMap((release) =>
    readdirSync(join(lib, 'released', release))
      .filter((file) => file !== 'common.v1.json')
      .map((file) => ({ release, file })),
  );

  it('were released at least once', () => {
    expect(releases.length).toBeGreaterThan(0);
    expect(files.length).toBeGreaterThan(14);
  });

  it.each(files)('still understand $file of $release, and are understood by it', ({ release, file }) => {
    expect(existsSync(join(lib, 'schemas', file))).toBe(true);
    expect(compareSchemas(load(`released/${release}`, file), load('schemas', file))).toEqual([]);
  });
});
