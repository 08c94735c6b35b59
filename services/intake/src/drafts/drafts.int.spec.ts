import { randomUUID } from 'node:crypto';
import { anOfficeActor } from '@yimen/auth/testing';
import { withTx } from '@yimen/messaging';
import { aReport, anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';
import { draftDays, maxDraftBytes, maxDrafts } from './draft.policy';

let intake: IntakeSystem;
const colleague = { ...operator, subject: 'ajx-operator-2' };
const content = { narrative: '孩子一个人在车站，我是', name: '钱桂英', phone: '13857212345' };

beforeAll(async () => {
  intake = await anIntake();
});

afterAll(() => intake.stop());

interface Line {
  draftId: string;
  version: number;
}

const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
const save = (id: string, version: number, kept: object = content, actor = operator) =>
  intake.put(`/drafts/${id}`, { content: kept }, { actor, ...ifMatch(version) });
const begin = async (actor = operator): Promise<string> => {
  const id = randomUUID();
  expect((await save(id, 0, content, actor)).status).toBe(200);
  return id;
};
const listed = async (actor = operator) => (await intake.get('/drafts', { actor })).body['items'] as Line[];
const ids = async (actor = operator) => (await listed(actor)).map(({ draftId }) => draftId);
const stored = (id: string) =>
  intake.rows<{ content: Buffer }>('select content from intake.report_draft where id = $1', [id]);
const audits = async (id: string) =>
  (
    await intake.rows<{ action: string }>(
      'select action from intake.audit where subject_id = $1 order by id',
      [id],
    )
  ).map(({ action }) => action);

describe('a draft', () => {
  it('is kept, found and opened by its account, with its version as ETag', async () => {
    const id = await begin();
    const next = await save(id, 1, { ...content, narrative: '孩子一个人在车站，我是路人' });
    expect([next.status, next.headers['etag'], next.body['version']]).toEqual([200, '"2"', 2]);
    expect(await ids()).toContain(id);
    const opened = await intake.get(`/drafts/${id}`);
    expect(opened.headers['etag']).toBe('"2"');
    expect(opened.body).toMatchObject({ content: { narrative: '孩子一个人在车站，我是路人' } });
    expect(opened.body['savedAt']).toMatch(/^2026-03-20T/);
    expect(opened.body['expiresAt']).toMatch(/^2026-03-27T/);
    expect(await audits(id)).toEqual(['draft.begun', 'draft.read']);
  });

  it('is never an event, and is sealed under the key of the vault for this account and form', async () => {
    const before = await intake.counts();
    const id = await begin(colleague);
    expect((await intake.counts())['outbox']).toBe(before['outbox']);
    const [row] = await stored(id);
    const sealed = row?.content ?? Buffer.alloc(0);
    expect(sealed.toString('utf8')).not.toContain('钱桂英');
    const place = `report_draft.content:AJX.ajx-operator-2.${id}`;
    expect(intake.ciphers.vault.open(sealed, place)).toContain('钱桂英');
    expect(() => intake.ciphers.fields.open(sealed, place)).toThrow();
    expect(() => intake.ciphers.vault.open(sealed, place.replace('operator-2', 'operator-1'))).toThrow();
    await intake.remove(`/drafts/${id}`, { actor: colleague });
  });

  it('is nobody else’s, whatever her duty and reach', async () => {
    const id = await begin();
    expect(await ids(colleague)).not.toContain(id);
    expect((await intake.get(`/drafts/${id}`, { actor: colleague })).status).toBe(404);
    expect((await intake.remove(`/drafts/${id}`, { actor: colleague })).status).toBe(404);
    expect((await save(id, 1, {}, colleague)).status).toBe(412);
    for (const duty of ['coordinator', 'supervisor', 'auditor', 'admin', 'reviewer'] as const)
      expect((await intake.get(`/drafts/${id}`, { actor: anOfficeActor(duty) })).status).toBe(403);
    const scope = { county: 'AJX', reach: 'county', actor: 'ajx-operator-2' } as const;
    const options = { scope, keys: [], now: intake.clock.now(), unaudited: true };
    const seen = await withTx(intake.db, options, (tx) =>
      tx.query(`select id from report_draft where account = 'ajx-operator-1'`),
    );
    expect(seen).toEqual([]);
  });

  it('is not written over by who has not seen it', async () => {
    const id = await begin();
    expect((await save(id, 1)).status).toBe(200);
    const late = await save(id, 1, { narrative: '旧的' });
    expect([late.status, late.body['code']]).toEqual([412, 'version_stale']);
    expect((await intake.put(`/drafts/${id}`, { content })).body['code']).toBe('if_match_missing');
    const opened = await intake.get(`/drafts/${id}`);
    expect(opened.body['content']).toEqual(content);
  });

  it('is written once by two windows that saw the same', async () => {
    const id = await begin();
    const answers = await Promise.all([save(id, 1), save(id, 1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    await intake.remove(`/drafts/${id}`);
  });

  it('is refused where it is too large or one too many', async () => {
    const wide = await save(randomUUID(), 0, { narrative: 'x'.repeat(maxDraftBytes) });
    expect([wide.status, wide.body['code']]).toEqual([413, 'body_too_large']);
    for (const id of await ids()) await intake.remove(`/drafts/${id}`);
    for (let made = 0; made < maxDrafts; made++) await begin();
    const full = await save(randomUUID(), 0);
    expect([full.status, full.body['code']]).toEqual([409, 'too_many_drafts']);
    const [first = ''] = await ids();
    expect((await intake.remove(`/drafts/${first}`)).status).toBe(204);
    expect(await audits(first)).toEqual(['draft.begun', 'draft.discarded']);
    await begin();
    for (const id of await ids()) await intake.remove(`/drafts/${id}`);
  });
});

describe('a draft is gone', () => {
  it('with the transaction that accepts its report, and a later save does not bring it back', async () => {
    const [id, other] = [await begin(), await begin()];
    expect((await intake.accept({}, { key: id })).status).toBe(201);
    expect(await stored(id)).toEqual([]);
    expect(await ids()).toEqual([other]);
    for (const version of [0, 1]) expect((await save(id, version)).body['code']).toBe('draft_accepted');
    await intake.remove(`/drafts/${other}`);
  });

  it('not with a report that was refused', async () => {
    const id = await begin();
    expect((await intake.post('/reports', aReport({ narrative: ' ' }), { key: id })).status).toBe(400);
    expect(await ids()).toEqual([id]);
    await intake.remove(`/drafts/${id}`);
  });

  it('a week after it was saved last, on record', async () => {
    const [id, kept] = [await begin(), await begin()];
    intake.clock.advanceTo(new Date(intake.clock.now().getTime() + (draftDays * 24 - 1) * 3_600_000));
    expect((await save(kept, 1)).status).toBe(200);
    await intake.runWorkers();
    expect(await ids()).toEqual([kept, id]);
    intake.clock.advanceTo(new Date(intake.clock.now().getTime() + 2 * 3_600_000));
    expect(await ids()).toEqual([kept]);
    expect((await intake.get(`/drafts/${id}`)).status).toBe(404);
    await intake.runWorkers();
    expect(await stored(id)).toEqual([]);
    expect(await audits(id)).toEqual(['draft.begun', 'draft.expired']);
    expect(await ids()).toEqual([kept]);
  });

  it('once swept where a save crossed with the acceptance, and is shown to nobody until then', async () => {
    const id = await begin();
    const [row] = await stored(id);
    await intake.accept({}, { key: id });
    await intake.rows(
      `insert into intake.report_draft (county, agency, account, id, version, content, begun_at, saved_at)
       values ('AJX', $1, $2, $3, 1, $4, $5, $5)`,
      [operator.agency, operator.subject, id, row?.content, intake.clock.now()],
    );
    expect(await ids()).not.toContain(id);
    expect((await intake.get(`/drafts/${id}`)).status).toBe(404);
    await intake.runWorkers();
    expect(await stored(id)).toEqual([]);
    expect(await audits(id)).toEqual(['draft.begun', 'draft.removed']);
  });
});
