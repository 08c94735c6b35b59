/**
 * All keys of one installation: per service a field and an index key, the reporter vault apart, the event log, tokens.
 * Guarantees: never printed by accident (inspect, JSON of a wrapper, string hold no key); loads only what is whole.
 * Not here: where it is kept (service-kit's 0600 secrets file) and key management services.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import { KeySet } from './key-set';
import type { KeySetJson } from './key-set';

/** Ed25519 in JWK form (RFC 8037) with its key id. */
interface SigningJwk {
  kid: string;
  kty: string;
  crv: string;
  x: string;
  d: string;
}

interface ColumnKeysJson {
  field: KeySetJson;
  /** base64url, 32 bytes; not rotatable without recomputing the index columns */
  index: string;
}

/** As kept in the secrets file. */
export interface KeyringJson {
  version: 1;
  services: Record<string, ColumnKeysJson>;
  vault: ColumnKeysJson;
  log: KeySetJson;
  /** the first signs; all verify */
  signing: SigningJwk[];
}

export interface ColumnKeys {
  field: KeySet;
  index: Buffer;
}

export interface SigningKey {
  kid: string;
  key: KeyObject;
}

const newColumnKeys = (): ColumnKeysJson => ({
  field: KeySet.generate().export(),
  index: randomBytes(32).toString('base64url'),
});

const newSigningJwk = (): SigningJwk => {
  const { kty, crv, x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  if (!kty || !crv || !x || !d) throw new Error('keyring: this Node cannot export an Ed25519 key');
  return { kid: randomBytes(8).toString('base64url'), kty, crv, x, d };
};

const isKeyring = (json: unknown): json is KeyringJson => {
  if (typeof json !== 'object' || json === null) return false;
  const { version, services, vault, log, signing } = json as Partial<KeyringJson>;
  return version === 1 && !!services && !!vault && !!log && Array.isArray(signing) && signing.length > 0;
};

const columnKeysOf = ({ field, index }: ColumnKeysJson): ColumnKeys => {
  const indexKey = Buffer.from(index, 'base64url');
  if (indexKey.length !== 32) throw new Error('keyring: an index key has 32 bytes');
  return { field: KeySet.load(field), index: indexKey };
};

export class Keyring {
  readonly #json: KeyringJson;

  private constructor(json: KeyringJson) {
    this.#json = json;
  }

  /** @throws Error naming the part that is missing or damaged, never its content */
  static load(json: unknown): Keyring {
    if (typeof json === 'string')
      throw new Error('keyring: this is its printed form; the file must hold `export()`');
    if (!isKeyring(json))
      throw new Error('keyring: not a version 1 keyring with services, vault, log and signing keys');
    for (const keys of [...Object.values(json.services), json.vault]) columnKeysOf(keys);
    KeySet.load(json.log);
    return new Keyring(structuredClone(json));
  }

  static generate(serviceNames: readonly string[]): Keyring {
    return new Keyring({
      version: 1,
      services: Object.fromEntries(serviceNames.map((name) => [name, newColumnKeys()])),
      vault: newColumnKeys(),
      log: KeySet.generate().export(),
      signing: [newSigningJwk()],
    });
  }

  /** The same keyring with keys for services that had none; the same object when nothing is missing. */
  withServices(serviceNames: readonly string[]): Keyring {
    const missing = serviceNames.filter((name) => !(name in this.#json.services));
    if (missing.length === 0) return this;
    const added = Object.fromEntries(missing.map((name) => [name, newColumnKeys()]));
    return new Keyring({ ...this.#json, services: { ...this.#json.services, ...added } });
  }

  /** A new field and log key for everything that seals, and a new signing key; all older ones still open and verify. */
  rotated(): Keyring {
    const turned = (keys: ColumnKeysJson): ColumnKeysJson => ({
      ...keys,
      field: KeySet.load(keys.field).rotated().export(),
    });
    const services = Object.entries(this.#json.services).map(([name, keys]) => [name, turned(keys)] as const);
    return new Keyring({
      version: 1,
      services: Object.fromEntries(services),
      vault: turned(this.#json.vault),
      log: this.logKeys().rotated().export(),
      signing: [newSigningJwk(), ...this.#json.signing],
    });
  }

  /** @throws Error when the service has no keys */
  columnKeys(service: string): ColumnKeys {
    const keys = this.#json.services[service];
    if (!keys) throw new Error(`keyring: no keys for service ${service}`);
    return columnKeysOf(keys);
  }

  vaultKeys(): ColumnKeys {
    return columnKeysOf(this.#json.vault);
  }

  logKeys(): KeySet {
    return KeySet.load(this.#json.log);
  }

  /** The key that signs new tokens. */
  signingKey(): SigningKey {
    const [jwk] = this.#json.signing;
    if (!jwk) throw new Error('keyring: no signing key');
    return { kid: jwk.kid, key: createPrivateKey({ format: 'jwk', key: { ...jwk } }) };
  }

  /** All keys whose tokens are still believed. */
  verificationKeys(): SigningKey[] {
    return this.#json.signing.map(({ kid, kty, crv, x }) => ({
      kid,
      key: createPublicKey({ format: 'jwk', key: { kty, crv, x } }),
    }));
  }

  /** The keys themselves, for the 0600 secrets file only. */
  export(): KeyringJson {
    return structuredClone(this.#json);
  }

  /**
   * Asked directly (no key) the file form; inside something that `JSON.stringify` or the logger prints (they pass the
   * property name) only the printed form, so that a logged context never holds a key.
   */
  toJSON(property?: string): KeyringJson | string {
    return property === undefined ? this.export() : this.toString();
  }

  toString(): string {
    return `Keyring(${Object.keys(this.#json.services).length} services)`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
