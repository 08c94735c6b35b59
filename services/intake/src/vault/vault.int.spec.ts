import { anOfficeActor } from '@yimen/auth/testing';
import { withTx } from '@yimen/messaging';
import type { RowScope } from '@yimen/messaging';
import { aKey, anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;
let reportId: string;

const reporterWords = ['尤青禾', '13800004455', '青禾打字社', '鹤鹿溪路9号'];

beforeAll(async () => {
  intake = await anIntake();
  const { body } = await intake.accept({
    narrative:
      '我是小棠的班主任尤青禾，住鹤鹿溪路9号，电话13800004455，在青禾打字社兼职。孩子后背大片瘀青，说舅舅用皮带抽。',
    reporter: {
      kindText: '学校（强制报告主体）',
      name: '尤青禾',
      phone: '13800004455',
      address: '鹤鹿溪路9号',
      organisation: '青禾打字社',
      relation: '班主任',
      confidential: true,
    },
  });
  reportId = String(body['reportId']);
  const added = { narrative: '我尤青禾补充：孩子发烧了。有事打13800004455。' };
  const amended = await intake.post(`/reports/${reportId}/amendments`, added, { key: aKey() });
  expect(amended.status).toBe(201);
});

afterAll(() => intake.stop());

interface Column {
  table: string;
  column: string;
  type: string;
}

const columns = (): Promise<Column[]> =>
  intake.rows<Column>(
    `select c.table_name as table, c.column_name as column, c.data_type as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'intake' and t.table_type = 'BASE TABLE'`,
  );

/** Where a sealed value of a row was sealed for; every sealed column of the schema is here. */
const places: Record<string, (row: Record<string, unknown>) => string> = {
  'report.statement': (row) => `report.statement:${String(row['id'])}`,
  'report.late_reason': (row) => `report.late_reason:${String(row['id'])}`,
  'report_child.content': (row) =>
    `report_child.content:${String(row['report_id'])}.${String(row['child_index'])}`,
  'child.identity': (row) => `child.identity:${String(row['id'])}`,
  'amendment.statement': (row) => `amendment.statement:${String(row['id'])}`,
  'amendment.content': (row) => `amendment.content:${String(row['id'])}`,
  'withdrawal.note': (row) => `withdrawal.note:${String(row['report_id'])}`,
  'hand_over.reason': (row) => `hand_over.reason:${String(row['report_id'])}`,
  'merge_decision.reason': (row) => `merge_decision.reason:${String(row['id'])}`,
  'attachment.key': (row) => `attachment.key:${String(row['id'])}`,
  'attachment.detail': (row) => `attachment.detail:${String(row['id'])}`,
  'attachment_withholding.reason': (row) => `attachment_withholding.reason:${String(row['attachment_id'])}`,
  'idempotency.answer': (row) =>
    `idempotency.answer:${String(row['county'])}.${String(row['account'])}.${String(row['key'])}`,
};

const isIndex = (column: string): boolean => /_(index|hash)$/.test(column);

const readable = (column: Column, row: Record<string, unknown>): string => {
  const value = row[column.column];
  if (!Buffer.isBuffer(value)) return JSON.stringify(value) ?? '';
  const place = places[`${column.table}.${column.column}`];
  return place
    ? intake.ciphers.fields.open(value, place(row))
    : value.toString('latin1') + value.toString('utf8');
};

const wordsIn = (text: string): string[] => reporterWords.filter((word) => text.includes(word));

describe('the reporter vault', () => {
  it('holds the words as typed; no other column holds a word of the reporter, even when opened', async () => {
    const found: string[] = [];
    let opened = 0;
    for (const column of await columns()) {
      if (column.table === 'reporter_vault' || column.table === 'migration') continue;
      for (const row of await intake.rows<Record<string, unknown>>(`select * from intake.${column.table}`)) {
        const text = readable(column, row);
        if (places[`${column.table}.${column.column}`] && text !== '""' && row[column.column]) opened++;
        found.push(...wordsIn(text).map((word) => `${column.table}.${column.column} holds ${word}`));
      }
    }
    expect(found).toEqual([]);
    // the search did open sealed columns, and the vault does hold what was looked for
    expect(opened).toBeGreaterThanOrEqual(6);
  });

  it('every bytea column is sealed, an index, or the outbox', async () => {
    const unknown = (await columns())
      .filter(({ type, table }) => type === 'bytea' && table !== 'reporter_vault')
      .filter(({ table, column }) => !places[`${table}.${column}`] && !isIndex(column))
      .map(({ table, column }) => `${table}.${column}`)
      .sort();
    expect(unknown).toEqual(
      ['audit.chain_hash', 'import_row.content', 'outbox.data', 'parked.data', 'report_draft.content'].filter(
        (name) => unknown.includes(name),
      ),
    );
  });

  it('no event holds a word of the reporter', async () => {
    const events = await intake.events();
    expect(events.length).toBeGreaterThanOrEqual(2);
    for (const word of reporterWords) expect(JSON.stringify(events)).not.toContain(word);
  });

  it('shows nothing to a query that did not open its door', async () => {
    const scope: RowScope = { county: 'AJX', reach: 'county', actor: 'ajx-operator-1' };
    const options = { scope, keys: [], now: intake.clock.now(), unaudited: true };
    const rows = await withTx(intake.db, options, (tx) => tx.query('select * from reporter_vault'));
    expect(rows).toEqual([]);
    const [row] = await intake.rows<{ count: number }>(
      'select count(*)::int as count from intake.reporter_vault',
    );
    expect(row?.count).toBe(2);
  });

  it('is sealed with a key of its own', async () => {
    const [row] = await intake.rows<{ token: string; words: Buffer }>(
      `select token, words from intake.reporter_vault where kind = 'report'`,
    );
    const place = `reporter_vault.words:${row?.token}`;
    const words = row?.words ?? Buffer.alloc(0);
    expect(intake.ciphers.vault.open(words, place)).toContain('尤青禾');
    expect(() => intake.ciphers.fields.open(words, place)).toThrow();
  });
});

describe('disclosure', () => {
  const asked = { ground: 'retaliation_protection', reason: '报告人受到威胁，需联系' };

  it('is refused to operators, desks and leaders', async () => {
    for (const actor of [
      operator,
      anOfficeActor('supervisor'),
      anOfficeActor('admin'),
      anOfficeActor('desk'),
    ]) {
      const { status, body } = await intake.post(`/reports/${reportId}/disclosures`, asked, { actor });
      expect([status, body['code']]).toEqual([403, 'duty_missing']);
    }
  });

  it('shows identity and words to the duty that may, and is audited without them', async () => {
    const actor = anOfficeActor('reviewer');
    const { status, body } = await intake.post(`/reports/${reportId}/disclosures`, asked, { actor });
    expect(status).toBe(200);
    expect(body['items']).toEqual([
      expect.objectContaining({
        kind: 'report',
        reporter: expect.objectContaining({ name: '尤青禾' }) as unknown,
      }),
      expect.objectContaining({ kind: 'amendment', reporter: null }),
    ]);
    const [audit] = await intake.rows(
      `select actor, purpose, detail::text as detail from intake.audit where action = 'reporter.disclosed'`,
    );
    expect(audit).toMatchObject({ actor: actor.subject, purpose: 'retaliation_protection' });
    expect(JSON.stringify(audit)).not.toMatch(/尤青禾|威胁/);
  });

  it('needs a ground and a reason', async () => {
    const actor = anOfficeActor('reviewer');
    const { status, body } = await intake.post(
      `/reports/${reportId}/disclosures`,
      { ground: 'x', reason: ' ' },
      { actor },
    );
    expect(status).toBe(400);
    expect((body['errors'] as { field: string }[]).map(({ field }) => field)).toEqual(['ground', 'reason']);
  });
});

describe('accepted words', () => {
  it.each(['report', 'report_child', 'amendment', 'reporter_vault'])(
    'in %s are changed and deleted by nobody, the owner included',
    async (table) => {
      await expect(intake.rows(`update intake.${table} set county = 'SX'`)).rejects.toThrow(/never change/);
      await expect(intake.rows(`delete from intake.${table}`)).rejects.toThrow(/never change/);
    },
  );

  it.each(['report', 'child', 'reporter_vault', 'audit', 'idempotency'])(
    'in %s cannot be deleted by the runtime role',
    async (table) => {
      const scope: RowScope = { county: '*', reach: 'system', actor: 'system:test' };
      const options = { scope, keys: [], now: intake.clock.now(), unaudited: true };
      await expect(withTx(intake.db, options, (tx) => tx.query(`delete from ${table}`))).rejects.toThrow(
        /denied/,
      );
    },
  );
});

describe('row scope', () => {
  const read = (scope: RowScope, table: string): Promise<unknown[]> =>
    withTx(intake.db, { scope, keys: [], now: intake.clock.now(), unaudited: true }, (tx) =>
      tx.query(`select county from ${table}`),
    );

  it.each(['report', 'report_child', 'child', 'idempotency', 'amendment'])(
    '%s shows a county its own',
    async (table) => {
      expect((await read({ county: 'AJX', reach: 'county', actor: 'a' }, table)).length).toBeGreaterThan(0);
      expect(await read({ county: 'SX', reach: 'county', actor: 'a' }, table)).toEqual([]);
      expect(await read({ county: 'AJX', reach: 'agency', agency: 'AJX-police', actor: 'a' }, table)).toEqual(
        [],
      );
    },
  );

  it('every table of intake has it, forced', async () => {
    const open = await intake.rows<{ name: string }>(
      `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'intake' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)`,
    );
    const messaging = [
      'audit',
      'cursor',
      'inbox',
      'migration',
      'outbox',
      'outbox_sequence',
      'parked',
      'sequence_seen',
    ];
    expect(open.map(({ name }) => name).filter((name) => !messaging.includes(name))).toEqual([]);
  });
});
