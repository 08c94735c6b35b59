import { anOfficeActor } from '@yimen/auth/testing';
import { aDirectory } from './testing/directory-system';
import type { DirectorySystem } from './testing/directory-system';

let directory: DirectorySystem;

beforeAll(async () => {
  directory = await aDirectory();
  const account = { name: 'ajx-without-password', duties: ['desk'], agency: 'AJX-police' };
  await directory.post('/accounts', account, { actor: anOfficeActor('admin') });
});

afterAll(() => directory.stop());

const wrong = 'wrong-pass-word-here';

/** Each test is another person at another address, so that their counts do not meet. */
let addresses = 0;
const newAddress = (): string => `10.1.0.${(addresses += 1)}`;

const signIn = (name: string, password: string, remoteAddress = newAddress()) =>
  directory.post('/sessions', { name, password }, { remoteAddress });

const operator = () => ({ name: 'ajx-operator-1', password: directory.passwordOf('ajx-operator-1') });

const opened = async (name = 'ajx-operator-1'): Promise<string> => {
  const reply = await signIn(name, directory.passwordOf(name));
  return (reply.body as { token: string }).token;
};

describe('logging in', () => {
  it('with the right password gives a token, the account and a cookie that scripts cannot read', async () => {
    const { name, password } = operator();
    const reply = await signIn(name, password);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      account: {
        name,
        duties: ['operator'],
        agency: 'AJX-coordination_office',
        role: 'coordination_office',
        jurisdiction: 'AJX',
      },
    });
    expect(JSON.stringify(reply.body)).not.toMatch(/argon2|hash/i);
    expect(reply.headers['set-cookie']).toMatch(
      /^yimen_session=.+; Path=\/; Expires=.+; HttpOnly; SameSite=Strict$/,
    );
  });

  it('is written into the audit, and the table keeps no session id', async () => {
    await directory.forgetRows();
    const token = await opened();
    const [, payload = ''] = token.split('.');
    const { sid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sid: string };
    expect(await directory.audited()).toEqual(['session.opened ajx-operator-1']);
    const rows = await directory.rows<{ id_hash: Buffer }>('select * from session');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.id_hash.equals(Buffer.from(sid, 'base64url'))).toBe(false);
  });

  it('fails the same way for a wrong password, an unknown name and an account without a password', async () => {
    const replies = await Promise.all([
      signIn('ajx-operator-1', wrong),
      signIn('nobody-here', wrong),
      signIn('ajx-without-password', wrong),
    ]);
    const answers = replies.map(({ status, body }) => ({ status, ...(body as object), instance: '' }));
    expect(answers[0]).toMatchObject({ status: 401, code: 'wrong_credentials' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('is audited as the act of the account in its county, a failure as nobody knows whose', async () => {
    const mark = await directory.rows<{ id: string }>('select coalesce(max(id), 0) as id from audit');
    await opened();
    await signIn('ajx-operator-1', wrong);
    const since = `select county, actor, action from audit where id > ${mark[0]?.id ?? 0} order by id`;
    expect(await directory.rows(since)).toEqual([
      { county: 'AJX', actor: 'ajx-operator-1', action: 'session.opened' },
      { county: 'AJX', actor: 'system:directory', action: 'session.refused' },
    ]);
  });

  it('that fails is audited, without the name when no account has it', async () => {
    await directory.forgetRows();
    await signIn('ajx-operator-1', wrong);
    await signIn('my-secret-typed-here', wrong);
    expect(await directory.audited()).toEqual(['session.refused ajx-operator-1', 'session.refused unknown']);
  });

  it('into a disabled account is refused, and only the right password learns why', async () => {
    await directory.rows(
      `update account set disabled_at = now() where name = 'ajx-supervisor' returning name`,
    );
    const right = await signIn('ajx-supervisor', directory.passwordOf('ajx-supervisor'));
    const guessed = await signIn('ajx-supervisor', wrong);
    expect(right.body).toMatchObject({ code: 'account_disabled' });
    expect(guessed.body).toMatchObject({ code: 'wrong_credentials' });
  });
});

describe('guessing', () => {
  it('is slowed after three failures and goes on when the delay is over', async () => {
    const address = newAddress();
    for (let i = 0; i < 3; i++) expect((await signIn('ajx-operator-1', wrong, address)).status).toBe(401);
    const { name, password } = operator();
    const slowed = await signIn(name, password, address);
    expect(slowed.body).toMatchObject({ status: 429, code: 'too_many_attempts' });
    expect(slowed.headers['retry-after']).toBe('1');
    directory.pass(1);
    expect((await signIn(name, password, address)).status).toBe(201);
  });

  it('at one account does not slow it down from another address, nor another account from the same', async () => {
    const address = newAddress();
    for (let i = 0; i < 4; i++) await signIn('ajx-operator-1', wrong, address);
    expect((await signIn('ajx-operator-1', operator().password)).status).toBe(201);
    expect((await signIn('ajx-admin', directory.passwordOf('ajx-admin'), address)).status).toBe(201);
  });

  it('in parallel gets no more tries than one after the other', async () => {
    const address = newAddress();
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => signIn('ajx-operator-1', wrong, address)),
    );
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  it('at names that do not exist is slowed as well, so that the delay tells nothing', async () => {
    const address = newAddress();
    for (let i = 0; i < 3; i++) await signIn('nobody-here', wrong, address);
    expect((await signIn('nobody-here', wrong, address)).status).toBe(429);
  });

  it('is forgotten once the right password came', async () => {
    const address = newAddress();
    const { name, password } = operator();
    for (let i = 0; i < 2; i++) await signIn(name, wrong, address);
    await signIn(name, password, address);
    for (let i = 0; i < 3; i++) expect((await signIn(name, wrong, address)).status).toBe(401);
  });
});

describe('a session', () => {
  const current = (token: string) => directory.get('/sessions/current', { token });

  it('says who is logged in and until when', async () => {
    const reply = await current(await opened());
    expect(reply.body).toMatchObject({ account: { name: 'ajx-operator-1' } });
    expect(Date.parse((reply.body as { expiresAt: string }).expiresAt)).toBe(directory.now() + 3_600_000);
  });

  it('works with the cookie alone', async () => {
    const cookie = `yimen_session=${await opened()}`;
    expect((await directory.get('/sessions/current', { headers: { cookie } })).status).toBe(200);
  });

  it('is over after an hour', async () => {
    const token = await opened();
    directory.pass(3_600);
    expect((await current(token)).body).toMatchObject({ status: 401, code: 'token_expired' });
  });

  it('that is renewed lives another hour, with the duties of now', async () => {
    const token = await opened('ajx-coordinator');
    await directory.rows(
      `update account set duties = '{supervisor}' where name = 'ajx-coordinator' returning name`,
    );
    directory.pass(3_000);
    const renewed = await directory.post('/sessions/current/renewal', undefined, { token });
    expect(renewed.body).toMatchObject({ account: { duties: ['supervisor'] } });
    expect(renewed.headers['set-cookie']).toContain('HttpOnly');
    directory.pass(3_000);
    expect((await current((renewed.body as { token: string }).token)).status).toBe(200);
  });

  it('that was closed neither lives nor can be renewed', async () => {
    const token = await opened();
    const closed = await directory.delete('/sessions/current', { token });
    expect(closed.status).toBe(204);
    expect(closed.headers['set-cookie']).toMatch(/^yimen_session=; .*Expires=Thu, 01 Jan 1970/);
    expect((await current(token)).status).toBe(401);
    expect((await directory.post('/sessions/current/renewal', undefined, { token })).status).toBe(401);
  });

  it('that was closed opens nothing in this process any more, not even what asks no table', async () => {
    const token = await opened();
    expect((await directory.get('/agencies', { token })).status).toBe(200);
    await directory.delete('/sessions/current', { token });
    expect((await directory.get('/agencies', { token })).body).toMatchObject({
      status: 401,
      code: 'token_invalid',
    });
  });

  it('that was closed in another process is refused by the table', async () => {
    const token = await opened();
    await directory.rows(
      'update session set closed_at = opened_at where closed_at is null returning account',
    );
    expect((await current(token)).body).toMatchObject({ status: 401, code: 'session_expired' });
  });

  it('of an account that was disabled meanwhile is not renewed', async () => {
    const token = await opened('ajx-operator-2');
    await directory.rows(
      `update account set disabled_at = now() where name = 'ajx-operator-2' returning name`,
    );
    const reply = await directory.post('/sessions/current/renewal', undefined, { token });
    expect(reply.body).toMatchObject({ status: 403, code: 'account_disabled' });
  });

  it('ends after a shift of twelve hours, however often it is renewed', async () => {
    let token = await opened();
    let hours = 0;
    for (; hours < 20; hours += 0.5) {
      directory.pass(1_800);
      const reply = await directory.post('/sessions/current/renewal', undefined, { token });
      if (reply.status !== 201) break;
      token = (reply.body as { token: string }).token;
    }
    expect(hours).toBe(11.5);
  });
});

describe('what is kept', () => {
  it('failed attempts for an hour and sessions for a month after their end', async () => {
    await directory.forgetRows();
    await opened();
    await signIn('ajx-operator-1', wrong);
    directory.pass(3_601);
    expect(await directory.forget()).toBe(1);
    directory.pass(31 * 24 * 3_600);
    expect(await directory.forget()).toBe(0);
    directory.pass(12 * 3_600);
    expect(await directory.forget()).toBe(1);
    expect(await directory.rows('select 1 from session')).toEqual([]);
  });
});
