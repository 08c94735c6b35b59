import { anActor, anOfficeActor } from '@yimen/auth/testing';
import { aDirectory } from '../testing/directory-system';
import type { DirectorySystem } from '../testing/directory-system';

let directory: DirectorySystem;
beforeAll(async () => {
  directory = await aDirectory();
});
afterAll(() => directory.stop());
beforeEach(async () => {
  await directory.forgetRows();
  await directory.rows('truncate duty_shift');
});

const admin = { ...anOfficeActor('admin'), subject: 'ajx-admin' };
const coordinator = anOfficeActor('coordinator');
const phone = '0572-512 3456';

/** The clock stands at 09:00 on 20 March in China. */
const shift = (parts: object = {}) => ({
  agency: 'AJX-police',
  account: 'ajx-police-1',
  phone,
  part: 'duty',
  from: '2026-03-20T08:00:00+08:00',
  to: '2026-03-20T20:00:00+08:00',
  ...parts,
});

const add = (parts: object = {}, actor = admin) => directory.post('/duty-shifts', shift(parts), { actor });
const end = (id: string) => directory.post(`/duty-shifts/${id}/actions/end`, {}, { actor: admin });
const idOf = ({ body }: { body: unknown }): string => (body as { id: string }).id;
const onDuty = async (query = '?agency=AJX-police', actor = coordinator) =>
  (await directory.get(`/on-duty${query}`, { actor })).body;

describe('an administrator', () => {
  it('adds a shift, finds it with its phone, and ends it', async () => {
    const added = await add();
    const listed = await directory.get('/duty-shifts', { actor: admin });
    expect([added.status, listed.body]).toEqual([201, { items: [added.body], next: null }]);
    expect(added.body).toMatchObject(shift());
    expect((await end(idOf(added))).status).toBe(204);
    expect((await directory.get('/duty-shifts', { actor: admin })).body).toEqual({ items: [], next: null });
    const id = idOf(added);
    expect(await directory.audited()).toEqual([`duty_shift.created ${id}`, `duty_shift.ended ${id}`]);
  });

  it('leaves the phone sealed in the table and out of the audit', async () => {
    await add();
    const [row] = await directory.rows<{ sealed_phone: Buffer }>('select sealed_phone from duty_shift');
    const audit = JSON.stringify(await directory.rows('select detail from audit'));
    expect(row?.sealed_phone.toString('latin1')).not.toContain('3456');
    expect(audit).not.toContain('3456');
  });

  it('may let shifts overlap', async () => {
    await add();
    expect((await add({ account: 'ajx-police-2', from: '2026-03-20T08:30:00+08:00' })).status).toBe(201);
    expect(await onDuty()).toMatchObject({ duty: ['ajx-police-2', 'ajx-police-1'] });
  });

  it.each<[string, object, string]>([
    ['that ends when it begins', { to: shift().from }, '400 duty_shift_empty'],
    ['of an account of another agency', { account: 'ajx-justice-1' }, '400 duty_account_elsewhere'],
    ['of an account that is not there', { account: 'ajx-nobody' }, '400 duty_account_elsewhere'],
    ['at an agency of another county', { agency: 'SX-police' }, '400 duty_account_elsewhere'],
    ['with a phone that is none', { phone: 'ring me' }, '400 invalid_body'],
    ['with a time without an offset', { from: '2026-03-20T08:00:00' }, '400 invalid_body'],
    ['of a part that does not exist', { part: 'chief' }, '400 invalid_body'],
  ])('does not add a shift %s', async (_what, parts, expected) => {
    const { status, code } = (await add(parts)).body as { status: number; code: string };
    expect(`${status} ${code}`).toBe(expected);
    expect(await directory.rows('select 1 from duty_shift')).toEqual([]);
  });

  it('ends a shift once, and none that is not there', async () => {
    const id = idOf(await add());
    await end(id);
    expect((await end(id)).body).toMatchObject({ status: 409, code: 'duty_shift_over' });
    expect((await end('019d06a6-3b10-7f52-8c0d-2a9e61d4b7f3')).body).toMatchObject({ status: 404 });
  });

  it('alone keeps the roster', async () => {
    const tried = [await add({}, coordinator), await directory.get('/duty-shifts', { actor: coordinator })];
    expect(tried.map(({ status }) => status)).toEqual([403, 403]);
  });

  it('of another county neither sees nor ends it', async () => {
    const id = idOf(await add());
    const stranger = { ...anOfficeActor('admin'), subject: 'sx-admin', jurisdiction: 'SX' };
    const seen = await directory.get('/duty-shifts', { actor: stranger });
    const ended = await directory.post(`/duty-shifts/${id}/actions/end`, {}, { actor: stranger });
    expect([seen.body, ended.status]).toEqual([{ items: [], next: null }, 404]);
  });
});

describe('who is on duty', () => {
  it('is told to coordinators and the own desk by name, without a phone', async () => {
    await add();
    await add({ account: 'ajx-police-2', part: 'deputy' });
    const told = { agency: 'AJX-police', duty: ['ajx-police-1'], deputy: ['ajx-police-2'] };
    expect(await onDuty()).toEqual(told);
    expect(await onDuty('', anActor())).toEqual(told);
  });

  it('is told to no other agency', async () => {
    const justice = anActor({ subject: 'ajx-justice-1', agency: 'AJX-justice', role: 'justice' });
    expect(await onDuty('?agency=AJX-police', justice)).toMatchObject({ status: 404 });
  });

  it('are those whose shift has begun and is not over, and who are still there', async () => {
    await add({ from: '2026-03-20T09:00:01+08:00' });
    await add({ from: '2026-03-19T09:00:00+08:00', to: '2026-03-20T09:00:00+08:00' });
    expect(await onDuty()).toMatchObject({ duty: [] });
    await add({ account: 'ajx-police-2' });
    expect(await onDuty()).toMatchObject({ duty: ['ajx-police-2'] });
    await directory.post('/accounts/ajx-police-2/actions/disable', { reason: 'left' }, { actor: admin });
    expect(await onDuty()).toMatchObject({ duty: [] });
    await directory.post('/accounts/ajx-police-2/actions/enable', {}, { actor: admin });
  });
});
