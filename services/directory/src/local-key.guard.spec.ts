import { isLocalCall, isLoopback, localKeyHeader } from './local-key.guard';

const localKey = 'key-of-this-test';

const asked = (ip: string, headers: Record<string, string | string[]>) =>
  isLocalCall({ ip, headers }, localKey);

describe('the local door', () => {
  it('opens on this machine with the key', () => {
    expect(asked('127.0.0.1', { [localKeyHeader]: localKey })).toBe(true);
  });

  it.each<[string, string, Record<string, string | string[]>]>([
    ['without a key', '127.0.0.1', {}],
    ['with a wrong key', '127.0.0.1', { [localKeyHeader]: `${localKey}x` }],
    ['with an empty key', '127.0.0.1', { [localKeyHeader]: '' }],
    ['with two keys', '127.0.0.1', { [localKeyHeader]: [localKey, localKey] }],
    ['from another machine', '192.168.0.7', { [localKeyHeader]: localKey }],
    [
      'through a proxy on this machine',
      '127.0.0.1',
      { [localKeyHeader]: localKey, 'x-forwarded-for': '10.0.0.1' },
    ],
    ['through a standard proxy', '127.0.0.1', { [localKeyHeader]: localKey, forwarded: 'for=10.0.0.1' }],
  ])('stays shut %s', (_, ip, headers) => {
    expect(asked(ip, headers)).toBe(false);
  });

  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('knows %s as this machine', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each(['10.127.0.0', '128.0.0.1', '127.0.0.1.example', '::2', '', '1270.0.1', '::ffff:10.0.0.1'])(
    'knows %j as another',
    (address) => expect(isLoopback(address)).toBe(false),
  );
});
