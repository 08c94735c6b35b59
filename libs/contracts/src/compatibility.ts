/**
 * Compares a schema with a released one of the same type and version: may old and new programs still read each other?
 * Guarantee: only an added optional field passes (full-transitive: the test compares with every release, both ways).
 * Everything else is a new version of the type.
 * Not here: the meaning of fields; a field that changes its meaning is a new version too, and no program can see that.
 */

/** A JSON Schema document as read from a file. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema with the shared parts that its references name. */
export interface SchemaDocument {
  schema: JsonSchema;
  definitions: Readonly<Record<string, JsonSchema>>;
}

/** One change that would make old and new programs misread each other. */
export interface Incompatibility {
  /** path of the field, dots between names, `[]` for list items; empty = the whole */
  path: string;
  /** `property_removed`, `required_added`, `required_removed`, `enum_changed`, or `<keyword>_changed` */
  rule: string;
}

interface Pair {
  released: unknown;
  current: unknown;
}

interface Walk {
  released: SchemaDocument;
  current: SchemaDocument;
  /** pairs of references that are being compared further out; a definition that contains itself is compared once */
  open: readonly string[];
}

/** Keywords that say something to people or to generators, and nothing to validators. */
const annotations = new Set([
  '$schema',
  '$id',
  '$defs',
  '$ref',
  'title',
  'description',
  'examples',
  'x-class',
  'tsType',
]);
/** Keywords with a comparison of their own. */
const structural = new Set([
  'properties',
  'required',
  'items',
  'additionalProperties',
  'anyOf',
  'oneOf',
  'allOf',
  'enum',
]);

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const schemaOf = (value: unknown): JsonSchema => (isSchema(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const sameJson = ({ released, current }: Pair): boolean =>
  JSON.stringify(released) === JSON.stringify(current);
const sorted = (value: unknown): string[] =>
  listOf(value)
    .map((item) => JSON.stringify(item))
    .sort();

/** Follows a reference; keywords beside it (a description, a class) are kept. */
function resolve(value: unknown, { definitions }: SchemaDocument): JsonSchema {
  const schema = schemaOf(value);
  if (typeof schema.$ref !== 'string') return schema;
  const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  const definition = definitions[name];
  if (definition === undefined) throw new Error(`No shared part is named ${name}`);
  return { ...definition, ...schema };
}

function compareRequired({ released, current }: Pair, path: string): Incompatibility[] {
  const before = new Set(listOf(released).map(String));
  const after = new Set(listOf(current).map(String));
  const added = [...after].filter((name) => !before.has(name));
  const removed = [...before].filter((name) => !after.has(name));
  return [
    ...added.map((name) => ({ path: join(path, name), rule: 'required_added' })),
    ...removed.map((name) => ({ path: join(path, name), rule: 'required_removed' })),
  ];
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function compareProperties({ released, current }: Pair, path: string, walk: Walk): Incompatibility[] {
  const after = schemaOf(current);
  return Object.entries(schemaOf(released)).flatMap(([name, before]) =>
    name in after
      ? compareNodes({ released: before, current: after[name] }, join(path, name), walk)
      : [{ path: join(path, name), rule: 'property_removed' }],
  );
}

function compareAlternatives(
  keyword: string,
  { released, current }: Pair,
  path: string,
  walk: Walk,
): Incompatibility[] {
  const [before, after] = [listOf(released), listOf(current)];
  if (before.length !== after.length) return [{ path, rule: `${keyword}_changed` }];
  return before.flatMap((option, index) =>
    compareNodes({ released: option, current: after[index] }, path, walk),
  );
}

function compareOpenness({ released, current }: Pair, path: string, walk: Walk): Incompatibility[] {
  if (isSchema(released) && isSchema(current))
    return compareNodes({ released, current }, join(path, '*'), walk);
  return sameJson({ released, current }) ? [] : [{ path, rule: 'additionalProperties_changed' }];
}

function compareKeyword(keyword: string, pair: Pair, path: string, walk: Walk): Incompatibility[] {
  switch (keyword) {
    case 'required':
      return compareRequired(pair, path);
    case 'properties':
      return compareProperties(pair, path, walk);
    case 'items':
      return compareNodes(pair, `${path}[]`, walk);
    case 'additionalProperties':
      return compareOpenness(pair, path, walk);
    case 'enum':
      return sameJson({ released: sorted(pair.released), current: sorted(pair.current) })
        ? []
        : [{ path, rule: 'enum_changed' }];
    default:
      return compareAlternatives(keyword, pair, path, walk);
  }
}

/** Bounds, types, formats, patterns: wider would break old readers, narrower old writers. */
function compareRest(released: JsonSchema, current: JsonSchema, path: string): Incompatibility[] {
  const keywords = new Set([...Object.keys(released), ...Object.keys(current)]);
  return [...keywords]
    .filter((keyword) => !annotations.has(keyword) && !structural.has(keyword))
    .filter((keyword) => !sameJson({ released: released[keyword], current: current[keyword] }))
    .map((keyword) => ({ path, rule: `${keyword}_changed` }));
}

/** The pair of references, or undefined where neither side is one. */
function referencesOf({ released, current }: Pair): string | undefined {
  const [before, after] = [schemaOf(released).$ref, schemaOf(current).$ref];
  return before === undefined && after === undefined ? undefined : `${String(before)} ${String(after)}`;
}

function compareNodes(pair: Pair, path: string, walk: Walk): Incompatibility[] {
  const references = referencesOf(pair);
  if (references !== undefined && walk.open.includes(references)) return [];
  const inner = references === undefined ? walk : { ...walk, open: [...walk.open, references] };
  const released = resolve(pair.released, walk.released);
  const current = resolve(pair.current, walk.current);
  const keywords = [...structural].filter((keyword) => keyword in released || keyword in current);
  return [
    ...compareRest(released, current, path),
    ...keywords.flatMap((keyword) =>
      compareKeyword(keyword, { released: released[keyword], current: current[keyword] }, path, inner),
    ),
  ];
}

/** What keeps programs built on `released` and on `current` from reading each other; empty = compatible. */
export const compareSchemas = (released: SchemaDocument, current: SchemaDocument): Incompatibility[] =>
  compareNodes({ released: released.schema, current: current.schema }, '', { released, current, open: [] });
