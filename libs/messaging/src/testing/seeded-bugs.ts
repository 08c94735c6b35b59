/**
 * Bugs that each break one guarantee, put in from outside by rewriting statements or replacing a method: the
 * product has no switch for them. A guarantee whose bug turns no test red is only hoped for.
 */
import { Client } from 'pg';
import { OutboxReader } from '../reader';
import { Wakeable } from '../wake';

interface Installed {
  /** how often the bug took effect: zero means that the product has changed and the bug must be seeded anew */
  hits(): number;
  remove(): void;
}

export interface SeededBug {
  name: string;
  /** the test that must turn red */
  breaks: string;
  install(): Installed;
}

type Rewrite = (sql: string) => string;

/** A changed text goes without its name: under that name the connection knows the right one. */
const rewritten = (statement: unknown, changed: Rewrite): unknown => {
  if (typeof statement === 'string') return changed(statement);
  if (typeof statement !== 'object' || statement === null || !('text' in statement)) return statement;
  const text = changed(String(statement.text));
  return text === statement.text ? statement : { ...statement, name: undefined, text };
};

const rewriting = (rewrite: Rewrite): Installed => {
  const real = Client.prototype.query as (...args: unknown[]) => unknown;
  let hits = 0;
  const changed = (sql: string): string => {
    const after = rewrite(sql);
    if (after !== sql) hits++;
    return after;
  };
  const spy = jest.spyOn(Client.prototype, 'query').mockImplementation(function (
    this: Client,
    ...args: unknown[]
  ) {
    const [first, ...rest] = args;
    return real.call(this, rewritten(first, changed), ...rest) as never;
  });
  return { hits: () => hits, remove: () => spy.mockRestore() };
};

const replace = (pattern: string | RegExp, by: string) => (): Installed =>
  rewriting((sql) => sql.replace(pattern, by));

const noKeyLock = replace('pg_advisory_xact_lock(', 'abs(');
const noOrderGuard = replace('yimen.in_order(s.xid, excluded.xid)', 'excluded.xid');
const noInbox = (): Installed =>
  rewriting((sql) =>
    sql
      .replace('select event_id from inbox where', 'select event_id from inbox where false and')
      .replace(
        /insert into inbox [^)]*\) select \$\d+, unnest\(\$\d+::uuid\[\]\)/,
        '$& on conflict do nothing',
      ),
  );
const noSequence = replace('from sequence_seen where', 'from sequence_seen where false and');
const noParkedKeys = replace(
  'select distinct key from parked where',
  'select distinct key from parked where false and',
);
const noUrgency = replace(' urgent, traceparent,\n', ' false as urgent, traceparent,\n');
const discardNotHandled = replace(
  /insert into inbox \(consumer, event_id\) values \((\$\d+), (\$\d+)\)/,
  'insert into inbox (consumer, event_id) select $1::text, $2::uuid where false',
);
const noWatermark = replace(
  'xid < (select pg_snapshot_xmin(pg_current_snapshot())) as settled',
  'true as settled',
);
const noFence = replace('producer = $2 and epoch = $5', 'producer = $2 and $5::bigint is not null');

const inboxNotWritten = replace(
  /insert into inbox [^)]*\) select \$\d+, unnest\(\$\d+::uuid\[\]\)/,
  '$& where false',
);
const bytesLost = replace(
  /\$12, \$13, clock_timestamp\(\) \+ \$14/,
  "$12, convert_to(left($13::bytea::text, 0), 'UTF8'), clock_timestamp() + $14",
);
/** A fault of the moment is left for a person, as a lasting one is. */
const triedOnce = replace(
  'from parked\n where resolved_at is null and retry_at is not null',
  'from parked\n where false and resolved_at is null and retry_at is not null',
);

const replacing = (make: (hit: () => void) => jest.SpyInstance): Installed => {
  let hits = 0;
  const spy = make(() => void hits++);
  return { hits: () => hits, remove: () => spy.mockRestore() };
};

const cursorFirst = (): Installed =>
  replacing((hit) => {
    const real = OutboxReader.prototype.page;
    return jest.spyOn(OutboxReader.prototype, 'page').mockImplementation(async function (this: OutboxReader) {
      const page = await real.call(this);
      if (page.end) await this.moveTo(page.end);
      hit();
      return page;
    });
  });

const turnedRound = (): Installed =>
  replacing((hit) => {
    const real = OutboxReader.prototype.page;
    return jest.spyOn(OutboxReader.prototype, 'page').mockImplementation(async function (this: OutboxReader) {
      const page = await real.call(this);
      if (page.events.length > 1) hit();
      return { ...page, events: page.events.toReversed() };
    });
  });

const noWakeUp = (): Installed =>
  replacing((hit) => jest.spyOn(Wakeable.prototype, 'wake').mockImplementation(() => hit()));

const noSafetyPoll = (): Installed =>
  replacing((hit) => {
    const real = Wakeable.prototype.sleep;
    return jest.spyOn(Wakeable.prototype, 'sleep').mockImplementation(function (this: Wakeable) {
      hit();
      return real.call(this, 60_000);
    });
  });

const commitBelieved = (): Installed => {
  const real = Client.prototype.query as (...args: unknown[]) => unknown;
  return replacing((hit) =>
    jest.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args: unknown[]) {
      const answer = real.apply(this, args);
      if (args[0] !== 'commit') return answer as never;
      hit();
      return (answer as Promise<object>).then((result) => ({ ...result, command: 'COMMIT' })) as never;
    }),
  );
};

export const seededBugs: readonly SeededBug[] = [
  {
    name: 'no watermark',
    breaks: 'events wait for a transaction that is still open and may stand before them',
    install: noWatermark,
  },
  {
    name: 'pages turned round',
    breaks: 'events of one key are applied in the order of their appending',
    install: turnedRound,
  },
  {
    name: 'inbox not written',
    breaks: 'a replay that waited for another of its key has no second effect',
    install: inboxNotWritten,
  },
  { name: 'bytes lost', breaks: 'what cannot be read is parked as it came', install: bytesLost },
  {
    name: 'tried only once',
    breaks: 'a transient fault is tried again for as long as it lasts',
    install: triedOnce,
  },
  {
    name: 'no key lock',
    breaks: 'writers of one key wait for each other, and none is refused',
    install: noKeyLock,
  },
  {
    name: 'no order guard',
    breaks: 'a writer that audits before it locks does not turn the order round',
    install: noOrderGuard,
  },
  {
    name: 'no inbox check',
    breaks: 'a replay that waited for another of its key has no second effect',
    install: noInbox,
  },
  {
    name: 'no sequence check',
    breaks: 'an event older than the last seen of its key is ignored',
    install: noSequence,
  },
  {
    name: 'parked keys forgotten',
    breaks: 'a bad event parks its key with all that follows, and other keys flow',
    install: noParkedKeys,
  },
  { name: 'urgency forgotten', breaks: 'an urgent event passes a parked one of its key', install: noUrgency },
  {
    name: 'cursor before commit',
    breaks: 'a connection lost within a lane loses and repeats nothing',
    install: cursorFirst,
  },
  { name: 'wake-up lost', breaks: 'a commit wakes the reader', install: noWakeUp },
  {
    name: 'no safety poll',
    breaks: 'an event is found by the safety poll when nobody was woken',
    install: noSafetyPoll,
  },
  {
    name: 'discard not in the inbox',
    breaks: 'an event that was given up is never applied, however often it is delivered',
    install: discardNotHandled,
  },
  { name: 'no fence', breaks: 'a reader that was overtaken does not move the cursor', install: noFence },
  {
    name: 'rollback taken for commit',
    breaks: 'a fault in a statement that nobody waited for undoes everything, and is told',
    install: commitBelieved,
  },
];
