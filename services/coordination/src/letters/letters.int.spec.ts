import { anActor, anOfficeActor } from '@yimen/auth/testing';
import type { CaseBody } from '../cases/case.body';
import { accepted, aCoordination, anAccepted } from '../testing/coordination-system';
import type { Coordination, Reply, Sent } from '../testing/coordination-system';
import type { LetterLine } from './letter-list.store';

let coordination: Coordination;
beforeAll(async () => {
  coordination = await aCoordination();
});
afterAll(() => coordination.stop());

const operator = anOfficeActor('operator');
const supervisor = anOfficeActor('supervisor');
const auditor = anOfficeActor('auditor');

/** A boy alone at home: the police act, his parents are told. */
const alone = '孝丰镇12岁男孩独自在家一周，父母在外打工，没有委托任何人照看，没有人管他。';

interface Problem {
  code: string;
}

interface LetterBody extends Problem {
  letterId: string;
  state: string;
  version: number;
  receipt: { signedBy: string } | null;
  text: { title: string; lines: string[] };
}

const opened = async (): Promise<CaseBody> => {
  const report = anAccepted({ narrative: alone });
  await coordination.hear('intake', accepted(report));
  const [row] = await coordination.rows<{ id: string }>('select id from case_file where child_id = $1', [
    report.childId,
  ]);
  return (await coordination.get<CaseBody>(`/cases/${row?.id}`)).body;
};

const letterIn = (found: CaseBody) => {
  const [letter] = found.letters;
  if (!letter) throw new Error('the case has no letter');
  return letter;
};

const act = (
  found: CaseBody,
  action: string,
  body: object = {},
  sent: Sent = {},
): Promise<Reply<CaseBody & Problem>> =>
  coordination.post(`/letters/${letterIn(found).letterId}/actions/${action}`, {
    version: found.version,
    body,
    ...sent,
  });

const sending = { how: 'post', trackingNo: 'EMS 1024' };
const receipt = { on: '2026-03-20', signedBy: '程某', refused: false, note: '本人签收' };

const list = (view: string, sent?: Sent) =>
  coordination.get<{ items: LetterLine[]; next: string | null } & Problem>(`/letters?view=${view}`, sent);

const idsIn = async (view: string): Promise<string[]> =>
  (await list(view)).body.items.map(({ caseId }) => caseId);

const auditOf = (caseId: string) =>
  coordination.rows<{ action: string; actor: string }>(
    `select action, actor from audit where case_id = $1 and action like 'letter.%' order by id`,
    [caseId],
  );

describe('a letter, from its writing to its receipt', () => {
  it('stands in the list of its state, is on record, and ends with the receipt', async () => {
    const found = await opened();
    expect(letterIn(found)).toMatchObject({ role: 'guardian', state: 'to_send', tries: 0 });
    expect(await idsIn('to_send')).toContain(found.id);

    const { body: sent } = await act(found, 'record-sent', sending, { actor: operator });
    expect(letterIn(sent)).toMatchObject({
      state: 'sent',
      sending: { how: 'post', by: operator.subject, trackingNo: 'EMS 1024' },
    });
    expect(await idsIn('to_send')).not.toContain(found.id);
    expect(await idsIn('sent')).toContain(found.id);

    const { body: over } = await act(sent, 'record-receipt', receipt);
    expect(letterIn(over)).toMatchObject({ state: 'receipted', receipt: { signedBy: '程某' } });
    expect(over.notices.find(({ noticeId }) => noticeId === letterIn(over).noticeId)?.state).toBe('received');
    expect(await idsIn('over')).toContain(found.id);
    expect((await auditOf(found.id)).map(({ action }) => action)).toEqual([
      'letter.sent',
      'letter.receipted',
    ]);
    expect(over.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['letter.written', 'letter.sent', 'letter.receipted']),
    );
  });

  it('is read as it went out, each reading on record', async () => {
    const found = await opened();
    const { letterId } = letterIn(found);
    const read = () => coordination.get<LetterBody>(`/letters/${letterId}`, { actor: supervisor });
    const before = await read();
    expect(before).toMatchObject({ status: 200, etag: `"${found.version}"` });
    expect(before.body.text.lines[0]).toContain('：');
    await act(found, 'record-sent', sending);
    expect((await read()).body.text).toEqual(before.body.text);
    expect((await auditOf(found.id)).filter(({ action }) => action === 'letter.read')).toHaveLength(2);
  });

  it('keeps its text and the name of who signed sealed', async () => {
    const found = await opened();
    const { body: sent } = await act(found, 'record-sent', sending);
    await act(sent, 'record-receipt', receipt);
    const [row] = await coordination.rows<{ text: Buffer; receipt: Buffer; all: string }>(
      'select text, receipt, letter::text as all from letter where case_id = $1',
      [found.id],
    );
    expect([row?.text, row?.receipt].every(Buffer.isBuffer)).toBe(true);
    expect(`${row?.all} ${row?.receipt.toString()} ${row?.text.toString()}`).not.toMatch(/程某|告知函/);
  });

  it('holds the case open until a coordinator waives it with a reason', async () => {
    let now = await opened();
    for (const { referralId } of now.legs) {
      const path = `/referrals/${referralId}/actions/waive`;
      now = (await coordination.post<CaseBody>(path, { version: now.version, body: { reason: 'x' } })).body;
    }
    const close = (version: number) =>
      coordination.post<CaseBody & Problem>(`/cases/${now.id}/actions/close`, {
        version,
        body: { outcome: 'need_met', reason: 'x' },
      });
    expect(await close(now.version)).toMatchObject({ status: 409, body: { code: 'letter_still_open' } });
    for (const { letterId } of now.letters) {
      const path = `/letters/${letterId}/actions/waive`;
      now = (await coordination.post<CaseBody>(path, { version: now.version, body: { reason: '当面告知' } }))
        .body;
    }
    expect((await close(now.version)).body.code).not.toBe('letter_still_open');
  });
});

describe('an agency for which nobody signs in', () => {
  it('gets its leg by letter when a coordinator says so; the receipt ends the leg', async () => {
    const found = await opened();
    const leg = found.legs.find(({ part }) => part === 'cooperating');
    const { body: written } = await coordination.post<CaseBody>(
      `/referrals/${leg?.referralId}/actions/send-by-letter`,
      { version: found.version, body: {} },
    );
    const letter = written.letters.find(({ referralId }) => referralId === leg?.referralId);
    expect(letter).toMatchObject({ state: 'to_send', to: leg?.agencyName });
    const path = `/letters/${letter?.letterId}/actions`;
    const sent = await coordination.post<CaseBody>(`${path}/record-sent`, {
      version: written.version,
      body: { how: 'by_hand' },
    });
    const { body: over } = await coordination.post<CaseBody>(`${path}/record-receipt`, {
      version: sent.body.version,
      body: receipt,
    });
    expect(over.legs.find(({ referralId }) => referralId === leg?.referralId)).toMatchObject({
      state: 'finished',
      outcome: 'handed_over',
    });
    const told = await coordination.told('referral.moved.v1');
    expect(told.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ referralId: leg?.referralId, to: 'finished' }),
    );
  });
});

describe('letters are refused', () => {
  it.each([
    ['a desk', anActor()],
    ['an auditor, who only lists', auditor],
  ])('to read: %s', async (_who, actor) => {
    const { letterId } = letterIn(await opened());
    expect(await coordination.get(`/letters/${letterId}`, { actor })).toMatchObject({ status: 403 });
  });

  it('to record: a supervisor', async () => {
    expect(await act(await opened(), 'record-sent', sending, { actor: supervisor })).toMatchObject({
      status: 403,
    });
  });

  it('to another county, as if they were not there', async () => {
    const found = await opened();
    const actor = {
      ...anOfficeActor('coordinator'),
      jurisdiction: 'SX',
      agency: 'SX-coordination_office',
    };
    expect((await list('all', { actor })).body.items).toEqual([]);
    expect(await coordination.get(`/letters/${letterIn(found).letterId}`, { actor })).toMatchObject({
      status: 404,
    });
    expect(await act(found, 'record-sent', sending, { actor })).toMatchObject({ status: 404 });
  });

  it('in the case as an agency reads it', async () => {
    const found = await opened();
    const { body } = await coordination.get<CaseBody>(`/cases/${found.id}`, { actor: anActor() });
    expect([found.letters.length > 0, body.letters]).toEqual([true, []]);
  });

  it.each([
    ['record-sent', { how: 'pigeon' }, 400, 'invalid_body'],
    ['record-sent', { how: 'post', at: '2027-01-01T00:00:00+08:00' }, 400, 'letter_time_invalid'],
    ['record-receipt', receipt, 409, 'letter_not_sent'],
    ['record-undelivered', { on: '2026-03-20', reason: 'lost' }, 400, 'invalid_body'],
    ['waive', { reason: '' }, 400, 'invalid_body'],
  ])('%s of %j', async (action, body, status, code) => {
    expect(await act(await opened(), action, body)).toMatchObject({ status, body: { code } });
  });

  it('with an old version', async () => {
    const found = await opened();
    await act(found, 'record-sent', sending);
    expect(await act(found, 'record-receipt', receipt)).toMatchObject({ status: 412 });
  });

  it.each(['/letters?view=every', '/letters?cursor=abc', '/letters?limit=0'])('%s', async (path) => {
    expect(await coordination.get(path)).toMatchObject({ status: 400 });
  });
});

describe('the list', () => {
  it('goes on where the page before ended', async () => {
    await opened();
    await opened();
    const first = await coordination.get<{ items: LetterLine[]; next: string }>('/letters?view=all&limit=1');
    const second = await coordination.get<{ items: LetterLine[] }>(
      `/letters?view=all&limit=1&cursor=${first.body.next}`,
    );
    expect(first.body.items).toHaveLength(1);
    expect(second.body.items[0]?.id).not.toBe(first.body.items[0]?.id);
    expect(second.body.items).toHaveLength(1);
  });
});

// last: it moves the clock past what other cases wait for
describe('a letter that was not delivered', () => {
  it('comes back to the office when it was not delivered, is overdue there, and goes again', async () => {
    const found = await opened();
    const { body: sent } = await act(found, 'record-sent', { how: 'post' });
    const { body: back } = await act(sent, 'record-undelivered', { on: '2026-03-20', reason: 'moved_away' });
    expect(letterIn(back)).toMatchObject({ state: 'returned', undelivered: { reason: 'moved_away' } });
    expect(await idsIn('returned')).toContain(found.id);
    await coordination.pass(24 * 60 + 1);
    expect(await idsIn('overdue')).toContain(found.id);
    const { body: cases } = await coordination.get<{ items: { id: string }[] }>('/cases?view=overdue');
    expect(cases.items.map(({ id }) => id)).toContain(found.id);
    const { body: now } = await coordination.get<CaseBody>(`/cases/${found.id}`);
    const { body: again } = await act(now, 'record-sent', { how: 'phone' });
    expect(letterIn(again)).toMatchObject({ state: 'sent', tries: 2 });
  });
});
