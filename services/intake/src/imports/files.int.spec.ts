import { eventually } from '@yimen/testing';
import { aKey, aReport, anIntake } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';
import { aWorkbook, inlineCell } from '../testing/a-workbook';

let intake: IntakeSystem;

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

const csvType = { 'content-type': 'text/csv' };

const upload = (file: string | Buffer, { key = aKey(), dry = false } = {}) =>
  intake.raw(`/imports/files${dry ? '?dryRun=true' : ''}`, Buffer.from(file), { key, headers: csvType });

const head = '儿童姓名,性别,身份证号,出生日期,儿童类别,监护人,备注,班级\n';
const sheet =
  `${head}导入甲,女,330523201703039972,,,祖父,,三班\n\n` +
  '导入乙,男,330523201703039973,,,父,,\n导入丙,二,,,,母,,\n' +
  '导入丁,,,约2018年,特别的孩子,母,,\n导入戊,女,,2018/1/2,,外婆,"=HYPERLINK(""x"")",\n导入己,女,,,,母,吸毒,\n';

const problemsIn = (items: unknown): string[] =>
  (items as { row: number; column: string; rule: string }[]).map(
    ({ row, column, rule }) => `${row} ${column} ${rule}`,
  );

const expected = [
  '4 身份证号 id_number_invalid',
  '5 性别 unknown_sex',
  '6 出生日期 birth_date_invalid',
  '6 儿童类别 category_unknown',
  '8 备注 sensitive_note',
];

describe('a dry run of a file', () => {
  it('names row, column and rule of every error in Chinese and writes nothing', async () => {
    const before = await intake.counts();
    const { status, body } = await upload(sheet, { dry: true });
    expect(status).toBe(202);
    expect(body).toMatchObject({ rows: 6, encoding: 'utf-8', ignoredColumns: ['班级'], problemCount: 5 });
    expect(body['counts']).toEqual({ accept: 2, hold: 1, 'hold-duplicate': 0, reject: 3 });
    expect(problemsIn(body['problems'])).toEqual(expected);
    for (const { zh } of body['problems'] as { zh: string }[]) expect(zh).toMatch(/\p{sc=Han}/u);
    expect(await intake.counts()).toEqual(before);
  });

  it('says what the worker then decides, duplicates too', async () => {
    const twice =
      `${head}王晨轩,,,2018-01-02,,母,,\n王辰萱,,,2018-01-02,,母,,\n王晨轩,,,2017-01-02,,母,,\n` +
      '王晨萱,,330523201703039972,,,母,,\n王辰轩,,330523201703039972,,,母,,\n王辰轩,,,,,母,,\n';
    const dry = await upload(twice, { dry: true });
    const { body } = await upload(twice);
    await intake.runWorkers();
    const done = await intake.get(`/imports/${String(body['importId'])}`);
    expect(done.body['counts']).toEqual(dry.body['counts']);
    expect(dry.body['counts']).not.toMatchObject({ 'hold-duplicate': 0 });
  });
});

describe('a file that is imported', () => {
  it('registers its good rows and keeps every other row with its reasons', async () => {
    const { status, body } = await upload(`${sheet}导入庚,女,,,,母,,\n`);
    expect([status, body['rows'], body['repeated']]).toEqual([202, 7, false]);
    await intake.runWorkers();
    const done = await intake.get(`/imports/${String(body['importId'])}`);
    expect(done.body).toMatchObject({ rowCount: 7, doneCount: 7 });
    expect(done.body['counts']).toEqual({ accept: 3, hold: 1, 'hold-duplicate': 0, reject: 3 });
    const items = done.body['items'] as { n: number; problems: object[] }[];
    const problems = items.flatMap(({ n, problems: own }) => own.map((problem) => ({ row: n, ...problem })));
    expect(problemsIn(problems)).toEqual(expected);
  });

  it('gives back its rejected rows as a table without formulas that can be uploaded again', async () => {
    const { body } = await upload(`${head}=cmd,二,,,,母,@x,\n导入辛,女,,,,母,,\n`);
    await intake.runWorkers();
    const { status, headers, text } = await intake.get(`/imports/${String(body['importId'])}/rejected.csv`);
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('\uFEFF行号,儿童姓名,性别,身份证号,出生日期,儿童类别,监护人,现住址,备注,结果,原因');
    expect(lines[1]).toBe("2,'=cmd,二,,,,母,,'@x,未导入,性别：性别须写男、女或不详");
    expect(lines).toHaveLength(3);
    const again = await upload(text.replace('二', '女'), { dry: true });
    expect(again.body).toMatchObject({ rows: 1, problemCount: 0 });
    const [audit] = await intake.rows<{ count: number }>(
      `select count(*)::int as count from intake.audit where action = 'import.exported' and subject_id = $1`,
      [body['importId']],
    );
    expect(audit?.count).toBe(1);
  });

  it('of a workbook goes in like one of text', async () => {
    const rows = `<row>${inlineCell('姓名')}${inlineCell('性别')}</row><row>${inlineCell('导入壬')}${inlineCell('女')}</row>`;
    const { status, body } = await upload(aWorkbook(rows));
    expect([status, body['rows']]).toEqual([202, 1]);
  });
});

/** The worker may still be busy with what earlier tests sent; it makes no batches. */
const batches = async () => {
  const { report, import_batch, import_row } = await intake.counts();
  return { report, import_batch, import_row };
};

/** Every batch is worked off, so that what is counted next is not the worker's. */
const workDone = () =>
  eventually('the worker', async () => {
    const [open] = await intake.rows('select 1 from intake.import_batch where finished_at is null limit 1');
    return open === undefined;
  });

describe('the same file again', () => {
  it('is the same batch, by its key or by what it holds', async () => {
    const file = `${head}导入癸,女,,,,母,,\n`;
    const key = aKey();
    const first = await upload(file, { key });
    await workDone();
    const before = await intake.counts();
    const [byKey, byHash] = [await upload(file, { key }), await upload(file)];
    for (const { body } of [byKey, byHash])
      expect([body['importId'], body['repeated']]).toEqual([first.body['importId'], true]);
    expect(await intake.counts()).toEqual(before);
    const other = await upload(`${file}导入子,,,,,,,\n`, { key });
    expect([other.status, other.body['code']]).toEqual([409, 'idempotency_key_reused']);
  });

  it('sent ten times at once is one batch', async () => {
    const file = `${head}导入丑,女,,,,母,,\n`;
    const replies = await Promise.all(Array.from({ length: 10 }, () => upload(file)));
    expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(202));
    expect(new Set(replies.map(({ body }) => body['importId'])).size).toBe(1);
  });
});

describe('a file', () => {
  it.each([
    ['that is no table', '\u0000\u0001', 415, 'sheet_format_unknown'],
    ['without a name column', '甲,乙\n1,2\n', 400, 'sheet_columns_missing'],
    ['with a header alone', head, 400, 'sheet_empty'],
    ['of 10,001 rows', `姓名\n${'甲\n'.repeat(10_001)}`, 413, 'sheet_too_many_rows'],
    ['of nine megabytes', `姓名\n${'\n'.repeat(9 * 1024 * 1024)}`, 413, 'sheet_too_large'],
    ['of a million empty lines', `姓名\n${'\n'.repeat(1_000_000)}`, 400, 'sheet_empty'],
  ])('%s is refused in a sentence', async (_what, file, status, code) => {
    const before = await batches();
    const reply = await upload(file);
    expect([reply.status, reply.body['code']]).toEqual([status, code]);
    expect(await batches()).toEqual(before);
  });

  it('is taken by the route of files alone, and JSON is none', async () => {
    const elsewhere = await intake.raw('/reports', 'a,b', { key: aKey(), headers: csvType });
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([415, 'unsupported_media_type']);
    const json = await intake.post('/imports/files', {}, { key: aKey() });
    expect([json.status, json.body['code']]).toEqual([415, 'sheet_format_unknown']);
  });
});

/** Enough that deciding them takes many turns of the worker. */
const manyRows = 3_000;

describe('a red report', () => {
  it(`is accepted while ${manyRows} rows come in and are decided, in a small part of their time`, async () => {
    const many = Array.from({ length: manyRows }, (_none, index) => `批${index}号,女,,,,母,第${index}行,`);
    const waits: number[] = [];
    /** Reports one after the other until the work is over. @returns how many, and how long the work took */
    const reportDuring = async (work: Promise<unknown>): Promise<{ count: number; ms: number }> => {
      const [before, start] = [waits.length, performance.now()];
      let over = false;
      void work.then(() => (over = true));
      while (!over) {
        const sent = performance.now();
        const { status } = await intake.post('/reports', aReport(), { key: aKey() });
        waits.push(performance.now() - sent);
        expect(status).toBe(201);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return { count: waits.length - before, ms: performance.now() - start };
    };
    const coming = upload(head + many.join('\n'));
    const submitted = await reportDuring(coming);
    const { status, body } = await coming;
    expect([status, body['rows']]).toEqual([202, manyRows]);
    const decided = await reportDuring(intake.runWorkers());
    const progress = await intake.get(`/imports/${String(body['importId'])}`);
    expect(progress.body).toMatchObject({ rowCount: manyRows, doneCount: manyRows });
    expect(Math.min(submitted.count, decided.count)).toBeGreaterThan(1);
    // no clock on the wall: a busy machine makes both longer
    expect(Math.max(...waits)).toBeLessThan((submitted.ms + decided.ms) / 3);
  });
});
