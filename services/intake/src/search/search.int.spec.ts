import { anOfficeActor } from '@yimen/auth/testing';
import { aKey, anIntake, aReport, operator } from '../testing/intake-system';

let intake: Awaited<ReturnType<typeof anIntake>>;
beforeAll(async () => {
  intake = await anIntake();
});
afterAll(() => intake.stop());

const search = async (asked: object, actor = operator) => {
  const { body, status } = await intake.post(
    '/report-searches',
    { purpose: 'handling', ...asked },
    { actor },
  );
  const items = (body['items'] ?? []) as { receiptNo: string }[];
  return { status, code: body['code'], receipts: items.map(({ receiptNo }) => receiptNo), body };
};
const accept = async (changes: object): Promise<string> => {
  const { body } = await intake.post('/reports', aReport(changes as never), { key: aKey() });
  return String(body['receiptNo']);
};

let about: { zhang: string; li: string; early: string };
beforeAll(async () => {
  const late = { lateEntryReason: '补录' };
  about = {
    zhang: await accept({ children: [{ name: '章晨轩' }], reporter: { name: '钱某', phone: '13900001111' } }),
    li: await accept({ children: [{ name: '李小满' }, { name: '李小雪' }] }),
    early: await accept({ children: [{ name: '周一诺' }], receivedAt: '2026-03-01T09:00:00+08:00', ...late }),
  };
});

describe('reports are found', () => {
  it.each<[string, object, (keyof typeof about)[]]>([
    ['by the name of a child', { child: '李小雪' }, ['li']],
    ['by a name that sounds the same', { child: '张辰宣' }, ['zhang']],
    ['by the number of a call, however it is written', { phone: '139-0000 1111' }, ['zhang']],
    ['by the day of receipt', { from: '2026-03-01', to: '2026-03-01' }, ['early']],
    ['since a day, the newest first', { from: '2026-03-20' }, ['li', 'zhang']],
    ['by all criteria together', { child: '周一诺', from: '2026-03-02' }, []],
    ['not by a name that nobody has', { child: '吴有名' }, []],
  ])('%s', async (_what, asked, expected) => {
    expect((await search(asked)).receipts).toEqual(expected.map((name) => about[name]));
  });

  it('by the receipt number, in small letters too', async () => {
    expect((await search({ receiptNo: about.li.toLowerCase() })).receipts).toEqual([about.li]);
  });

  it('page by page', async () => {
    const first = await search({ from: '2026-03-01', limit: 2 });
    const second = await search({ from: '2026-03-01', limit: 2, cursor: first.body['next'] });
    expect([...first.receipts, ...second.receipts]).toEqual(
      [about.li, about.zhang, about.early].sort().reverse(),
    );
  });
});

describe('a search', () => {
  it('is audited by what was asked for, never with what was typed', async () => {
    await search({ phone: '13900001111', child: '章晨轩', purpose: 'complaint' });
    const [row] = await intake.rows<{ purpose: string; detail: object }>(
      `select purpose, detail from intake.audit where action = 'report.searched' order by id desc limit 1`,
    );
    expect(row).toEqual({ purpose: 'complaint', detail: { by: ['child', 'phone'], found: 1 } });
  });

  it.each<[string, object, string]>([
    ['for nothing', {}, 'search_empty'],
    ['for blanks', { child: ' ', receiptNo: '' }, 'search_empty'],
    ['by a masked number', { phone: '139****1111' }, 'phone_not_searchable'],
    ['by a day that is none', { from: '2026-02-30' }, 'invalid_body'],
    ['by a number where text belongs', { phone: 13900001111 }, 'invalid_body'],
    ['for an unknown purpose', { child: '李小雪', purpose: 'curiosity' }, 'invalid_body'],
    ['with a field that nobody knows', { child: '李小雪', reporter: '钱某' }, 'invalid_body'],
  ])('%s is refused', async (_what, asked, code) => {
    expect(await search(asked)).toMatchObject({ status: 400, code });
  });

  it('finds nothing of another county', async () => {
    const stranger = { ...operator, jurisdiction: 'SX', subject: 'sx-operator-1' };
    expect(await search({ child: '李小雪' }, stranger)).toMatchObject({ status: 200, receipts: [] });
  });

  it('is not for a desk', async () => {
    expect(await search({ child: '李小雪' }, anOfficeActor('desk'))).toMatchObject({ status: 403 });
  });
});
