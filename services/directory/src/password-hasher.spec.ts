import { parseOptions } from '@node-rs/argon2';
import { PasswordHasher } from './password-hasher';

const hasher = new PasswordHasher();

describe('hashing passwords', () => {
  it('is argon2id at 19 MiB and two passes', async () => {
    const hash = await hasher.hash('abcd-efgh');
    expect(hash).toMatch(/^\$argon2id\$/);
    expect(parseOptions(hash)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  });

  it('salts: the same password looks different twice', async () => {
    expect(await hasher.hash('same')).not.toBe(await hasher.hash('same'));
  });

  it('knows the right password from a wrong one', async () => {
    const hash = await hasher.hash('right');
    expect(await hasher.matches(hash, 'right')).toBe(true);
    expect(await hasher.matches(hash, 'wrong')).toBe(false);
  });

  it.each([null, undefined])('never matches where the hash is %s, not even the decoy', async (missing) => {
    expect(await hasher.matches(missing, 'no account has this password')).toBe(false);
  });

  it('does the work for an unknown account too', async () => {
    const hash = await hasher.hash('right');
    const timed = async (against: string | undefined) => {
      const begun = performance.now();
      for (let i = 0; i < 5; i++) await hasher.matches(against, 'wrong');
      return performance.now() - begun;
    };
    await timed(hash);
    const [known, unknown] = [await timed(hash), await timed(undefined)];
    // far from a missing hash being answered at once, wide enough for a busy machine
    expect(unknown / known).toBeGreaterThan(0.2);
  });

  it('turns callers away when the queue is full, and serves all who were let in', async () => {
    const crowd = await Promise.allSettled(Array.from({ length: 80 }, () => hasher.matches(null, 'guess')));
    const refused = crowd.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(80 - 66);
    expect(
      refused.every((one) => one.status === 'rejected' && String(one.reason).includes('too_many_requests')),
    ).toBe(true);
    expect(await hasher.matches(null, 'afterwards')).toBe(false);
  });
});
