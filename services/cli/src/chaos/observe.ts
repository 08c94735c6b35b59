/** What the tables of a quiet system hold, as lines of a history. Reads only, as administrator; all in one snapshot. */
import { deskServices } from '@yimen/contracts';
import { Client } from 'pg';
import { judge } from './check';
import type { Findings } from './check';
import type { Line, Seen } from './history';

const desks = deskServices.map(({ code }) => code.replaceAll('-', '_'));

const reports = `
  select 'report' as seen, r.id::text, count(c.report_id)::int as children,
         (select count(*) from coordination.case_report k where k.report_id = r.id and not k.amendment)::int as cases
    from intake.report r left join intake.report_child c on c.report_id = r.id group by r.id`;
const joined = `
  select 'joined' as seen, report_id::text as report, child_id::text as child
    from coordination.case_report where not amendment`;
const cases = `
  select 'case' as seen, id::text, child_id::text as child from coordination.case_file where status = 'open'`;
const legs = `
  select 'leg' as seen, id::text, case_id::text as "case", agency ->> 'id' as agency,
         replaced_by is null and state <> 'waived' as "isCurrent"
    from coordination.referral`;
/** Where a leg stands: in the queue of a desk; of an agency without one, in its letter. */
const items = [
  ...desks.map(
    (desk) => `select 'item' as seen, '${desk}' as desk, referral_id::text as leg from ${desk}.work_item`,
  ),
  `select 'item' as seen, 'letter' as desk, l.leg_id::text as leg
     from coordination.letter l join coordination.referral f on f.id = l.leg_id where f.agency ? 'byLetter'`,
].join(' union all ');

const withLog = `
  select table_schema as schema from information_schema.tables where table_name = 'outbox' order by 1`;

const everywhere = (schemas: readonly string[], select: (schema: string) => string): string =>
  schemas.map(select).join(' union all ');

/** Whoever has seen one event of a topic reads all of it; what it did or parked stands in its own tables. */
const readerOf = (schema: string): string => `select distinct consumer, topic from ${schema}.sequence_seen`;
const settledIn = (schema: string): string => `
  select consumer, event_id from ${schema}.inbox
   union select consumer, event_id from ${schema}.parked where resolved_at is null`;
const eventsOf = (schema: string, schemas: readonly string[]): string => `
  with reader as (
    select topic, count(*) as n from (${everywhere(schemas, readerOf)}) r group by topic),
  done as (
    select event_id, count(*) as n from (${everywhere(schemas, (each) => `(${settledIn(each)})`)}) d group by event_id)
  select 'event' as seen, '${schema}' as service, o.topic, o.key, o.sequence::int,
         coalesce(r.n, 0)::int as awaited, coalesce(d.n, 0)::int as settled
    from ${schema}.outbox o left join reader r on r.topic = o.topic left join done d on d.event_id = o.event_id
   order by o.xid, o.position`;

const parkedOf = (schemas: readonly string[]): string =>
  everywhere(schemas, (s) => `select 'parked' as seen, consumer, key from ${s}.parked`);

export const observe = async (adminUrl: string): Promise<Seen[]> => {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const schemas = (await client.query<{ schema: string }>(withLog)).rows.map(({ schema }) => schema);
    const statements = [
      ...[reports, joined, cases, legs, items, parkedOf(schemas)],
      ...schemas.map((schema) => eventsOf(schema, schemas)),
    ];
    const rows: Seen[] = [];
    for (const statement of statements)
      for (const row of (await client.query<Seen>(statement)).rows) rows.push(row);
    return rows;
  } finally {
    await client.end();
  }
};

/** The tables of a system that is not in a run, against the report ids that were answered with 201. */
export const checkHistory = async (adminUrl: string, accepted: ReadonlySet<string>): Promise<Findings> => {
  const answers = [...accepted].map((reportId): Line => ({
    event: 'answer',
    atMs: 0,
    key: reportId,
    status: 201,
    reportId,
  }));
  return judge([...answers, ...(await observe(adminUrl))]);
};
