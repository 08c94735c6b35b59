import * as fc from 'fast-check';
import { FieldCipher } from './field-cipher';
import { Keyring } from './keyring';
import { PayloadCipher } from './payload-cipher';
import { keyIdOf, SealBrokenError } from './sealed-box';

const keyring = Keyring.generate(['intake', 'police']);
const cipher = FieldCipher.forService(keyring, 'intake');
const place = 'child.id_number:019a';

describe('a sealed field', () => {
  it('opens to the same text at the same place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, aad) => {
        expect(cipher.open(cipher.seal(text, aad), aad)).toBe(text);
      }),
    );
  });

  it('does not open when any one bit is changed', () => {
    const sealed = cipher.seal('330523201501010012', place);
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const tampered = Buffer.from(sealed);
        tampered.writeUInt8(tampered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(() => cipher.open(tampered, place)).toThrow(SealBrokenError);
      }),
      { numRuns: 400 },
    );
  });

  it('does not open in another row or column', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (here, there) => {
        fc.pre(here !== there);
        expect(() => cipher.open(cipher.seal('李某', here), there)).toThrow(SealBrokenError);
      }),
    );
  });

  it.each([0, 1, 30])('of %i bytes is no sealed value', (length) => {
    expect(() => cipher.open(Buffer.alloc(length), place)).toThrow(SealBrokenError);
  });

  it('does not open with the key of another service or of the vault', () => {
    const sealed = cipher.seal('text', place);
    expect(() => FieldCipher.forService(keyring, 'police').open(sealed, place)).toThrow(SealBrokenError);
    expect(() => FieldCipher.forVault(keyring).open(sealed, place)).toThrow(SealBrokenError);
  });

  it('never looks the same twice', () => {
    const looks = new Set(Array.from({ length: 1_000 }, () => cipher.seal('same', place).toString('hex')));
    expect(looks.size).toBe(1_000);
  });

  it('does not show its content or place', () => {
    const sealed = cipher.seal('geheim-330523', place).toString('latin1');
    expect(sealed).not.toContain('330523');
    expect(sealed).not.toContain('child');
  });
});

describe('a change of keys', () => {
  const rotated = keyring.rotated();
  const after = FieldCipher.forService(rotated, 'intake');

  it('opens what the old key sealed and seals with the new one', () => {
    const before = cipher.seal('old', place);
    expect(after.open(before, place)).toBe('old');
    expect(keyIdOf(after.seal('new', place))).toBe(keyIdOf(before) + 1);
  });

  it('tells what is still sealed with an old key', () => {
    expect([after.isStale(cipher.seal('old', place)), after.isStale(after.seal('new', place))]).toEqual([
      true,
      false,
    ]);
  });

  it('keeps blind indexes, so that children stay findable', () => {
    expect(after.blindIndex('330523201501010012', 'id_number')).toEqual(
      cipher.blindIndex('330523201501010012', 'id_number'),
    );
  });

  it('leaves the old keyring unable to open the new values', () => {
    expect(() => cipher.open(after.seal('new', place), place)).toThrow('no key 2');
  });
});

describe('a blind index', () => {
  const index = (value: string, purpose = 'id_number') => cipher.blindIndex(value, purpose).toString('hex');

  it('has 16 bytes and is the same each time', () => {
    expect(index('330523201501010012')).toMatch(/^[0-9a-f]{32}$/);
    expect(index('330523201501010012')).toBe(index('330523201501010012'));
  });

  it.each([
    ['lower case x', '33052320150101001x'],
    ['full width', '３３０５２３２０１５０１０１００１Ｘ'],
    ['spaces', ' 330523 20150101 001X '],
    ['hyphens', '330523-20150101-001X'],
  ])('does not mind %s', (_, written) => {
    expect(index(written)).toBe(index('33052320150101001X'));
  });

  it('differs between numbers, purposes and services', () => {
    const other = FieldCipher.forService(keyring, 'police')
      .blindIndex('13800000000', 'phone')
      .toString('hex');
    const indexes = [index('13800000000'), index('13800000001'), index('13800000000', 'phone'), other];
    expect(new Set(indexes).size).toBe(4);
  });
});

describe('a sealed payload', () => {
  const payloads = new PayloadCipher(keyring);

  it('opens under its own partition key', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), (key, text) => {
        expect(payloads.openFor(key, payloads.sealFor(key, text))).toBe(text);
      }),
    );
  });

  it('does not open under the key of another case', () => {
    expect(() => payloads.openFor('case-2', payloads.sealFor('case-1', '{}'))).toThrow(SealBrokenError);
  });

  it('opens after the log key was changed', () => {
    expect(new PayloadCipher(keyring.rotated()).openFor('case-1', payloads.sealFor('case-1', '{}'))).toBe(
      '{}',
    );
  });
});
