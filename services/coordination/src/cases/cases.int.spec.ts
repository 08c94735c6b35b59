import { controllersOf, routesWithoutRule } from '@yimen/auth';
import { anActor, anOfficeActor } from '@yimen/auth/testing';
import { withTx } from '@yimen/messaging';
import type { RowScope } from '@yimen/messaging';
import {
  accepted,
  aCoordination,
  allowance,
  anAccepted,
  beating,
  dropout,
} from '../testing/coordination-system';
import type { Coordination, Reply, Sent } from '../testing/coordination-system';
import type { CaseBody } from './case.body';

let coordination: Coordination;
beforeAll(async () => {
  coordination = await aCoordination();
});
afterAll(() => coordination.stop());

const coordinator = anOfficeActor('coordinator');
const operator = anOfficeActor('operator');
const police = anActor();
const justice = anActor({ subject: 'ajx-justice-1', agency: 'AJX-justice', role: 'justice' });
const health = anActor({ subject: 'ajx-health-1', agency: 'AJX-health', role: 'health' });
const stranger = anOfficeActor('coordinator');

interface Problem {
  code: string;
  errors?: { field: string; rule: string }[];
}

const opened = async (narrative = beating): Promise<CaseBody> => {
  const report = anAccepted({ narrative });
  await coordination.hear('intake', accepted(report));
  const [row] = await coordination.rows<{ id: string }>('select id from case_file where child_id = $1', [
    report.childId,
  ]);
  return (await coordination.get<CaseBody>(`/cases/${row?.id}`)).body;
};

const read = (found: CaseBody, sent?: Sent) =>
  coordination.get<CaseBody & Problem>(`/cases/${found.id}`, sent);

const act = (
  found: CaseBody,
  action: string,
  body: object,
  sent: Sent = {},
): Promise<Reply<CaseBody & Problem>> =>
  coordination.post(`/cases/${found.id}/actions/${action}`, {
    actor: coordinator,
    version: found.version,
    body,
    ...sent,
  });

const auditOf = (caseId: string) =>
  coordination.rows<{ action: string; actor: string; purpose: string | null }>(
    'select action, actor, purpose from audit where case_id = $1 order by id',
    [caseId],
  );

describe('the routes', () => {
  it('all have a rule', () => {
    expect(routesWithoutRule(controllersOf(coordination.service.app))).toEqual([]);
  });

  it.each([
    ['an id that is none', '/cases/x', 400, 'id_invalid'],
    ['a case that is not there', '/cases/01a20a8f-08c0-70ee-b4e0-9038504e5361', 404, 'not_found'],
    ['a limit of 0', '/cases?limit=0', 400, 'limit_out_of_range'],
    ['a limit of 201', '/cases?limit=201', 400, 'limit_out_of_range'],
    ['a view that is none', '/cases?view=every', 400, 'invalid_body'],
    ['a broken cursor', '/cases?cursor=abc', 400, 'cursor_invalid'],
    ['an unknown field', '/cases?county=SX', 400, 'invalid_body'],
    ['a county without a table', '/tables/ZZ', 404, 'table_unknown'],
  ])('refuse %s', async (_what, path, status, code) => {
    expect(await coordination.get(path)).toMatchObject({ status, body: { code } });
  });
});

describe('reading a case', () => {
  it('is recorded with the purpose, by default the duty', async () => {
    const found = await opened();
    await read(found, { headers: { 'x-purpose': 'review of 2026-03' } });
    await read(found, { actor: police });
    expect((await auditOf(found.id)).filter(({ action }) => action === 'case.read').slice(1)).toEqual([
      { action: 'case.read', actor: 'ajx-coordinator-1', purpose: 'review of 2026-03' },
      { action: 'case.read', actor: 'ajx-police-1', purpose: 'duty:desk' },
    ]);
  });

  it('carries the version as ETag', async () => {
    expect((await read(await opened())).etag).toBe('"1"');
  });

  it('shows an agency its own leg whole, of the others only that they are there', async () => {
    const found = await opened();
    const { body } = await read(found, { actor: justice });
    expect(body.legs.map(({ role }) => role)).toEqual(found.legs.map(({ role }) => role));
    const task = (role: string) => body.legs.find((leg) => leg.role === role)?.task;
    expect(task('justice')).not.toBe('');
    expect(task('police')).toBe('');
    expect(body).toMatchObject({ categories: [], mandatoryReportItems: [], explanation: [], reports: [] });
    expect(body.clocks.every(({ role }) => role === 'justice')).toBe(true);
  });

  it.each([
    ['an agency without a leg', health],
    ['another county', { ...stranger, jurisdiction: 'SX', agency: 'SX-coordination_office' }],
  ])('is not found by %s', async (_who, actor) => {
    expect(await read(await opened(), { actor })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('is not found any more by an agency whose leg went to another', async () => {
    const found = await opened();
    const leg = found.legs.find(({ role }) => role === 'justice');
    await coordination.post(`/referrals/${leg?.referralId}/actions/reassign`, {
      actor: coordinator,
      version: found.version,
      body: { agencyId: 'AJX-health', reason: '改派' },
    });
    expect((await read(found, { actor: justice })).status).toBe(404);
    expect((await read(found, { actor: health })).status).toBe(200);
  });
});

describe('lists', () => {
  const list = (query: string, actor = coordinator) =>
    coordination.get<{ items: { id: string; child: { name: string } }[]; next: string | null }>(
      `/cases?${query}`,
      { actor },
    );

  it('show surname, star and township, and are no read of child data', async () => {
    const found = await opened();
    const { body } = await list('limit=1');
    expect(body.items[0]).toMatchObject({ id: found.id, child: { name: '小*', township: '孝丰镇' } });
    expect((await auditOf(found.id)).filter(({ action }) => action === 'case.read')).toHaveLength(1);
  });

  it('come page by page, each case once', async () => {
    for (let n = 0; n < 3; n++) await opened(allowance);
    const all = (await list('limit=200')).body.items.map(({ id }) => id);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
      paged.push(...body.items.map(({ id }) => id));
      cursor = body.next;
    }
    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe(paged.length);
  });

  it('show an agency the cases in which it has a leg', async () => {
    const found = await opened();
    expect((await list('limit=200', justice)).body.items.map(({ id }) => id)).toContain(found.id);
    expect(
      (await list('limit=200', anActor({ jurisdiction: 'SX', agency: 'SX-police' }))).body.items,
    ).toEqual([]);
  });

  it.each(['open', 'mine', 'overdue', 'unassigned', 'closed', 'all'])('have a view %s', async (view) => {
    expect((await list(`view=${view}`)).status).toBe(200);
  });
});

describe('acting on a case', () => {
  it('needs the version that was seen, and the current one', async () => {
    const found = await opened();
    const body = { agencyId: 'AJX-justice' };
    expect(await act(found, 'assign-lead', body, { version: undefined })).toMatchObject({ status: 428 });
    expect(await act(found, 'assign-lead', body, { version: 7 })).toMatchObject({
      status: 412,
      body: { code: 'version_stale' },
    });
  });

  it('names the field of a body that is wrong', async () => {
    const found = await opened();
    const wrong = await act(found, 'close', { outcome: 'Need met!', reason: '', more: 1 });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors?.map(({ field }) => field).sort()).toEqual(['more', 'outcome', 'reason']);
  });

  it('of another county is not found', async () => {
    const found = await opened();
    const actor = { ...coordinator, jurisdiction: 'SX', agency: 'SX-coordination_office' };
    expect(await act(found, 'close', { outcome: 'done', reason: 'x' }, { actor })).toMatchObject({
      status: 404,
    });
  });

  it('by a desk is refused: its own queue is where it works', async () => {
    const found = await opened();
    expect(await act(found, 'close', { outcome: 'done', reason: 'x' }, { actor: police })).toMatchObject({
      status: 403,
    });
  });

  it('that is refused changes nothing', async () => {
    const found = await opened();
    const counts = () => coordination.rows('select count(*) from timeline where case_id = $1', [found.id]);
    const before = await counts();
    expect((await act(found, 'close', { outcome: 'done', reason: 'x' })).status).toBe(409);
    expect(await counts()).toEqual(before);
    expect((await read(found)).body.version).toBe(found.version);
  });
});

describe('changing the level', () => {
  it('up takes one person, and routes the case again: who must act now gets a leg now', async () => {
    const found = await opened(allowance);
    expect(found.legs.map(({ role }) => role)).not.toContain('police');
    const { status, body } = await act(found, 'change-risk', { risk: 'R1' }, { actor: operator });
    expect(status).toBe(200);
    expect(body).toMatchObject({ risk: 'R1', version: found.version + 1 });
    const told = (await coordination.told()).filter(({ key }) => key === found.id);
    expect(
      told.filter(({ type }) => type === 'referral.changed.v1').map(({ data }) => data.change),
    ).toContain('risk_raised');
  });

  it('down takes a reason and a second person', async () => {
    const found = await opened(dropout);
    const without = await act(found, 'change-risk', { risk: 'R4' });
    expect(without).toMatchObject({ status: 400, body: { code: 'risk_reason_needed' } });
    const proposed = await act(found, 'change-risk', { risk: 'R4', reason: '已复学' });
    expect(proposed.body).toMatchObject({
      risk: found.risk,
      riskProposal: { risk: 'R4', by: coordinator.subject },
    });
    const alone = await act(proposed.body, 'change-risk', { risk: 'R4', reason: '已复学' });
    expect(alone).toMatchObject({ status: 409, body: { code: 'second_person_needed' } });
    const second = { ...coordinator, subject: 'ajx-coordinator-2' };
    const lowered = await act(proposed.body, 'change-risk', { risk: 'R4' }, { actor: second });
    expect(lowered.body).toMatchObject({ risk: 'R4', riskProposal: null });
    // the reason stays on record, sealed, for the office
    const notes = lowered.body.timeline
      .filter(({ kind }) => kind.startsWith('risk.'))
      .map(({ note }) => note);
    expect(notes).toEqual(['已复学', '已复学']);
  });

  it('of a red case down is refused to an ordinary account', async () => {
    const found = await opened(beating);
    const reply = await act(found, 'change-risk', { risk: 'R2', reason: '已安全' }, { actor: operator });
    expect(reply).toMatchObject({ status: 409, body: { code: 'r1_risk_fixed' } });
  });
});

describe('legs and notices', () => {
  it('waiving needs a reason, tells the agency, and the leg no longer holds the case open', async () => {
    const found = await opened();
    const leg = found.legs.find(({ role }) => role === 'justice');
    const path = `/referrals/${leg?.referralId}/actions/waive`;
    const empty = await coordination.post<Problem>(path, {
      actor: coordinator,
      version: found.version,
      body: { reason: '' },
    });
    expect(empty.status).toBe(400);
    const { body } = await coordination.post<CaseBody>(path, {
      actor: coordinator,
      version: found.version,
      body: { reason: '已有律师' },
    });
    expect(body.legs.find(({ referralId }) => referralId === leg?.referralId)).toMatchObject({
      state: 'waived',
      reason: '已有律师',
    });
    const told = (await coordination.told('referral.changed.v1')).filter(
      ({ data }) => data.referralId === leg?.referralId,
    );
    expect(told.map(({ data }) => data.change)).toEqual(['waived']);
  });

  it('reassigning goes to agencies of the county only', async () => {
    const found = await opened();
    const reply = await coordination.post(`/referrals/${found.legs[0]?.referralId}/actions/reassign`, {
      actor: coordinator,
      version: found.version,
      body: { agencyId: 'SX-police', reason: 'x' },
    });
    expect(reply).toMatchObject({ status: 409, body: { code: 'agency_not_in_county' } });
  });

  it('a notice to a person is recorded as sent, once', async () => {
    const found = await opened();
    const notice = found.notices.find(({ state }) => state === 'to_send');
    const path = `/notices/${notice?.noticeId}/actions/record-sent`;
    const { body } = await coordination.post<CaseBody>(path, { actor: operator, version: found.version });
    expect(body.notices.find(({ noticeId }) => noticeId === notice?.noticeId)?.state).toBe('sent');
    const again = await coordination.post(path, { actor: operator, version: body.version });
    expect(again).toMatchObject({ status: 409, body: { code: 'notice_already_sent' } });
  });

  it.each(['referrals', 'notices'])('of %s that are not there are not found', async (kind) => {
    const action = kind === 'referrals' ? 'waive' : 'record-sent';
    const path = `/${kind}/01a20a8f-08c0-70ee-b4e0-9038504e5361/actions/${action}`;
    const sent = {
      actor: coordinator,
      version: 1,
      ...(kind === 'referrals' ? { body: { reason: 'x' } } : {}),
    };
    expect(await coordination.post(path, sent)).toMatchObject({ status: 404 });
  });
});

describe('the database itself', () => {
  const tables = ['case_file', 'case_agency', 'referral', 'notice', 'clock', 'timeline', 'case_report'];
  const scopes: Record<string, RowScope> = {
    'another county': { county: 'SX', reach: 'county', actor: 'a' },
    'an agency without a leg': { county: 'AJX', reach: 'agency', agency: 'AJX-health', actor: 'a' },
    'the same agency of another county': { county: 'SX', reach: 'agency', agency: 'AJX-police', actor: 'a' },
    'an area': { county: 'AJX', reach: 'area', area: 'AJX-township-xiaofeng', actor: 'a' },
  };

  const seen = (scope: RowScope, table: string, caseId: string) =>
    withTx(coordination.db, { scope, keys: [], now: new Date(), unaudited: true }, (tx) =>
      tx.query(`select 1 from ${table} where ${table === 'case_file' ? 'id' : 'case_id'} = $1`, [caseId]),
    );

  it.each(Object.keys(scopes))('shows no row of a case to %s', async (name) => {
    const { id } = await opened();
    const scope = scopes[name] ?? { county: '', reach: 'area', actor: '' };
    for (const table of tables) expect(await seen(scope, table, id)).toEqual([]);
  });

  it('shows an agency the case in which it has a leg, and not what was reported', async () => {
    const { id } = await opened();
    const scope: RowScope = { county: 'AJX', reach: 'agency', agency: 'AJX-police', actor: 'a' };
    expect(await seen(scope, 'case_file', id)).toHaveLength(1);
    expect(await seen(scope, 'case_agency', id)).toHaveLength(1);
    expect(await seen(scope, 'case_report', id)).toEqual([]);
  });

  it('lets an agency write nothing', async () => {
    const { id } = await opened();
    const scope: RowScope = { county: 'AJX', reach: 'agency', agency: 'AJX-police', actor: 'a' };
    const write = withTx(coordination.db, { scope, keys: [], now: new Date(), unaudited: true }, (tx) =>
      tx.query(`update case_file set risk = 'R4' where id = $1`, [id]),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it.each([
    'delete from case_file',
    'delete from case_report',
    'update case_report set risk = $$R4$$',
    'update timeline set kind = $$x$$',
  ])('refuses the service itself: %s', async (sql) => {
    const scope: RowScope = { county: '*', reach: 'system', actor: 'system:coordination' };
    const write = withTx(coordination.db, { scope, keys: [], now: new Date(), unaudited: true }, (tx) =>
      tx.query(sql),
    );
    await expect(write).rejects.toThrow(/permission denied/);
  });
});
