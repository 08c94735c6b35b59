/**
 * Who publishes which event on which topic, for whom: the shape of the rows in `generated/event-rows.ts`.
 * Guarantee: one row per type and producer; a topic has exactly one producer.
 * Not here: the schemas (`schemas/`), how events travel (`@yimen/messaging`).
 */
import type { EventDataByType } from './generated/event-types';

export type EventType = keyof EventDataByType;

export interface EventRow {
  type: EventType;
  /** exact topic, or a pattern in which `*` stands for one segment: `referrals.*.*` */
  topics: string;
  /** service whose outbox holds the topic */
  producer: string;
  /** services with a handler for this type */
  consumers: readonly string[];
  /** field of `data` that is partition key and subject */
  keyOf: 'childId' | 'caseId' | 'county';
  /** true: the payload is sealed per partition key (topics that carry personal fields) */
  ciphered: boolean;
  zh: string;
  en: string;
}

export type EventCatalogue = readonly EventRow[];
