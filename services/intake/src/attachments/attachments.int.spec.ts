import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { anOfficeActor, testKeyring, tokenFor } from '@yimen/auth/testing';
import type { Actor } from '@yimen/auth';
import { aKey, anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';
import { aDocx, aJpeg, aPdf, aPng, cleanPng, inPieces, tellingPlace } from '../testing/some-files';
import { AttachmentFiles } from './attachment-files';
import { attachmentLimits } from './attachment.policy';

let intake: IntakeSystem;
beforeAll(async () => {
  intake = await anIntake();
});
afterAll(() => intake.stop());

interface Sent {
  name?: string;
  type?: string;
  key?: string;
  actor?: Actor;
}

const octets = 'application/octet-stream';
const aReportId = async (): Promise<string> => String((await intake.accept()).body['reportId']);
const send = (
  reportId: string,
  bytes: Buffer,
  { name = '伤情.pdf', type = octets, key = aKey(), actor }: Sent = {},
) =>
  intake.raw(`/reports/${reportId}/attachments`, bytes, {
    key,
    ...(actor ? { actor } : {}),
    headers: { 'content-type': type, 'x-file-name': encodeURIComponent(name) },
  });
const open = (reportId: string, id: unknown, actor?: Actor, purpose = 'handling') =>
  intake.get(`/reports/${reportId}/attachments/${String(id)}`, {
    headers: { 'x-purpose': purpose },
    ...(actor ? { actor } : {}),
  });
const list = async (reportId: string, actor?: Actor) =>
  intake.get(`/reports/${reportId}/attachments`, actor ? { actor } : {});
const namesOn = async (reportId: string) =>
  ((await list(reportId)).body['items'] as { name: string }[]).map(({ name }) => name);

/** Every file below the folder. */
const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
const stored = (): string[] => filesIn(intake.attachmentsDir);
const fileOf = (id: unknown): string => stored().find((path) => path.endsWith(String(id))) ?? '';
const audits = (action: string) =>
  intake.rows<{ actor: string; subject_id: string; purpose: string | null; detail: object }>(
    `select actor, subject_id, purpose, detail from intake.audit where action = $1 order by at`,
    [action],
  );

describe('an attachment', () => {
  it('is kept without its place, sealed outside the tables, and read back', async () => {
    const reportId = await aReportId();
    const { status, body } = await send(reportId, aPng, { name: '后背 (1).png', type: 'image/png' });
    const sha256 = createHash('sha256').update(cleanPng).digest('hex');
    const shown = {
      name: '后背 (1).png',
      kind: 'png',
      mediaType: 'image/png',
      sizeBytes: cleanPng.length,
      sha256,
    };
    expect([status, body]).toEqual([201, expect.objectContaining({ ...shown, reportId, withheld: null })]);
    expect((await list(reportId)).body).toMatchObject({ items: [body], limits: attachmentLimits });
    const answer = await open(reportId, body['attachmentId']);
    expect(answer.bytes.equals(cleanPng)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(cleanPng.length),
      'content-disposition': expect.stringMatching(
        /^attachment; .*filename\*=UTF-8''%E5%90%8E%E8%83%8C%20%281%29\.png$/,
      ),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      etag: `"${sha256}"`,
    });
  });

  it('shows nothing on the disk, in its rows, its audit or its path', async () => {
    const reportId = await aReportId();
    const { body } = await send(reportId, aJpeg(), { name: '小棠.jpg' });
    const path = fileOf(body['attachmentId']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const rows = await intake.rows(`select *, encode(key, 'escape') from intake.attachment`);
    const said =
      JSON.stringify([rows, await audits('attachment.added'), path]) + readFileSync(path, 'latin1');
    for (const secret of ['小棠', tellingPlace, 'JFIF']) expect(said).not.toContain(secret);
  });

  it('is audited by who opened it and what for, before it is sent', async () => {
    const reportId = await aReportId();
    const { body } = await send(reportId, aPdf);
    const supervisor = anOfficeActor('supervisor');
    await open(reportId, body['attachmentId'], supervisor, 'case_review');
    const mine = (await audits('attachment.opened')).filter((row) => row.subject_id === body['attachmentId']);
    expect(mine).toEqual([
      expect.objectContaining({
        actor: supervisor.subject,
        purpose: 'case_review',
        detail: { reportId, withheld: false },
      }),
    ]);
    expect(
      (await intake.get(`/reports/${reportId}/attachments/${String(body['attachmentId'])}`)).body,
    ).toMatchObject({
      code: 'purpose_invalid',
    });
  });

  it('is the same one for the same key and file, also at the same time', async () => {
    const reportId = await aReportId();
    const key = aKey();
    const answers = await Promise.all([1, 2, 3].map(() => send(reportId, aPdf, { key })));
    const again = await send(reportId, aPdf, { key });
    expect(new Set([...answers, again].map(({ text }) => text)).size).toBe(1);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await namesOn(reportId)).toEqual(['伤情.pdf']);
    expect(stored().filter((path) => path.startsWith(join(intake.attachmentsDir, 'tmp')))).toEqual([]);
    expect((await send(reportId, aJpeg(), { key, name: 'a.jpg' })).body).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });
});

describe('a file is refused, and nothing of it is left', () => {
  const cases: [string, Buffer, Sent, number, string][] = [
    ['that is a program', Buffer.from('MZ\x90\0'), { name: 'a.pdf' }, 415, 'attachment_kind_unknown'],
    ['that is a page', Buffer.from('<html><script>'), { name: 'a.pdf' }, 415, 'attachment_kind_unknown'],
    ['that is called another kind', aPdf, { name: 'a.jpg' }, 415, 'attachment_kind_mismatch'],
    ['that is said to be another', aPdf, { type: 'image/png' }, 415, 'attachment_kind_mismatch'],
    ['of a type that is never taken', aPdf, { type: 'text/html' }, 415, 'unsupported_media_type'],
    ['that is empty', Buffer.alloc(0), {}, 400, 'attachment_empty'],
    ['that was cut off', aJpeg().subarray(0, 90), { name: 'a.jpg' }, 400, 'attachment_broken'],
    ['without an extension', aPdf, { name: 'a' }, 400, 'attachment_name_invalid'],
    [
      'with macros',
      aDocx([{ name: 'word/vbaProject.bin', text: 'x' }]),
      { name: 'a.docx' },
      400,
      'attachment_runs',
    ],
    ['that is another document', aDocx(), { name: 'a.xlsx' }, 415, 'attachment_kind_mismatch'],
    [
      'that is too large',
      Buffer.concat([aPdf, Buffer.alloc(attachmentLimits.fileBytes)]),
      {},
      413,
      'attachment_too_large',
    ],
  ];
  it.each(cases)('%s', async (_what, bytes, sent, status, code) => {
    const reportId = await aReportId();
    const before = stored().length;
    expect((await send(reportId, bytes, sent)).body).toMatchObject({ status, code });
    expect([stored().length, await namesOn(reportId)]).toEqual([before, []]);
  });

  it('that is too large and does not say so: keeping stops at the limit, and the line does not hang', async () => {
    const reportId = await aReportId();
    const before = stored().length;
    // slow enough for an answer that does not wait for the end to close the line under the client
    const large = async function* () {
      yield aPdf;
      for (let piece = 0; piece < 40; piece++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        yield Buffer.alloc(1024 * 1024);
      }
    };
    const url = await intake.service.app.listen(0, '127.0.0.1').then(() => intake.service.app.getUrl());
    const request = httpRequest(`${url}/api/intake/reports/${reportId}/attachments`, {
      ...{ method: 'POST', agent: false },
      headers: {
        authorization: `Bearer ${await tokenFor(operator, testKeyring)}`,
        ...{ 'content-type': octets, 'x-file-name': 'a.pdf', 'idempotency-key': aKey() },
      },
    });
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    await pipeline(Readable.from(large()), request);
    const [answer] = await answered;
    expect([answer.statusCode, await json(answer)]).toEqual([
      413,
      expect.objectContaining({ code: 'attachment_too_large' }),
    ]);
    expect(stored().length).toBe(before);
  });

  it('when the report has as many as it may, also when two come at once', async () => {
    const reportId = await aReportId();
    for (let file = 1; file < attachmentLimits.filesPerReport; file++) await send(reportId, aPdf);
    const last = await Promise.all([send(reportId, aPdf), send(reportId, aPdf)]);
    expect(last.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await send(reportId, aPdf)).body).toMatchObject({
      code: 'attachments_full',
      params: { files: 20 },
    });
    expect(await namesOn(reportId)).toHaveLength(20);
  });

  it('when the disk is full', async () => {
    const folder = join(intake.attachmentsDir, 'full');
    mkdirSync(join(folder, 'tmp'), { recursive: true });
    const id = randomUUID();
    symlinkSync('/dev/full', join(folder, 'tmp', id));
    const receiving = new AttachmentFiles(folder).receive(id, inPieces(aPdf, 8));
    await expect(receiving).rejects.toMatchObject({ code: 'attachment_storage_full' });
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });
});

describe('what goes wrong in between', () => {
  const breakInserts = (how: string) =>
    intake.rows(`create function intake.break_insert() returns trigger
        language plpgsql as $$ begin ${how} return new; end $$;
      create trigger breaks before insert on intake.attachment
        for each row execute function intake.break_insert()`);
  const mendInserts = () => intake.rows('drop function intake.break_insert cascade');

  it('leaves a file without a row when it is cut off before it, and the sweeper takes it after a day', async () => {
    const reportId = await aReportId();
    const kept = await send(reportId, aPdf);
    const before = new Set(stored());
    await breakInserts('perform pg_terminate_backend(pg_backend_pid());');
    const key = aKey();
    expect((await send(reportId, aJpeg(), { name: 'a.jpg', key })).status).toBe(503);
    await mendInserts();
    const [orphan = ''] = stored().filter((path) => !before.has(path));
    expect(orphan).not.toBe('');
    await intake.runWorkers();
    expect(existsSync(orphan)).toBe(true);
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    for (const path of stored()) utimesSync(path, yesterday, yesterday);
    await intake.runWorkers();
    expect([existsSync(orphan), existsSync(fileOf(kept.body['attachmentId']))]).toEqual([false, true]);
    expect((await send(reportId, aJpeg(), { name: 'a.jpg', key })).status).toBe(201);
    expect(await namesOn(reportId)).toEqual(['伤情.pdf', 'a.jpg']);
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    [
      'was changed by one bit',
      (bytes) => Buffer.from(bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))),
    ],
    ['was cut off', (bytes) => bytes.subarray(0, -1)],
  ])('sends nothing of a file that %s', async (_what, change) => {
    const reportId = await aReportId();
    const { body } = await send(reportId, aJpeg(), { name: 'a.jpg' });
    const path = fileOf(body['attachmentId']);
    writeFileSync(path, change(readFileSync(path)));
    const answer = await open(reportId, body['attachmentId']);
    expect([answer.status, answer.body]).toEqual([
      500,
      expect.objectContaining({ code: 'attachment_damaged' }),
    ]);
  });

  it('sends nothing of another file of ours in its place', async () => {
    const reportId = await aReportId();
    const [one, other] = [await send(reportId, aPdf), await send(reportId, aPdf)];
    writeFileSync(fileOf(one.body['attachmentId']), readFileSync(fileOf(other.body['attachmentId'])));
    expect((await open(reportId, one.body['attachmentId'])).body).toMatchObject({
      code: 'attachment_damaged',
    });
  });

  it('refuses to change or delete a row', async () => {
    const reportId = await aReportId();
    await send(reportId, aPdf);
    await expect(intake.rows(`update intake.attachment set kind = 'x'`)).rejects.toThrow();
    await expect(intake.rows(`delete from intake.attachment`)).rejects.toThrow();
  });
});

describe('a withheld attachment', () => {
  const withhold = (reportId: string, id: unknown, body: object = { reason: '误传他人照片' }) =>
    intake.post(`/reports/${reportId}/attachments/${String(id)}/actions/withhold`, body);

  it('stays with who and why, and opens for a supervisor alone', async () => {
    const reportId = await aReportId();
    const { body } = await send(reportId, aPdf);
    const id = body['attachmentId'];
    expect((await withhold(reportId, id, {})).status).toBe(400);
    expect((await withhold(reportId, id)).status).toBe(200);
    expect((await withhold(reportId, id)).body).toMatchObject({ code: 'attachment_already_withheld' });
    expect((await open(reportId, id)).body).toMatchObject({ code: 'attachment_withheld', status: 403 });
    expect((await open(reportId, id, anOfficeActor('supervisor'))).bytes.equals(aPdf)).toBe(true);
    expect((await list(reportId)).body).toMatchObject({
      items: [{ withheld: { by: operator.subject, reason: '误传他人照片' } }],
    });
    expect(JSON.stringify(await audits('attachment.withheld'))).not.toContain('误传');
  });
});

describe('an attachment is read', () => {
  const statuses = async (reportId: string, id: unknown, actor: Actor) => [
    (await list(reportId, actor)).status,
    (await open(reportId, id, actor)).status,
  ];
  const kept = async () => {
    const reportId = await aReportId();
    return { reportId, id: (await send(reportId, aPdf)).body['attachmentId'] };
  };

  it.each<[string, Actor]>([
    ['another operator', { ...operator, subject: 'ajx-operator-9' }],
    ['a coordinator', anOfficeActor('coordinator')],
    ['a supervisor', anOfficeActor('supervisor')],
  ])('by %s of the county', async (_who, actor) => {
    const { reportId, id } = await kept();
    expect(await statuses(reportId, id, actor)).toEqual([200, 200]);
  });

  it.each(['coordinator', 'supervisor', 'operator'] as const)('by no %s of another county', async (duty) => {
    const { reportId, id } = await kept();
    const stranger = { ...anOfficeActor(duty), jurisdiction: 'SX', subject: 'sx-stranger' };
    expect(await statuses(reportId, id, stranger)).toEqual([404, 404]);
  });

  it('by no desk, auditor or administrator', async () => {
    const { reportId, id } = await kept();
    for (const duty of ['desk', 'auditor', 'admin'] as const)
      expect(await statuses(reportId, id, anOfficeActor(duty))).toEqual([403, 403]);
  });

  it('under its own report alone, and added by nobody of another county or without the duty', async () => {
    const { reportId, id } = await kept();
    expect(await statuses(await aReportId(), id, operator)).toEqual([200, 404]);
    const stranger = { ...operator, jurisdiction: 'SX', subject: 'sx-operator-1' };
    expect((await send(reportId, aPdf, { actor: stranger })).status).toBe(404);
    for (const duty of ['desk', 'supervisor'] as const)
      expect((await send(reportId, aPdf, { actor: anOfficeActor(duty) })).status).toBe(403);
  });
});
