/**
 * Checks events against their JSON Schemas, with validators compiled ahead of time.
 * Guarantee: producers are held to the closed schema; consumers let fields of a later release through; what is told
 * about a failure names path and rule, never a value.
 * Not here: HTTP bodies (class-validator in the services), the meaning of an event.
 */
import type { EventDataByType } from './generated/event-types';
import type { EventType } from './event-catalogue';
import type { CompiledValidator } from './generated/strict-validators';
import { envelopeValidator, strictValidators, tolerantValidators } from './generated/validators';

/** One broken rule of a schema. */
export interface SchemaFault {
  /** JSON pointer into the data; empty = the data itself */
  path: string;
  /** JSON Schema keyword, or `unknown_type` */
  rule: string;
  /** field that is missing or not allowed, where the rule is about one; bounded, and no value */
  field?: string;
}

export type EventValidation = { valid: true } | { valid: false; faults: SchemaFault[] };

/** True if `type` is an event type of the catalogue. */
export const isEventType = (type: string): type is EventType => Object.hasOwn(strictValidators, type);

const fieldOf = (params: Record<string, unknown>): string | undefined => {
  const field = params.missingProperty ?? params.additionalProperty;
  return typeof field === 'string' ? field.slice(0, 60) : undefined;
};

function run(validator: CompiledValidator, data: unknown): EventValidation {
  if (validator(data)) return { valid: true };
  const faults = (validator.errors ?? []).map(({ instancePath, keyword, params }) => {
    const field = fieldOf(params);
    return { path: instancePath, rule: keyword, ...(field === undefined ? {} : { field }) };
  });
  return { valid: false, faults };
}

const unknownType: EventValidation = { valid: false, faults: [{ path: '', rule: 'unknown_type' }] };

/** For producers: every field must be known. */
export const validateEvent = (type: string, data: unknown): EventValidation =>
  isEventType(type) ? run(strictValidators[type], data) : unknownType;

/** For consumers: optional fields of a later release are let through. */
export const validateReceivedEvent = (type: string, data: unknown): EventValidation =>
  isEventType(type) ? run(tolerantValidators[type], data) : unknownType;

/** The CloudEvents 1.0 envelope, without its data. */
export const validateEnvelope = (envelope: unknown): EventValidation => run(envelopeValidator, envelope);

/** Narrows data of an unknown source to the type of its event. */
export const isEventData = <T extends EventType>(type: T, data: unknown): data is EventDataByType[T] =>
  strictValidators[type](data);
