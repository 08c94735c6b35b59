import { median, percentile, rounded, seededRandom } from './stats';

describe('measured values', () => {
  it('have a nearest-rank percentile', () => {
    const values = [5, 1, 4, 2, 3];
    expect([percentile(values, 50), percentile(values, 99), percentile(values, 1)]).toEqual([3, 5, 1]);
    expect(median([9, 1])).toBe(1);
  });

  it('of nothing are not a number', () => {
    expect(percentile([], 50)).toBeNaN();
  });

  it('are told to three digits', () => {
    expect(rounded(1234.5)).toBe(1230);
    expect(rounded(0.012345)).toBe(0.0123);
  });

  it('repeat with the same seed and differ with another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(7).every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
