/**
 * The quarantine in the table `parked` of a service. Each step locks the event's key, as a replay does, and leaves an
 * audit row in the same transaction. An event that was given up stands in the inbox, so that no delivery applies it.
 */
import type { LoggedEvent } from '../codec';
import { listParked, loggedOf, parkedColumns, parkedOf, parkedOfKey } from '../parking';
import type { ParkedRow } from '../parking';
import type { Replayed } from '../one-by-one';
import type { Db, ParkedEvent, RowScope, Tx } from '../types';
import { withTx } from '../with-tx';
import { discardRefusal, isVisible } from './discard.policy';
import type { DiscardStep } from './discard.policy';
import { payloadView } from './payload-view';
import type { PayloadReader } from './payload-view';
import type { DiscardAnswer, ParkedDetail, Quarantine } from './quarantine';

export interface PostgresQuarantineOptions extends PayloadReader {
  db: Db;
  now(): Date;
  /** of the log whose quarantine this is */
  replay(group: string, key: string): Promise<Replayed>;
}

const selectOne = `select ${parkedColumns} from parked where id = $1`;
const propose = `update parked set proposed_by = $2, proposed_at = $3, discard_reason = $4 where id = $1`;
const withdraw = `update parked set proposed_by = null, proposed_at = null, discard_reason = null where id = $1`;
const discard = `
update parked set discarded_by = $2, discarded_at = $3, resolved_at = clock_timestamp(), retry_at = null
 where id = $1`;
const markHandled = `insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing`;

/** Numbers of the table only: another text is no event, and no fault of the database. */
const isId = (id: string): boolean => /^[1-9]\d{0,17}$/.test(id);

const findRow = async (tx: Tx, id: string): Promise<ParkedRow | undefined> =>
  (await tx.query<ParkedRow>(selectOne, [id]))[0];

const detailOf = (reader: PayloadReader, row: ParkedRow): ParkedDetail => {
  const event: LoggedEvent = loggedOf(row);
  const { producer, sequence, urgent, jurisdiction, traceparent } = event;
  const envelope = { producer, sequence, time: row.envelope.time, urgent, jurisdiction, traceparent };
  return { ...parkedOf(row), envelope, payload: payloadView(reader, event) };
};

type Change = (tx: Tx, parked: ParkedEvent) => void;

const auditNames: Readonly<Record<DiscardStep, string>> = {
  propose: 'parked.discard_proposed',
  withdraw: 'parked.discard_withdrawn',
  confirm: 'parked.discarded',
};

const audit = (tx: Tx, step: DiscardStep, parked: ParkedEvent, reason: string | undefined): void => {
  const { id, group, eventId, type, key } = parked;
  const detail = { group, eventId, type, key, reason };
  tx.audit({ action: auditNames[step], subjectKind: 'parked_event', subjectId: id, detail });
};

class PostgresQuarantine implements Quarantine {
  constructor(private readonly options: PostgresQuarantineOptions) {}

  list(by: RowScope): Promise<ParkedEvent[]> {
    const { db, now } = this.options;
    return listParked(db, now(), undefined, by.reach === 'system' ? undefined : by.county);
  }

  async holds(by: RowScope, group: string, key: string): Promise<boolean> {
    const { db, now } = this.options;
    const open = await parkedOfKey(db, now(), group, key);
    return open.some(({ event }) => isVisible(by, event.jurisdiction));
  }

  async show(by: RowScope, id: string): Promise<ParkedDetail | undefined> {
    const row = await this.read(by, id);
    return row && isVisible(by, loggedOf(row).jurisdiction) ? detailOf(this.options, row) : undefined;
  }

  proposeDiscard(by: RowScope, id: string, reason: string): Promise<DiscardAnswer<ParkedEvent>> {
    return this.step('propose', by, id, (tx, parked) => {
      tx.write(propose, [id, by.actor, tx.now, reason]);
      audit(tx, 'propose', parked, reason);
    });
  }

  withdrawDiscard(by: RowScope, id: string): Promise<DiscardAnswer<ParkedEvent>> {
    return this.step('withdraw', by, id, (tx, parked) => {
      tx.write(withdraw, [id]);
      audit(tx, 'withdraw', parked, parked.discard?.reason);
    });
  }

  async confirmDiscard(by: RowScope, id: string): Promise<DiscardAnswer<Replayed>> {
    const answer = await this.step('confirm', by, id, (tx, parked) => {
      tx.write(discard, [id, by.actor, tx.now]);
      tx.write(markHandled, [parked.group, parked.eventId]);
      audit(tx, 'confirm', parked, parked.discard?.reason);
    });
    if (!answer.done) return answer;
    return { done: true, value: await this.options.replay(answer.value.group, answer.value.key) };
  }

  private async read(by: RowScope, id: string): Promise<ParkedRow | undefined> {
    if (!isId(id)) return undefined;
    const { db, now } = this.options;
    return withTx(db, { scope: by, keys: [], now: now(), unaudited: true }, (tx) => findRow(tx, id));
  }

  /** Decided on the row as it is under the lock of its key. @returns the event as it was left */
  private async step(
    step: DiscardStep,
    by: RowScope,
    id: string,
    change: Change,
  ): Promise<DiscardAnswer<ParkedEvent>> {
    const row = await this.read(by, id);
    if (!row) return { done: false, code: 'parked_key_unknown' };
    const { db, now } = this.options;
    // a refusal writes nothing, and nothing about nothing
    const options = { scope: by, keys: [row.key], now: now(), unaudited: true };
    return withTx(db, options, async (tx): Promise<DiscardAnswer<ParkedEvent>> => {
      const held = await findRow(tx, id);
      const parked = held && parkedOf(held);
      const code = discardRefusal(parked, step, by);
      if (code || !parked) return { done: false, code: code ?? 'parked_key_unknown' };
      change(tx, parked);
      const left = await findRow(tx, id);
      return { done: true, value: left ? parkedOf(left) : parked };
    });
  }
}

export const postgresQuarantine = (options: PostgresQuarantineOptions): Quarantine =>
  new PostgresQuarantine(options);
