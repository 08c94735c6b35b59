import { partsOf } from './relay';

const record = (name: string, bytes: number) => ({ name, record: { value: Buffer.alloc(bytes) } });
const namesOf = (sizes: readonly number[]): string[][] =>
  partsOf(sizes.map((bytes, n) => record(`${n}`, bytes))).map((part) => part.map(({ name }) => name));

describe('a page of the relay', () => {
  it('stays one request while it is small', () => {
    expect(namesOf([1_000, 1_000, 1_000])).toEqual([['0', '1', '2']]);
  });

  it('that brokers would refuse for its size becomes several, in order', () => {
    expect(namesOf([300_000, 300_000, 300_000, 10])).toEqual([
      ['0', '1'],
      ['2', '3'],
    ]);
  });

  it('sends alone what is large by itself', () => {
    expect(namesOf([10, 900_000, 10])).toEqual([['0'], ['1'], ['2']]);
  });

  it('of nothing is no request', () => {
    expect(namesOf([])).toEqual([]);
  });
});
