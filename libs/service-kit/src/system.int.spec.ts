import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { bodyLimitBytes } from './http/body';
import { stateFile } from './running-state';
import type { RunningSystem } from './system';
import { configOf, freshDatabaseUrl, startSample, temporaryFolder } from './testing/sample-system';

const folder = temporaryFolder();
const consoleDir = join(folder.path, 'console');
const databaseUrl = freshDatabaseUrl();
let system: RunningSystem;

beforeAll(async () => {
  mkdirSync(join(consoleDir, 'assets'), { recursive: true });
  writeFileSync(join(consoleDir, 'index.html'), '<!doctype html><title>一门</title>');
  writeFileSync(join(consoleDir, 'assets', 'page-1a2b.js'), 'void 0;');
  mkdirSync(join(folder.path, 'console-private'));
  writeFileSync(join(folder.path, 'console-private', 'key.txt'), 'geheim');
  system = await startSample(configOf(join(folder.path, 'data'), { databaseUrl }), { consoleDir });
});

afterAll(async () => {
  await system.stop();
  folder.remove();
});

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${system.url}${path}`, init);
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, headers: response.headers, type, text, body: parsed(type, text) };
};

const parsed = (type: string, text: string): Record<string, unknown> =>
  /json/.test(type) ? (JSON.parse(text) as Record<string, unknown>) : {};

/** As typed: `fetch` would mend the path before it is sent. */
const askRaw = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(system.port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });

const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  ask(path, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('the port', () => {
  it('says that it lives and that it is ready', async () => {
    expect((await ask('/health/live')).body).toEqual({ live: true });
    expect((await ask('/health/ready')).body).toEqual({
      ready: true,
      services: [{ service: 'sample', ready: true, lag: [] }],
    });
  });

  it('counts requests by route pattern, never by address', async () => {
    await ask('/api/sample/notes?name=王小明');
    const { type, text } = await ask('/metrics');
    expect(type).toContain('text/plain');
    expect(text).toContain(
      'yimen_http_seconds_count{service="sample",method="GET",route="/api/sample/notes"',
    );
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('王小明');
  });

  it.each([
    '/api/nothing',
    '/api/nothing/x',
    '/api/sample/nothing',
    '/nothing.txt',
    '/api/%E0%A4%A',
    '/a%00b',
  ])('answers %s with a problem document, not a page', async (path) => {
    const { status, type, body } = await ask(path, { headers: { 'accept-language': 'en' } });
    expect([status, type]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({ code: 'not_found', title: 'Not found', status: 404 });
    expect(body['instance']).toMatch(/^urn:yimen:request:[0-9a-f-]{36}$/);
  });

  it.each([
    ['DELETE', '/api/sample/notes', 'GET, HEAD, POST'],
    ['GET', '/api/sample/notes/1/actions/sign', 'POST'],
    ['POST', '/health/ready', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['PUT', '/metrics', 'GET, HEAD'],
  ])('does not take %s at %s, and says what it takes', async (method, path, allow) => {
    const { status, headers, body } = await ask(path, { method });
    expect([status, headers.get('allow'), body['code']]).toEqual([405, allow, 'method_not_allowed']);
  });

  it('says so whatever is sent along: a body that no route reads is not looked at', async () => {
    for (const type of ['text/csv', 'application/json', 'nothing']) {
      const { status, headers, body } = await ask('/api/sample/notes', {
        method: 'PUT',
        headers: { 'content-type': type },
        body: '{',
      });
      expect([type, status, headers.get('allow'), body['code']]).toEqual([
        type,
        405,
        'GET, HEAD, POST',
        'method_not_allowed',
      ]);
    }
  });

  it('leaves a file behind that tells the command line where it is', () => {
    const state = JSON.parse(
      readFileSync(stateFile(join(folder.path, 'data'), ['sample']), 'utf8'),
    ) as unknown;
    expect(state).toMatchObject({ pid: process.pid, url: system.url, services: ['sample'] });
  });
});

describe('the pages of the console', () => {
  it('are served with what keeps a browser from being misled', async () => {
    const { status, headers, text } = await ask('/');
    expect([status, text]).toEqual([200, '<!doctype html><title>一门</title>']);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('are the one page for every view of it, and files where files are named', async () => {
    expect((await ask('/cases/7')).text).toContain('一门');
    const { type, headers } = await ask('/assets/page-1a2b.js');
    expect(type).toContain('text/javascript');
    expect(headers.get('cache-control')).toContain('immutable');
    expect((await ask('/assets/other.js')).status).toBe(404);
  });

  it('are told to who asks for their headers alone', async () => {
    const { status, text } = await ask('/', { method: 'HEAD' });
    expect([status, text]).toEqual([200, '']);
  });

  it('include the generated document of events', async () => {
    expect((await ask('/api/asyncapi.json')).body).toMatchObject({ asyncapi: '3.0.0' });
  });

  it.each([
    '/../data/secrets.json',
    '/..%2fdata%2fsecrets.json',
    '/%2e%2e/data/secrets.json',
    '/assets/../../data/secrets.json',
    '/..%2fconsole-private%2fkey.txt',
    '/..%5cdata%5csecrets.json',
  ])('never reach outside their folder: %s', async (path) => {
    const answer = await askRaw(path);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toMatch(/adminPassword|geheim/);
  });

  it('take the path of another machine for a view of the page', async () => {
    expect(await askRaw('//etc/passwd')).toContain('一门');
  });
});

describe('a body from outside', () => {
  const cases: [string, string | Buffer, number, string][] = [
    ['broken JSON', '{"age":', 400, 'invalid_json'],
    ['no JSON', '', 400, 'invalid_body'],
    ['another encoding', Buffer.from([0x7b, 0xcd, 0xf5, 0x7d]), 400, 'invalid_encoding'],
    ['a reach into the prototype', '{"__proto__":{"age":1}}', 400, 'invalid_body'],
    ['a wrong type', '{"age":"7"}', 400, 'invalid_body'],
    ['an age of 200', '{"age":200}', 400, 'invalid_body'],
    ['an unknown field', '{"age":7,"admin":true}', 400, 'invalid_body'],
    ['a list for a form', '[]', 400, 'invalid_body'],
    ['null for a form', 'null', 400, 'invalid_body'],
    ['endless nesting', `{"age":${'['.repeat(9_000)}${']'.repeat(9_000)}}`, 400, 'invalid_body'],
    ['a null character', '{"age":"\\u0000"}', 400, 'invalid_body'],
    ['more bytes than the limit', JSON.stringify({ age: 'x'.repeat(bodyLimitBytes) }), 413, 'body_too_large'],
  ];

  it.each(cases)('with %s is refused, and nothing is written', async (_name, body, status, code) => {
    const answer = await post('/api/sample/notes', body);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect((await ask('/api/sample/notes')).body).toEqual({ items: [] });
  });

  it('names field and rule', async () => {
    const { body } = await post('/api/sample/notes', '{"age":200,"admin":true}');
    const errors = body['errors'] as { field: string; rule: string }[];
    expect(errors.map(({ field, rule }) => `${field} ${rule}`).sort()).toEqual([
      'admin unknown_field',
      'age max',
    ]);
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])(
    'is not taken as %s',
    async (type) => {
      const { status, body } = await post('/api/sample/notes', '{"age":7}', { 'content-type': type });
      expect([status, body['code']]).toEqual([415, 'unsupported_media_type']);
    },
  );

  it('of the right form is taken', async () => {
    expect((await post('/api/sample/notes', '{"age":7}')).status).toBe(201);
  });
});

describe('a route', () => {
  it('with If-Match takes the version, and asks for it when it is missing', async () => {
    const path = '/api/sample/notes/1/actions/sign';
    expect((await post(path, '{}', { 'if-match': '"3"' })).body).toEqual({ id: '1', version: 3 });
    expect((await post(path, '{}')).status).toBe(428);
    expect((await post(path, '{}', { 'if-match': 'x' })).status).toBe(400);
  });

  it('that fails inside says so without saying what', async () => {
    const { status, body, text } = await ask('/api/sample/broken');
    expect([status, body['code']]).toEqual([500, 'internal_error']);
    expect(text).not.toMatch(/王小明|13800138000|\.ts/);
  });

  it('without a rule of access is never served', async () => {
    const { status, text } = await ask('/api/sample/forgotten');
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('a route without a rule');
  });

  it('is never kept by a browser, nor guessed at', async () => {
    const { headers } = await ask('/api/sample/notes');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a second system on the same database', () => {
  it('is refused, and the first one goes on', async () => {
    const second = startSample(configOf(join(folder.path, 'second'), { databaseUrl }));
    await expect(second).rejects.toThrow('Service sample is already running on this database');
    expect((await ask('/health/ready')).status).toBe(200);
  });

  it('on the same folder is told where the first one answers', async () => {
    const second = startSample(configOf(join(folder.path, 'data'), { databaseUrl }));
    await expect(second).rejects.toThrow(`Yimen already runs on ${join(folder.path, 'data')}: ${system.url}`);
  });

  it('on the same port is refused before anything is touched', async () => {
    const other = join(folder.path, 'third');
    const start = startSample(configOf(other, { port: system.port }));
    await expect(start).rejects.toThrow(`Port ${system.port} is taken by another program`);
    expect(() => readFileSync(join(other, 'secrets.json'))).toThrow('ENOENT');
  });
});
