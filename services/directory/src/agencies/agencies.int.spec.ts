import { anOfficeActor } from '@yimen/auth/testing';
import { aDirectory } from '../testing/directory-system';
import type { DirectorySystem } from '../testing/directory-system';
import { anAlert } from '../testing/alerting-coordination';

let directory: DirectorySystem;
const start = async () => {
  directory = await aDirectory();
};
const stop = () => directory.stop();

const actor = { ...anOfficeActor('admin'), subject: 'ajx-admin' };
const rename = (id: string, name: string, effectiveAt?: string) =>
  directory.post(`/agencies/${id}/actions/rename`, { name, effectiveAt }, { actor });
const merge = (id: string, successor: string, effectiveAt?: string) =>
  directory.post(`/agencies/${id}/actions/merge`, { successor, effectiveAt }, { actor });
const told = () =>
  directory.rows<{ type: string; key: string; data: Record<string, unknown> }>(
    `select type, key, convert_from(data, 'utf8')::jsonb as data from outbox
      where type like 'agency.%' order by position`,
  );
const agencies = async () => {
  const { body } = await directory.get('/agencies', { actor });
  return new Map(
    (body as { items: { id: string; name: string; aliases: string[] }[] }).items.map((row) => [row.id, row]),
  );
};
const accountOf = async (name: string) => {
  const [row] = await directory.rows<object>(`select agency, area from account where name = '${name}'`);
  return row;
};

/** A second township, into which the first may go. */
const withBaofu = () =>
  directory.rows(
    `insert into agency (id, county, role, name, created_at)
     values ('AJX-township-baofu', 'AJX', 'township', '报福镇', now())`,
  );

describe('an agency that is renamed', () => {
  beforeEach(start);
  afterEach(stop);

  it('has the new name, is still found under the old one, and the others are told', async () => {
    const { status, body } = await rename('AJX-civil_affairs', '社会事务局');
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ state: 'done', formerName: '民政局', name: '社会事务局' }),
    ]);
    expect((await agencies()).get('AJX-civil_affairs')).toMatchObject({
      name: '社会事务局',
      aliases: ['民政局（别名）', '民政局'],
    });
    expect(await told()).toEqual([
      {
        type: 'agency.renamed.v1',
        key: 'AJX',
        data: {
          county: 'AJX',
          agencyId: 'AJX-civil_affairs',
          formerName: '民政局',
          name: '社会事务局',
          effectiveAt: '2026-03-20T09:00:00+08:00',
        },
      },
    ]);
    expect(await directory.audited()).toContain('agency.renamed AJX-civil_affairs');
  });

  it('by mistake is renamed back, and does not bear its own name as another', async () => {
    await rename('AJX-civil_affairs', '民证局');
    expect((await rename('AJX-civil_affairs', '民政局')).status).toBe(200);
    expect((await agencies()).get('AJX-civil_affairs')).toMatchObject({
      name: '民政局',
      aliases: ['民政局（别名）', '民证局'],
    });
  });

  it('at a later time is so from then on', async () => {
    const { body } = await rename('AJX-civil_affairs', '社会事务局', '2026-03-20T10:00:00+08:00');
    expect(body).toMatchObject({ state: 'planned' });
    directory.pass(3_599);
    await directory.runDue();
    expect([(await agencies()).get('AJX-civil_affairs')?.name, await told()]).toEqual(['民政局', []]);
    directory.pass(1);
    await directory.runDue();
    await directory.runDue();
    expect((await agencies()).get('AJX-civil_affairs')?.name).toBe('社会事务局');
    expect(await told()).toHaveLength(1);
  });

  it('at a later time can be left as it is until then', async () => {
    const { body } = await rename('AJX-civil_affairs', '社会事务局', '2026-03-20T10:00:00+08:00');
    const path = `/agency-changes/${(body as { id: string }).id}/actions/withdraw`;
    expect((await directory.post(path, {}, { actor })).status).toBe(204);
    expect((await directory.post(path, {}, { actor })).body).toMatchObject({ code: 'agency_change_settled' });
    directory.pass(7_200);
    await directory.runDue();
    expect(await told()).toEqual([]);
  });
});

describe('an agency that goes into another', () => {
  beforeEach(start);
  afterEach(stop);

  it('has no accounts and no shifts any more: they are the successor’s, and sessions end', async () => {
    await withBaofu();
    const password = directory.passwordOf('ajx-township-1');
    const { body } = await directory.post('/sessions', { name: 'ajx-township-1', password });
    const { token } = body as { token: string };
    const shift = { agency: 'AJX-township-xiaofeng', account: 'ajx-township-1', part: 'duty' };
    const times = { from: '2026-03-20T08:00:00+08:00', to: '2026-03-20T20:00:00+08:00' };
    await directory.post('/duty-shifts', { ...shift, phone: '13800000000', ...times }, { actor });

    expect((await merge('AJX-township-xiaofeng', 'AJX-township-baofu')).status).toBe(200);
    expect(await accountOf('ajx-township-1')).toEqual({
      agency: 'AJX-township-baofu',
      area: 'AJX-township-baofu',
    });
    const [session] = await directory.rows<{ closed: boolean }>(
      `select closed_at is not null as closed from session where account = 'ajx-township-1'`,
    );
    expect(session).toEqual({ closed: true });
    expect((await directory.post('/sessions/current/renewal', undefined, { token })).status).toBe(401);
    const onDuty = await directory.get('/on-duty?agency=AJX-township-baofu', {
      actor: anOfficeActor('supervisor'),
    });
    expect(onDuty.body).toMatchObject({ duty: ['ajx-township-1'] });
    expect([...(await agencies()).keys()]).not.toContain('AJX-township-xiaofeng');
    expect(await told()).toMatchObject([
      {
        type: 'agency.merged.v1',
        data: {
          agencyId: 'AJX-township-xiaofeng',
          formerName: '孝丰镇',
          successor: { id: 'AJX-township-baofu', role: 'township', name: '报福镇' },
        },
      },
    ]);
  });

  it('is woken as the successor: an alert of an old leg calls whoever is on duty there', async () => {
    await withBaofu();
    await merge('AJX-township-xiaofeng', 'AJX-township-baofu');
    await directory.hear(anAlert({ agencyId: 'AJX-township-xiaofeng' }));
    const [sent] = await directory.rows<{ sent: boolean }>('select sent_at is not null as sent from alert');
    expect(sent).toEqual({ sent: true });
    const [audit] = await directory.rows<{ called: string }>(
      `select detail->>'called' as called from audit where action = 'alert.sent'`,
    );
    expect(audit).toEqual({ called: 'AJX-coordination_office' });
  });

  it('is not given an account any more', async () => {
    await withBaofu();
    await merge('AJX-township-xiaofeng', 'AJX-township-baofu');
    const account = { name: 'ajx-township-9', duties: ['desk'], agency: 'AJX-township-xiaofeng' };
    expect((await directory.post('/accounts', account, { actor })).body).toMatchObject({
      code: 'agency_unknown',
    });
  });

  it('at a later time stays, on record, when it may no longer be by then', async () => {
    await withBaofu();
    const later = '2026-03-20T10:00:00+08:00';
    await merge('AJX-justice', 'AJX-township-xiaofeng', later);
    await merge('AJX-township-xiaofeng', 'AJX-township-baofu');
    directory.pass(3_600);
    await directory.runDue();
    expect((await agencies()).has('AJX-justice')).toBe(true);
    expect(await directory.audited()).toContain('agency.change_dropped AJX-justice');
  });
});

describe('a change of an agency', () => {
  beforeAll(start);
  afterAll(stop);

  it.each<[string, () => ReturnType<typeof rename>, number, string]>([
    ['of another desk', () => merge('AJX-justice', 'AJX-police'), 409, 'agencies_of_two_desks'],
    ['to a name that is taken', () => rename('AJX-justice', '公安局'), 409, 'agency_name_taken'],
    ['of another county', () => rename('SX-justice', '某局'), 400, 'agency_unknown'],
    ['in the past', () => rename('AJX-justice', '某局', '2026-03-01T00:00:00Z'), 400, 'effective_time_unfit'],
    ['at no real time', () => rename('AJX-justice', '某局', 'soon'), 400, 'invalid_body'],
    ['to a blank name', () => rename('AJX-justice', '  '), 400, 'invalid_body'],
  ])('is refused %s, and nobody is told', async (_what, act, status, code) => {
    expect((await act()).body).toMatchObject({ status, code });
    expect(await told()).toEqual([]);
  });

  it('is an administrator’s alone, and listed with who ordered it', async () => {
    const body = { name: '社会事务局' };
    const officer = { actor: anOfficeActor('coordinator') };
    expect((await directory.post('/agencies/AJX-justice/actions/rename', body, officer)).status).toBe(403);
    await rename('AJX-justice', '法治局');
    const { body: list } = await directory.get('/agency-changes', { actor });
    expect(list).toMatchObject({
      items: [{ agency: 'AJX-justice', kind: 'rename', orderedBy: 'ajx-admin', state: 'done' }],
    });
  });
});
