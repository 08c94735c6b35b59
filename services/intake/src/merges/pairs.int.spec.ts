import { anOfficeActor } from '@yimen/auth/testing';
import { newId } from '@yimen/messaging';
import { anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;
const actor = anOfficeActor('coordinator');

interface Shown {
  childId: string;
  display: string;
  mergedInto: string | null;
  identity: { name: string };
  openCases: { caseId: string; caseNo: string }[];
  reports: { receiptNo: string }[];
}

interface PairBody {
  children: Shown[];
  reasons: { code: string; bits: number }[];
  bits: number;
}

const report = async (child: Record<string, unknown>): Promise<{ childId: string; receiptNo: string }> => {
  const { body } = await intake.accept({ children: [child] });
  const [taken] = body['children'] as { childId: string }[];
  return { childId: taken?.childId ?? '', receiptNo: String(body['receiptNo']) };
};

const pairs = async (query = ''): Promise<PairBody[]> => {
  const { status, body } = await intake.get(`/child-pairs${query}`, { actor });
  expect(status).toBe(200);
  return body['items'] as PairBody[];
};

const idsOf = ({ children }: PairBody): string[] => children.map(({ childId }) => childId).sort();

const act = (id: string, action: string, body: object, by = actor) =>
  intake.post(`/children/${id}/actions/${action}`, body, { actor: by });

const openCase = async (childId: string, caseNo: string): Promise<string> => {
  const caseId = newId();
  await intake.hear('coordination.cases', 'case.opened.v1', childId, {
    caseId,
    caseNo,
    county: 'AJX',
    childId,
    reportId: newId(),
    receiptNo: 'AJX-260320-0001-A',
    risk: 'R3',
    disposition: 'accept',
    owner: { agencyId: 'AJX-police', role: 'police' },
    tableVersion: 1,
    openedAt: '2026-03-20T01:00:00Z',
  });
  return caseId;
};

let one: { childId: string; receiptNo: string };
let other: { childId: string; receiptNo: string };
let stranger: { childId: string; receiptNo: string };

beforeAll(async () => {
  intake = await anIntake();
  one = await report({ name: '宋雨桐', birthDate: '2015-06-09', address: '安吉县孝丰镇' });
  other = await report({ name: '宋雨彤', birthDate: '2015-06-09', sex: 'female' });
  // a birthday in the same township makes no pair
  stranger = await report({ name: '李四方', birthDate: '2015-06-09', address: '安吉县孝丰镇' });
  await intake.runWorkers();
});

afterAll(() => intake.stop());

describe('children who look alike', () => {
  it('are listed as one pair with what agrees, names masked, and nobody else with them', async () => {
    const found = await pairs();
    expect(found.map(idsOf)).toEqual([[one.childId, other.childId].sort()]);
    expect(found[0]?.reasons.map(({ code }) => code)).toEqual(['birth', 'sound', 'township']);
    expect(JSON.stringify(found)).not.toContain('雨');
    expect((await pairs(`?childId=${one.childId}`)).map(idsOf)).toEqual(found.map(idsOf));
    expect(await pairs(`?childId=${stranger.childId}`)).toEqual([]);
  });

  it('stand beside each other whole, with their reports and open cases, on record', async () => {
    const caseId = await openCase(one.childId, 'AJX-2026-000041');
    const { body } = await intake.get(`/child-pairs/${one.childId}/${other.childId}`, { actor });
    const { children, bits } = body as unknown as PairBody;
    expect(children.map(({ identity }) => identity.name)).toEqual(['宋雨桐', '宋雨彤']);
    expect(children.map(({ reports }) => reports.map(({ receiptNo }) => receiptNo))).toEqual([
      [one.receiptNo],
      [other.receiptNo],
    ]);
    expect(children.map(({ openCases }) => openCases.map((open) => open.caseId))).toEqual([[caseId], []]);
    expect(bits).toBeGreaterThan(16);
    expect(JSON.stringify(body)).not.toContain('尤青禾');
    const audited = await intake.rows<{ subject_id: string }>(
      `select subject_id from intake.audit where action = 'child.read' and purpose = 'coordination'`,
    );
    expect(audited.map(({ subject_id }) => subject_id).sort()).toEqual([one.childId, other.childId].sort());
  });

  it('are shown to coordinators of their county alone', async () => {
    const path = `/child-pairs/${one.childId}/${other.childId}`;
    for (const by of [operator, anOfficeActor('auditor'), anOfficeActor('reviewer')])
      for (const asked of ['/child-pairs', path, '/merge-decisions', `/children/${one.childId}/open-cases`])
        expect((await intake.get(asked, { actor: by })).status).toBe(403);
    const elsewhere = { ...actor, jurisdiction: 'SX', agency: 'SX-coordination_office' };
    expect((await intake.get(path, { actor: elsewhere })).body['code']).toBe('child_unknown');
    expect((await intake.get('/child-pairs', { actor: elsewhere })).body['items']).toEqual([]);
  });

  it('are not asked about again once a person kept them apart; a merge taken back asks again', async () => {
    const apart = await act(one.childId, 'keep-apart', { from: other.childId, reason: '双胞胎姐妹' });
    expect([apart.status, apart.body['mergedInto']]).toEqual([200, null]);
    expect(await pairs()).toEqual([]);
    await act(other.childId, 'merge', { into: one.childId, reason: '核实为同一人' });
    expect(await pairs()).toEqual([]);
    expect((await act(one.childId, 'keep-apart', { from: other.childId, reason: '不是' })).body['code']).toBe(
      'child_merged',
    );
    await act(other.childId, 'unmerge', { reason: '弄错了' });
    expect((await pairs()).map(idsOf)).toEqual([[one.childId, other.childId].sort()]);
  });

  it('and every decision about them is listed with its reason, and whether it holds', async () => {
    await act(other.childId, 'merge', { into: one.childId, reason: '再次核实' });
    const { body } = await intake.get('/merge-decisions', { actor });
    const items = body['items'] as { kind: string; reason: string; inForce: boolean; into: Shown }[];
    expect(items.map(({ kind, reason, inForce }) => [kind, reason, inForce])).toEqual([
      ['merge', '再次核实', true],
      ['unmerge', '弄错了', false],
      ['merge', '核实为同一人', false],
      ['apart', '双胞胎姐妹', false],
    ]);
    expect(items[0]?.into).toMatchObject({ childId: one.childId, display: '宋*' });
    const first = await intake.get('/merge-decisions?limit=1', { actor });
    const next = await intake.get(`/merge-decisions?limit=1&cursor=${String(first.body['next'])}`, { actor });
    expect((next.body['items'] as { kind: string }[])[0]?.kind).toBe('unmerge');
  });

  it('each row of a merged child leads to all its open cases', async () => {
    await openCase(other.childId, 'AJX-2026-000042');
    for (const { childId } of [one, other]) {
      const { body } = await intake.get(`/children/${childId}/open-cases`, { actor });
      const items = body['items'] as { caseNo: string }[];
      expect(items.map(({ caseNo }) => caseNo).sort()).toEqual(['AJX-2026-000041', 'AJX-2026-000042']);
    }
  });
});
