import { aKey, anIntake, aReport } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';

let intake: IntakeSystem;
let before: Record<string, number>;

beforeAll(async () => {
  intake = await anIntake();
  before = await intake.counts();
});

afterAll(async () => {
  // whatever was refused above left nothing behind
  const after = await intake.counts();
  const { status } = await intake.accept();
  await intake.stop();
  expect(after).toEqual(before);
  expect(status).toBe(201);
});

const aChild = (field: string, value: unknown) => ({ children: [{ name: '小棠', [field]: value }] });
const aReporter = (field: string, value: unknown) => ({ reporter: { kindText: '邻居', [field]: value } });

type Row = [what: string, changes: Record<string, unknown>, field: string, rule: string];

const rows: Row[] = [
  ['a narrative that is a number', { narrative: 42 }, 'narrative', 'isString'],
  ['a narrative that is a list', { narrative: ['x'] }, 'narrative', 'isString'],
  ['a blank narrative', { narrative: ' \n ' }, 'narrative', 'notBlank'],
  ['a narrative of 20,001 characters', { narrative: '长'.repeat(20_001) }, 'narrative', 'maxLength'],
  ['a NUL in the narrative', { narrative: 'a\u0000b' }, 'narrative', 'no_null_character'],
  ['an escape character in the narrative', { narrative: 'a\u001b[31mb' }, 'narrative', 'controlCharacters'],
  ['a carriage return in the narrative', { narrative: 'a\r\nb' }, 'narrative', 'controlCharacters'],
  ['half a surrogate pair', { narrative: 'a\ud800b' }, 'narrative', 'whole_characters'],
  ['a channel that is none', { channel: 'pigeon' }, 'channel', 'isIn'],
  ['no channel', { channel: undefined }, 'channel', 'isIn'],
  ['an unknown field', { priority: 'high' }, 'priority', 'unknown_field'],
  ['an unknown field of a child', aChild('nickname', '棠'), 'children.0.nickname', 'unknown_field'],
  ['an unknown field of the reporter', aReporter('wechat', 'x'), 'reporter.wechat', 'unknown_field'],
  ['a reporter that is a text', { reporter: '尤青禾' }, 'reporter', 'isObject'],
  ['no reporter', { reporter: undefined }, 'reporter', 'isObject'],
  ['a reporter kind that is none', aReporter('kind', 'spy'), 'reporter.kind', 'isIn'],
  ['confidential as text', aReporter('confidential', 'true'), 'reporter.confidential', 'isBoolean'],
  ['control characters in a phone', aReporter('phone', '138\u0007'), 'reporter.phone', 'controlCharacters'],
  ['children that are no list', { children: { name: '小棠' } }, 'children', 'isArray'],
  ['a child that is a text', { children: ['小棠'] }, 'children.0', 'nestedValidation'],
  ['21 children', { children: Array(21).fill({ name: '某' }) }, 'children', 'arrayMaxSize'],
  ['10,000 children', { children: Array(10_000).fill({}) }, 'children', 'arrayMaxSize'],
  ['a sex that is none', aChild('sex', '女'), 'children.0.sex', 'isIn'],
  ['age 200', aChild('ageYears', 200), 'children.0.ageYears', 'max'],
  ['age -1', aChild('ageYears', -1), 'children.0.ageYears', 'min'],
  ['age as text', aChild('ageYears', '12'), 'children.0.ageYears', 'isInt'],
  ['the 30th of February', aChild('birthDate', '2014-02-30'), 'children.0.birthDate', 'calendarDate'],
  [
    'a birth date with a time',
    aChild('birthDate', '2014-02-03T00:00:00Z'),
    'children.0.birthDate',
    'calendarDate',
  ],
  ['a birth date tomorrow', aChild('birthDate', '2026-03-21'), 'children.0.birthDate', 'notInFuture'],
  ['a birth date 200 years ago', aChild('birthDate', '1826-01-01'), 'children.0.birthDate', 'ageRange'],
  ['a 17-digit ID', aChild('idNumber', '33052320180306999'), 'children.0.idNumber', 'identityNumber'],
  [
    'an ID with a wrong check digit',
    aChild('idNumber', '330523201803069993'),
    'children.0.idNumber',
    'identityNumber',
  ],
  ['an ID that is a number', aChild('idNumber', 330523201803069), 'children.0.idNumber', 'identityNumber'],
  ['a name of 61 characters', aChild('name', '长'.repeat(61)), 'children.0.name', 'maxLength'],
  ['aliases with a control character', aChild('aliases', ['a\u0001']), 'children.0.aliases', 'texts'],
  ['a known child id that is none', aChild('knownChildId', 'x'), 'children.0.knownChildId', 'isUuid'],
  ['a matter that is none', { matters: ['magic'] }, 'matters', 'isIn'],
  ['the same matter twice', { matters: ['emergency', 'emergency'] }, 'matters', 'arrayUnique'],
  ['a risk that is none', { risk: 'R9' }, 'risk', 'isIn'],
  ['a time without offset', { receivedAt: '2026-03-20T08:00:00' }, 'receivedAt', 'matches'],
  ['a time that is no time', { receivedAt: 'yesterday' }, 'receivedAt', 'isIso8601'],
  ['a time tomorrow', { receivedAt: '2026-03-21T08:35:00+08:00' }, 'receivedAt', 'notInFuture'],
  ['a time of the last century', { receivedAt: '1999-03-20T08:35:00+08:00' }, 'receivedAt', 'withinTenYears'],
  [
    'a late entry without reason',
    { receivedAt: '2026-03-20T08:00:00+08:00' },
    'lateEntryReason',
    'neededForLateEntry',
  ],
  ['a county that is no code', { county: 'anji' }, 'county', 'matches'],
];

describe('bad input', () => {
  it.each(rows)('%s is refused by field and rule', async (_what, changes, field, rule) => {
    const { status, headers, body } = await intake.accept(changes);
    expect(status).toBe(400);
    expect(headers['content-type']).toContain('application/problem+json');
    const errors = body['errors'] as { field: string; rule: string }[];
    expect(errors.map((error) => `${error.field} ${error.rule}`)).toContain(`${field} ${rule}`);
  });

  it.each([
    ['malformed JSON', '{"channel":', 400, 'invalid_json'],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400, 'invalid_encoding'],
    ['a list', '[]', 400, 'invalid_body'],
    ['a number', '7', 400, 'invalid_body'],
    ['a prototype', '{"__proto__": {"admin": true}}', 400, 'invalid_body'],
    ['5 MB', JSON.stringify({ narrative: 'x'.repeat(5_000_000) }), 413, 'body_too_large'],
  ])('%s is refused', async (_what, payload, status, code) => {
    const reply = await intake.raw('/reports', payload, { key: aKey() });
    expect([reply.status, reply.body['code']]).toEqual([status, code]);
  });

  it('another county named in the body is refused', async () => {
    const { status, body } = await intake.accept({ county: 'SX' });
    expect([status, body['code']]).toEqual([403, 'wrong_jurisdiction']);
  });

  it('a refusal repeats nothing of what was sent', async () => {
    const { body } = await intake.accept({
      children: [{ name: '小棠', idNumber: '33052320180306999', ageYears: 200 }],
    });
    expect(JSON.stringify(body)).not.toMatch(/小棠|33052320180306999|尤青禾/);
  });

  it.each(['not-a-uuid', "' or 1=1 --", '%00'])('report id %s is refused before the database', async (id) => {
    const { status } = await intake.get(`/reports/${encodeURIComponent(id)}`);
    expect([400, 404]).toContain(status);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'risk=R9', 'unknown=1'])(
    'query %s is refused',
    async (query) => {
      expect((await intake.get(`/reports?${query}`)).status).toBe(400);
    },
  );

  it('a body that is taken by the preview is judged by the same rules', async () => {
    const { status, body } = await intake.post('/route-previews', aReport({ narrative: 'a\u0000' }));
    expect([status, body['code']]).toEqual([400, 'invalid_body']);
  });
});
