import { anActor, anOfficeActor } from '@yimen/auth/testing';
import type { ReportAcceptedV1 } from '@yimen/contracts';
import { accepted, aCoordination, allowance, anAccepted, beating } from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';
import type { CaseBody } from './case.body';

let coordination: Coordination;
beforeAll(async () => {
  coordination = await aCoordination();
});
afterAll(() => coordination.stop());

const casesOf = (childId: string) =>
  coordination.rows<{ id: string; risk: string; status: string; agency: string }>(
    `select id, risk, status, owner ->> 'id' as agency from case_file where child_id = $1`,
    [childId],
  );

const onlyCase = async (childId: string) => {
  const [found, ...others] = await casesOf(childId);
  if (!found || others.length > 0) throw new Error(`one case was expected for ${childId}`);
  return found;
};

const body = async (caseId: string): Promise<CaseBody> =>
  (await coordination.get<CaseBody>(`/cases/${caseId}`)).body;

describe('a report that is handed to another county', () => {
  const there = anActor({ ...anOfficeActor('coordinator'), jurisdiction: 'SX', subject: 'sx-coordinator-1' });
  const toReceiptNo = (report: ReportAcceptedV1) => report.receiptNo.replace('AJX', 'SX');
  const handOver = (report: ReportAcceptedV1) => {
    const { reportId, receiptNo, county, childId } = report;
    const to = {
      toCounty: 'SX',
      toReceiptNo: toReceiptNo(report),
      handedOverAt: '2026-03-20T10:00:00+08:00',
    };
    return {
      topic: 'intake.reports',
      type: 'report.handedover.v1',
      key: childId,
      jurisdiction: county,
      data: { reportId, receiptNo, county, childId, ...to },
    };
  };
  const opened = async (narrative = beating) => {
    const report = anAccepted({ narrative });
    await coordination.hear('intake', accepted(report), handOver(report));
    return { report, id: (await onlyCase(report.childId)).id };
  };
  const close = async (id: string) =>
    coordination.post<{ code: string }>(`/cases/${id}/actions/close`, {
      actor: anOfficeActor('coordinator'),
      version: (await body(id)).version,
      body: { outcome: 'moved_away', reason: '已移交泗县' },
    });

  it('is written into its case, of which nothing ends', async () => {
    const report = anAccepted();
    await coordination.hear('intake', accepted(report));
    const { id } = await onlyCase(report.childId);
    const before = await body(id);
    await coordination.hear('intake', handOver(report));
    const after = await body(id);
    const told = after.timeline.find(({ kind }) => kind === 'report.handed_over');
    const detail = { reportId: report.reportId, toCounty: 'SX', toReceiptNo: toReceiptNo(report) };
    expect(told?.detail).toEqual(detail);
    expect(after).toMatchObject({ closedAt: null, risk: 'R1', legs: before.legs, clocks: before.clocks });
  });

  it('that never became a case changes nothing', async () => {
    const lost = anAccepted();
    await coordination.hear('intake', handOver(lost));
    expect(await casesOf(lost.childId)).toEqual([]);
    expect(await coordination.parked()).toEqual([]);
  });

  it('keeps a red case from closing until that county has a case, by its own table and with an owner', async () => {
    const { report, id } = await opened();
    expect(await close(id)).toMatchObject({ status: 409, body: { code: 'hand_over_unowned' } });
    const parts = { county: 'SX', receiptNo: toReceiptNo(report) };
    const sent = anAccepted({ narrative: beating, parts });
    await coordination.hear('intake', accepted(sent));
    const owned = await onlyCase(sent.childId);
    expect(owned).toMatchObject({ risk: 'R1', status: 'open', agency: expect.stringMatching(/^SX-/) });
    // what else has to be done before a case is closed still has to be
    expect(await close(id)).toMatchObject({ status: 409, body: { code: 'leg_still_open' } });
    expect((await coordination.get(`/cases/${owned.id}`)).status).toBe(404);
    expect((await coordination.get(`/cases/${owned.id}`, { actor: there })).status).toBe(200);
  });

  it('does not hold a case that is not red', async () => {
    const { id } = await opened(allowance);
    expect(await close(id)).toMatchObject({ status: 409, body: { code: 'leg_still_open' } });
  });
});
