import 'reflect-metadata';
import { RefusalError } from '@yimen/auth';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { bodyValidation, parseJson } from './body';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

const refusalOf = (work: () => unknown): RefusalError => {
  try {
    work();
  } catch (error) {
    if (error instanceof RefusalError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

describe('a body as bytes', () => {
  it.each(['{"a":1}', '[]', '"text"', 'null', '{"名":"王小明"}', ' {"a" : "\\u738b"} '])(
    'reads %s',
    (text) => {
      expect(parseJson(bytes(text))).toEqual(JSON.parse(text));
    },
  );

  it.each([
    ['half a character', Buffer.from([0x22, 0xe7, 0x8e, 0x22])],
    ['GBK', Buffer.from([0x22, 0xcd, 0xf5, 0x22])],
    ['a byte that no text has', Buffer.from([0x22, 0xff, 0x22])],
    ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['half a surrogate pair', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('refuses %s', (_name, body) => {
    expect(refusalOf(() => parseJson(body)).code).toBe('invalid_encoding');
  });

  it.each(['', '{', '{"a":1,}', "{'a':1}", '{"a":1}x', 'undefined', 'NaN', '{"a":"\u0001"}', '\ufeff{}'])(
    'refuses %j as JSON',
    (text) => {
      expect(refusalOf(() => parseJson(bytes(text))).code).toBe('invalid_json');
    },
  );

  it.each(['{"__proto__":{"duty":"admin"}}', '{"a":{"constructor":{}}}', '{"\\u005f_proto__":{}}'])(
    'refuses %s, however the name is written',
    (text) => {
      const { code, params } = refusalOf(() => parseJson(bytes(text)));
      expect(code).toBe('invalid_body');
      expect(params).toMatchObject({ errors: [{ rule: 'unknown_field' }] });
    },
  );

  it('takes the same words as text: a person may write them', () => {
    expect(parseJson(bytes('{"a":"\\"__proto__\\": constructor"}'))).toEqual({
      a: '"__proto__": constructor',
    });
  });

  it('refuses a million brackets before they exhaust anything', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(refusalOf(() => parseJson(bytes(text))).params).toMatchObject({ errors: [{ rule: 'max_depth' }] });
  });
});

let made = 0;

class Inner {
  constructor() {
    made++;
  }

  @IsString()
  @MaxLength(3)
  name!: string;
}

class Form {
  @IsInt()
  age!: number;

  @IsOptional()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => Inner)
  children?: Inner[];
}

class NoneRequired {
  @IsOptional()
  @IsInt()
  age?: number;
}

const checked = (value: unknown) => bodyValidation().transform(value, { type: 'body', metatype: Form });

const errorsOf = async (value: unknown): Promise<{ field: string; rule: string }[]> => {
  const error: unknown = await checked(value).catch((caught: unknown) => caught);
  if (!(error instanceof RefusalError)) throw new Error('it was not refused');
  expect(error.code).toBe('invalid_body');
  return (error.params['errors'] as { field: string; rule: string }[]).map(({ field, rule }) => ({
    field,
    rule,
  }));
};

describe('a body as a form', () => {
  it('becomes what the form says', async () => {
    const form: unknown = await checked({ age: 3, children: [{ name: '小桐' }] });
    expect(form).toBeInstanceOf(Form);
    expect(form).toEqual({ age: 3, children: [{ name: '小桐' }] });
  });

  it('is never coerced', async () => {
    expect(await errorsOf({ age: '3' })).toEqual([{ field: 'age', rule: 'isInt' }]);
  });

  it.each([undefined, null])('is not taken for an empty form when it is %s', async (body) => {
    const form = { metatype: NoneRequired };
    const query: unknown = await bodyValidation().transform(body, { ...form, type: 'query' });
    expect(query).toBeInstanceOf(NoneRequired);
    await expect(bodyValidation().transform(body, { ...form, type: 'body' })).rejects.toThrow('invalid_body');
  });

  it('names the field by its whole path, and the rule', async () => {
    expect(await errorsOf({ age: 3, children: [{ name: 'ab' }, { name: 'abcd' }] })).toEqual([
      { field: 'children.1.name', rule: 'maxLength' },
    ]);
  });

  it('refuses a field that it does not have, at any depth', async () => {
    expect(await errorsOf({ age: 3, admin: true })).toEqual([{ field: 'admin', rule: 'unknown_field' }]);
    expect(await errorsOf({ age: 3, children: [{ name: 'a', admin: true }] })).toEqual([
      { field: 'children.0.admin', rule: 'unknown_field' },
    ]);
  });

  it('never repeats a value in what it refuses', async () => {
    const error: unknown = await checked({ age: '13800138000' }).catch((caught: unknown) => caught);
    expect(JSON.stringify(error)).not.toContain('13800138000');
  });

  it('refuses a list that is too long before it makes anything of its items', async () => {
    const children = (count: number) => Array.from({ length: count }, () => ({ name: 'a' }));
    await checked({ age: 3, children: children(100) });
    const before = made;
    expect(await errorsOf({ age: 3, children: children(101) })).toEqual([
      { field: 'children', rule: 'arrayMaxSize' },
    ]);
    expect(made).toBe(before);
  });

  it('answers a hostile body with fifty faults at most', async () => {
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`field${n}`, n]));
    expect(await errorsOf({ age: 3, ...body })).toHaveLength(50);
  });
});
