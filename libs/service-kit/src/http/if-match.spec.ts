import { parseIfMatch } from './if-match';

describe('If-Match', () => {
  it.each([
    ['"3"', 3],
    ['W/"3"', 3],
    [' "0" ', 0],
    ['"999999999"', 999_999_999],
  ])('%s is version %s', (header, version) => {
    expect(parseIfMatch(header)).toBe(version);
  });

  it('must be there: a person acts on what she saw', () => {
    expect(() => parseIfMatch(undefined)).toThrow('if_match_missing');
  });

  it.each(['', '3', '*', '"x"', '"3", "4"', '"-1"', '"3', '"9999999999"', "'3'"])(
    '%s is no version',
    (header) => {
      expect(() => parseIfMatch(header)).toThrow('version_invalid');
    },
  );
});
