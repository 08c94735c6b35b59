/**
 * What is written together with COMMIT: state, audit rows and events of a transaction, as one statement, since a
 * statement costs more than its rows. Guarantee: the sequence of a key is gapless and follows the order in which the
 * log is read; a transaction that would turn that order round is refused as a serialization failure, and so run again.
 */
import { newId } from './ids';
import type { AuditEntry, NewEvent, TxOptions } from './types';

export interface Statement {
  sql: string;
  params: readonly unknown[];
}

/** An event with its data as bytes. */
export interface EncodedEvent {
  event: NewEvent;
  data: Buffer;
  /** the span that emitted it; null where nobody collects */
  traceparent: string | null;
}

const insertAudit = `
insert into audit (at, county, actor, duties, agency, action, subject_kind, subject_id, case_id, purpose, detail)
select $1, a.county, $2, $3, $4, a.action, a.subject_kind, a.subject_id, a.case_id, a.purpose, a.detail
  from jsonb_to_recordset($5::jsonb) as a(county text, action text, subject_kind text, subject_id text, case_id text,
       purpose text, detail jsonb)`;

// ordered, so that two transactions never wait for each other crosswise; yimen.in_order refuses a writer whose
// transaction id is older than that of the last writer of the key: it took its id before it had the key's lock
const outboxParts = `
incoming as (
  select i.*, row_number() over (partition by i.topic, i.key order by i.place) as nth,
         count(*) over (partition by i.topic, i.key) as many
    from unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::boolean[], $8::bytea[],
                $9::text[]) with ordinality
      as i(topic, key, event_id, type, jurisdiction, urgent, data, traceparent, place)
), numbered as (
  insert into outbox_sequence as s (topic, key, last)
  select topic, key, count(*) from incoming group by topic, key order by topic, key
  on conflict (topic, key) do update set last = s.last + excluded.last, xid = yimen.in_order(s.xid, excluded.xid)
  returning s.topic, s.key, s.last
)`;
const insertOutbox = `
insert into outbox (topic, key, sequence, event_id, type, jurisdiction, urgent, time, data, traceparent)
select i.topic, i.key, n.last - i.many + i.nth, i.event_id, i.type, i.jurisdiction, i.urgent, $1, i.data, i.traceparent
  from incoming i join numbered n using (topic, key) order by i.place`;

export const auditStatement = ({ scope, now }: TxOptions, entries: readonly AuditEntry[]): Statement => {
  const rows = entries.map((entry) => ({
    county: entry.county ?? scope.county,
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    case_id: entry.caseId ?? null,
    purpose: entry.purpose ?? null,
    detail: entry.detail ?? null,
  }));
  const { actor, duties, agency } = scope;
  return { sql: insertAudit, params: [now, actor, duties ?? null, agency ?? null, JSON.stringify(rows)] };
};

const outboxParams = (now: Date, events: readonly EncodedEvent[]): unknown[] => [
  now,
  events.map(({ event }) => event.topic),
  events.map(({ event }) => event.key),
  events.map(() => newId()),
  events.map(({ event }) => event.type),
  events.map(({ event }) => event.jurisdiction),
  events.map(({ event }) => event.urgent ?? false),
  events.map(({ data }) => data),
  events.map(({ traceparent }) => traceparent),
];

/** `$1` of a part becomes the place of its first parameter in the whole. */
const moved = (sql: string, by: number): string =>
  by === 0 ? sql : sql.replaceAll(/\$(\d+)/g, (_whole, place: string) => `$${Number(place) + by}`);

const texts = new Map<string, string>();
/** The same few combinations come again and again; texts are constants of the code. */
const maxTexts = 400;

const combine = (writes: readonly Statement[], withEvents: boolean): string => {
  let used = 0;
  const parts = writes.map(({ sql, params }, index) => {
    const part = `w${index} as (${moved(sql, used)})`;
    used += params.length;
    return part;
  });
  const all = withEvents ? [...parts, moved(outboxParts, used)] : parts;
  return `with ${all.join(', ')} ${withEvents ? moved(insertOutbox, used) : 'select 1'}`;
};

/**
 * All of it as one statement: none of the writes sees what another writes, and no row may be touched by two of them.
 * Undefined where there is nothing to write.
 */
export const together = (
  writes: readonly Statement[],
  now: Date,
  events: readonly EncodedEvent[],
): Statement | undefined => {
  const withEvents = events.length > 0;
  const [first] = writes;
  if (!withEvents && writes.length < 2) return first;
  const name = [withEvents, ...writes.map(({ sql }) => sql)].join('\0');
  const sql = texts.get(name) ?? combine(writes, withEvents);
  if (texts.size < maxTexts) texts.set(name, sql);
  const params = writes.flatMap((write) => write.params);
  return { sql, params: withEvents ? [...params, ...outboxParams(now, events)] : params };
};
