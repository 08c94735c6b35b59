import { anOfficeActor } from '@yimen/auth/testing';
import type { NewEvent } from '@yimen/messaging';
import { accepted, aCoordination, anAccepted, dropout } from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';
import type { CaseBody } from './case.body';

let coordination: Coordination;
beforeEach(async () => {
  coordination = await aCoordination();
});
afterEach(() => coordination.stop());

const read = async (caseId: string, actor = anOfficeActor('coordinator')) =>
  coordination.get<CaseBody>(`/cases/${caseId}`, { actor });

const opened = async (): Promise<CaseBody> => {
  const report = anAccepted({ narrative: dropout, child: { township: '递铺街道' } });
  await coordination.hear('intake', accepted(report));
  const sql = 'select id from case_file where child_id = $1';
  const [row] = await coordination.rows<{ id: string }>(sql, [report.childId]);
  return (await read(row?.id ?? '')).body;
};

const told = (type: string, data: object): NewEvent => ({
  topic: 'directory.changes',
  type,
  key: 'AJX',
  jurisdiction: 'AJX',
  data: { county: 'AJX', effectiveAt: '2026-03-20T09:00:00+08:00', ...data },
});
const legOf = ({ legs }: CaseBody, role: string) => {
  const leg = legs.find((found) => found.role === role);
  if (!leg) throw new Error(`no leg of ${role}`);
  return leg;
};
const officerOf = (agency: string, role: string) => ({
  ...anOfficeActor('desk'),
  subject: 'ajx-desk-1',
  agency,
  role,
});
const merged = (agencyId: string, formerName: string, successor: object) =>
  coordination.hear('directory', told('agency.merged.v1', { agencyId, formerName, successor }));

describe('a case of an agency that changed meanwhile', () => {
  it('shows the name of its time and the name of now, and new cases bear the new one', async () => {
    const old = await opened();
    const { agencyId, agencyName } = legOf(old, 'education');
    const change = { agencyId, formerName: agencyName, name: '县教育体育局' };
    await coordination.hear('directory', told('agency.renamed.v1', change));
    const now = { agencyId, name: '县教育体育局' };
    expect(legOf((await read(old.id)).body, 'education')).toMatchObject({ agencyName, agencyNow: now });
    expect(legOf(await opened(), 'education')).toMatchObject({ agencyName: now.name, agencyNow: null });
  });

  it('renamed back is as it was', async () => {
    const old = await opened();
    const { agencyId, agencyName } = legOf(old, 'education');
    const [wrong, right] = [
      { agencyId, formerName: agencyName, name: '县教育体局' },
      { agencyId, formerName: '县教育体局', name: agencyName },
    ];
    await coordination.hear('directory', told('agency.renamed.v1', wrong), told('agency.renamed.v1', right));
    expect(legOf((await read(old.id)).body, 'education').agencyNow).toBeNull();
  });

  it('is the successor’s to read, with its legs whole, and no longer the former one’s', async () => {
    const old = await opened();
    const township = legOf(old, 'township');
    const successor = { id: 'AJX-township-xiaofeng', role: 'township', name: '孝丰镇' };
    await merged(township.agencyId, township.agencyName, successor);
    await coordination.pass(0);
    const seen = await read(old.id, officerOf(successor.id, 'township'));
    expect(seen.status).toBe(200);
    expect(legOf(seen.body, 'township')).toMatchObject({
      task: township.task,
      agencyName: township.agencyName,
      agencyNow: { agencyId: successor.id, name: successor.name },
    });
    expect((await read(old.id, officerOf(township.agencyId, 'township'))).status).toBe(404);
  });

  it('is followed by new ones: they go to the successor, in the role of the former one', async () => {
    const { legs } = await opened();
    const former = legs.find(({ role }) => role === 'township');
    const successor = { id: 'AJX-township-xiaofeng', role: 'township', name: '孝丰镇' };
    await merged(former?.agencyId ?? '', former?.agencyName ?? '', successor);
    const next = await opened();
    expect(legOf(next, 'township')).toMatchObject({ agencyId: successor.id, agencyName: '孝丰镇' });
    const issued = (await coordination.told('referral.issued.v1')).filter(
      ({ data }) => data['caseId'] === next.id && (data['agency'] as { role: string }).role === 'township',
    );
    expect(issued.map(({ data }) => data['agency'])).toEqual([successor]);
  });
});
