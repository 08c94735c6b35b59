/**
 * Access to the golden examples by event type.
 * Guarantee: a copy each time, so that one test cannot change what another reads.
 * Not here: the examples themselves; those are `examples/<type>/*.json`.
 */
import type { EventType } from '../event-catalogue';
import { goldenExamples } from '../generated/golden-examples';
import type { GoldenExample } from '../generated/golden-examples';

/** All examples of one type, at least one. */
export const examplesOf = <T extends EventType>(type: T): readonly GoldenExample<T>[] =>
  structuredClone(goldenExamples[type]);
