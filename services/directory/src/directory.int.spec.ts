import { can, controllersOf, duties, routesWithoutRule } from '@yimen/auth';
import { anActor, anOfficeActor } from '@yimen/auth/testing';
import { withTx } from '@yimen/messaging';
import type { RowScope } from '@yimen/messaging';
import { shippedProfiles } from '@yimen/routing';
import { createLogger } from '@yimen/service-kit';
import { findAccount, listAccounts, listAgencies } from './account.store';
import { CountyLoader, loadCounty } from './county';
import { deleteAttemptsBefore, deleteSessionsEndedBefore, findSession } from './session.store';
import { aDirectory, aCounty } from './testing/directory-system';
import type { DirectorySystem } from './testing/directory-system';

let directory: DirectorySystem;

beforeAll(async () => {
  directory = await aDirectory();
});

afterAll(() => directory.stop());

const admin = anOfficeActor('admin');
const desk = anActor();

describe('the routes', () => {
  it('all have a rule', () => {
    expect(routesWithoutRule(controllersOf(directory.app))).toEqual([]);
  });

  it.each(['/agencies', '/accounts', '/sessions/current'])('%s wants a token', async (path) => {
    const reply = await directory.get(path);
    expect(reply.body).toMatchObject({ status: 401, code: 'token_missing' });
    expect(reply.headers['www-authenticate']).toContain('Bearer');
    expect(reply.headers['cache-control']).toBe('no-store');
  });
});

describe('every duty at every route', () => {
  const routes = [
    ['directory.agency.list', () => directory.get.bind(directory, '/agencies')],
    ['directory.account.list', () => directory.get.bind(directory, '/accounts')],
    ['directory.account.create', () => directory.post.bind(directory, '/accounts', {})],
  ] as const;
  const pairs = routes.flatMap(([action, call]) => duties.map((duty) => [duty, action, call] as const));

  it.each(pairs)('%s at %s is let in or refused as the table says', async (duty, action, call) => {
    const actor = anOfficeActor(duty);
    const reply = await call()({ actor });
    expect(reply.status === 403).toBe(!can(actor, action).allowed);
  });
});

describe('a county', () => {
  it('is there after the start, with its agencies and at most 12 accounts, none with a password', async () => {
    const county = aCounty('ZSX');
    await loadCounty(directory.db, county, new Date(directory.now()));
    const [row] = await directory.rows(
      `select count(*)::int as accounts, count(password_hash)::int as passwords from account where county = 'ZSX'`,
    );
    expect(row).toEqual({ accounts: county.accounts.length, passwords: 0 });
    expect(await directory.audited()).toContain('county.loaded ZSX');
  });

  it('that ships is loaded at the start when it is not there, and left alone when it is', async () => {
    const now = () => new Date(directory.now());
    const loader = new CountyLoader(directory.db, { now }, createLogger('directory', 'silent'));
    const agencies = () =>
      directory.rows<{ name: string }>(`select name from agency where county = 'AJX' order by id`);
    const known = await agencies();
    await loader.onApplicationBootstrap();
    expect(await agencies()).toEqual(known);
    const codes = (await directory.rows<{ code: string }>('select code from county')).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining([...shippedProfiles().keys()]));
  });

  it('is loaded once: what people changed since stays', async () => {
    await directory.rows(`update agency set name = '安吉县公安局新名' where id = 'AJX-police' returning id`);
    await loadCounty(directory.db, aCounty('AJX'), new Date(directory.now()));
    expect(await directory.rows(`select name from agency where id = 'AJX-police'`)).toEqual([
      { name: '安吉县公安局新名' },
    ]);
  });

  it('that two starts load at once is there once', async () => {
    const county = aCounty('HR');
    await Promise.all([1, 2, 3].map(() => loadCounty(directory.db, county, new Date(directory.now()))));
    expect((await directory.audited()).filter((line) => line === 'county.loaded HR')).toHaveLength(1);
  });
});

interface Listed {
  items: { id?: string; name: string }[];
  next: string | null;
}

describe('the lists', () => {
  it('agencies come page by page, in order, each once', async () => {
    const ids: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const reply = await directory.get(`/agencies?limit=2${cursor}`, { actor: desk });
      const page = reply.body as Listed;
      expect(page.items.length).toBeLessThanOrEqual(2);
      ids.push(...page.items.map(({ id }) => id ?? ''));
      next = page.next;
    }
    expect(ids).toEqual([...aCounty('AJX').agencies.map(({ id }) => id)].sort());
  });

  it('of another county are not found', async () => {
    const reply = await directory.get('/agencies?county=SX', { actor: desk });
    expect(reply.body).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('accounts show no hash and no other county', async () => {
    const reply = await directory.get('/accounts?limit=200', { actor: admin });
    const { items } = reply.body as Listed;
    expect(items.map(({ name }) => name)).toEqual(
      [...aCounty('AJX').accounts.map(({ name }) => name)].sort(),
    );
    expect(JSON.stringify(reply.body)).not.toMatch(/hash|password/i);
  });

  it('accounts are not for a desk', async () => {
    expect((await directory.get('/accounts', { actor: desk })).body).toMatchObject({
      status: 403,
      code: 'duty_missing',
    });
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=-1',
    'cursor=%27',
    'county=ajx',
    'order=name',
    'limit=1&limit=2',
  ])('refuse ?%s', async (query) => {
    const reply = await directory.get(`/agencies?${query}`, { actor: desk });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      code: expect.stringMatching(/^(invalid_body|invalid_query|limit_out_of_range)$/),
    });
  });
});

describe('an account', () => {
  const body = { name: 'ajx-health-1', duties: ['desk'], agency: 'AJX-civil_affairs' };
  const create = (change: object = {}, actor = admin) =>
    directory.post('/accounts', { ...body, ...change }, { actor });

  it('is made by an administrator, audited, without a password', async () => {
    const reply = await create();
    expect(reply.status).toBe(201);
    expect(reply.body).toEqual({ ...body, role: 'civil_affairs', jurisdiction: 'AJX' });
    expect(await directory.audited()).toContain('account.created ajx-health-1');
  });

  it.each<[string, object, string]>([
    ['with a name that is taken', { name: 'ajx-police-1' }, 'account_name_taken'],
    ['at an agency that does not exist', { name: 'ajx-new-1', agency: 'AJX-nothing' }, 'agency_unknown'],
    ['at an agency of another county', { name: 'ajx-new-1', agency: 'SX-police' }, 'agency_unknown'],
    ['with HTML as name', { name: '<b>x</b>' }, 'invalid_body'],
    ['with a duty that does not exist', { name: 'ajx-new-1', duties: ['root'] }, 'invalid_body'],
  ])('%s is refused and nothing is written', async (_, change, code) => {
    const count = () => directory.rows('select count(*) from account');
    const before = await count();
    expect((await create(change)).body).toMatchObject({ code });
    expect(await count()).toEqual(before);
  });

  it('is not made by a coordinator', async () => {
    const reply = await create({ name: 'ajx-new-1' }, anOfficeActor('coordinator'));
    expect(reply.body).toMatchObject({ status: 403, code: 'duty_missing' });
  });
});

describe('the local door', () => {
  const local = { local: true };

  it.each(['tokens', 'passwords'])('local/%s is shut without the key', async (path) => {
    const reply = await directory.post(`/local/${path}`, { name: 'ajx-admin' });
    expect(reply.body).toMatchObject({ status: 401, code: 'local_key_invalid' });
  });

  it('is shut with a token of the highest duty', async () => {
    const reply = await directory.get('/local/accounts', { actor: admin });
    expect(reply.body).toMatchObject({ status: 401, code: 'local_key_invalid' });
  });

  it('is shut from another machine', async () => {
    const reply = await directory.get('/local/accounts', { local: true, remoteAddress: '10.0.0.9' });
    expect(reply.body).toMatchObject({ status: 401, code: 'local_key_invalid' });
  });

  it('lists the accounts in the shape that scripts read', async () => {
    const { items } = (await directory.get('/local/accounts', local)).body as Listed;
    expect(items).toContainEqual({
      name: 'ajx-police-1',
      duties: ['desk'],
      agency: 'AJX-police',
      role: 'police',
      jurisdiction: 'AJX',
    });
  });

  it('gives a token for an account, audited, that opens what the account may open', async () => {
    const reply = await directory.post('/local/tokens', { name: 'ajx-police-1' }, local);
    const { token } = reply.body as { token: string };
    expect(await directory.audited()).toContain('token.issued ajx-police-1');
    const current = await directory.get('/sessions/current', { token });
    expect(current.body).toMatchObject({ account: { name: 'ajx-police-1' } });
    expect((await directory.get('/accounts', { token })).status).toBe(403);
  });

  it('a token made here has no session to renew or close', async () => {
    const { body } = await directory.post('/local/tokens', { name: 'ajx-police-1' }, local);
    const { token } = body as { token: string };
    const answers = [
      await directory.post('/sessions/current/renewal', undefined, { token }),
      await directory.delete('/sessions/current', { token }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('gives no token for a name nobody has', async () => {
    const reply = await directory.post('/local/tokens', { name: 'nobody-here' }, local);
    expect(reply.body).toMatchObject({ status: 404, code: 'account_unknown' });
  });

  it('gives each first password once', async () => {
    const county = aCounty('ZBX');
    await loadCounty(directory.db, county, new Date(directory.now()));
    const asked = await Promise.all(
      [1, 2].map(() => directory.post('/local/passwords', { county: 'ZBX' }, local)),
    );
    const given = asked.flatMap(({ body }) => (body as Listed).items);
    expect(given.map(({ name }) => name).sort()).toEqual(county.accounts.map(({ name }) => name).sort());
    const again = await directory.post('/local/passwords', { county: 'ZBX' }, local);
    expect(again.body).toEqual({ items: [], next: null });
  });

  it('gives a hundred first passwords at once without turning a login away', async () => {
    const county = aCounty('ZQ');
    const agency = 'ZQ-police';
    const accounts = Array.from({ length: 100 }, (_, n) => ({
      name: `zq-desk-${n}`,
      duties: ['desk' as const],
      agency,
    }));
    await loadCounty(directory.db, { ...county, accounts }, new Date(directory.now()));
    const credentials = { name: 'ajx-police-1', password: directory.passwordOf('ajx-police-1') };
    const [given, login] = await Promise.all([
      directory.post('/local/passwords', { county: 'ZQ' }, local),
      directory.post('/sessions', credentials),
    ]);
    expect((given.body as Listed).items).toHaveLength(100);
    expect(login.status).toBe(201);
  });

  it('another password ends the old one and every session of the account', async () => {
    const name = 'ajx-justice-1';
    const old = directory.passwordOf(name);
    const session = await directory.post('/sessions', { name, password: old });
    const given = await directory.post('/local/passwords', { account: name }, local);
    const [another] = (given.body as { items: { password: string }[] }).items;
    const { token } = session.body as { token: string };
    expect((await directory.get('/sessions/current', { token })).body).toMatchObject({
      code: 'session_expired',
    });
    expect((await directory.post('/sessions', { name, password: old })).status).toBe(401);
    expect((await directory.post('/sessions', { name, password: another?.password })).status).toBe(201);
  });

  it('writes no password into the audit or the table', async () => {
    const kept = JSON.stringify([
      await directory.rows('select * from account'),
      await directory.rows('select * from audit'),
    ]);
    expect(kept).not.toContain(directory.passwordOf('ajx-admin'));
  });
});

describe('bad input', () => {
  it.each<[string, string, string]>([
    ['no JSON', '{"name":', 'invalid_json'],
    ['a list', '[]', 'invalid_body'],
    ['a number', '7', 'invalid_body'],
    ['nothing', '', 'invalid_body'],
    ['a polluted object', '{"name":"a","password":"b","__proto__":{"duties":["admin"]}}', 'invalid_body'],
    ['a NUL in the name', '{"name":"a\\u0000b","password":"b"}', 'invalid_body'],
  ])('a login of %s is a problem document', async (_, payload, code) => {
    const reply = await directory.raw('/sessions', payload);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.body).toMatchObject({ code });
  });
});

describe('row-level security', () => {
  const scope = (county: string, parts: Partial<RowScope> = {}): RowScope => ({
    county,
    reach: 'county',
    actor: 'test',
    ...parts,
  });
  const seen = (who: RowScope) =>
    withTx(directory.db, { scope: who, keys: [], now: new Date(), unaudited: true }, async (tx) => ({
      accounts: (await listAccounts(tx, { after: '', limit: 200 })).length,
      agencies: (await listAgencies(tx, 'AJX', { after: '', limit: 200 })).length,
      named: (await findAccount(tx, 'ajx-admin')) !== undefined,
      attempts: await deleteAttemptsBefore(tx, new Date(8.64e15), 10),
      sessions: await deleteSessionsEndedBefore(tx, new Date(8.64e15), 10),
      session: await findSession(tx, Buffer.alloc(32)),
    }));

  it.each<[string, RowScope]>([
    ['another county', scope('QQ')],
    ['an agency of another county', scope('QQ', { reach: 'agency', agency: 'AJX-police' })],
    ['an area nobody has', scope('AJX', { reach: 'area', area: 'nowhere' })],
  ])('shows %s no row of any table', async (_, who) => {
    await directory.post('/sessions', { name: 'ajx-admin', password: 'wrong' });
    expect(await seen(who)).toEqual({
      accounts: 0,
      agencies: 0,
      named: false,
      attempts: 0,
      sessions: 0,
      session: undefined,
    });
  });

  it('shows an agency its own accounts', async () => {
    const own = await seen(scope('AJX', { reach: 'agency', agency: 'AJX-police' }));
    expect(own).toMatchObject({ accounts: 2, agencies: 1, named: false });
  });

  it('shows nothing to a connection without a scope', async () => {
    const { rows } = await directory.db.pool.query('select name from account');
    expect(rows).toEqual([]);
  });

  it('lets nobody delete an account or an agency', async () => {
    await expect(directory.db.pool.query('delete from account')).rejects.toThrow('permission denied');
    await expect(directory.db.pool.query('delete from agency')).rejects.toThrow('permission denied');
  });
});
