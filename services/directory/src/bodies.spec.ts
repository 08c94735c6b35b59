import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { AccountBody, ListQuery, PasswordsBody, SignInBody, TokenBody } from './bodies';

type Body = new () => object;

const broken = (body: Body, input: object): string[] =>
  validateSync(plainToInstance(body, input), { whitelist: true, forbidNonWhitelisted: true }).map(
    ({ property, constraints }) =>
      `${property}:${Object.keys(constraints ?? {})
        .sort()
        .join('+')}`,
  );

const account = { name: 'ajx-health-1', duties: ['desk'], agency: 'AJX-health' };

describe('what may be sent', () => {
  it.each<[string, Body, object]>([
    ['a login', SignInBody, { name: 'ajx-admin', password: 'abcd-efgh-jkmn-pqrs' }],
    ['a login with a name nobody has', SignInBody, { name: '张三', password: '密码' }],
    ['a local token', TokenBody, { name: 'ajx-admin' }],
    ['all first passwords', PasswordsBody, {}],
    ['the first passwords of a county', PasswordsBody, { county: 'AJX' }],
    ['another password', PasswordsBody, { account: 'ajx-admin' }],
    ['an account', AccountBody, account],
    [
      'an account of a township',
      AccountBody,
      { ...account, agency: 'AJX-township-xiaofeng', area: 'AJX-township-xiaofeng' },
    ],
    ['a page', ListQuery, { county: 'AJX', limit: '200', cursor: 'AJX-police' }],
  ])('%s', (_, body, input) => {
    expect(broken(body, input)).toEqual([]);
  });

  it.each<[string, Body, object, string]>([
    ['a login without a password', SignInBody, { name: 'a' }, 'password:isLength+isString+matches'],
    [
      'a password that is an object',
      SignInBody,
      { name: 'a', password: { $ne: '' } },
      'password:isLength+isString+matches',
    ],
    ['a NUL in a name', SignInBody, { name: 'a\0b', password: 'b' }, 'name:matches'],
    ['a password of a megabyte', SignInBody, { name: 'a', password: 'x'.repeat(1e6) }, 'password:isLength'],
    [
      'an unknown field',
      SignInBody,
      { name: 'a', password: 'b', duties: ['admin'] },
      'duties:whitelistValidation',
    ],
    ['SQL in a name', TokenBody, { name: "x' or 1=1 --" }, 'name:matches'],
    ['a county in small letters', PasswordsBody, { county: 'ajx' }, 'county:matches'],
    ['a duty that does not exist', AccountBody, { ...account, duties: ['root'] }, 'duties:isIn'],
    ['no duties', AccountBody, { ...account, duties: [] }, 'duties:arrayMinSize'],
    ['a duty twice', AccountBody, { ...account, duties: ['desk', 'desk'] }, 'duties:arrayUnique'],
    ['HTML as an agency', AccountBody, { ...account, agency: '<b>' }, 'agency:matches'],
    ['a number as limit', ListQuery, { limit: 5 }, 'limit:isString+matches'],
    ['a limit with a sign', ListQuery, { limit: '-1' }, 'limit:matches'],
    ['a cursor with a quote', ListQuery, { cursor: "'" }, 'cursor:matches'],
  ])('refuses %s by field and rule', (_, body, input, rule) => {
    expect(broken(body, input)).toEqual([rule]);
  });
});
