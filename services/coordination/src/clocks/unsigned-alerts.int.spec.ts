import { newId } from '@yimen/messaging';
import { deskServiceOf } from '@yimen/contracts';
import type { AlertRaisedV1 } from '@yimen/contracts';
import type { CaseBody } from '../cases/case.body';
import { accepted, aCoordination, anAccepted, beating, dropout } from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';
import { UnsignedAlerts } from './unsigned-alerts';

let coordination: Coordination;
beforeEach(async () => {
  coordination = await aCoordination();
});
afterEach(() => coordination.stop());

const read = async (caseId: string): Promise<CaseBody> =>
  (await coordination.get<CaseBody>(`/cases/${caseId}`)).body;

const opened = async (narrative = beating): Promise<CaseBody> => {
  const report = anAccepted({ narrative });
  await coordination.hear('intake', accepted(report));
  const sql = 'select id from case_file where child_id = $1';
  const [row] = await coordination.rows<{ id: string }>(sql, [report.childId]);
  return read(row?.id ?? '');
};

const sign = async ({ id, legs }: CaseBody, ids: readonly string[]): Promise<void> => {
  for (const { referralId, agencyId, role } of legs.filter((leg) => ids.includes(leg.referralId))) {
    const neighbour = deskServiceOf(role) ?? 'agencies';
    const at = coordination.clock.now().toISOString();
    const what = { referralId, caseId: id, county: 'AJX', workItemId: newId(), agencyId };
    await coordination.hear(neighbour, {
      topic: `${neighbour}.outcomes`,
      type: 'referral.signed.v1',
      key: id,
      jurisdiction: 'AJX',
      data: { ...what, by: 'ajx-desk-1', signedAt: at, bySystem: false },
    });
  }
};

const alerts = async (): Promise<AlertRaisedV1[]> =>
  (await coordination.told('alert.raised.v1')).map(({ data }) => data as unknown as AlertRaisedV1);

const stepsOf = async (referralId: string): Promise<number[]> =>
  (await alerts()).filter((alert) => alert.referralId === referralId).map(({ step }) => step);

/** Legs that were told of, once per alert, after four timers looked at one moment and one more after them. */
const toldByTimersAtOnce = async (): Promise<string[]> => {
  coordination.clock.advanceTo(new Date(coordination.clock.now().getTime() + 5 * 60_000));
  const timer = coordination.service.app.get(UnsignedAlerts);
  await Promise.all([1, 2, 3, 4].map(() => timer.run(coordination.clock.now())));
  await timer.run(coordination.clock.now());
  return (await alerts()).map(({ referralId }) => referralId).sort();
};

const sortedLegs = (legs: CaseBody['legs']): string[] => legs.map(({ referralId }) => referralId).sort();

/** The bug: a step is taken, and its row is gone before COMMIT. */
const forgetSteps = `
create function public.forget_step() returns trigger language plpgsql security definer as $$
begin
  delete from coordination.leg_alert where id = new.id;
  return null;
end $$;
create trigger forget_step after insert on leg_alert for each row execute function public.forget_step()`;

describe('a red leg that nobody signs', () => {
  it('calls the person on duty at 5 minutes, the deputy at 10, the office at 15, and then nobody', async () => {
    const { legs } = await opened();
    const seen: number[][] = [];
    const leg = legs[0]?.referralId ?? '';
    for (const minutes of [4, 1, 4, 1, 5, 5, 600]) {
      await coordination.pass(minutes);
      seen.push(await stepsOf(leg));
    }
    expect(seen).toEqual([[], [1], [1], [1, 2], [1, 2, 3], [1, 2, 3], [1, 2, 3]]);
  });

  it('is told once at each step, also when two timers look at the same moment', async () => {
    const { legs } = await opened();
    expect(await toldByTimersAtOnce()).toEqual(sortedLegs(legs));
  });

  it('and when the steps that were taken are not kept, this is red', async () => {
    const { legs } = await opened();
    await coordination.rows(forgetSteps);
    const told = await toldByTimersAtOnce();
    expect([...new Set(told)]).toEqual(sortedLegs(legs));
    expect(told.length).toBeGreaterThan(legs.length);
  });

  it('calls nobody once it is signed', async () => {
    const found = await opened();
    const [first, ...others] = found.legs.map(({ referralId }) => referralId);
    await sign(found, others);
    await coordination.pass(5);
    expect((await alerts()).map(({ referralId }) => referralId)).toEqual([first]);
    await sign(found, [first ?? '']);
    await coordination.pass(60);
    expect(await alerts()).toHaveLength(1);
  });

  it('takes its steps five minutes apart although the timer stood still for an hour', async () => {
    const { legs } = await opened();
    await coordination.pass(60);
    expect(await stepsOf(legs[0]?.referralId ?? '')).toEqual([1]);
    await coordination.pass(5);
    expect(await stepsOf(legs[0]?.referralId ?? '')).toEqual([1, 2]);
  });

  it('goes out as urgent, under its case, and stands in the history and the audit', async () => {
    const { id, caseNo, legs } = await opened();
    await coordination.pass(5);
    const [told] = await coordination.told('alert.raised.v1');
    expect(told).toMatchObject({ topic: 'coordination.alerts', key: id, urgent: true, data: { caseNo } });
    const { timeline } = await read(id);
    expect(timeline.filter(({ kind }) => kind === 'alert.raised')).toHaveLength(legs.length);
    const audit = await coordination.rows(`select 1 from audit where action = 'alert.raised'`);
    expect(audit).toHaveLength(legs.length);
  });

  it('tells nothing of the child, the reporter or what was said', async () => {
    await opened();
    await coordination.pass(5);
    const text = JSON.stringify(await coordination.told('alert.raised.v1'));
    expect(text).toContain('AJX-police');
    expect(text).not.toMatch(/小棠|孝丰|竹里|皮带|rp_|女|12岁/);
  });
});

it('a case that is not red calls nobody', async () => {
  await opened(dropout);
  await coordination.pass(24 * 60);
  expect(await alerts()).toEqual([]);
});
