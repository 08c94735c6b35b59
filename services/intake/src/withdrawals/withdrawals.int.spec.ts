import { randomUUID } from 'node:crypto';
import { anOfficeActor } from '@yimen/auth/testing';
import { anIntake, operator } from '../testing/intake-system';

let intake: Awaited<ReturnType<typeof anIntake>>;
beforeAll(async () => {
  intake = await anIntake();
});
afterAll(() => intake.stop());

const accept = async (changes: Record<string, unknown> = {}) => {
  const { body } = await intake.accept(changes);
  return { reportId: String(body['reportId']), receiptNo: String(body['receiptNo']) };
};
const withdraw = (reportId: string, body: object = { reason: 'prank' }, actor = operator) =>
  intake.post(`/reports/${reportId}/actions/withdraw`, body, { actor });
const shown = async (reportId: string) => (await intake.get(`/reports/${reportId}`)).body;

describe('a withdrawn report', () => {
  it('stays, says so, and is told to the case of every child', async () => {
    const { reportId, receiptNo } = await accept({ children: [{ name: '甲小一' }, { name: '乙小二' }] });
    const before = await shown(reportId);
    const { status, body } = await withdraw(reportId, { reason: 'entered_by_mistake', note: '同事误录' });
    const sent = (await intake.events()).filter(({ type }) => type === 'report.withdrawn.v1');
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ receiptNo, reason: 'entered_by_mistake' }),
    ]);
    expect(await shown(reportId)).toEqual({ ...before, withdrawn: true });
    expect(sent.map(({ key, data }) => [key, data['reason'], data['reportId']])).toEqual(
      sent.map(({ key }) => [key, 'entered_by_mistake', reportId]),
    );
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
    const audited = await intake.rows(`select detail from intake.audit where action = 'report.withdrawn'`);
    expect(JSON.stringify(audited)).not.toContain('误录');
  });

  it('is withdrawn once, also by two at the same time', async () => {
    const { reportId } = await accept();
    const answers = await Promise.all([withdraw(reportId), withdraw(reportId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await withdraw(reportId)).body).toMatchObject({ code: 'report_withdrawn' });
  });

  it('still takes what is added: it may be a report after all', async () => {
    const { reportId } = await accept();
    await withdraw(reportId);
    const { status } = await intake.post(
      `/reports/${reportId}/amendments`,
      { narrative: '同一人再次来电，孩子身上确有新伤。' },
      { key: `after-${reportId}` },
    );
    expect(status).toBe(201);
  });

  it.each<[string, object, number, string]>([
    ['without a reason', {}, 400, 'invalid_body'],
    ['because the reporter asked', { reason: 'reporter_asked' }, 400, 'invalid_body'],
    ['with a number as note', { reason: 'prank', note: 7 }, 400, 'invalid_body'],
  ])('is not withdrawn %s', async (_what, body, status, code) => {
    const { reportId } = await accept();
    expect((await withdraw(reportId, body)).body).toMatchObject({ status, code });
    expect(await shown(reportId)).toMatchObject({ withdrawn: false });
  });

  it('is not there for another county, a desk, or a stranger id', async () => {
    const { reportId } = await accept();
    const stranger = { ...operator, jurisdiction: 'SX', subject: 'sx-operator-1' };
    const codes = [
      await withdraw(reportId, { reason: 'prank' }, stranger),
      await withdraw(randomUUID()),
      await withdraw(reportId, { reason: 'prank' }, anOfficeActor('desk')),
    ].map(({ status }) => status);
    expect(codes).toEqual([404, 404, 403]);
  });
});
