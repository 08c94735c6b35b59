import type { Actor } from '@yimen/auth';
import { anActor, anOfficeActor, tokenFor } from '@yimen/auth/testing';
import { csvRows } from '@yimen/testing';
import { accepted, aCoordination, anAccepted, beating, dropout } from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';

let coordination: Coordination;
const coordinator = anOfficeActor('coordinator');

beforeAll(async () => {
  coordination = await aCoordination();
  for (const narrative of [beating, dropout, beating])
    await coordination.hear('intake', accepted(anAccepted({ narrative })));
});

afterAll(() => coordination.stop());

const exported = async (query: string, actor: Actor = coordinator) => {
  const { statusCode, headers, body } = await coordination.service.app.inject({
    method: 'GET',
    url: `/api/coordination/cases.csv${query}`,
    headers: { authorization: `Bearer ${await tokenFor(actor)}` },
  });
  return { status: statusCode, headers, body };
};

interface Line {
  caseNo: string;
  child: { name: string };
}

const listed = async (view: string): Promise<Line[]> =>
  (await coordination.get<{ items: Line[] }>(`/cases?view=${view}`, { actor: coordinator })).body.items;

describe('the list of cases as a file', () => {
  it.each(['open', 'all', 'overdue', 'closed'])('has the rows and the order of the list %s', async (view) => {
    const { status, headers, body } = await exported(`?view=${view}&purpose=meeting`);
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers['content-disposition']).toBe(`attachment; filename="cases-${view}.csv"`);
    expect(body.startsWith('\uFEFF个案编号,等级,状态,儿童,乡镇,')).toBe(true);
    const items = await listed(view);
    expect(csvRows(body).map(([caseNo]) => caseNo)).toEqual(items.map(({ caseNo }) => caseNo));
    expect(csvRows(body).map(([, , , child]) => child)).toEqual(items.map(({ child }) => child.name));
  });

  it('is not empty where it was compared, and shows children as the list does', async () => {
    const lines = csvRows((await exported('?purpose=statistics')).body);
    expect(lines).toHaveLength(3);
    for (const [, , , child] of lines) expect(child).toMatch(/^(.{1,2}\*|未具名)$/);
  });

  it('is on record: who, why, how many rows', async () => {
    await exported('?view=all&purpose=supervision');
    const audits = await coordination.rows<{
      action: string;
      actor: string;
      purpose: string;
      detail: object;
    }>(
      `select action, actor, purpose, detail from audit where subject_kind = 'case_list' order by id desc limit 2`,
    );
    const common = { actor: coordinator.subject, purpose: 'supervision' };
    expect(audits.reverse()).toEqual([
      { ...common, action: 'case_list.export_begun', detail: { view: 'all' } },
      { ...common, action: 'case_list.exported', detail: { view: 'all', rows: 3, isWhole: true } },
    ]);
  });

  it('is of the own county, refused without a purpose and to who does not watch the county', async () => {
    const elsewhere = { ...coordinator, jurisdiction: 'SX', agency: 'SX-coordination_office' };
    expect(csvRows((await exported('?purpose=meeting', elsewhere)).body)).toEqual([]);
    for (const query of ['', '?purpose=curiosity', '?view=secret&purpose=meeting'])
      expect((await exported(query)).status).toBe(400);
    for (const actor of [anActor(), anOfficeActor('operator'), anOfficeActor('admin')])
      expect((await exported('?purpose=meeting', actor)).status).toBe(403);
  });
});
