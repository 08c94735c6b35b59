import { faultIn, maxDepth } from './json-tree';

const nested = (depth: number): unknown => {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level++) value = { in: value };
  return value;
};

describe('what no body may hold', () => {
  it.each([null, 1, true, 'text', [], {}, { a: [{ b: '王小明 𠮷 😀' }] }, { text: '"__proto__": 1' }])(
    'nothing is wrong with %j',
    (value) => {
      expect(faultIn(value)).toBeUndefined();
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])(
    'a field named %s is refused where it stands',
    (name) => {
      const value: unknown = JSON.parse(`{"children":[{},{"${name}":{}}]}`);
      expect(faultIn(value)).toMatchObject({ field: `children.1.${name}`, rule: 'unknown_field' });
    },
  );

  it('a null character is refused where it stands, since the database cannot hold it', () => {
    expect(faultIn({ children: [{ name: 'a\u0000b' }] })).toMatchObject({
      field: 'children.0.name',
      rule: 'no_null_character',
    });
  });

  it.each(['\ud83d', 'a\ude00b', '\ude00\ud83d'])(
    'half a character is refused: it would come back as another',
    (text) => {
      expect(faultIn({ text })).toMatchObject({ field: 'text', rule: 'whole_characters' });
    },
  );

  it(`nests ${maxDepth} deep and not deeper`, () => {
    expect(faultIn(nested(maxDepth))).toBeUndefined();
    expect(faultIn(nested(maxDepth + 1))).toMatchObject({ field: 'in', rule: 'max_depth' });
    expect(faultIn(nested(50_000))).toMatchObject({ rule: 'max_depth' });
  });
});
