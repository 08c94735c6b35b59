// Class and name of every field of every event, by path; nested objects with dots, lists with `[]`.
import { format } from 'prettier';
import { definitionName, isEventSchema } from './schemas.mjs';

const style = { parser: 'typescript', singleQuote: true, printWidth: 110, trailingComma: 'all' };

/** The node a field leads to: reference followed, items of a list, the object among `oneOf`. */
function resolve(node, definitions) {
  if (node.$ref) return { ...definitions[definitionName(node.$ref)] };
  if (node.oneOf) return node.oneOf.find((option) => option.properties) ?? node;
  return node;
}

function classesOf(schema, definitions, prefix = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([name, node]) => {
    const isList = node.type === 'array';
    const target = resolve(isList ? node.items : node, definitions);
    const path = `${prefix}${name}${isList ? '[]' : ''}`;
    const fieldClass = node['x-class'];
    return [[path, fieldClass ?? null], ...classesOf(target, definitions, `${path}.`)];
  });
}

function readFieldClasses(schemas) {
  const definitions = schemas.get('common.v1').$defs;
  const events = [...schemas].filter(([name]) => isEventSchema(name));
  return Object.fromEntries(
    events.map(([name, schema]) => [name, Object.fromEntries(classesOf(schema, definitions))]),
  );
}

export async function generateFieldClasses(schemas, banner) {
  const source = `${banner}
import type { FieldClass } from '../field-class';

/** Event type -> path -> class; null = nobody has classified the field. */
export const fieldClasses: Readonly<Record<string, Readonly<Record<string, FieldClass | null>>>> =
  ${JSON.stringify(readFieldClasses(schemas))};
`;
  return [['src/generated/field-classes.ts', await format(source, style)]];
}
