/**
 * The checker: what the clients were promised against what the tables hold. Reads only, as administrator.
 * lost: a 201 that is missing, or missing in a queue or a letter that it belongs to.
 * duplicateEffects: anything there twice.
 * orderInversions: events of one key whose log order is not their sequence.
 */
import { deskServices } from '@yimen/contracts';
import { Client } from 'pg';

export interface Findings {
  lost: number;
  duplicateEffects: number;
  orderInversions: number;
}

const rows = async <R extends object>(client: Client, sql: string): Promise<R[]> =>
  (await client.query<R>(sql)).rows;

/** Reports that intake does not hold, or whose children have not each reached a case. */
const lostReports = async (client: Client, accepted: ReadonlySet<string>): Promise<number> => {
  const stored = await rows<{ report_id: string; children: number; cases: number }>(
    client,
    `select r.id as report_id,
            (select count(*) from intake.report_child c where c.report_id = r.id)::int as children,
            (select count(*) from coordination.case_report k
              where k.report_id = r.id and not k.amendment)::int as cases
       from intake.report r`,
  );
  const whole = new Set(
    stored.filter(({ children, cases }) => cases >= children).map((row) => row.report_id),
  );
  return [...accepted].filter((id) => !whole.has(id)).length;
};

const deskSchemas = deskServices.map(({ code }) => code.replaceAll('-', '_'));

/** The referral of every item of every desk. */
const everyItem = deskSchemas
  .map((schema) => `select referral_id from ${schema}.work_item`)
  .join(' union all ');

/** Legs that no desk has; of an agency without one, legs that have no letter. */
const lostLegs = `
  select count(*)::int as n from coordination.referral f
   where case when f.agency ? 'byLetter'
              then not exists (select 1 from coordination.letter l where l.leg_id = f.id)
              else not exists (select 1 from (${everyItem}) w where w.referral_id = f.id) end`;

const duplicates = [
  `select count(*)::int as n from (
     select 1 from coordination.case_report where not amendment group by report_id, child_id having count(*) > 1) d`,
  `select count(*)::int as n from (
     select 1 from coordination.case_file where status = 'open' group by child_id having count(*) > 1) d`,
  `select count(*)::int as n from (
     select 1 from coordination.referral where replaced_by is null and state <> 'waived'
      group by case_id, agency ->> 'id' having count(*) > 1) d`,
  `select count(*)::int as n from (
     select referral_id from (${everyItem}) w
      group by referral_id having count(*) > 1) d`,
];

const inversions = (schema: string): string => `
  select count(*)::int as n from (
    select sequence, row_number() over (partition by topic, key order by xid, position) as place
      from ${schema}.outbox) o
   where sequence <> place`;

const total = async (client: Client, statements: readonly string[]): Promise<number> => {
  let sum = 0;
  for (const statement of statements) sum += (await rows<{ n: number }>(client, statement))[0]?.n ?? 0;
  return sum;
};

export const checkHistory = async (adminUrl: string, accepted: ReadonlySet<string>): Promise<Findings> => {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return {
      lost: (await lostReports(client, accepted)) + (await total(client, [lostLegs])),
      duplicateEffects: await total(client, duplicates),
      orderInversions: await total(client, ['intake', 'coordination', ...deskSchemas].map(inversions)),
    };
  } finally {
    await client.end();
  }
};
