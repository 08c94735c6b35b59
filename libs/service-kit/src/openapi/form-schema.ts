/**
 * A form's class as JSON Schema, read from its class-validator decorators: what the pipe checks is what is written.
 * Guarantee: a validator that the table does not know throws, so that no document says less than the code does.
 * Not here: answers; those have no validators.
 */
import { plainToInstance } from 'class-transformer';
import type { ClassConstructor } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';

export type JsonSchema = Readonly<Record<string, unknown>>;
export type Form = ClassConstructor<object>;

interface Rule {
  name?: string;
  type: string;
  propertyName: string;
  constraints: unknown[];
  each: boolean;
}

type Reading = (constraints: unknown[]) => JsonSchema;

const kindOf = (value: unknown): string => (typeof value === 'number' ? 'number' : 'string');

/** All of Unicode's Cc; with and without line feed and tab. */
const controls = '\\u0000-\\u001f\\u007f-\\u009f';
const oneLine = `^[^${controls}]*$`;
const manyLines = '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$';

/** Classes by property are not known to every reader of JSON Schema. */
const portable = ({ source }: RegExp): string =>
  source.replaceAll('\\P{Cc}', oneLine.slice(1, -2)).replaceAll('\\p{Cc}', controls);

/** Validator -> keywords; a new validator in a form needs its row. */
const readings: Readonly<Record<string, Reading>> = {
  isString: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  maxLength: ([maxLength]) => ({ type: 'string', maxLength }),
  minLength: ([minLength]) => ({ type: 'string', minLength }),
  isLength: ([minLength, maxLength]) => ({ type: 'string', minLength, maxLength }),
  matches: ([pattern]) => ({ type: 'string', pattern: portable(pattern as RegExp) }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isIn: ([values]) => ({ type: kindOf((values as unknown[])[0]), enum: [...(values as unknown[])] }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object', additionalProperties: true }),
  isArray: () => ({ type: 'array' }),
  arrayMinSize: ([minItems]) => ({ type: 'array', minItems }),
  arrayMaxSize: ([maxItems]) => ({ type: 'array', maxItems }),
  arrayUnique: () => ({ type: 'array', uniqueItems: true }),
  min: ([minimum]) => ({ minimum }),
  max: ([maximum]) => ({ maximum }),
  texts: ([maxLength]) => ({
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength, pattern: oneLine },
  }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  calendarDate: () => ({ type: 'string', format: 'date' }),
  identityNumber: () => ({ type: 'string', maxLength: 18 }),
  controlCharacters: () => ({ pattern: manyLines }),
  notBlank: () => ({ minLength: 1, pattern: '\\S' }),
};

/** Says nothing of the value: presence, and that a list or object is looked into. */
const structural = ['conditionalValidation', 'nestedValidation', 'whitelistValidation'];

/** Two patterns on one field both hold. */
const merge = (one: JsonSchema, other: JsonSchema): JsonSchema =>
  'pattern' in one && 'pattern' in other
    ? { ...one, allOf: [...((one['allOf'] as unknown[] | undefined) ?? []), { pattern: other['pattern'] }] }
    : { ...one, ...other };

const read = (form: Form, rule: Rule): JsonSchema => {
  const reading = readings[rule.name ?? ''];
  if (!reading)
    throw new Error(`${form.name}.${rule.propertyName}: add ${rule.name ?? rule.type} to form-schema.ts`);
  return reading(rule.constraints);
};

const schemaOfRules = (form: Form, rules: readonly Rule[]): JsonSchema =>
  rules
    .filter(({ type }) => !structural.includes(type))
    .map((rule) => read(form, rule))
    .reduce(merge, {});

/** The class that `@Type` names, seen in what the transformer makes of an empty object. */
const nestedForm = (form: Form, field: string, isList: boolean): Form => {
  const made = plainToInstance(form, { [field]: isList ? [{}] : {} }) as Record<string, unknown>;
  const item = isList ? (made[field] as unknown[])[0] : made[field];
  return (item as object).constructor as Form;
};

const orNull = (schema: JsonSchema): JsonSchema => {
  const values = schema['enum'] as unknown[] | undefined;
  return { ...schema, type: [schema['type'], 'null'], ...(values ? { enum: [...values, null] } : {}) };
};

const fieldSchema = (form: Form, field: string, rules: readonly Rule[]): JsonSchema => {
  const own = schemaOfRules(
    form,
    rules.filter(({ each, type }) => !each || type === 'nestedValidation'),
  );
  const each = schemaOfRules(
    form,
    rules.filter((rule) => rule.each),
  );
  const isList = own['type'] === 'array';
  if (!rules.some(({ type }) => type === 'nestedValidation'))
    return isList && own['items'] === undefined ? { ...own, items: each } : own;
  const nested = formSchema(nestedForm(form, field, isList));
  return isList ? { ...own, items: nested } : nested;
};

const byField = (form: Form): Map<string, Rule[]> => {
  const rules = getMetadataStorage().getTargetValidationMetadatas(form, '', true, false) as Rule[];
  const fields = new Map<string, Rule[]>();
  for (const rule of rules) fields.set(rule.propertyName, [...(fields.get(rule.propertyName) ?? []), rule]);
  return new Map([...fields].sort(([one], [other]) => (one < other ? -1 : 1)));
};

const isOptional = (rules: readonly Rule[]): boolean =>
  rules.some(({ type }) => type === 'conditionalValidation');

export interface Field {
  name: string;
  required: boolean;
  schema: JsonSchema;
}

/** Fields of a form, by name; a field with a default value may be left out. */
export const fieldsOf = (form: Form): Field[] => {
  const defaults = new form() as Record<string, unknown>;
  return [...byField(form)].map(([name, rules]) => ({
    name,
    required: !isOptional(rules) && defaults[name] === undefined,
    schema: fieldSchema(form, name, rules),
  }));
};

/** The whole form as a body: unknown fields are refused, and what may be left out may be null too. */
export function formSchema(form: Form): JsonSchema {
  const rules = byField(form);
  const fields = fieldsOf(form);
  const required = fields.filter((field) => field.required).map(({ name }) => name);
  const properties = fields.map(({ name, schema }) => [
    name,
    isOptional(rules.get(name) ?? []) ? orNull(schema) : schema,
  ]);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(properties) as JsonSchema,
  };
}
