/**
 * What may be told of an event's data to whoever mends the system: which fields are there, and codes where the field is
 * public or of the work. Guarantee: a field that nobody classified is counted and not named; no text, no number of a
 * person is told, whatever its class says: what stands in quarantine is often what went into the wrong field.
 * Not here: what a role may know of a case (`cut-for-role.ts`).
 */
import type { FieldClass } from './field-class';
import { fieldClasses } from './generated/field-classes';

type Code = string | number | boolean;

interface OutlinedField {
  path: string;
  fieldClass: FieldClass;
  /** how often it occurs */
  count: number;
  codes: readonly Code[];
}

export interface EventOutline {
  fields: readonly OutlinedField[];
  unclassified: number;
}

/** A case with a hundred clocks does not need all of their codes to be mended. */
const maxCodes = 5;

const toldClasses: readonly FieldClass[] = ['public', 'work'];

const codeForm = /^[A-Za-z0-9][\w.:+/-]{0,63}$/;
const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** Phone numbers have eleven, identity numbers seventeen or eighteen. */
const numberOfPerson = /\d{11}/;

const isCode = (value: unknown): value is Code => {
  if (typeof value === 'boolean') return true;
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  return codeForm.test(text) && !numberOfPerson.test(text.replaceAll(uuid, ''));
};

interface Outlining {
  classes: Readonly<Record<string, FieldClass | null>>;
  fields: Map<string, OutlinedField & { codes: Code[] }>;
  unclassified: number;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What is one field to the classification (facts of a case, a table) is one here. */
const hasParts = (path: string, { classes }: Outlining): boolean =>
  Object.keys(classes).some((known) => known.startsWith(`${path}.`));

function outlineObject(value: object, prefix: string, to: Outlining): void {
  for (const [name, item] of Object.entries(value))
    outlineField(item, `${prefix}${name}${Array.isArray(item) ? '[]' : ''}`, to);
}

function outlineField(value: unknown, path: string, to: Outlining): void {
  const fieldClass = Object.hasOwn(to.classes, path) ? to.classes[path] : undefined;
  if (!fieldClass) {
    to.unclassified++;
    return;
  }
  const known = to.fields.get(path) ?? { path, fieldClass, count: 0, codes: [] };
  to.fields.set(path, known);
  for (const item of Array.isArray(value) ? value : [value]) {
    known.count++;
    if (isObject(item) && hasParts(path, to)) outlineObject(item, `${path}.`, to);
    else if (toldClasses.includes(fieldClass) && isCode(item) && known.codes.length < maxCodes)
      known.codes.push(item);
  }
}

/** @param type also one that the catalogue does not know: then nothing is classified */
export const outlineEvent = (type: string, data: unknown): EventOutline => {
  const classes = Object.hasOwn(fieldClasses, type) ? (fieldClasses[type] ?? {}) : {};
  const to: Outlining = { classes, fields: new Map(), unclassified: 0 };
  if (isObject(data)) outlineObject(data, '', to);
  else to.unclassified++;
  return { fields: [...to.fields.values()], unclassified: to.unclassified };
};
