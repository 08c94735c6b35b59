/**
 * What a person does about events that are parked: look, propose that one is given up, let a second person decide.
 * Guarantee: nothing here shows what was said about a person; nobody gives an event up alone; the row stays for ever.
 * Not here: trying again (`EventLog.replay`), which needs no second person.
 */
import type { ParkedEvent, RowScope } from '../types';

/** A field of the opened payload: where it stands, how secret it is, and its codes; never text. */
interface OutlinedField {
  path: string;
  fieldClass: string;
  count: number;
  codes: readonly (string | number | boolean)[];
}

interface PayloadOutline {
  fields: readonly OutlinedField[];
  /** fields that nobody classified: not even their names are shown */
  unclassified: number;
}

/** What may be told of an opened payload. */
export type Outliner = (type: string, data: unknown) => PayloadOutline;

export type PayloadView =
  | ({ kind: 'opened' } & PayloadOutline)
  | {
      kind: 'unreadable';
      sizeBytes: number;
      /** base64; null where they could be read as text about a person */
      firstBytes: string | null;
    };

export interface ParkedDetail extends ParkedEvent {
  envelope: {
    producer: string;
    sequence: number;
    time: string;
    urgent: boolean;
    jurisdiction: string;
    traceparent: string | null;
  };
  payload: PayloadView;
}

export type DiscardRefusal =
  | 'parked_key_unknown'
  | 'accepted_report_kept'
  | 'discard_not_proposed'
  | 'discard_proposed'
  | 'parked_behind'
  | 'parked_settled'
  | 'second_person_needed';

export type DiscardAnswer<T> = { done: true; value: T } | { done: false; code: DiscardRefusal };

/** `by`: the account that acts; events of other counties are not there for it. */
export interface Quarantine {
  list(by: RowScope): Promise<ParkedEvent[]>;
  /** is anything of this key parked there, open, of the own county? */
  holds(by: RowScope, group: string, key: string): Promise<boolean>;
  /** also of what is settled or was given up */
  show(by: RowScope, id: string): Promise<ParkedDetail | undefined>;
  /** @param reason a code, never text */
  proposeDiscard(by: RowScope, id: string, reason: string): Promise<DiscardAnswer<ParkedEvent>>;
  withdrawDiscard(by: RowScope, id: string): Promise<DiscardAnswer<ParkedEvent>>;
  /** Gives the event up and handles what parked behind it. */
  confirmDiscard(by: RowScope, id: string): Promise<DiscardAnswer<{ applied: number; parked: number }>>;
}

/** Without a classification nothing of a payload is known to be harmless. */
export const outlineNothing: Outliner = (_type, data) => ({
  fields: [],
  unclassified: typeof data === 'object' && data !== null ? Object.keys(data).length : 1,
});
