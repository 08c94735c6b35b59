import { newId } from '@yimen/messaging';
import { anIntake } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

interface Told {
  reportId: string;
  childId: string;
  receiptNo: string;
}

const report = async (changes: Record<string, unknown> = {}): Promise<Told> => {
  const { body } = await intake.accept(changes);
  const [child] = body['children'] as { childId: string }[];
  return {
    reportId: String(body['reportId']),
    childId: child?.childId ?? '',
    receiptNo: String(body['receiptNo']),
  };
};

const at = (minutes: number): string =>
  new Date(Date.parse('2026-03-20T01:00:00Z') + minutes * 60_000).toISOString();

const opened = ({ reportId, childId, receiptNo }: Told, caseId: string) => ({
  caseId,
  caseNo: `AJX-2026-${String(Math.floor(Date.parse(at(0)) / 1_000) % 1_000_000).padStart(6, '0')}`,
  county: 'AJX',
  childId,
  reportId,
  receiptNo,
  risk: 'R1',
  disposition: 'accept-emergency',
  owner: { agencyId: 'AJX-police', role: 'police' },
  tableVersion: 1,
  openedAt: at(0),
});

const moved = (caseId: string, to: string, minutes: number) => ({
  caseId,
  county: 'AJX',
  referralId: '0197aaaa-bbbb-7ccc-8ddd-000000000001',
  role: 'police',
  agencyId: 'AJX-police',
  matter: 'emergency',
  part: 'lead',
  from: 'issued',
  to,
  at: at(minutes),
});

const closed = (caseId: string, childId: string) => ({
  caseId,
  county: 'AJX',
  childId,
  outcome: 'done',
  closedAt: at(60),
  closedBy: { agencyId: 'AJX-police', account: 'ajx-police-1' },
});

const say = (type: string, caseId: string, data: object) =>
  intake.hear('coordination.cases', type, caseId, data);

const codes = async (reportId: string): Promise<string[]> => {
  const { body } = await intake.get(`/reports/${reportId}/answers`);
  return (body['items'] as { code: string }[]).map(({ code }) => code);
};

describe('answers to a reporter', () => {
  it('follow the case: accepted, opened, signed, finished, closed', async () => {
    const told = await report();
    const caseId = newId();
    expect(await codes(told.reportId)).toEqual(['report_accepted']);
    await say('case.opened.v1', caseId, opened(told, caseId));
    await say('referral.moved.v1', caseId, moved(caseId, 'signed', 5));
    await say('referral.moved.v1', caseId, moved(caseId, 'finished', 50));
    await say('case.closed.v1', caseId, closed(caseId, told.childId));
    const expected = ['report_accepted', 'case_opened', 'agency_signed', 'agency_finished', 'case_closed'];
    expect(await codes(told.reportId)).toEqual(expected);
  });

  it('name a role, never an agency, an account or an outcome', async () => {
    const told = await report();
    const caseId = newId();
    await say('case.opened.v1', caseId, opened(told, caseId));
    await say('referral.moved.v1', caseId, moved(caseId, 'signed', 5));
    const { body } = await intake.get(`/reports/${told.reportId}/answers`);
    expect(JSON.stringify(body)).not.toMatch(/AJX-police|ajx-police|done|AJX-2026/);
    expect(body['items']).toContainEqual(expect.objectContaining({ code: 'agency_signed', role: 'police' }));
  });

  it('the same event heard again changes nothing', async () => {
    const told = await report();
    const caseId = newId();
    for (const _time of [1, 2]) {
      await say('case.opened.v1', caseId, opened(told, caseId));
      await say('referral.moved.v1', caseId, moved(caseId, 'signed', 5));
      await say('case.closed.v1', caseId, closed(caseId, told.childId));
    }
    expect(await codes(told.reportId)).toEqual([
      'report_accepted',
      'case_opened',
      'agency_signed',
      'case_closed',
    ]);
  });

  it('a later reporter of the same case hears of joining and of what comes after, not of what was before', async () => {
    const first = await report();
    const second = await report();
    const caseId = newId();
    await say('case.opened.v1', caseId, opened(first, caseId));
    await say('referral.moved.v1', caseId, moved(caseId, 'signed', 5));
    const { reportId, receiptNo, childId } = second;
    const joined = {
      caseId,
      county: 'AJX',
      childId,
      reportId,
      receiptNo,
      risk: 'R1',
      previousRisk: 'R4',
      joinedAt: at(10),
    };
    await say('case.joined.v1', caseId, joined);
    await say('referral.moved.v1', caseId, moved(caseId, 'finished', 50));
    expect(await codes(second.reportId)).toEqual(['report_accepted', 'case_joined', 'agency_finished']);
    expect(await codes(first.reportId)).toEqual([
      'report_accepted',
      'case_opened',
      'agency_signed',
      'agency_finished',
    ]);
  });

  it('a reporter of the suspect’s household hears of receipt and end alone', async () => {
    const told = await report({
      narrative: '我是孩子妈妈。孩子爸爸昨晚用皮带抽孩子，后背大片瘀青，不是第一次。',
      reporter: { kind: 'guardian', relation: '母亲', name: '佟某某' },
    });
    const caseId = newId();
    await say('case.opened.v1', caseId, opened(told, caseId));
    await say('referral.moved.v1', caseId, moved(caseId, 'signed', 5));
    await say('case.closed.v1', caseId, closed(caseId, told.childId));
    expect(await codes(told.reportId)).toEqual(['report_accepted', 'case_closed']);
  });
});

describe('open cases of a child', () => {
  it('are shown with a match and make the route a joining one, until they are closed', async () => {
    const idNumber = '33052320160202996X';
    const told = await report({ children: [{ name: '小麦', idNumber }] });
    const caseId = newId();
    const openCase = { caseId, caseNo: opened(told, caseId).caseNo };
    await say('case.opened.v1', caseId, opened(told, caseId));
    const seen = await intake.post('/children/matches', { idNumber });
    expect(seen.body['items']).toEqual([expect.objectContaining({ childId: told.childId, openCase })]);
    const again = await intake.accept({ children: [{ sameCaseId: caseId }] });
    expect((again.body['children'] as { childId: string }[])[0]?.childId).toBe(told.childId);
    await say('case.closed.v1', caseId, closed(caseId, told.childId));
    const after = await intake.post('/children/matches', { idNumber });
    expect(after.body['items']).toEqual([expect.objectContaining({ childId: told.childId, openCase: null })]);
  });
});

describe('responsibility tables', () => {
  it('a published version is kept once and used when it is in force', async () => {
    const { shippedProfiles } = await import('@yimen/routing');
    const shipped = shippedProfiles().get('AJX');
    const profile = { ...shipped, version: 7 };
    const table = { county: 'AJX', version: 7, effectiveFrom: at(-60), hash: 'a'.repeat(64), profile };
    await intake.hear('coordination.tables', 'table.published.v1', 'AJX', table);
    await intake.hear('coordination.tables', 'table.published.v1', 'AJX', table);
    const later = {
      ...table,
      version: 8,
      effectiveFrom: '2027-01-01T00:00:00+08:00',
      profile: { ...shipped, version: 8 },
    };
    await intake.hear('coordination.tables', 'table.published.v1', 'AJX', later);
    intake.clock.advanceTo(new Date(at(0)));
    await intake.accept();
    const event = (await intake.events()).at(-1);
    expect(event?.data['preview']).toMatchObject({ tableVersion: 7 });
    const [row] = await intake.rows<{ count: number }>(
      'select count(*)::int as count from intake.published_table',
    );
    expect(row?.count).toBe(2);
  });
});
