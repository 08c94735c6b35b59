import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { Keyring } from './keyring';
import { anActor } from './testing';
import { maxTokenSeconds, TokenIssuer, TokenVerifier } from './tokens';

const keyring = Keyring.generate([]);
const start = Date.parse('2026-03-20T09:00:00+08:00');
const actor = anActor({ area: 'xiaofeng' });

/** A clock that the test turns. */
const watch = () => {
  let now = start;
  return { now: () => now, pass: (seconds: number) => (now += seconds * 1_000) };
};

const setUp = () => {
  const time = watch();
  return { time, issuer: new TokenIssuer(keyring, time.now), verifier: new TokenVerifier(keyring, time.now) };
};

const { kid, key } = keyring.signingKey();
const claims = { duties: ['desk'], agency: 'AJX-police', role: 'police', county: 'AJX' };

/** A token signed with the right key, wrong in what the test names. */
const forged = (change: { header?: object; claims?: object; life?: number; signWith?: typeof key } = {}) =>
  new SignJWT({
    ...claims,
    iss: 'urn:yimen:directory',
    aud: 'urn:yimen:api',
    sub: 'ajx-police-1',
    iat: start / 1_000,
    exp: start / 1_000 + (change.life ?? 600),
    ...change.claims,
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...change.header })
    .sign(change.signWith ?? key);

describe('a token', () => {
  it('brings the actor, the session and the end of its life to the service', async () => {
    const { issuer, verifier } = setUp();
    const { token, expiresAt } = await issuer.issue({ actor, sessionId: 's1', lifeSeconds: 600 });
    const expiresAtSeconds = start / 1_000 + 600;
    await expect(verifier.verify(token)).resolves.toEqual({ actor, sessionId: 's1', expiresAtSeconds });
    expect(Date.parse(expiresAt)).toBe(expiresAtSeconds * 1_000);
  });

  it('brings no area when the account has none', async () => {
    const { issuer, verifier } = setUp();
    const { token } = await issuer.issue({ actor: anActor(), lifeSeconds: 600 });
    expect((await verifier.verify(token)).actor).toEqual(anActor());
  });

  it.each([0, -1, maxTokenSeconds + 1, Number.NaN])('is not issued for %d seconds', async (lifeSeconds) => {
    await expect(setUp().issuer.issue({ actor, lifeSeconds })).rejects.toThrow('a token lives');
  });

  it('ends on the second, in the cache too', async () => {
    const { issuer, verifier, time } = setUp();
    const { token } = await issuer.issue({ actor, lifeSeconds: 600 });
    time.pass(599);
    await expect(verifier.verify(token)).resolves.toBeDefined();
    time.pass(1);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('that nobody has verified before ends on the second as well', async () => {
    const { issuer, verifier, time } = setUp();
    const { token } = await issuer.issue({ actor, lifeSeconds: 600 });
    time.pass(600);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('of a signed-out session is refused at once, of another session not', async () => {
    const { issuer, verifier } = setUp();
    const [gone, stays] = await Promise.all(
      ['s1', 's2'].map((sessionId) => issuer.issue({ actor, sessionId, lifeSeconds: 600 })),
    );
    await verifier.verify(gone?.token ?? '');
    verifier.revoke('s1');
    await expect(verifier.verify(gone?.token ?? '')).rejects.toMatchObject({ code: 'token_invalid' });
    await expect(verifier.verify(stays?.token ?? '')).resolves.toBeDefined();
  });

  it('is still refused when other sessions signed out since', async () => {
    const { issuer, verifier, time } = setUp();
    const { token } = await issuer.issue({ actor, sessionId: 's1', lifeSeconds: maxTokenSeconds });
    verifier.revoke('s1');
    time.pass(maxTokenSeconds - 1);
    verifier.revoke('s2');
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token_invalid' });
  });
});

const isRefused = async (token: string) =>
  expect(setUp().verifier.verify(token)).rejects.toMatchObject({ code: 'token_invalid' });

describe('a token is refused', () => {
  it('but not the one that the others below are made from', async () => {
    await expect(setUp().verifier.verify(await forged())).resolves.toBeDefined();
  });

  it.each<[string, object]>([
    ['from another issuer', { claims: { iss: 'urn:other' } }],
    ['for another audience', { claims: { aud: 'urn:other' } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['without a type', { header: { typ: undefined } }],
    ['of an unknown key', { header: { kid: 'other' } }],
    ['without a key id', { header: { kid: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['without an end', { claims: { exp: undefined } }],
    ['without a beginning', { claims: { iat: undefined } }],
    ['from the future', { claims: { iat: start / 1_000 + 60 } }],
    ['with an unknown duty', { claims: { duties: ['desk', 'emperor'] } }],
    ['with duties that are no list', { claims: { duties: 'admin' } }],
    ['without an agency', { claims: { agency: undefined } }],
    ['with a number as county', { claims: { county: 3 } }],
    ['with an empty role', { claims: { role: '' } }],
  ])('%s', async (_, change) => isRefused(await forged(change)));

  it('when it is older than an hour, however long it says it lives', async () => {
    const token = await forged({ claims: { iat: start / 1_000 - maxTokenSeconds - 1 }, life: 9_999 });
    await expect(setUp().verifier.verify(token)).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('when another key signed it under our key id', async () => {
    await isRefused(await forged({ signWith: generateKeyPairSync('ed25519').privateKey }));
  });

  it('when it is not signed at all', async () => {
    const none = new UnsecuredJWT({ ...claims, sub: 'ajx-admin' }).setIssuer('urn:yimen:directory').encode();
    await isRefused(none);
  });

  it('when our public key was used as the secret of an HMAC', async () => {
    const [publicKey] = keyring.verificationKeys();
    const secret = publicKey?.key.export({ format: 'pem', type: 'spki' }) ?? '';
    const [, payload] = (await forged()).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid })).toString('base64url');
    const signature = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
    await isRefused(`${header}.${payload}.${signature}`);
  });

  it.each([1, 2])('when part %i of it was changed', async (part) => {
    const parts = (await forged()).split('.');
    const text = Buffer.from(parts[part] ?? '', 'base64url');
    text.writeUInt8(text.readUInt8(20) ^ 1, 20);
    parts[part] = text.toString('base64url');
    await isRefused(parts.join('.'));
  });

  it.each(['', 'x', 'a.b.c', '....', '{}'])('when it is %j', isRefused);
});
