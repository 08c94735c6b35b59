// TypeScript types of all events, one file, through json-schema-to-typescript.
import { compile } from 'json-schema-to-typescript';
import { definitionName, isEventSchema, mapObjects } from './schemas.mjs';

const isNamedType = (definition) => definition.enum || definition.properties;

/** Codes and times are plain strings in TypeScript; only closed lists and objects get a name of their own. */
function forTypes(definitions) {
  return (node) => {
    if (node.tsType) return { tsType: node.tsType, description: node.description };
    if (!node.$ref) return node;
    const name = definitionName(node.$ref);
    const definition = definitions[name];
    if (definition.tsType)
      return { tsType: definition.tsType, description: node.description ?? definition.description };
    if (isNamedType(definition)) return { $ref: `#/$defs/${name}` };
    return { ...definition, description: node.description ?? definition.description };
  };
}

// Bounds on arrays become tuples in the compiler, formats to choose from become unions; the types stay plain.
function withoutBounds({ maxItems, minItems, ...rest }) {
  if (rest.type !== 'string') return rest;
  const { anyOf, ...text } = rest;
  return text;
}

export async function generateTypes(schemas, banner) {
  const common = schemas.get('common.v1').$defs;
  const inline = forTypes(common);
  const rewrite = (schema) => mapObjects(schema, (node) => withoutBounds(inline(node)));
  const named = Object.entries(common).filter(([, definition]) => isNamedType(definition));
  const events = [...schemas].filter(([name]) => isEventSchema(name));
  const definitions = Object.fromEntries([
    ...named.map(([name, definition]) => [name, rewrite(definition)]),
    ...events.map(([, { $schema, $id, ...schema }]) => [schema.title, rewrite(schema)]),
  ]);
  const source = await compile({ $defs: definitions, title: 'Bundle', type: 'object' }, 'Bundle', {
    bannerComment: banner,
    unreachableDefinitions: true,
    additionalProperties: false,
    style: { singleQuote: true, printWidth: 110 },
  });
  const dataByType = events.map(([name, schema]) => `  '${name}': ${schema.title};`).join('\n');
  return `${withoutNoise(source)}
/** Data type of each event type. */
export interface EventDataByType {
${dataByType}
}
`;
}

/** The compiler repeats where each definition came from and adds the empty bundle; neither belongs in the file. */
function withoutNoise(source) {
  return source
    .replace(/\n \*\n \* This interface was referenced by[^\n]*\n \* via the `definition`[^\n]*/g, '')
    .replace(
      /\/\*\*\n \* This interface was referenced by[^\n]*\n \* via the `definition`[^\n]*\n \*\/\n/g,
      '',
    )
    .replace(/export interface Bundle \{\}\n/, '');
}
