import type { Actor } from '@yimen/auth';
import { anActor, anOfficeActor, tokenFor } from '@yimen/auth/testing';
import { csvRows } from '@yimen/testing';
import { aDesk } from './testing/desk';
import type { Desk } from './testing/desk';
import { kernelService } from './testing/kernel-service';
import { aClock, aReferral, issued } from './testing/referrals';

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk(kernelService);
});

afterAll(() => desk.stop());

beforeEach(async () => {
  await desk.rows('truncate work_item, work_item_history, work_item_note, notice');
});

const exported = async (query: string, actor: Actor = anActor()) => {
  const { statusCode, headers, body } = await desk.service.app.inject({
    method: 'GET',
    url: `/api/police/work-items.csv${query}`,
    headers: { authorization: `Bearer ${await tokenFor(actor)}` },
  });
  return { status: statusCode, headers, body };
};

const column = (text: string, name: string): (string | undefined)[] => {
  const [heading = ''] = text.slice(1).split('\r\n');
  const at = heading.split(',').indexOf(name);
  return csvRows(text).map((line) => line[at]);
};

const audits = () =>
  desk.rows<{ action: string; actor: string; purpose: string; detail: object }>(
    `select action, actor, purpose, detail from audit where subject_kind = 'queue' order by id`,
  );

const due = (hours: number) => aReferral({ risk: 'R2', clocks: [aClock('D02', hours)] });

describe('a desk’s list as a file', () => {
  it('has the rows and the order of the list, names of codes, county time, and opens in Excel', async () => {
    await desk.hear(...[3, 1, 2].map((hours) => issued(due(hours))));
    const { items } = (await desk.get<{ items: { caseNo: string }[] }>('/work-items?view=open')).body;
    const { status, headers, body } = await exported('?view=open&purpose=meeting');
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers['content-disposition']).toBe('attachment; filename="police-open.csv"');
    expect(body.startsWith('\uFEFF个案编号,等级,单位,')).toBe(true);
    expect(column(body, '个案编号')).toEqual(items.map(({ caseNo }) => caseNo));
    expect(new Set(column(body, '状态'))).toEqual(new Set(['待签收']));
    expect(column(body, '派发时间')[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
  });

  it('has every page, and says on record who took it, why, and how many rows', async () => {
    await desk.hear(...Array.from({ length: 205 }, (_, n) => issued(due(n % 24))));
    const { body } = await exported('?view=all&purpose=statistics');
    expect(csvRows(body)).toHaveLength(205);
    expect(new Set(column(body, '个案编号')).size).toBe(
      (await desk.rows('select distinct case_no from work_item')).length,
    );
    expect(await audits()).toEqual(
      expect.arrayContaining([
        {
          action: 'queue.export_begun',
          actor: 'ajx-police-1',
          purpose: 'statistics',
          detail: { view: 'all' },
        },
        {
          action: 'queue.exported',
          actor: 'ajx-police-1',
          purpose: 'statistics',
          detail: { view: 'all', rows: 205, isWhole: true },
        },
      ]),
    );
  });

  it('shows no name, no statement and nothing of who told us', async () => {
    await desk.hear(issued(aReferral({ task: '性侵案件处置', statement: '邻居钱桂英说孩子被打' })));
    const { body } = await exported('?purpose=handling');
    expect(column(body, '儿童')).toEqual(['欧阳*']);
    expect(body).not.toMatch(/小禾|性侵|钱桂英|竹里/);
  });

  it('is no formula, whatever an agency is called', async () => {
    await desk.hear(issued(aReferral({ agency: { id: 'AJX-police', role: 'police', name: '=1+1' } })));
    const { body } = await exported('?purpose=handling');
    expect(column(body, '单位')).toEqual(["'=1+1"]);
  });

  it('is of the own agency, of the county for who watches it', async () => {
    const second = { id: 'AJX-police-second', role: 'police', name: '第二分局' };
    await desk.hear(issued(due(1)), issued(aReferral({ agency: second })));
    expect(new Set(column((await exported('?purpose=handling')).body, '单位'))).toHaveProperty('size', 1);
    const own = await exported('?purpose=handling', anActor({ subject: 'ajx-police-9', agency: second.id }));
    expect(column(own.body, '单位')).toEqual(['第二分局']);
    const whole = await exported('?purpose=supervision', anOfficeActor('supervisor'));
    expect(column(whole.body, '单位')).toHaveLength(2);
  });

  it('is refused without a purpose, and to who may not read the queue', async () => {
    const before = (await audits()).length;
    for (const query of [
      '',
      '?purpose=curiosity',
      '?view=secret&purpose=handling',
      '?purpose=handling&limit=3',
    ])
      expect((await exported(query)).status).toBe(400);
    for (const actor of [anOfficeActor('operator'), anOfficeActor('admin')])
      expect((await exported('?purpose=handling', actor)).status).toBe(403);
    expect(await audits()).toHaveLength(before);
  });
});
