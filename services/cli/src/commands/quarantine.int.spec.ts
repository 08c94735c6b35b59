import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import { appendGarbled, garbledBytes } from '@yimen/messaging/testing';
import { readConfig, startSystem } from '@yimen/service-kit';
import type { RunningSystem } from '@yimen/service-kit';
import { buildProgram, sentenceOf } from '../program';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'yimen-quarantine-'));
const dataDir = join(folder, 'data');
let system: RunningSystem;

beforeAll(async () => {
  const config = { ...readConfig({}), dataDir, port: 0, logLevel: 'silent' };
  system = await startSystem({ config, services: allServices });
  Object.assign(process.env, { YIMEN_DATA: dataDir, YIMEN_LANG: 'en' });
});
afterAll(async () => {
  delete process.env['YIMEN_DATA'];
  delete process.env['YIMEN_LANG'];
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** In this process: a process of its own for each of these words takes seconds. */
const yimen = async (words: readonly string[]) => {
  const run = { code: 0, out: '', err: '' };
  const heard = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    run.out += String(text);
    return true;
  });
  try {
    await buildProgram().parseAsync([...words], { from: 'user' });
    run.code = Number(process.exitCode ?? 0);
  } catch (error) {
    Object.assign(run, { code: 1, err: sentenceOf(error) });
  } finally {
    process.exitCode = undefined;
    heard.mockRestore();
  }
  return run;
};

const asAdmin = ['--as', 'ajx-admin'];
const asSupervisor = ['--as', 'ajx-supervisor'];

const parts = { topic: 'intake.reports', type: 'report.amended.v1', jurisdiction: 'AJX' };

/** @returns its key, parked at coordination */
const garbled = async (urgent = false): Promise<string> => {
  const pool = system.services.find(({ name }) => name === 'intake')?.db.pool;
  const type = urgent ? 'report.accepted.v1' : parts.type;
  const ask = (sql: string, params: unknown[]) =>
    pool?.query(sql, params) ?? Promise.reject(new Error('no intake'));
  const key = await appendGarbled(ask, 'intake', { ...parts, type, urgent });
  await system.settle();
  return key;
};

interface Listed {
  service: string;
  id: string;
  key: string;
}

const eventOf = async (key: string): Promise<string> => {
  const { out } = await yimen(['quarantine', 'list', ...asSupervisor, '--json']);
  const row = (JSON.parse(out) as Listed[]).find((listed) => listed.key === key);
  return `${row?.service}/${row?.id}`;
};

describe('yimen quarantine', () => {
  it('lists, shows, and gives up by two', async () => {
    const key = await garbled();
    const event = await eventOf(key);
    expect(event).toMatch(/^coordination\/\d+$/);
    const listed = await yimen(['quarantine', 'list', '--service', 'coordination', ...asAdmin]);
    expect(listed.out).toMatch(new RegExp(`${event} +coordination +${key} +report.amended.v1 +permanent`));
    const shown = await yimen(['quarantine', 'show', event, ...asAdmin]);
    expect(shown.out).toContain(garbledBytes.toString('base64'));

    const proposed = await yimen(['quarantine', 'discard', event, '--reason', 'unreadable', ...asAdmin]);
    expect([proposed.code, proposed.out]).toEqual([0, 'done\n']);
    const alone = await yimen(['quarantine', 'confirm', event, ...asAdmin]);
    expect([alone.code, alone.err]).toEqual([1, expect.stringContaining('409 second_person_needed')]);
    await yimen(['quarantine', 'withdraw', event, ...asSupervisor]);
    await yimen(['quarantine', 'discard', event, '--reason', 'sent_twice', ...asSupervisor]);
    const number = event.split('/').at(-1) ?? '';
    const words = ['quarantine', 'confirm', number, '--service', 'coordination', ...asAdmin, '--json'];
    expect(JSON.parse((await yimen(words)).out)).toEqual({ applied: 0, parked: 0 });
    expect(await eventOf(key)).toBe('undefined/undefined');
    expect((await yimen(['quarantine', 'show', event, ...asAdmin])).out).toContain(
      'sent_twice ajx-supervisor ajx-admin',
    );
  });

  it('gives up no emergency that was accepted', async () => {
    const event = await eventOf(await garbled(true));
    const { code, err } = await yimen(['quarantine', 'discard', event, '--reason', 'sent_twice', ...asAdmin]);
    expect([code, err]).toEqual([1, expect.stringContaining('409 accepted_report_kept')]);
  });

  it('handles an event, or a case, again, and says with 1 that something still waits', async () => {
    const key = await garbled();
    const event = await yimen(['quarantine', 'replay', await eventOf(key), ...asAdmin, '--json']);
    const one = await yimen(['replay', 'coordination', key, ...asAdmin, '--json']);
    const waits = { applied: 0, parked: 1 };
    expect([event.code, JSON.parse(event.out), one.code, JSON.parse(one.out)]).toEqual([1, waits, 1, waits]);
  });

  it.each([
    [['quarantine', 'show', 'nonsense', ...asAdmin], 'nonsense: write SERVICE/NUMBER'],
    [['quarantine', 'show', 'coordination/999999', ...asAdmin], '404 parked_key_unknown'],
    [['quarantine', 'discard', 'coordination/1', '--reason', 'boredom', ...asAdmin], '(reason: isIn)'],
    [['quarantine', 'show', '12', ...asAdmin], '12: write SERVICE/NUMBER'],
    [['quarantine', 'list', '--as', 'ajx-operator-1'], '403 duty_missing'],
    [['replay', 'coordination', 'nothing', ...asAdmin], 'nothing of nothing is parked in coordination'],
  ])('%j is refused in a sentence', async (words, wanted) => {
    const { code, err } = await yimen(words);
    expect([code, err]).toEqual([1, expect.stringContaining(wanted)]);
    expect(err).not.toMatch(/^\s+at /m);
  });
});
