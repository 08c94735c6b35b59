/**
 * A TypeScript type as JSON Schema of what `JSON.stringify` makes of it. Named types become components, once each.
 * Guarantee: objects are closed; a type that cannot be written as JSON (a function, `any`) throws with its path.
 */
import { isDeepStrictEqual } from 'node:util';
import ts from 'typescript';

export type JsonSchema = Readonly<Record<string, unknown>>;

const wordsOf = (symbol: ts.Symbol | undefined, checker: ts.TypeChecker): JsonSchema => {
  const text = ts.displayPartsToString(symbol?.getDocumentationComment(checker)).replaceAll(/\s*\n\s*/g, ' ');
  return text ? { description: text } : {};
};

const sorted = (values: readonly unknown[]): unknown[] =>
  [...new Set(values)].sort((a, b) => (String(a) < String(b) ? -1 : 1));

/** A schema that also takes null, in the shortest form. */
const orNull = (schema: JsonSchema): JsonSchema => {
  if (typeof schema['type'] !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const values = schema['enum'] as unknown[] | undefined;
  return { ...schema, type: [schema['type'], 'null'], ...(values ? { enum: [...values, null] } : {}) };
};

/** A name that says nothing of what is in it. */
const wrappers = [
  'Array',
  'ReadonlyArray',
  'Record',
  'Omit',
  'Pick',
  'Partial',
  'Readonly',
  'Exclude',
  'Extract',
];
const nameless = new Set([...wrappers, 'NonNullable', 'ReturnType', 'Awaited', 'JsonText', 'EventStream']);

/** Names that the code gives to types which have none of their own, such as what a function returns. */
export const givenNames = (
  checker: ts.TypeChecker,
  files: readonly ts.SourceFile[],
): ReadonlyMap<ts.Type, string> => {
  const names = new Map<ts.Type, string>();
  for (const statement of files.flatMap(({ statements }) => [...statements])) {
    if (!ts.isTypeAliasDeclaration(statement) || statement.typeParameters) continue;
    const type = checker.getTypeAtLocation(statement.name);
    if (type.flags & ts.TypeFlags.Object && !names.has(type)) names.set(type, statement.name.text);
  }
  return names;
};

/** Unions of words alone are one type wherever they are written: the compiler keeps no name of theirs for sure. */
const isOfObjects = (type: ts.Type): boolean =>
  (type.flags & ts.TypeFlags.Object) !== 0 ||
  ((type.isUnion() || type.isIntersection()) && type.types.some(isOfObjects));

/** The `T` of a `JsonText<T>` or an `EventStream<T>`. */
const wrapped = (type: ts.Type, wrapper: string): ts.Type | undefined =>
  type.aliasSymbol?.name === wrapper ? type.aliasTypeArguments?.[0] : undefined;

/** One event of a stream, which is any number of them. */
const eventOf = (data: JsonSchema): JsonSchema => ({
  type: 'object',
  description: 'one event of the stream; its data is JSON',
  additionalProperties: false,
  required: ['data', 'event'],
  properties: {
    data: { type: 'string', contentMediaType: 'application/json', contentSchema: data },
    event: { type: 'string', enum: ['change'] },
  },
});

export class TypeSchemas {
  readonly components = new Map<string, JsonSchema>();
  private readonly types = new Map<string, Set<ts.Type>>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly given: ReadonlyMap<ts.Type, string>,
  ) {}

  /** @throws Error with the path of what is no JSON */
  of(type: ts.Type, path: string): JsonSchema {
    const scalar = this.scalar(type);
    if (scalar) return scalar;
    const name = this.nameOf(type);
    return name === undefined ? this.inline(type, path) : this.named(name, type, path);
  }

  /** Of a wrapper, with the names of what it wraps: `Listed<AgencyRow>` -> `ListedAgencyRow`. */
  private nameOf(type: ts.Type): string | undefined {
    const { aliasSymbol, symbol } = type;
    if (!isOfObjects(type)) return undefined;
    const own = (aliasSymbol ?? symbol)?.name ?? '__type';
    if (own.startsWith('__') || nameless.has(own)) return this.given.get(type);
    const parts = aliasSymbol
      ? (type.aliasTypeArguments ?? [])
      : this.checker.getTypeArguments(type as ts.TypeReference);
    const names = parts.map((part) => this.nameOf(part));
    return names.includes(undefined) ? this.given.get(type) : [own, ...names].join('');
  }

  private named(name: string, type: ts.Type, path: string): JsonSchema {
    if (name === 'Date') return { type: 'string', format: 'date-time' };
    const reference = { $ref: `#/components/schemas/${name}` };
    const known = this.types.get(name) ?? new Set();
    if (known.has(type)) return reference;
    this.types.set(name, known.add(type));
    const words = wordsOf(type.aliasSymbol ?? type.symbol, this.checker);
    const schema = { ...words, ...this.inline(type, name) };
    const other = this.components.get(name) ?? schema;
    if (!isDeepStrictEqual(other, schema))
      throw new Error(`${path}: two types have the name ${name}; give one of them another`);
    this.components.set(name, schema);
    return reference;
  }

  private scalar(type: ts.Type): JsonSchema | undefined {
    const { flags } = type;
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral()) return { type: 'string', enum: [type.value] };
    if (type.isNumberLiteral()) return { type: 'number', enum: [type.value] };
    if (flags & ts.TypeFlags.BooleanLiteral)
      return { type: 'boolean', enum: [this.checker.typeToString(type) === 'true'] };
    if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (flags & ts.TypeFlags.Unknown) return {};
    return undefined;
  }

  private inline(type: ts.Type, path: string): JsonSchema {
    const written = wrapped(type, 'JsonText');
    if (written) return this.of(written, path);
    const sent = wrapped(type, 'EventStream');
    if (sent) return eventOf(this.of(sent, `${path}.data`));
    if (type.isUnion()) return this.union(type, path);
    if (type.flags & ts.TypeFlags.NonPrimitive) return { type: 'object' };
    if (this.checker.isArrayLikeType(type)) return this.list(type, path);
    if (type.flags & ts.TypeFlags.Object || type.isIntersection()) return this.object(type, path);
    throw new Error(`${path}: ${this.checker.typeToString(type)} is not JSON`);
  }

  private list(type: ts.Type, path: string): JsonSchema {
    const items = this.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (!items) throw new Error(`${path}: a list of what?`);
    return { type: 'array', items: this.of(items, `${path}[]`) };
  }

  private union(type: ts.UnionType, path: string): JsonSchema {
    const parts = type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
    const values = parts.filter(({ flags }) => !(flags & ts.TypeFlags.Null));
    const isNullable = values.length < parts.length;
    const schemas = this.joined(values.map((part) => this.of(part, path)));
    const [only] = schemas;
    const schema = schemas.length === 1 && only ? only : { anyOf: schemas };
    return isNullable ? orNull(schema) : schema;
  }

  /** Literals of one kind are one enum. */
  private joined(schemas: readonly JsonSchema[]): JsonSchema[] {
    const kinds = new Set(schemas.filter((schema) => 'enum' in schema).map((schema) => schema['type']));
    const enums = [...kinds].map((type) => {
      const values = schemas
        .filter((schema) => schema['type'] === type && 'enum' in schema)
        .flatMap((schema) => schema['enum'] as unknown[]);
      return type === 'boolean' && values.length === 2 ? { type } : { type, enum: sorted(values) };
    });
    return [...enums, ...schemas.filter((schema) => !('enum' in schema))];
  }

  private object(type: ts.Type, path: string): JsonSchema {
    const rest = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const fields = this.checker.getPropertiesOfType(type).map((symbol) => this.field(symbol, path));
    const required = fields.filter((field) => field.isRequired).map(({ name }) => name);
    return {
      type: 'object',
      additionalProperties: rest ? this.of(rest, `${path}.*`) : false,
      ...(required.length > 0 ? { required: sorted(required) } : {}),
      ...(fields.length > 0
        ? {
            properties: Object.fromEntries(
              fields
                .sort((one, other) => (one.name < other.name ? -1 : 1))
                .map(({ name, schema }) => [name, schema]),
            ),
          }
        : {}),
    };
  }

  private field(symbol: ts.Symbol, path: string) {
    const type = this.checker.getTypeOfSymbol(symbol);
    const isLeftOut = type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Undefined);
    const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    const schema = { ...this.of(type, `${path}.${symbol.name}`), ...wordsOf(symbol, this.checker) };
    return { name: symbol.name, isRequired: !isOptional && !isLeftOut, schema };
  }
}
