/**
 * Each guarantee of the database broken on purpose: what the other specs forbid then happens, so they would turn
 * red.
 */
import { withTx } from '@yimen/messaging';
import type { RowScope } from '@yimen/messaging';
import { aKey, anIntake } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';
import { ReceiptNumbers } from './receipts.store';

let intake: IntakeSystem;

beforeEach(async () => {
  intake = await anIntake();
});

afterEach(() => intake.stop());

const count = async (sql: string): Promise<number> => {
  const [row] = await intake.rows<{ count: number }>(`select count(*)::int as count from ${sql}`);
  return row?.count ?? 0;
};

const scope: RowScope = { county: 'AJX', reach: 'county', actor: 'ajx-operator-1' };

const readAs = (sql: string, as: RowScope = scope): Promise<unknown[]> =>
  withTx(intake.db, { scope: as, keys: [], now: intake.clock.now(), unaudited: true }, (tx) => tx.query(sql));

describe('broken on purpose', () => {
  it('without the unique key, equal requests at once make several reports', async () => {
    await intake.rows('alter table intake.idempotency drop constraint idempotency_pkey');
    const key = aKey();
    await Promise.all(Array.from({ length: 16 }, () => intake.accept({}, { key })));
    expect(await count('intake.report')).toBeGreaterThan(1);
  });

  it('without the unique number, one child becomes several', async () => {
    await intake.rows('drop index intake.child_id_number');
    const children = [{ name: '小齐', idNumber: '330523201512259999' }];
    await Promise.all(Array.from({ length: 8 }, () => intake.accept({ children })));
    expect(await count('intake.child')).toBeGreaterThan(1);
  });

  it('without its door, the vault shows itself to any query', async () => {
    await intake.accept();
    expect(await readAs('select token from reporter_vault')).toEqual([]);
    await intake.rows('drop policy vault_door on intake.reporter_vault');
    expect(await readAs('select token from reporter_vault')).toHaveLength(1);
  });

  it('without row scope, another county reads the report', async () => {
    await intake.accept();
    const stranger: RowScope = { ...scope, county: 'SX' };
    expect(await readAs('select id from report', stranger)).toEqual([]);
    await intake.rows('alter table intake.report disable row level security');
    expect(await readAs('select id from report', stranger)).toHaveLength(1);
  });

  it('without the trigger, accepted words can be changed', async () => {
    await intake.accept();
    await intake.rows('drop trigger frozen on intake.report');
    await intake.rows(`update intake.report set channel = 'other'`);
    expect(await count(`intake.report where channel = 'other'`)).toBe(1);
  });

  it('without the memory of its blocks, a number is given twice', async () => {
    const { body } = await intake.accept();
    await intake.rows('delete from intake.receipt_block');
    // as a process that has just started: no block in hand
    const again = await new ReceiptNumbers(intake.db).next('AJX', intake.clock.now());
    expect(again).toBe(body['receiptNo']);
  });
});
