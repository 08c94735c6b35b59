import { newId } from '@yimen/messaging';
import {
  accepted,
  aCoordination,
  allowance,
  anAccepted,
  beating,
  dropout,
} from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';
import type { CaseBody } from './case.body';

let coordination: Coordination;
beforeAll(async () => {
  coordination = await aCoordination();
});
afterAll(() => coordination.stop());

const casesOf = (childId: string) =>
  coordination.rows<{
    id: string;
    risk: string;
    status: string;
    version: number;
    agency: string;
  }>(`select id, risk, status, version, owner ->> 'id' as agency from case_file where child_id = $1`, [
    childId,
  ]);

const onlyCase = async (childId: string) => {
  const found = await casesOf(childId);
  expect(found).toHaveLength(1);
  return found[0] ?? { id: '', risk: '', status: '', version: 0, agency: '' };
};

const body = async (caseId: string): Promise<CaseBody> =>
  (await coordination.get<CaseBody>(`/cases/${caseId}`)).body;

const toldOf = async (caseId: string) => (await coordination.told()).filter(({ key }) => key === caseId);

/** Every row of the schema but those that the log keeps for itself. */
const rowCounts = async () =>
  Object.fromEntries(
    await Promise.all(
      [
        'case_file',
        'case_agency',
        'referral',
        'notice',
        'clock',
        'case_report',
        'timeline',
        'outbox',
        'audit',
        'parked',
      ].map(async (table): Promise<[string, number]> => {
        const [row] = await coordination.rows<{ n: number }>(`select count(*)::int as n from ${table}`);
        return [table, row?.n ?? -1];
      }),
    ),
  );

describe('an accepted report', () => {
  it('tells in one event, with ids alone, which agencies have a leg', async () => {
    const report = anAccepted();
    await coordination.hear('intake', accepted(report));
    const { id } = await onlyCase(report.childId);
    const { legs } = await body(id);
    const held = (await coordination.told('referral.held.v1')).filter(({ key }) => key === id);
    expect(legs.length).toBeGreaterThan(2);
    expect(held.map(({ topic, data }) => [topic, data['legs']])).toEqual([
      [
        'coordination.cases',
        legs.map(({ referralId, role, agencyId }) => ({ referralId, role, agencyId, held: 'open' })),
      ],
    ]);
  });

  it('opens a case: owner, legs, clocks, notices and history in one transaction', async () => {
    const report = anAccepted();
    await coordination.hear('intake', accepted(report));
    const { id, agency } = await onlyCase(report.childId);
    expect(agency).toBe('AJX-police');
    const found = await body(id);
    expect(found).toMatchObject({ risk: 'R1', disposition: 'accept-emergency', tableVersion: 1, version: 1 });
    expect(found.caseNo).toMatch(/^AJX-2026-\d{6}$/);
    expect(found.legs[0]).toMatchObject({ role: 'police', part: 'lead', state: 'issued' });
    expect(found.legs.map(({ role }) => role)).toEqual(expect.arrayContaining(['township', 'civil_affairs']));
    expect(found.clocks.find(({ code }) => code === 'D01')).toMatchObject({
      state: 'running',
      dueAt: '2026-03-20T08:50:00+08:00',
      referralId: found.legs[0]?.referralId,
    });
    expect(found.reports).toEqual([
      expect.objectContaining({ reportId: report.reportId, receiptNo: report.receiptNo }),
    ]);
    expect(found.timeline[0]).toMatchObject({ kind: 'case.opened', by: 'system:coordination' });
    expect(found.explanation.length).toBeGreaterThan(0);
  });

  it('tells intake of the case, and every role of its leg on its own topic, red ones as urgent', async () => {
    const report = anAccepted();
    await coordination.hear('intake', accepted(report));
    const { id } = await onlyCase(report.childId);
    const told = await toldOf(id);
    expect(told[0]).toMatchObject({ topic: 'coordination.cases', type: 'case.opened.v1', urgent: true });
    const issued = told.filter(({ type }) => type === 'referral.issued.v1');
    expect(issued.map(({ topic }) => topic)).toContain('referrals.AJX.police');
    const found = await body(id);
    expect(issued.map(({ data }) => data.referralId)).toEqual(found.legs.map(({ referralId }) => referralId));
    for (const { topic, data } of issued)
      expect(topic).toBe(`referrals.AJX.${String((data.agency as { role: string }).role)}`);
  });

  it('is cut to what a role may know: the police get the address, a role that has no need of it does not', async () => {
    const report = anAccepted();
    await coordination.hear('intake', accepted(report));
    const { id } = await onlyCase(report.childId);
    const issued = (await toldOf(id)).filter(({ type }) => type === 'referral.issued.v1');
    const to = (role: string) =>
      issued.find(({ topic }) => topic.endsWith(`.${role}`))?.data as { child?: object } | undefined;
    expect(to('police')?.child).toMatchObject({ address: '孝丰镇竹里村三组' });
    expect(to('justice')?.child ?? {}).not.toHaveProperty('address');
  });

  it('leaves no personal word readable in the tables', async () => {
    const report = anAccepted({
      parts: { child: { name: '欧阳小海棠', address: '竹里村九组七号', township: '孝丰镇' } },
    });
    await coordination.hear('intake', accepted(report));
    for (const table of ['case_file', 'case_report', 'referral', 'notice', 'clock', 'timeline', 'audit']) {
      const rows = await coordination.rows<{ line: string }>(`select ${table}::text as line from ${table}`);
      const text = rows.map(({ line }) => line).join('\n');
      expect(text).not.toMatch(/欧阳|竹里村|皮带|瘀青/);
      for (const word of ['欧阳', '皮带']) expect(text).not.toContain(Buffer.from(word).toString('hex'));
    }
  });

  it('that comes again changes nothing, by the same event or by another with the same report', async () => {
    const report = anAccepted();
    await coordination.hear('intake', accepted(report));
    const before = await rowCounts();
    await coordination.hear('intake', accepted(report));
    expect(await rowCounts()).toEqual(before);
    expect((await onlyCase(report.childId)).version).toBe(1);
  });

  it('of an import goes the same way', async () => {
    const report = anAccepted({ narrative: allowance, parts: { channel: 'import' } });
    await coordination.hear('intake', accepted(report, 'intake.imports'));
    expect((await onlyCase(report.childId)).status).toBe('open');
  });

  it('of a county without a table is parked, and holds up no other', async () => {
    const lost = anAccepted({ parts: { county: 'ZZ' } });
    const good = anAccepted();
    await coordination.hear('intake', accepted(lost), accepted(good));
    expect((await coordination.parked()).map(({ type }) => type)).toEqual(['report.accepted.v1']);
    expect(await casesOf(lost.childId)).toEqual([]);
    expect((await onlyCase(good.childId)).status).toBe('open');
  });

  it('entered late starts its clocks when it is entered', async () => {
    const report = anAccepted({
      parts: {
        lateEntry: true,
        receivedAt: '2026-03-18T08:35:00+08:00',
        acceptedAt: '2026-03-20T08:35:00+08:00',
      },
    });
    await coordination.hear('intake', accepted(report));
    const { clocks } = await body((await onlyCase(report.childId)).id);
    expect(clocks.find(({ code }) => code === 'D01')?.dueAt).toBe('2026-03-20T08:50:00+08:00');
  });
});

describe('a difference between preview and decision', () => {
  const differenceOf = async (preview: { tableVersion: number; lead: string }) => {
    const report = anAccepted({ parts: { preview } });
    await coordination.hear('intake', accepted(report));
    const [line] = (await body((await onlyCase(report.childId)).id)).reports;
    return line?.difference;
  };

  it('is not stored where there is none', async () => {
    expect(await differenceOf({ tableVersion: 1, lead: 'AJX-police' })).toBeNull();
  });

  it('is stored with its reason', async () => {
    expect(await differenceOf({ tableVersion: 1, lead: 'AJX-civil_affairs' })).toMatchObject({
      reason: 'other',
    });
    expect(await differenceOf({ tableVersion: 7, lead: 'AJX-police' })).toMatchObject({
      reason: 'newer_table',
      decided: { tableVersion: 1, lead: 'AJX-police' },
    });
  });
});

describe('a second report on a child', () => {
  const joined = async (first: string, second: string) => {
    const childId = newId();
    const one = anAccepted({ childId, narrative: first });
    const two = anAccepted({
      childId,
      narrative: second,
      parts: { receivedAt: '2026-03-20T09:35:00+08:00' },
    });
    await coordination.hear('intake', accepted(one));
    await coordination.hear('intake', accepted(two));
    const { id } = await onlyCase(childId);
    return { one, two, id, found: await body(id) };
  };

  it('joins its open case, which takes the higher level and the lead that goes with it', async () => {
    const { found, one, two, id } = await joined(allowance, beating);
    expect(found).toMatchObject({ risk: 'R1', disposition: 'merge', version: 2 });
    expect(found.owner.role).toBe('police');
    expect(found.reports.map(({ reportId }) => reportId)).toEqual([one.reportId, two.reportId]);
    const told = await toldOf(id);
    expect(told.find(({ type }) => type === 'case.joined.v1')?.data).toMatchObject({
      risk: 'R1',
      previousRisk: one.assessment.risk,
    });
    expect(told.map(({ topic, type }) => `${topic} ${type}`)).toContain(
      'referrals.AJX.police referral.issued.v1',
    );
  });

  it('never lowers the level nor changes who owns the case', async () => {
    const { found } = await joined(beating, allowance);
    expect(found).toMatchObject({ risk: 'R1', owner: { role: 'police' } });
  });

  it('keeps the earlier clock', async () => {
    const { found } = await joined(beating, beating);
    const dispatch = found.clocks.filter(({ code }) => code === 'D01');
    expect(dispatch.map(({ dueAt }) => dueAt)).toEqual(['2026-03-20T08:50:00+08:00']);
  });

  it('tells agencies that hold a leg, with what was said, and issues none of them a second one', async () => {
    const { id, found } = await joined(beating, beating);
    const told = await toldOf(id);
    expect(told.filter(({ type }) => type === 'referral.issued.v1')).toHaveLength(found.legs.length);
    const changes = told.filter(({ type }) => type === 'referral.changed.v1');
    expect(changes).toHaveLength(found.legs.length);
    expect(changes[0]?.data).toMatchObject({ change: 'report_joined' });
  });

  it('tells them of a raised level', async () => {
    const { id } = await joined(dropout, beating);
    const changes = (await toldOf(id)).filter(({ type }) => type === 'referral.changed.v1');
    expect(changes.map(({ data }) => data.change)).toContain('risk_raised');
  });

  it('in one batch with the first joins it too', async () => {
    const childId = newId();
    const reports = [allowance, beating, dropout].map((narrative) => anAccepted({ childId, narrative }));
    await coordination.hear('intake', ...reports.map((report) => accepted(report)));
    const { id } = await onlyCase(childId);
    expect((await body(id)).reports).toHaveLength(3);
    const told = (await toldOf(id)).map(({ type }) => type);
    expect(told.filter((type) => type.startsWith('case.'))).toEqual([
      'case.opened.v1',
      'case.joined.v1',
      'case.joined.v1',
    ]);
    expect(told[0]).toBe('case.opened.v1');
  });

  it('joins the case that the operator named, and so do later ones on that child', async () => {
    const first = anAccepted();
    await coordination.hear('intake', accepted(first));
    const { id } = await onlyCase(first.childId);
    const otherChild = newId();
    await coordination.hear(
      'intake',
      accepted(anAccepted({ childId: otherChild, parts: { sameAs: { caseId: id } } })),
    );
    await coordination.hear('intake', accepted(anAccepted({ childId: otherChild })));
    expect(await casesOf(otherChild)).toEqual([]);
    expect((await body(id)).reports).toHaveLength(3);
  });

  it('that was amended is routed again, and the amendment is kept beside it', async () => {
    const report = anAccepted({ narrative: allowance });
    await coordination.hear('intake', accepted(report));
    const { assessment, facts } = anAccepted();
    const amendment = {
      amendmentId: newId(),
      amendedAt: '2026-03-20T10:00:00+08:00',
      statement: beating,
      facts,
      assessment,
    };
    const { reportId, receiptNo, county, childId } = report;
    await coordination.hear('intake', {
      topic: 'intake.reports',
      type: 'report.amended.v1',
      key: childId,
      jurisdiction: county,
      data: { reportId, receiptNo, county, childId, ...amendment },
    });
    const found = await body((await onlyCase(childId)).id);
    expect(found.risk).toBe('R1');
    expect(found.reports.map(({ isAmendment }) => isAmendment)).toEqual([false, true]);
  });
});

describe('a report that is withdrawn', () => {
  const withdrawal = (report: ReturnType<typeof anAccepted>) => {
    const { reportId, receiptNo, county, childId } = report;
    const withdrawnAt = '2026-03-20T10:00:00+08:00';
    return {
      topic: 'intake.reports',
      type: 'report.withdrawn.v1',
      key: childId,
      jurisdiction: county,
      data: { reportId, receiptNo, county, childId, reason: 'prank', withdrawnAt },
    };
  };

  it('is written into its case, of which nothing ends', async () => {
    const report = anAccepted({ narrative: beating });
    await coordination.hear('intake', accepted(report));
    const { id } = await onlyCase(report.childId);
    const before = await body(id);
    await coordination.hear('intake', withdrawal(report));
    const after = await body(id);
    const told = after.timeline.find(({ kind }) => kind === 'report.withdrawn');
    expect(told?.detail).toEqual({ reportId: report.reportId, reason: 'prank' });
    expect(after).toMatchObject({ closedAt: null, risk: 'R1', legs: before.legs, clocks: before.clocks });
  });

  it('that never became a case changes nothing', async () => {
    const before = await rowCounts();
    await coordination.hear('intake', withdrawal(anAccepted()));
    expect(await rowCounts()).toEqual(before);
  });
});

describe('reports that come at the same time', () => {
  it('on one child, over two topics, open one case', async () => {
    const childIds = Array.from({ length: 10 }, () => newId());
    const several = (topic: string) => childIds.map((childId) => accepted(anAccepted({ childId }), topic));
    await Promise.all([
      coordination.hear('intake', ...several('intake.reports')),
      coordination.hear('intake', ...several('intake.imports')),
      coordination.hear('intake', ...several('intake.reports')),
    ]);
    for (const childId of childIds) {
      const { id } = await onlyCase(childId);
      expect((await body(id)).reports).toHaveLength(3);
    }
  });

  it('get numbers that are never given twice', async () => {
    const reports = Array.from({ length: 40 }, () => accepted(anAccepted({ narrative: allowance })));
    await Promise.all(
      [0, 10, 20, 30].map((from) => coordination.hear('intake', ...reports.slice(from, from + 10))),
    );
    const [row] = await coordination.rows<{ all: number; different: number }>(
      'select count(*)::int as all, count(distinct case_no)::int as different from case_file',
    );
    expect(row?.different).toBe(row?.all);
  });

  it('cannot open two cases of one child even by hand: the database refuses it', async () => {
    const report = anAccepted();
    await coordination.hear('intake', accepted(report));
    const { id } = await onlyCase(report.childId);
    const copy = `insert into case_file
      select (jsonb_populate_record(f, '{"id": "x", "case_no": "x"}')).* from case_file f where id = $1`;
    await expect(coordination.rows(copy, [id])).rejects.toThrow(/case_file_one_open/);
  });
});
