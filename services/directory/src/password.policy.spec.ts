import { newPassword } from './password.policy';

/** Counts through the alphabet, so that each place of the password is seen to come from the picks. */
const counting = () => {
  let last = -1;
  return (n: number) => (last = (last + 1) % n);
};

describe('a made password', () => {
  it('has four groups of four, easy to read aloud', () => {
    expect(newPassword(counting())).toBe('abcd-efgh-jkmn-pqrs');
  });

  it('has no characters that are taken for each other', () => {
    const seen = new Set<string>();
    const pick = counting();
    for (let i = 0; i < 8; i++) for (const letter of newPassword(pick)) seen.add(letter);
    expect([...'0o1li'].filter((letter) => seen.has(letter))).toEqual([]);
    expect(seen.size).toBe(31 + 1);
  });

  it('asks for 16 independent picks of 31: 79 bits', () => {
    const asked: number[] = [];
    newPassword((n) => asked.push(n) && 0);
    expect(asked).toEqual(Array.from({ length: 16 }, () => 31));
    expect(16 * Math.log2(31)).toBeGreaterThan(79);
  });
});
