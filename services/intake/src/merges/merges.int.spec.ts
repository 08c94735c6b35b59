import { anOfficeActor } from '@yimen/auth/testing';
import { newId } from '@yimen/messaging';
import { anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;
const coordinator = anOfficeActor('coordinator');
const number = '330523201506090023';
const reason = '同一名儿童，两次登记用了不同名字';

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

interface Told {
  reportId: string;
  receiptNo: string;
  childId: string;
}

const report = async (child: Record<string, unknown>): Promise<Told> => {
  const { body } = await intake.accept({ children: [child] });
  const [taken] = body['children'] as { childId: string }[];
  const { reportId, receiptNo } = body as { reportId: string; receiptNo: string };
  return { reportId, receiptNo, childId: taken?.childId ?? '' };
};

const openCase = async ({ childId, reportId, receiptNo }: Told): Promise<string> => {
  const caseId = newId();
  await intake.hear('coordination.cases', 'case.opened.v1', childId, {
    caseId,
    caseNo: 'AJX-2026-000077',
    county: 'AJX',
    childId,
    reportId,
    receiptNo,
    risk: 'R3',
    disposition: 'accept',
    owner: { agencyId: 'AJX-police', role: 'police' },
    tableVersion: 1,
    openedAt: '2026-03-20T01:00:00Z',
  });
  return caseId;
};

const merge = (id: string, into: string, actor = coordinator) =>
  intake.post(`/children/${id}/actions/merge`, { into, reason }, { actor });
const unmerge = (id: string, actor = coordinator) =>
  intake.post(`/children/${id}/actions/unmerge`, { reason: '核实为两名儿童' }, { actor });

interface Found {
  childId: string;
  openCase: { caseId: string } | null;
}

const find = async (body: object): Promise<Found[]> =>
  (await intake.post('/children/matches', body)).body['items'] as Found[];

const said = () => intake.events().then((events) => events.at(-1)?.data);

describe('two rows that a person judged to be one child', () => {
  let named: Told;
  let numbered: Told;
  let caseId: string;

  beforeAll(async () => {
    named = await report({ name: '宋雨桐', birthDate: '2015-06-09' });
    numbered = await report({ name: '小石头', idNumber: number });
    caseId = await openCase(numbered);
  });

  it('are two until then', async () => {
    expect((await find({ idNumber: number, name: '宋雨桐' })).map(({ childId }) => childId)).toEqual([
      numbered.childId,
      named.childId,
    ]);
  });

  it('are one from then on, with the open case of either, and nothing is gone', async () => {
    const before = await intake.counts();
    const { status, body } = await merge(numbered.childId, named.childId);
    expect([status, body['mergedInto']]).toEqual([200, named.childId]);
    for (const asked of [{ idNumber: number }, { name: '小石头' }, { name: '宋雨桐' }])
      expect(await find(asked)).toEqual([
        expect.objectContaining({ childId: named.childId, openCase: expect.objectContaining({ caseId }) }),
      ]);
    expect(await intake.counts()).toEqual(before);
  });

  it('a report by the number of one goes to the kept child and to the open case', async () => {
    const { childId } = await report({ idNumber: number });
    expect(childId).toBe(named.childId);
    expect(await said()).toMatchObject({ childId: named.childId, sameAs: { caseId } });
  });

  it('details that a report tells stay with the row that was meant', async () => {
    await report({ idNumber: number, school: '孝丰小学' });
    const versions = await intake.rows<{ id: string; version: number }>(
      `select id, version from intake.child where id = any($1) order by version`,
      [[named.childId, numbered.childId]],
    );
    expect(versions.map(({ id }) => id)).toEqual([named.childId, numbered.childId]);
  });

  it('are two again when it is taken back, each with its own reports', async () => {
    const { status, body } = await unmerge(numbered.childId);
    expect([status, body['mergedInto']]).toEqual([200, null]);
    const { childId } = await report({ idNumber: number });
    expect(childId).toBe(numbered.childId);
    expect(await said()).toMatchObject({ childId: numbered.childId, sameAs: null });
    expect((await find({ name: '宋雨桐' }))[0]).toMatchObject({ childId: named.childId, openCase: null });
  });

  it('every decision is kept and audited, its reason sealed', async () => {
    const kept = await intake.rows<{ kind: string }>('select kind from intake.merge_decision order by id');
    expect(kept.map(({ kind }) => kind)).toEqual(['merge', 'unmerge']);
    const audited = await intake.rows<{ action: string }>(
      `select action, detail from intake.audit where subject_kind = 'child'`,
    );
    expect(audited.map(({ action }) => action).sort()).toEqual(['child.merged', 'child.unmerged']);
    expect(JSON.stringify([kept, audited])).not.toContain('同一名');
    await expect(intake.rows('delete from intake.merge_decision')).rejects.toThrow(
      'accepted words never change',
    );
  });
});

describe('a merge is refused', () => {
  it('for what a rule forbids, and to who may not', async () => {
    const [one, two, three] = await Promise.all(
      ['甲小一', '乙小二', '丙小三'].map((name) => report({ name })),
    );
    const ids = [one, two, three].map((told) => told?.childId ?? '');
    const [a = '', b = '', c = ''] = ids;
    const stranger = { ...coordinator, jurisdiction: 'SX', agency: 'SX-coordination_office' };
    expect((await merge(a, b, operator)).status).toBe(403);
    expect((await merge(a, b, stranger)).body['code']).toBe('child_unknown');
    expect((await merge(a, newId())).body['code']).toBe('child_unknown');
    expect((await merge(a, a)).body['code']).toBe('child_merges_itself');
    expect((await unmerge(a)).body['code']).toBe('child_not_merged');
    expect((await merge(a, b)).status).toBe(200);
    expect((await merge(a, c)).body['code']).toBe('child_merged');
    expect((await merge(b, c)).body['code']).toBe('child_is_kept');
    expect(
      (await intake.post(`/children/${c}/actions/merge`, { into: b }, { actor: coordinator })).status,
    ).toBe(400);
  });

  it('to the second of two who cross', async () => {
    const [one, two] = await Promise.all(['丁小四', '戊小五'].map((name) => report({ name })));
    const [a, b] = [one?.childId ?? '', two?.childId ?? ''];
    const answers = await Promise.all([merge(a, b), merge(b, a)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
