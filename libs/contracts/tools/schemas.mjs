// Reads the event schemas and rewrites them for the generators: one bundle, local references, no file references.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const libFolder = join(dirname(fileURLToPath(import.meta.url)), '..');

export const readJson = (...path) => JSON.parse(readFileSync(join(libFolder, ...path), 'utf8'));

/** All files of `schemas/`, by name without `.json`. */
export function readSchemas() {
  const names = readdirSync(join(libFolder, 'schemas')).filter((name) => name.endsWith('.json'));
  return new Map(names.sort().map((name) => [name.slice(0, -'.json'.length), readJson('schemas', name)]));
}

/** Schemas of events: everything but the shared parts and the envelope. */
export const isEventSchema = (name) => name !== 'common.v1' && name !== 'envelope.v1';

/** A copy of `value` in which `change` has replaced every object, innermost last. */
export function mapObjects(value, change) {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (value === null || typeof value !== 'object') return value;
  const changed = change(value);
  return Object.fromEntries(Object.entries(changed).map(([key, item]) => [key, mapObjects(item, change)]));
}

export const definitionName = (ref) => ref.slice(ref.lastIndexOf('/') + 1);
