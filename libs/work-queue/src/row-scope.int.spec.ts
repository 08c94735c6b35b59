/**
 * Row-level security alone, with every check of the application left out: statements run as the runtime role with
 * nothing but the scope that `withTx` sets. Two agencies of one county and one of another hold the rows.
 */
import { withTx } from '@yimen/messaging';
import type { Db, RowScope } from '@yimen/messaging';
import { aDesk } from './testing/desk';
import type { Desk } from './testing/desk';
import { kernelService } from './testing/kernel-service';
import { aNotice, aReferral, issued, notified, startOfTests } from './testing/referrals';

const agencies = [
  { county: 'AJX', agency: { id: 'AJX-police', role: 'police', name: '县公安局' } },
  { county: 'AJX', agency: { id: 'AJX-police-second', role: 'police', name: '第二分局' } },
  { county: 'SX', agency: { id: 'SX-police', role: 'police', name: '县公安局' } },
] as const;

const tables = ['work_item', 'work_item_history', 'notice'] as const;
const itemsEach = 3;

let desk: Desk;
/** two connections, so that scopes follow each other on the same one */
let db: Db;

beforeAll(async () => {
  desk = await aDesk(kernelService, 2);
  ({ db } = desk);
  const events = agencies.flatMap((row) => [
    ...Array.from({ length: itemsEach }, () => issued(aReferral(row))),
    ...Array.from({ length: itemsEach }, () => notified(aNotice(row))),
  ]);
  await desk.hear(...events);
});

afterAll(() => desk.stop());

const scopeOf = (place: number): RowScope => {
  const { county, agency } = agencies[place % agencies.length] ?? agencies[0];
  return { county, reach: 'agency', agency: agency.id, actor: `tester-${agency.id}` };
};

const seenBy = (scope: RowScope, table: string) =>
  withTx(db, { scope, keys: [], now: startOfTests, unaudited: true }, (tx) =>
    tx.query<{ agency: string; n: number }>(
      `select agency, count(*)::int as n from ${table} group by agency order by agency`,
    ),
  );

describe('row-level security', () => {
  it.each(tables)('shows an agency its own rows of %s and no others', async (table) => {
    for (const [place, { agency }] of agencies.entries()) {
      expect(await seenBy(scopeOf(place), table)).toEqual([{ agency: agency.id, n: itemsEach }]);
    }
  });

  it.each(tables)('shows a county its own rows of %s and no others', async (table) => {
    const rows = await seenBy({ county: 'AJX', reach: 'county', actor: 'x' }, table);
    expect(rows.map(({ agency }) => agency)).toEqual(['AJX-police', 'AJX-police-second']);
  });

  it.each(tables)('shows nothing of %s to a connection without a scope', async (table) => {
    const { rows } = await db.pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('would show them without it: the test can fail', async () => {
    const [row] = await desk.rows<{ n: number }>('select count(*)::int as n from work_item');
    expect(row?.n).toBe(itemsEach * agencies.length);
  });

  it("changes no row of another agency, and puts none into another agency's queue", async () => {
    const scope = scopeOf(0);
    const options = { scope, keys: [], now: startOfTests, unaudited: true };
    const changed = await withTx(db, options, (tx) =>
      tx.query(`update work_item set title = 'x' where agency <> $1 returning id`, [scope.agency]),
    );
    expect(changed).toEqual([]);
    const move = withTx(db, options, (tx) => tx.query(`update work_item set agency = 'SX-police'`));
    await expect(move).rejects.toThrow('row-level security');
  });

  it.each([
    ['delete from work_item'],
    ['delete from work_item_history'],
    [`update work_item_history set action = 'x'`],
    ['update work_item_note set sealed_text = null'],
    ['delete from notice'],
    ['truncate work_item cascade'],
    ['drop table notice'],
    ['alter table work_item disable row level security'],
  ])('lets the runtime role never run: %s', async (sql) => {
    const scope: RowScope = { county: '*', reach: 'system', actor: 'x' };
    const run = withTx(db, { scope, keys: [], now: startOfTests, unaudited: true }, (tx) => tx.query(sql));
    await expect(run).rejects.toThrow(/permission denied|must be owner/);
  });

  it('never mixes 1,000 interleaved scopes on a pool of two', async () => {
    const reads = Array.from({ length: 1_000 }, async (_, n) => {
      const scope = scopeOf(n);
      const rows = await seenBy(scope, 'work_item');
      return rows.length === 1 && rows[0]?.agency === scope.agency && rows[0]?.n === itemsEach;
    });
    const right = await Promise.all(reads);
    expect(right.filter((own) => !own)).toHaveLength(0);
  });
});
