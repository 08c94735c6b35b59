import { anActor, anOfficeActor } from '@yimen/auth/testing';
import { csvRows } from '@yimen/testing';
import type { Actor } from '@yimen/auth';
import { anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;
const coordinator = anOfficeActor('coordinator');

beforeAll(async () => {
  intake = await anIntake();
  for (const children of [[{ name: '小满' }, { name: '小雪' }], [{ name: '=1+1' }], [{ name: '小寒' }]])
    await intake.accept({ children });
});
afterAll(() => intake.stop());

const exported = (query: string, actor: Actor = coordinator) => intake.get(`/reports.csv${query}`, { actor });
describe('the list of reports as a file', () => {
  it.each(['', '&risk=R1', '&channel=window', '&channel=mandatory_report'])(
    'has the rows and the order of the list%s',
    async (filter) => {
      const { status, headers, text } = await exported(`?purpose=meeting${filter}`);
      expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
      expect(headers['content-disposition']).toBe('attachment; filename="reports.csv"');
      const { body } = await intake.get(`/reports?limit=50${filter}`, { actor: coordinator });
      const receipts = (body['items'] as { receiptNo: string }[]).map(({ receiptNo }) => receiptNo);
      expect(csvRows(text).map(([receiptNo]) => receiptNo)).toEqual(receipts);
    },
  );

  it('masks children, says nothing of who told us, and holds no formula', async () => {
    const { text } = await exported('?purpose=statistics');
    expect(csvRows(text)).toHaveLength(3);
    expect(csvRows(text).map(([, , , , , , child]) => child)).toEqual(['小*', "'=*", '小*']);
    expect(text).not.toMatch(/尤青禾|13800004455|班主任|小满|小雪|小寒/);
  });

  it('is on record: who, why, how many rows', async () => {
    await exported('?risk=R1&purpose=supervision');
    const audits = await intake.rows(
      `select action, actor, purpose, detail from intake.audit where subject_kind = 'report_list'
       order by id desc limit 2`,
    );
    const common = { actor: coordinator.subject, purpose: 'supervision' };
    const detail = { channel: null, risk: 'R1' };
    expect(audits.reverse()).toEqual([
      { ...common, action: 'report_list.export_begun', detail },
      { ...common, action: 'report_list.exported', detail: { ...detail, rows: 3, isWhole: true } },
    ]);
  });

  it('is of the own county, refused without a purpose and to who does not lead', async () => {
    const elsewhere = { ...coordinator, jurisdiction: 'SX', agency: 'SX-coordination_office' };
    expect(csvRows((await exported('?purpose=meeting', elsewhere)).text)).toEqual([]);
    for (const query of ['', '?purpose=curiosity', '?purpose=meeting&risk=R9'])
      expect((await exported(query)).status).toBe(400);
    for (const actor of [anActor(), operator, anOfficeActor('admin'), anOfficeActor('auditor')])
      expect((await exported('?purpose=meeting', actor)).status).toBe(403);
  });
});
