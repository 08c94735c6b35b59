import { PayloadCipher } from '@yimen/auth';
import { anOfficeActor, testKeyring } from '@yimen/auth/testing';
import { newId } from '@yimen/messaging';
import { appendGarbled } from '@yimen/messaging/testing';
import { accepted, aCoordination, anAccepted } from './testing/coordination-system';
import type { Coordination, Sent } from './testing/coordination-system';

let coordination: Coordination;
beforeAll(async () => {
  coordination = await aCoordination();
});
afterAll(() => coordination.stop());

const admin = anOfficeActor('admin');
const supervisor = anOfficeActor('supervisor');

const toCoordination = { topic: 'intake.reports', type: 'report.amended.v1', jurisdiction: 'AJX' };

const garbled = async (parts: { type?: string; urgent?: boolean } = {}): Promise<string> => {
  const key = await appendGarbled(coordination.rows, 'intake', { ...toCoordination, ...parts });
  await coordination.service.caughtUp();
  return key;
};

interface ParkedRow {
  id: string;
  key: string;
  reason: string;
  discard: { reason: string; proposedBy: string; discardedBy: string | null } | null;
}

const listed = async (key: string, actor = admin): Promise<ParkedRow[]> => {
  const { body } = await coordination.get<{ items: ParkedRow[] }>('/log/parked', { actor });
  return body.items.filter((row) => row.key === key);
};

const headOf = async (key: string): Promise<string> => (await listed(key))[0]?.id ?? '';

const act = (id: string, action: string, sent: Sent) =>
  coordination.post<Record<string, unknown>>(`/log/parked/${id}/actions/${action}`, sent);
/** What intake would have said, had its bytes come through. */
const sealedFor = (key: string): Buffer => {
  const report = anAccepted({ childId: key });
  return new PayloadCipher(testKeyring).sealFor(key, JSON.stringify(report));
};
const propose = (id: string, actor = admin, body: object = { reason: 'unreadable' }) =>
  act(id, 'propose-discard', { actor, body });
const confirm = (id: string, actor = supervisor) => act(id, 'confirm-discard', { actor });

const casesOf = (childId: string) =>
  coordination.rows('select id from case_file where child_id = $1', [childId]);

describe('a parked event over HTTP', () => {
  it('is shown with its envelope and the first of its bytes', async () => {
    const key = await garbled();
    const id = await headOf(key);
    const { status, body } = await coordination.get(`/log/parked/${id}`, { actor: supervisor });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        key,
        reason: 'permanent',
        error: 'PermanentError: the payload cannot be opened or is not JSON',
        discard: null,
        envelope: expect.objectContaining({ producer: 'intake', sequence: 1, jurisdiction: 'AJX' }),
        payload: { kind: 'unreadable', sizeBytes: 4, firstBytes: 'Af8A/g==' },
      }),
    ]);
  });

  it('tells codes of what stood behind it, and no word about the child', async () => {
    const key = await garbled();
    const { child, statement, ...rest } = anAccepted({ childId: key });
    await coordination.hear('intake', accepted({ ...rest, child, statement }));
    const behind = (await listed(key))[1];
    const { body } = await coordination.get(`/log/parked/${behind?.id}`, { actor: admin });
    const text = JSON.stringify(body);
    expect(body).toMatchObject({ reason: 'behind', payload: { kind: 'opened', unclassified: 0 } });
    expect(text).toContain(rest.receiptNo);
    expect(
      [child.name, child.township, child.address, statement].filter((word) => word && text.includes(word)),
    ).toEqual([]);
  });

  it('is given up by two, and the report behind it becomes a case', async () => {
    const key = await garbled();
    await coordination.hear('intake', accepted(anAccepted({ childId: key })));
    expect((await listed(key)).map(({ reason }) => reason)).toEqual(['permanent', 'behind']);
    const id = await headOf(key);
    expect(await propose(id)).toMatchObject({
      status: 200,
      body: { discard: { proposedBy: admin.subject } },
    });
    expect(await confirm(id, admin)).toMatchObject({ status: 409, body: { code: 'second_person_needed' } });
    expect([await casesOf(key), (await listed(key)).length]).toEqual([[], 2]);
    expect(await confirm(id)).toMatchObject({ status: 200, body: { applied: 1, parked: 0 } });
    expect([(await casesOf(key)).length, await listed(key)]).toEqual([1, []]);
    const { body } = await coordination.get(`/log/parked/${id}`, { actor: admin });
    expect(body).toMatchObject({ discard: { reason: 'unreadable', discardedBy: supervisor.subject } });
    const audited = await coordination.rows(
      'select actor, action from audit where subject_id = $1 and subject_kind = $2 order by id',
      [id, 'parked_event'],
    );
    expect(audited).toEqual([
      { actor: admin.subject, action: 'parked.discard_proposed' },
      { actor: supervisor.subject, action: 'parked.discarded' },
    ]);
  });

  it('is handled again when what failed is mended, by an administrator of its county', async () => {
    const key = await garbled({ type: 'report.accepted.v1' });
    const again = (actor = admin, of = key) =>
      coordination.post<object>(`/log/parked/coordination/${of}/replay`, { actor });
    expect(await again()).toMatchObject({ status: 200, body: { applied: 0, parked: 1 } });
    const refused = [
      await again({ ...admin, jurisdiction: 'SX', subject: 'sx-admin-1' }),
      await again(admin, newId()),
      await again(supervisor),
    ].map(({ status }) => status);
    expect(refused).toEqual([404, 404, 403]);
    await coordination.rows('update parked set data = $1 where key = $2', [sealedFor(key), key]);
    expect(await again()).toMatchObject({ status: 200, body: { applied: 1, parked: 0 } });
    expect((await casesOf(key)).length).toBe(1);
    expect(await again()).toMatchObject({ status: 404, body: { code: 'parked_key_unknown' } });
  });

  it('can be kept after all', async () => {
    const id = await headOf(await garbled());
    await propose(id);
    expect(await act(id, 'withdraw-discard', { actor: supervisor })).toMatchObject({
      status: 200,
      body: { discard: null },
    });
    expect(await confirm(id)).toMatchObject({ status: 409, body: { code: 'discard_not_proposed' } });
  });

  it('is never given up when it is an accepted emergency', async () => {
    const id = await headOf(await garbled({ type: 'report.accepted.v1', urgent: true }));
    expect(await propose(id)).toMatchObject({ status: 409, body: { code: 'accepted_report_kept' } });
  });

  it.each<[string, object]>([
    ['without a reason', {}],
    ['for a reason that nobody knows', { reason: 'tired of it' }],
    ['with words of one’s own', { reason: 'unreadable', note: '王小明的报告' }],
  ])('is not given up %s', async (_what, body) => {
    const id = await headOf(await garbled());
    expect(await propose(id, admin, body)).toMatchObject({ status: 400, body: { code: 'invalid_body' } });
  });

  it('is not there for another county, and its decision is not for other duties', async () => {
    const key = await garbled();
    const id = await headOf(key);
    const stranger = { ...admin, jurisdiction: 'SX', subject: 'sx-admin-1' };
    const auditor = anOfficeActor('auditor');
    expect([await listed(key, stranger), (await listed(key, auditor)).length]).toEqual([[], 1]);
    const statuses = [
      await coordination.get(`/log/parked/${id}`, { actor: stranger }),
      await propose(id, stranger),
      await propose('nothing'),
      await propose(id, auditor),
      await propose(id, anOfficeActor('operator')),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404, 403, 403]);
  });
});
