import { anOfficeActor } from '@yimen/auth/testing';
import { SIGNALS } from '@yimen/service-kit';
import type { Signals } from '@yimen/service-kit';
import type { CaseBody } from '../cases/case.body';
import { accepted, aCoordination, anAccepted, beating } from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';

let coordination: Coordination;
beforeEach(async () => {
  coordination = await aCoordination();
});
afterEach(() => coordination.stop());

const opened = async (): Promise<string> => {
  const report = anAccepted({ narrative: beating });
  await coordination.hear('intake', accepted(report));
  const [row] = await coordination.rows<{ id: string }>('select id from case_file where child_id = $1', [
    report.childId,
  ]);
  return row?.id ?? '';
};

const read = async (caseId: string): Promise<CaseBody> =>
  (await coordination.get<CaseBody>(`/cases/${caseId}`, { actor: anOfficeActor('supervisor') })).body;

describe('the timer', () => {
  it('marks a clock overdue at its instant once, with history and a signal for supervision', async () => {
    const id = await opened();
    const heard: unknown[] = [];
    coordination.service.app.get<Signals>(SIGNALS).on('supervision', (payload) => heard.push(payload));
    await coordination.pass(14);
    expect(heard).toEqual([]);
    await coordination.pass(1);
    await coordination.pass(0);
    const { clocks, timeline } = await read(id);
    expect(clocks.find(({ code }) => code === 'D01')?.state).toBe('overdue');
    expect(timeline.filter(({ kind }) => kind === 'clock.overdue')).toHaveLength(1);
    expect(heard).toEqual([expect.objectContaining({ county: 'AJX', caseId: id })]);
  });

  it('finds many cases in bounded batches, each once', async () => {
    const reports = Array.from({ length: 120 }, () => accepted(anAccepted({ narrative: beating })));
    await coordination.hear('intake', ...reports);
    await coordination.pass(15);
    const [row] = await coordination.rows<{ n: number }>(
      `select count(*)::int as n from clock where state = 'overdue' and code = 'D01'`,
    );
    expect(row?.n).toBe(120);
  });

  it('leaves every open case with a running clock, however much time passes', async () => {
    const id = await opened();
    for (const days of [10, 40, 400]) {
      await coordination.pass(days * 24 * 60);
      const { clocks, state } = await read(id);
      expect([state, clocks.filter((clock) => clock.state === 'running').length]).toEqual(['open', 1]);
    }
  });

  it('passes by a case that somebody holds, and finds it the next time', async () => {
    const id = await opened();
    const client = await holdCase(id);
    expect(await coordination.pass(15)).toBe(0);
    await client.release();
    await coordination.pass(0);
    expect((await read(id)).clocks.find(({ code }) => code === 'D01')?.state).toBe('overdue');
  });
});

const holdCase = async (id: string) => {
  const client = await coordination.db.pool.connect();
  await client.query('begin');
  await client.query(`select set_config('app.reach', 'system', true)`);
  await client.query('select 1 from case_file where id = $1 for update', [id]);
  return {
    release: async () => {
      await client.query('rollback');
      client.release();
    },
  };
};
