import { aKey, anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

const quiet = {
  narrative: '外孙阿宝跟爷爷住溪龙乡，爸妈在上海打工，想问能不能给娃申请补助。',
  reporter: { kindText: '外婆', name: '石某某' },
  children: [{ name: '阿宝', ageYears: 7, address: '安吉县溪龙乡' }],
};

const report = async (): Promise<{ reportId: string; risk: string }> => {
  const { body } = await intake.accept(quiet);
  const [child] = body['children'] as { risk: string }[];
  return { reportId: String(body['reportId']), risk: child?.risk ?? '' };
};

const amend = (reportId: string, body: object, key = aKey(), actor = operator) =>
  intake.post(`/reports/${reportId}/amendments`, body, { key, actor });

const worse = { narrative: '刚才孩子额头被爷爷砸破了，一直在流血，现在昏过去了。' };

describe('amending a report', () => {
  it('adds words, raises the risk, and tells the case', async () => {
    const { reportId, risk } = await report();
    expect(risk).not.toBe('R1');
    const { status, body } = await amend(reportId, worse);
    expect(status).toBe(201);
    expect(body['children']).toEqual([expect.objectContaining({ risk: 'R1' })]);
    const event = (await intake.events()).at(-1);
    expect(event).toMatchObject({
      type: 'report.amended.v1',
      urgent: true,
      data: { reportId, statement: body['statement'] },
    });
  });

  it('leaves the first words as they were and shows both', async () => {
    const { reportId } = await report();
    const before = await intake.get(`/reports/${reportId}`);
    await amend(reportId, worse);
    const after = await intake.get(`/reports/${reportId}`);
    expect(after.body['statement']).toBe(before.body['statement']);
    expect(after.body['amendments']).toEqual([
      expect.objectContaining({ statement: worse.narrative, addedBy: operator.subject }),
    ]);
  });

  it('never lowers: calmer words later keep the level', async () => {
    const { reportId } = await report();
    await amend(reportId, worse);
    const { body } = await amend(reportId, { narrative: '外婆说孩子今天在学校挺好。', risk: 'R4' });
    const [child] = body['children'] as { risk: string; matters: string[] }[];
    expect(child?.risk).not.toBe('R4');
  });

  it('takes the reporter out of the added words too', async () => {
    const { reportId } = await report();
    const { body } = await amend(reportId, { narrative: '石某某又来电，说孩子发烧。' });
    expect(String(body['statement'])).not.toContain('石某某');
    const telling = await amend(reportId, { narrative: '孩子发烧。', statement: '石某某说孩子发烧。' });
    expect([telling.status, telling.body['code']]).toEqual([422, 'reporter_in_statement']);
  });

  it('is done once for equal keys, even at once', async () => {
    const { reportId } = await report();
    const key = aKey();
    const replies = await Promise.all(Array.from({ length: 8 }, () => amend(reportId, worse, key)));
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const read = await intake.get(`/reports/${reportId}`);
    expect(read.body['amendments']).toHaveLength(1);
    const other = await amend(reportId, { narrative: '别的话。' }, key);
    expect(other.body['code']).toBe('idempotency_key_reused');
  });

  it('is not found for another county and refused without words', async () => {
    const { reportId } = await report();
    const stranger = { ...operator, jurisdiction: 'SX', subject: 'sx-operator-1' };
    expect((await amend(reportId, worse, aKey(), stranger)).status).toBe(404);
    expect((await amend(reportId, { narrative: ' ' })).status).toBe(400);
  });
});
