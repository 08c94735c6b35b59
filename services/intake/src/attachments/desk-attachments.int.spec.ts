import { anActor, anOfficeActor } from '@yimen/auth/testing';
import type { Actor } from '@yimen/auth';
import { newId, withTx } from '@yimen/messaging';
import { aKey, anIntake, operator } from '../testing/intake-system';
import type { IntakeSystem } from '../testing/intake-system';
import { aPdf } from '../testing/some-files';

let intake: IntakeSystem;
beforeAll(async () => {
  intake = await anIntake();
});
afterAll(() => intake.stop());

const police = anActor();
const school = anActor({ subject: 'ajx-education-1', agency: 'AJX-education', role: 'education' });
const stranger = anActor({ subject: 'sx-police-1', agency: 'SX-police', jurisdiction: 'SX' });

const at = '2026-03-20T01:00:00Z';
let cases = 0;

const held = (caseId: string, actor: Actor, referralId: string, state: 'open' | 'over' = 'open') =>
  intake.hear('coordination.cases', 'referral.held.v1', caseId, {
    ...{ caseId, county: 'AJX', at },
    legs: [{ referralId, role: actor.role, agencyId: actor.agency, held: state }],
  });
const moved = (caseId: string, referralId: string, to: string) =>
  intake.hear('coordination.cases', 'referral.moved.v1', caseId, {
    ...{ caseId, county: 'AJX', referralId, role: 'police', agencyId: 'AJX-police', at },
    ...{ matter: 'emergency', part: 'lead', from: 'issued', to },
  });

/** A report with a case, on which the police have a leg, and one file. */
const aCase = async () => {
  const { body } = await intake.accept();
  const [child] = body['children'] as { childId: string }[];
  const [reportId, caseId, legId] = [String(body['reportId']), newId(), newId()];
  await intake.hear('coordination.cases', 'case.opened.v1', caseId, {
    ...{ caseId, caseNo: `AJX-2026-${String(++cases).padStart(6, '0')}`, county: 'AJX', reportId },
    ...{ childId: child?.childId, receiptNo: body['receiptNo'], risk: 'R2', disposition: 'accept-emergency' },
    ...{ owner: { agencyId: 'AJX-police', role: 'police' }, tableVersion: 1, openedAt: at },
  });
  await held(caseId, police, legId);
  const added = await intake.raw(`/reports/${reportId}/attachments`, aPdf, {
    key: aKey(),
    headers: { 'content-type': 'application/pdf', 'x-file-name': encodeURIComponent('尤青禾提供.pdf') },
  });
  return { reportId, caseId, legId, id: String(added.body['attachmentId']) };
};
type Case = Awaited<ReturnType<typeof aCase>>;

const act = ({ reportId, id }: Case, action: string, body: object, actor: Actor = operator) =>
  intake.post(`/reports/${reportId}/attachments/${id}/actions/${action}`, body, { actor });
const share = (one: Case, roles: string[] = [], actor?: Actor) =>
  act(one, 'share', { reporter: 'checked', roles }, actor);
const list = ({ caseId }: Case, actor: Actor) => intake.get(`/cases/${caseId}/attachments`, { actor });
const open = (
  { caseId, id }: Case,
  actor: Actor,
  headers: Record<string, string> = { 'x-purpose': 'handling' },
) => intake.get(`/cases/${caseId}/attachments/${id}`, { actor, headers });
/** How many are listed, and what opening answers; a list that is not there counts as -1. */
const seen = async (one: Case, actor: Actor) => {
  const { status, body } = await list(one, actor);
  return [status === 200 ? (body['items'] as unknown[]).length : -status, (await open(one, actor)).status];
};
const [shown, hidden, nothing] = [
  [1, 200],
  [0, 404],
  [-404, 404],
];
const audits = (caseId: string) =>
  intake.rows<{ actor: string; action: string; agency: string; purpose: string | null }>(
    `select actor, action, agency, purpose from intake.audit where case_id = $1 order by at, action desc`,
    [caseId],
  );

describe('a file of a report at a desk', () => {
  it('is hidden until the office says that it was looked at for the reporter', async () => {
    const one = await aCase();
    expect(await seen(one, police)).toEqual(hidden);
    expect((await act(one, 'share', { roles: [] })).status).toBe(400);
    expect((await act(one, 'share', { reporter: 'checked', roles: ['guardian'] })).status).toBe(400);
    expect(await seen(one, police)).toEqual(hidden);
    expect((await share(one)).body).toMatchObject({ isShared: true, roles: [] });
    expect(await seen(one, police)).toEqual(shown);
    const office = await intake.get(`/reports/${one.reportId}/attachments`);
    expect(office.body).toMatchObject({ items: [{ desks: { roles: [], by: operator.subject } }] });
  });

  it('tells neither its name nor who added it nor of which report, and comes as it was', async () => {
    const one = await aCase();
    await share(one);
    const { body, text } = await list(one, police);
    const name = `附件-${one.id.slice(-8)}.pdf`;
    const [item] = body['items'] as object[];
    expect(item).toEqual({
      ...{ attachmentId: one.id, name, kind: 'pdf', sizeBytes: aPdf.length },
      addedAt: expect.any(String),
    });
    const answer = await open(one, police);
    expect(answer.bytes.equals(aPdf)).toBe(true);
    expect(answer.headers['content-disposition']).toContain(encodeURIComponent(name));
    for (const secret of ['尤青禾', encodeURIComponent('尤青禾'), operator.subject, one.reportId])
      expect(text + JSON.stringify(answer.headers)).not.toContain(secret);
  });

  it('is on record at each look, a download with its purpose', async () => {
    const one = await aCase();
    await share(one);
    await list(one, police);
    expect((await open(one, police, {})).body).toMatchObject({ code: 'purpose_invalid' });
    await open(one, police);
    expect(await audits(one.caseId)).toEqual([
      { actor: police.subject, action: 'attachment.opened', agency: police.agency, purpose: 'handling' },
      { actor: police.subject, action: 'attachment.listed', agency: police.agency, purpose: null },
    ]);
  });

  it('is shown to the chosen roles alone', async () => {
    const one = await aCase();
    await held(one.caseId, school, newId());
    await share(one, ['police']);
    expect([await seen(one, police), await seen(one, school)]).toEqual([shown, hidden]);
    await share(one, ['education']);
    expect([await seen(one, police), await seen(one, school)]).toEqual([hidden, shown]);
  });

  it('is gone at once when it is kept back or withheld', async () => {
    const one = await aCase();
    await share(one);
    expect((await act(one, 'keep-back', {})).body).toMatchObject({ isShared: false });
    expect(await seen(one, police)).toEqual(hidden);
    await share(one);
    expect(await seen(one, police)).toEqual(shown);
    await act(one, 'withhold', { reason: '误传他人照片' });
    expect(await seen(one, police)).toEqual(hidden);
    expect((await share(one)).body).toMatchObject({ code: 'attachment_already_withheld' });
  });

  it.each(['finished', 'waived', 'returned'])('is seen no longer when the leg is %s', async (state) => {
    const one = await aCase();
    await share(one);
    await moved(one.caseId, one.legId, 'signed');
    expect(await seen(one, police)).toEqual(shown);
    await moved(one.caseId, one.legId, state);
    expect(await seen(one, police)).toEqual(nothing);
  });

  it('is seen no longer when another agency carries the leg on, whatever is told of it afterwards', async () => {
    const one = await aCase();
    await share(one);
    await held(one.caseId, school, newId());
    await held(one.caseId, police, one.legId, 'over');
    await moved(one.caseId, one.legId, 'signed');
    expect([await seen(one, police), await seen(one, school)]).toEqual([nothing, shown]);
  });

  it('is not there for a desk without a leg, of another case or of another county', async () => {
    const [one, other] = [await aCase(), await aCase()];
    await share(one);
    expect(await seen(one, school)).toEqual(nothing);
    expect(await seen({ ...one, caseId: other.caseId }, police)).toEqual(hidden);
    expect(await seen(one, stranger)).toEqual(nothing);
    const officeDesk = anOfficeActor('desk');
    expect(await seen(one, officeDesk)).toEqual(nothing);
    // its own agency added the file, so that the row scope alone would show it
    await held(other.caseId, officeDesk, newId());
    expect(await seen(other, officeDesk)).toEqual(hidden);
    await share(other);
    expect(await seen(other, officeDesk)).toEqual(shown);
    await act(other, 'keep-back', {});
    expect(await seen(other, officeDesk)).toEqual(hidden);
    expect((await list(one, operator)).status).toBe(403);
    for (const actor of [police, anOfficeActor('supervisor')])
      expect((await share(one, [], actor)).status).toBe(403);
    expect((await share(one, [], { ...operator, jurisdiction: 'SX', subject: 'sx-operator-1' })).status).toBe(
      404,
    );
  });

  it('goes with the agency into which its own went', async () => {
    const one = await aCase();
    await share(one);
    const heir = anActor({ agency: 'AJX-public_security', subject: 'ajx-public-1' });
    expect(await seen(one, heir)).toEqual(nothing);
    await intake.rows(`insert into intake.agency_now (agency, county, now_id, now_name)
      values ('AJX-police', 'AJX', 'AJX-public_security', '公安分局')`);
    expect([await seen(one, heir), await seen(one, police)]).toEqual([shown, nothing]);
    await intake.rows(`delete from intake.agency_now`);
  });
});

describe('row security', () => {
  const rowsOf = (actor: Actor, table: string) =>
    withTx(
      intake.db,
      {
        scope: {
          ...{ county: actor.jurisdiction, reach: 'agency', agency: actor.agency, actor: actor.subject },
          duties: 'desk',
        },
        ...{ keys: [], now: intake.clock.now(), unaudited: true },
      },
      (tx) => tx.query<{ id: string }>(`select * from ${table} limit 1000`),
    );

  it('shows a desk no file, decision or report that its open legs do not, whatever is asked', async () => {
    const one = await aCase();
    const ids = async (actor: Actor) => (await rowsOf(actor, 'attachment')).map(({ id }) => id);
    expect(await ids(police)).not.toContain(one.id);
    await share(one, ['police']);
    expect(await ids(police)).toContain(one.id);
    for (const actor of [school, stranger]) {
      for (const table of [
        'attachment',
        'attachment_sharing',
        'attachment_withholding',
        'report_case',
        'case_leg',
      ])
        expect([table, JSON.stringify(await rowsOf(actor, table)).includes(one.id)]).toEqual([table, false]);
    }
    await act(one, 'keep-back', {});
    expect(await ids(police)).not.toContain(one.id);
    await expect(intake.rows(`update intake.attachment_sharing set is_shared = true`)).rejects.toThrow();
    await expect(intake.rows(`delete from intake.attachment_sharing`)).rejects.toThrow();
  });
});
