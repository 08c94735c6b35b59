import { describeError, faultOf, isConnectionFault, PermanentError, TransientError } from './errors';
import { maxTries, retryDelayMs } from './parking';

const coded = (code: string) => Object.assign(new Error('from Postgres'), { code });

describe('a fault', () => {
  it.each<[string, unknown, string]>([
    ['said to be transient', new TransientError('busy'), 'transient'],
    ['said to be permanent', new PermanentError('never'), 'permanent'],
    ['of serialization', coded('40001'), 'transient'],
    ['of a deadlock', coded('40P01'), 'transient'],
    ['of a lock that was not free', coded('55P03'), 'transient'],
    ['of a statement that took too long', coded('57014'), 'transient'],
    ['of a connection', coded('ECONNREFUSED'), 'transient'],
    ['of a database that is shutting down', coded('57P01'), 'transient'],
    ['of a transaction that was idle for too long', coded('25P03'), 'transient'],
    ['of a constraint', coded('23505'), 'unknown'],
    ['of the code', new TypeError('x is not a function'), 'unknown'],
    ['that is no error', 'thrown text', 'unknown'],
    ['that is nothing', undefined, 'unknown'],
  ])('%s is handled as such', (_, error, fault) => {
    expect(faultOf(error)).toBe(fault);
  });

  it.each([
    [coded('08006'), true],
    [coded('ECONNRESET'), true],
    [new Error('Connection terminated unexpectedly'), true],
    [coded('40001'), false],
    [new Error('no'), false],
  ])('tells whether the database is away: %p', (error, expected) => {
    expect(isConnectionFault(error)).toBe(expected);
  });

  it('is described by class and message, bounded, without a stack', () => {
    expect(describeError(new TypeError('bad'))).toBe('TypeError: bad');
    expect(describeError(new Error('x'.repeat(5_000)))).toHaveLength(1_000);
    expect(describeError('text')).toBe('text');
  });
});

describe('the next try', () => {
  const delay = (fault: 'transient' | 'permanent' | 'unknown' | 'behind', attempts: number, random = 0.5) =>
    retryDelayMs({ fault, error: undefined, attempts }, random);

  it('of a transient fault comes later each time, at most 15 s, and never ends', () => {
    const delays = Array.from({ length: 20 }, (_, n) => delay('transient', n + 1) ?? -1);
    expect(delays.slice(0, 5)).toEqual([20, 40, 80, 160, 320]);
    expect(delays.at(-1)).toBe(10_000);
    expect(delay('transient', 1_000, 1)).toBe(15_000);
  });

  it('of an unknown fault ends with the fifth', () => {
    expect(Array.from({ length: 6 }, (_, n) => delay('unknown', n + 1) !== null)).toEqual([
      ...Array.from({ length: maxTries - 1 }, () => true),
      false,
      false,
    ]);
  });

  it.each(['permanent', 'behind'] as const)('of what is %s is for a person to start', (fault) => {
    expect(delay(fault, 1)).toBeNull();
  });

  it('is spread, so that many do not come back at once', () => {
    expect([delay('transient', 3, 0), delay('transient', 3, 1)]).toEqual([40, 120]);
  });
});
