import { inspect } from 'node:util';
import { FieldCipher } from './field-cipher';
import { Keyring } from './keyring';
import type { KeyringJson } from './keyring';
import { KeySet } from './key-set';

const keyring = Keyring.generate(['intake', 'police']);
const file = keyring.export();

const secretsOf = (json: KeyringJson): string[] => [
  ...[...Object.values(json.services), json.vault].flatMap(({ field, index }) => [
    ...Object.values(field.keys),
    index,
  ]),
  ...Object.values(json.log.keys),
  ...json.signing.map(({ d }) => d),
];

describe('a keyring', () => {
  it('opens after a restart what it sealed before', () => {
    const sealed = FieldCipher.forService(keyring, 'intake').seal('text', 'here');
    const reloaded = Keyring.load(JSON.parse(JSON.stringify(keyring.export())) as unknown);
    expect(FieldCipher.forService(reloaded, 'intake').open(sealed, 'here')).toBe('text');
  });

  it('has a different key for every purpose', () => {
    expect(new Set(secretsOf(file)).size).toBe(secretsOf(file).length);
  });

  it('is never the same as another', () => {
    expect(secretsOf(Keyring.generate(['intake']).export())).not.toEqual(
      expect.arrayContaining(secretsOf(file)),
    );
  });

  it.each<[string, (ring: Keyring) => string]>([
    ['as a string', (ring) => `${ring}`],
    ['inspected', (ring) => inspect({ ring }, { depth: 9, showHidden: true })],
    ['inside logged JSON', (ring) => JSON.stringify({ ring, keys: ring.logKeys() })],
    ['its keys inspected', (ring) => inspect([ring.logKeys(), FieldCipher.forVault(ring)], { depth: 9 })],
  ])('shows no key when printed %s', (_, print) => {
    const printed = print(keyring);
    expect(secretsOf(file).filter((secret) => printed.includes(secret))).toEqual([]);
  });

  it('gives the file form when asked for it directly', () => {
    expect(keyring.toJSON()).toEqual(file);
  });

  it('gets keys for a new service and keeps the others', () => {
    const wider = keyring.withServices(['police', 'rehab']).export();
    expect(Object.keys(wider.services)).toEqual(['intake', 'police', 'rehab']);
    expect(wider.services['police']).toEqual(file.services['police']);
  });

  it('stays the same object when no service is new', () => {
    expect(keyring.withServices(['intake'])).toBe(keyring);
  });

  it('has no keys for a service nobody named', () => {
    expect(() => FieldCipher.forService(keyring, 'rehab')).toThrow('no keys for service rehab');
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a number', 3],
    ['another version', { ...file, version: 2 }],
    ['no log key', { ...file, log: undefined }],
    ['no signing key', { ...file, signing: [] }],
    ['its printed form', keyring.toString()],
    ['a short key', { ...file, log: { current: 1, keys: { 1: 'c2hvcnQ' } } }],
    ['a current key that is missing', { ...file, log: { ...file.log, current: 2 } }],
    ['a short index key', { ...file, vault: { ...file.vault, index: 'c2hvcnQ' } }],
  ])('does not load from %s', (_, json) => {
    expect(() => Keyring.load(json)).toThrow(/^keyring: /);
  });

  it('says nothing of the keys when it does not load', () => {
    const damaged = { ...file, log: { current: 1, keys: { 1: 'c2hvcnQtYnV0LXNlY3JldA' } } };
    expect(() => Keyring.load(damaged)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('c2hv') }),
    );
  });
});

describe('a set of keys', () => {
  it('keeps every older key when it turns', () => {
    const twice = KeySet.generate().rotated().rotated();
    expect([twice.current.id, twice.byId(1).id, twice.byId(2).id]).toEqual([3, 1, 2]);
  });

  it.each(['0', '-1', '65536', 'x'])('does not take %s as the number of a key', (id) => {
    const { keys } = KeySet.generate().export();
    expect(() => KeySet.load({ current: Number(id), keys: { [id]: keys['1'] ?? '' } })).toThrow(/^keyring: /);
  });
});
