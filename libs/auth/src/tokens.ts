/**
 * Access tokens: signed by the directory, verified by every service alone. EdDSA only; issuer, audience, type and key
 * are allow-listed, so no algorithm or key is ever taken from the token itself (ASVS 5.0: 9.1.2, 9.1.3, 9.2.2, 9.2.3).
 * Real time, never the business clock. Not here: sessions and passwords (services/directory).
 */
import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT, errors } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { RefusalCode } from '@yimen/contracts';
import { duties as knownDuties } from './actor';
import type { Actor, Duty } from './actor';
import type { Keyring } from './keyring';
import { RefusalError } from './refusal';

const issuer = 'urn:yimen:directory';
const audience = 'urn:yimen:api';
const tokenType = 'at+jwt';
const algorithm = 'EdDSA';

/** Nothing that opens child data lives longer; the session behind it can be renewed. */
export const maxTokenSeconds = 3_600;

/** One entry is about 1 KB: 4 MB at most; above it the oldest is verified again. */
const maxCachedTokens = 4_096;

/** Signed-out sessions remembered until their last token has expired; one county has a few hundred a day. */
const maxRevokedSessions = 10_000;

/** Milliseconds since 1970, real time. */
export type RealTime = () => number;

export interface IssuedToken {
  token: string;
  /** ISO 8601, UTC */
  expiresAt: string;
}

export interface VerifiedToken {
  actor: Actor;
  /** id of the session it was issued for; undefined for a token of the command line */
  sessionId?: string;
  /** seconds since 1970 */
  expiresAtSeconds: number;
}

export interface TokenRequest {
  actor: Actor;
  sessionId?: string;
  /** <= `maxTokenSeconds` */
  lifeSeconds: number;
}

export class TokenIssuer {
  readonly #signing: ReturnType<Keyring['signingKey']>;
  readonly #now: RealTime;

  constructor(keyring: Keyring, now: RealTime = Date.now) {
    this.#signing = keyring.signingKey();
    this.#now = now;
  }

  /** @throws Error when a longer life than an hour is asked for */
  async issue({ actor, sessionId, lifeSeconds }: TokenRequest): Promise<IssuedToken> {
    if (!(lifeSeconds > 0 && lifeSeconds <= maxTokenSeconds)) {
      throw new Error(`a token lives 1..${maxTokenSeconds} s, not ${lifeSeconds}`);
    }
    const issuedAt = Math.floor(this.#now() / 1_000);
    const expiresAt = issuedAt + lifeSeconds;
    const token = await new SignJWT(claimsOf(actor, sessionId))
      .setProtectedHeader({ alg: algorithm, typ: tokenType, kid: this.#signing.kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(actor.subject)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.#signing.key);
    return { token, expiresAt: new Date(expiresAt * 1_000).toISOString() };
  }
}

export class TokenVerifier {
  readonly #keyOf: JWTVerifyGetKey;
  readonly #now: RealTime;
  /** by digest, so that a memory dump of the cache holds no token; insertion order = age */
  readonly #verified = new Map<string, VerifiedToken>();
  readonly #revoked = new Map<string, number>();
  #tellOthers: (sessionId: string) => void = () => undefined;

  constructor(keyring: Keyring, now: RealTime = Date.now) {
    const keys = new Map(keyring.verificationKeys().map(({ kid, key }) => [kid, key]));
    this.#now = now;
    this.#keyOf = ({ kid }) => {
      const key = kid === undefined ? undefined : keys.get(kid);
      if (!key) throw new errors.JWKSNoMatchingKey();
      return key;
    };
  }

  /** @throws RefusalError `token_expired` or `token_invalid` */
  async verify(token: string): Promise<VerifiedToken> {
    const digest = createHash('sha256').update(token).digest('base64');
    const verified = this.#verified.get(digest) ?? (await this.#check(token));
    if (verified.expiresAtSeconds * 1_000 <= this.#now()) throw new RefusalError('token_expired');
    if (verified.sessionId !== undefined && this.#revoked.has(verified.sessionId))
      throw new RefusalError('token_invalid');
    keepBounded(this.#verified, digest, verified, maxCachedTokens);
    return verified;
  }

  /** Refuses every token of a signed-out session in this process at once; elsewhere they end within the hour. */
  revoke(sessionId: string): void {
    this.forget(sessionId);
    this.#tellOthers(sessionId);
  }

  /** Whoever passes revocations on to other threads of this process, which `forget` the session; one at most. */
  onRevoked(tell: (sessionId: string) => void): void {
    this.#tellOthers = tell;
  }

  /** The same for a session that was revoked in another thread. */
  forget(sessionId: string): void {
    const now = this.#now();
    for (const [id, until] of this.#revoked) if (until < now) this.#revoked.delete(id);
    keepBounded(this.#revoked, sessionId, now + maxTokenSeconds * 1_000, maxRevokedSessions);
  }

  async #check(token: string): Promise<VerifiedToken> {
    try {
      const { payload } = await jwtVerify(token, this.#keyOf, {
        algorithms: [algorithm],
        issuer,
        audience,
        typ: tokenType,
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: maxTokenSeconds,
        currentDate: new Date(this.#now()),
      });
      return verifiedOf(payload);
    } catch (error) {
      throw refusedToken(error);
    }
  }
}

const keepBounded = <V>(map: Map<string, V>, key: string, value: V, limit: number): void => {
  map.set(key, value);
  const oldest = map.keys().next();
  if (map.size > limit && !oldest.done) map.delete(oldest.value);
};

const refusedToken = (error: unknown): Error => {
  const code: RefusalCode = error instanceof errors.JWTExpired ? 'token_expired' : 'token_invalid';
  return error instanceof errors.JOSEError ? new RefusalError(code) : (error as Error);
};

const claimsOf = (actor: Actor, sessionId: string | undefined): JWTPayload => ({
  duties: [...actor.duties],
  agency: actor.agency,
  role: actor.role,
  county: actor.jurisdiction,
  ...(actor.area === undefined ? {} : { area: actor.area }),
  ...(sessionId === undefined ? {} : { sid: sessionId }),
});

/** A signed token with claims we did not write is a wrong key or another program: refused, not repaired. */
const badClaims = (name: string): never => {
  throw new errors.JWTClaimValidationFailed(`unexpected claim ${name}`, {}, name);
};

const textClaim = (payload: JWTPayload, name: string): string => {
  const value = payload[name];
  return typeof value === 'string' && value !== '' ? value : badClaims(name);
};

const optionalClaim = (payload: JWTPayload, name: string): string | undefined =>
  payload[name] === undefined ? undefined : textClaim(payload, name);

const isDuty = (value: unknown): value is Duty => knownDuties.some((duty) => duty === value);

const dutiesClaim = (payload: JWTPayload): Duty[] => {
  const value = payload['duties'];
  return Array.isArray(value) && value.every(isDuty) ? value : badClaims('duties');
};

const verifiedOf = (payload: JWTPayload): VerifiedToken => {
  const area = optionalClaim(payload, 'area');
  const sessionId = optionalClaim(payload, 'sid');
  return {
    actor: {
      subject: textClaim(payload, 'sub'),
      duties: dutiesClaim(payload),
      agency: textClaim(payload, 'agency'),
      role: textClaim(payload, 'role'),
      jurisdiction: textClaim(payload, 'county'),
      ...(area === undefined ? {} : { area }),
    },
    ...(sessionId === undefined ? {} : { sessionId }),
    expiresAtSeconds: payload.exp ?? badClaims('exp'),
  };
};
