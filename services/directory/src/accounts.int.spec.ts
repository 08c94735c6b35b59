import { anOfficeActor } from '@yimen/auth/testing';
import { aDirectory } from './testing/directory-system';
import type { DirectorySystem } from './testing/directory-system';

let directory: DirectorySystem;
beforeAll(async () => {
  directory = await aDirectory();
});
afterAll(() => directory.stop());
beforeEach(() => directory.forgetRows());

const admin = { ...anOfficeActor('admin'), subject: 'ajx-admin' };
const act = (name: string, action: string, body: object = {}, actor = admin) =>
  directory.post(`/accounts/${name}/actions/${action}`, body, { actor });
const signIn = async (name: string, password = directory.passwordOf(name)) => {
  const { status, body } = await directory.post('/sessions', { name, password });
  return { status, ...(body as { token?: string; code?: string; account?: object }) };
};
const isSignedIn = async (token: string | undefined) =>
  (await directory.get('/sessions/current', { token: token ?? '' })).status === 200;

describe('an administrator', () => {
  it('moves an account: its sessions end, and the next has the agency and duties of now', async () => {
    const { token } = await signIn('ajx-police-1');
    const reply = await act('ajx-police-1', 'move', { agency: 'AJX-justice', duties: ['desk', 'reviewer'] });
    const after = await signIn('ajx-police-1');
    expect(reply).toMatchObject({
      status: 200,
      body: { agency: 'AJX-justice', role: 'justice', canSignIn: true },
    });
    expect(await isSignedIn(token)).toBe(false);
    expect(after.account).toMatchObject({ agency: 'AJX-justice', duties: ['desk', 'reviewer'] });
    expect(await directory.audited()).toContain('account.moved ajx-police-1');
  });

  it('disables an account and lets it in again', async () => {
    const { token } = await signIn('ajx-police-2');
    const disabled = await act('ajx-police-2', 'disable', { reason: 'left' });
    const shut = [await isSignedIn(token), (await signIn('ajx-police-2')).code];
    const enabled = await act('ajx-police-2', 'enable');
    expect(disabled.body).toMatchObject({ disabled: true, canSignIn: false });
    expect(shut).toEqual([false, 'account_disabled']);
    expect(enabled.body).toMatchObject({ disabled: false, canSignIn: true });
    expect((await signIn('ajx-police-2')).status).toBe(201);
  });

  it('gives another password, shown once; the old one and its sessions are over', async () => {
    const { token } = await signIn('ajx-justice-1');
    const { body } = await act('ajx-justice-1', 'reset-password');
    const { password } = body as { password: string };
    expect([await isSignedIn(token), (await signIn('ajx-justice-1')).code]).toEqual([
      false,
      'wrong_credentials',
    ]);
    expect((await signIn('ajx-justice-1', password)).status).toBe(201);
    expect(JSON.stringify(await directory.rows('select detail from audit'))).not.toContain(password);
  });

  const elsewhere = { agency: 'SX-police', duties: ['desk'] };
  const noDuty = { agency: 'AJX-police', duties: ['root'] };
  it.each<[string, Parameters<typeof act>, string]>([
    ['its own account', ['ajx-admin', 'disable', { reason: 'left' }], '409 account_own'],
    ['an account that is not there', ['ajx-nobody', 'enable'], '404 account_unknown'],
    ['a name that is none', ['%27;--', 'enable'], '404 account_unknown'],
    ['an enabled account to enabled', ['ajx-supervisor', 'enable'], '409 account_is_enabled'],
    ['an account to another county', ['ajx-supervisor', 'move', elsewhere], '400 agency_unknown'],
    ['to a duty that does not exist', ['ajx-supervisor', 'move', noDuty], '400 invalid_body'],
    ['without a reason', ['ajx-supervisor', 'disable', {}], '400 invalid_body'],
  ])('does not change %s', async (_what, call, expected) => {
    const accounts = () => directory.rows('select * from account order by name');
    const before = await accounts();
    const { status, code } = (await act(...call)).body as { status: number; code: string };
    expect(`${status} ${code}`).toBe(expected);
    expect(await accounts()).toEqual(before);
  });

  it.each(['move', 'disable', 'enable', 'reset-password'])('alone may %s', async (action) => {
    const reply = await act('ajx-police-1', action, {}, anOfficeActor('coordinator'));
    expect(reply.body).toMatchObject({ status: 403, code: 'duty_missing' });
  });

  it('of another county does not see the account', async () => {
    const stranger = { ...anOfficeActor('admin'), subject: 'sx-admin', jurisdiction: 'SX' };
    expect((await act('ajx-police-1', 'enable', {}, stranger)).body).toMatchObject({
      code: 'account_unknown',
    });
  });
});

describe('the first account of a real system', () => {
  const body = { name: 'ajx-chief', duties: ['admin'], agency: 'AJX-coordination_office' };

  it('is made on the machine of the data folder, once', async () => {
    const replies = [
      await directory.post('/local/accounts', body, { local: true }),
      await directory.post('/local/accounts', body, { local: true }),
      await directory.post('/local/accounts', { ...body, name: 'ajx-chief-2' }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([201, 409, 401]);
    expect(await directory.audited()).toEqual(['account.created ajx-chief']);
  });
});
