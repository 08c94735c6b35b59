import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import { refusals } from '@yimen/contracts';
import type { RefusalCode } from '@yimen/contracts';
import { problemOf, refusedBy } from './problem';

const asked = (language?: string) => ({ id: 'r-1', headers: { 'accept-language': language } });
const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('what an error becomes', () => {
  it('a refusal keeps its code and what fills it', () => {
    expect(refusedBy(new RefusalError('version_stale', { version: 4 }))).toEqual({
      code: 'version_stale',
      params: { version: 4 },
    });
  });

  it('a 429 says how long to wait, also where nobody counted', () => {
    const counted = new RefusalError('too_many_attempts', { retryAfterSeconds: 9 });
    expect(refusedBy(counted)?.headers).toEqual({ 'retry-after': '9' });
    expect(refusedBy(new RefusalError('too_many_streams'))?.headers).toEqual({ 'retry-after': '5' });
  });

  it.each([
    ['08006', 'connection failure'],
    ['53300', 'too many connections'],
    ['57P01', 'administrator shutdown'],
    ['57P02', 'crash shutdown'],
    ['57P03', 'starting up'],
    ['57014', 'statement timeout'],
    ['55P03', 'lock timeout'],
    ['40001', 'serialization failure'],
    ['40P01', 'deadlock'],
    ['ECONNREFUSED', 'nobody listens'],
    ['ECONNRESET', 'connection reset'],
    ['ETIMEDOUT', 'no answer'],
    ['ENOTFOUND', 'no such host'],
  ])('%s (%s) is the database being away: 503, come again', (code) => {
    expect(refusedBy(withCode(code))).toMatchObject({
      code: 'database_unavailable',
      headers: { 'retry-after': '2' },
    });
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Cannot use a pool after calling end on the pool',
  ])('"%s" is the database being away', (message) => {
    expect(refusedBy(new Error(message))?.code).toBe('database_unavailable');
  });

  it.each(['23505', '42P01', '22P02', 'ERR_ASSERTION', '108006'])(
    '%s is our own fault, not a refusal',
    (code) => {
      expect(refusedBy(withCode(code))).toBeUndefined();
    },
  );

  it.each([new Error('x'), 'a string', undefined, null, 7, {}, new HttpException('x', 418)])(
    '%p is our own fault, not a refusal',
    (error) => {
      expect(refusedBy(error)).toBeUndefined();
    },
  );

  it.each([
    ['FST_ERR_CTP_BODY_TOO_LARGE', 'body_too_large'],
    ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'unsupported_media_type'],
    ['FST_ERR_CTP_EMPTY_JSON_BODY', 'invalid_json'],
    ['FST_ERR_BAD_URL', 'not_found'],
  ])('%s of the HTTP server is %s', (code, refusal) => {
    expect(refusedBy(withCode(code))?.code).toBe(refusal);
  });

  it('what Nest refuses by itself has a code of ours too', () => {
    expect(refusedBy(new BadRequestException())?.code).toBe('invalid_body');
    expect(refusedBy(new NotFoundException())?.code).toBe('not_found');
  });
});

describe('a problem document', () => {
  it('is Chinese unless English is asked for first', () => {
    const refused = { code: 'not_found' as const, params: {} };
    const titles = [undefined, 'zh-CN', 'fr', 'en', 'en-GB,zh'].map(
      (language) => problemOf(refused, asked(language)).title,
    );
    const { zh, en } = refusals.not_found;
    expect(titles).toEqual([zh, zh, zh, en, en]);
  });

  it('names type, status, code and the request for the log', () => {
    expect(problemOf({ code: 'not_found', params: {} }, asked('en'))).toEqual({
      type: 'urn:yimen:problem:not_found',
      title: 'Not found',
      status: 404,
      detail: 'Not found',
      code: 'not_found',
      instance: 'urn:yimen:request:r-1',
    });
  });

  it('carries field errors beside, other facts as params, and neither when there is none', () => {
    const errors = [{ field: 'age', rule: 'max', message: 'too old' }];
    const problem = problemOf({ code: 'invalid_body', params: { errors, limit: 20 } }, asked());
    expect(problem).toMatchObject({ errors, params: { limit: 20 } });
    expect(problemOf({ code: 'invalid_body', params: { errors } }, asked())).not.toHaveProperty('params');
  });

  it.each(Object.keys(refusals) as RefusalCode[])('%s has a status of refusal and both languages', (code) => {
    const params = new Proxy({}, { has: () => true, get: () => 'x', ownKeys: () => [] });
    const problem = problemOf({ code, params }, asked('en'));
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.detail).not.toMatch(/[{}]/);
    expect(problem.title).not.toBe(problemOf({ code, params }, asked('zh')).title);
  });
});
