// Precompiled Ajv validators: strict ones for producers, tolerant ones (unknown fields allowed) for consumers.
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { isEventSchema, mapObjects } from './schemas.mjs';

/** A consumer built last month must read an event that has an optional field more. */
export const tolerant = (schema) =>
  mapObjects(schema, (node) => {
    if (node.additionalProperties !== false) return node;
    const { additionalProperties: _closed, ...open } = node;
    return open;
  });

const identifier = (prefix, name) => prefix + name.replaceAll('.', '_');

function compile(schemas, change) {
  const ajv = new Ajv2020.default({
    code: { source: true, optimize: 2 },
    strict: true,
    allowUnionTypes: true,
    messages: false,
  });
  addFormats.default(ajv);
  ajv.addVocabulary(['x-class', 'tsType']);
  for (const [, schema] of schemas) ajv.addSchema(change(schema));
  return ajv;
}

function generateModule(schemas, banner, change) {
  const names = [...schemas.keys()].filter((name) => name !== 'common.v1');
  const ajv = compile(schemas, change);
  const exports = Object.fromEntries(names.map((name) => [identifier('', name), `${name}.json`]));
  const code = standaloneCode.default(ajv, exports);
  return `${banner}\n${code}\n`;
}

function declarations(schemas, banner) {
  const names = [...schemas.keys()].filter((name) => name !== 'common.v1');
  const lines = names.map((name) => `export declare const ${identifier('', name)}: CompiledValidator;`);
  return `${banner}
import type { ErrorObject } from 'ajv';

export interface CompiledValidator {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}
${lines.join('\n')}
`;
}

function lookup(schemas, banner) {
  const names = [...schemas.keys()].filter(isEventSchema);
  const rows = (module) => names.map((name) => `  '${name}': ${module}.${identifier('', name)},`).join('\n');
  return `${banner}
import type { CompiledValidator } from './strict-validators';
import * as strict from './strict-validators';
import * as tolerant from './tolerant-validators';
import type { EventDataByType } from './event-types';

type ValidatorByType = Readonly<Record<keyof EventDataByType, CompiledValidator>>;

/** Closed: a field that the schema does not know is refused. */
export const strictValidators: ValidatorByType = {
${rows('strict')}
};

/** Open: fields of a later release are let through. */
export const tolerantValidators: ValidatorByType = {
${rows('tolerant')}
};

export const envelopeValidator: CompiledValidator = tolerant.envelope_v1;
`;
}

export function generateValidators(schemas, banner) {
  const events = new Map([...schemas]);
  return [
    ['src/generated/strict-validators.js', generateModule(events, banner, (schema) => schema)],
    ['src/generated/strict-validators.d.ts', declarations(events, banner)],
    ['src/generated/tolerant-validators.js', generateModule(events, banner, tolerant)],
    ['src/generated/tolerant-validators.d.ts', declarations(events, banner)],
    ['src/generated/validators.ts', lookup(events, banner)],
  ];
}
