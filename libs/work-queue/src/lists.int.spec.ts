import { anActor, anOfficeActor } from '@yimen/auth/testing';
import type { RiskLevel } from '@yimen/contracts';
import type { ActionAnswer } from './act';
import type { listItems } from './read';
import { aDesk } from './testing/desk';
import type { Desk, Reply } from './testing/desk';
import { colleague } from './testing/items';
import { kernelService } from './testing/kernel-service';
import { aClock, aRedReferral, aReferral, issued } from './testing/referrals';

type Page = Awaited<ReturnType<typeof listItems>>;

let desk: Desk;

beforeAll(async () => {
  desk = await aDesk(kernelService);
});

afterAll(() => desk.stop());

beforeEach(async () => {
  await desk.rows('truncate work_item, work_item_history, work_item_note, notice');
});

const list = async (query = '', actor = anActor()): Promise<Page> =>
  (await desk.get<Page>(`/work-items${query}`, { actor })).body;

const openedIn = async (...referrals: ReturnType<typeof aReferral>[]): Promise<string[]> => {
  await desk.hear(...referrals.map(issued));
  const rows = await desk.rows<{ id: string; referral: string }>(
    'select id, referral_id as referral from work_item',
  );
  return referrals.map(({ referralId }) => rows.find(({ referral }) => referral === referralId)?.id ?? '');
};

const due = (risk: RiskLevel, hours: number) => aReferral({ risk, clocks: [aClock('D02', hours)] });

describe('the queue', () => {
  it('shows red first, then the least time left', async () => {
    const [late, soon, red, mid] = await openedIn(due('R2', 9), due('R4', 1), due('R1', 99), due('R3', 5));
    expect((await list()).items.map(({ id }) => id)).toEqual([red, soon, mid, late]);
  });

  it('shows no name, no statement and no word about what happened', async () => {
    await openedIn(aReferral({ task: '性侵案件处置', statement: '疑似艾滋病感染' }));
    const text = JSON.stringify([await list(), (await desk.get('/queue')).body]);
    expect(text).not.toMatch(/小禾|性侵|艾滋|竹里/);
    expect(text).toContain('欧阳*');
  });

  it('comes page by page, every item once, in order, also while new ones come in', async () => {
    await openedIn(...Array.from({ length: 23 }, (_, n) => due(n % 5 === 0 ? 'R1' : 'R2', (n * 7) % 11)));
    const whole = (await list('?limit=200')).items.map(({ id }) => id);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list(`?limit=5${cursor}`);
      seen.push(...page.items.map(({ id }) => id));
      await openedIn(due('R4', 500 + seen.length));
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor !== '' && seen.length < 200);
    expect(seen.slice(0, 23)).toEqual(whole);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    ['limit=0', 'invalid_body'],
    ['limit=201', 'invalid_body'],
    ['limit=1e2', 'invalid_body'],
    ['view=secret', 'invalid_body'],
    ['order=name', 'invalid_body'],
    ['cursor=nonsense', 'cursor_invalid'],
  ])('asked with %s is refused', async (query, code) => {
    expect(await desk.get(`/work-items?${query}`)).toMatchObject({ status: 400, body: { code } });
  });

  it('is described with its states, actions, outcomes, reasons and counts', async () => {
    await openedIn(due('R2', 1), aRedReferral());
    const { body } = await desk.get<{ views: { code: string; count: number }[] }>('/queue');
    expect(body).toMatchObject({
      service: 'police',
      counts: { open: 2, urgent: 1 },
      returnReasons: [{}, {}],
    });
    const counts = Object.fromEntries(body.views.map(({ code, count }) => [code, count]));
    expect(counts).toEqual({ open: 2, mine: 0, all: 2, finished: 0 });
  });
});

describe('the views', () => {
  const stock = async () => {
    const ids = await openedIn(due('R2', 1), due('R2', 2), due('R2', 3), due('R2', 4));
    const [claimed = '', theirs = '', gone = ''] = ids;
    await desk.act(claimed, 'claim', { version: 1 });
    await desk.act(theirs, 'claim', { version: 1, actor: anActor({ subject: colleague }) });
    await desk.act(gone, 'return', { version: 1, body: { reason: 'wrong_area', clause: 'AJX-M2a' } });
    return ids;
  };

  it.each([
    ['open', [0, 1, 3]],
    ['mine', [0]],
    ['finished', [2]],
    ['all', [0, 1, 3, 2]],
  ])('%s shows its items', async (view, places) => {
    const ids = await stock();
    expect((await list(`?view=${view}`)).items.map(({ id }) => ids.indexOf(id))).toEqual(places);
  });

  it('finished shows the latest first, page by page', async () => {
    const ids = await openedIn(due('R2', 1), due('R2', 1), due('R2', 1));
    for (const id of ids) {
      await desk.pass(1);
      await desk.act(id, 'return', { version: 1, body: { reason: 'wrong_area', clause: 'x' } });
    }
    const first = await list('?view=finished&limit=2');
    const rest = await list(`?view=finished&limit=2&cursor=${first.next ?? ''}`);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([...ids].reverse());
    expect(rest.next).toBeNull();
  });
});

describe('counts', () => {
  it('are of the whole queue, not of the page, also when the page is empty', async () => {
    await openedIn(...Array.from({ length: 12 }, () => due('R2', 1)));
    expect((await list('?limit=3')).counts).toMatchObject({ open: 12, all: 12 });
    const empty = await list('?view=mine');
    expect(empty).toMatchObject({ items: [], next: null, counts: { open: 12, mine: 0 } });
  });

  it('equal the list of the same answer while many officers write', async () => {
    const ids = await openedIn(...Array.from({ length: 60 }, () => due('R2', 1)));
    const body = { reason: 'wrong_area', clause: 'AJX-M2a' };
    const writing = ids.map((id, n) => desk.act(id, n % 3 === 0 ? 'return' : 'claim', { version: 1, body }));
    const reading = Array.from({ length: 40 }, (_, n) =>
      list(`?limit=200&view=${n % 2 === 0 ? 'open' : 'finished'}`),
    );
    const pages = await Promise.all(reading);
    expect((await Promise.all(writing)).map(({ status }) => status)).toEqual(ids.map(() => 200));
    for (const [n, { items, counts }] of pages.entries()) {
      expect(items).toHaveLength(n % 2 === 0 ? counts.open : counts.finished);
      expect(counts.open + counts.finished).toBe(60);
    }
  });

  it('count overdue by business time', async () => {
    await openedIn(aRedReferral({ issuedAt: desk.clock.now().toISOString(), clocks: [] }));
    expect((await list()).counts.overdue).toBe(0);
    await desk.pass(20);
    expect((await list()).counts).toMatchObject({ overdue: 1, alarmed: 1 });
  });
});

describe('whose rows', () => {
  const second = { id: 'AJX-police-second', role: 'police', name: '第二分局' };

  it('an agency sees its own, the county office sees both', async () => {
    await openedIn(due('R2', 1), aReferral({ agency: second }));
    const deskPage = await list();
    const secondPage = await list('', anActor({ subject: 'ajx-police-9', agency: second.id }));
    expect(deskPage.items.map(({ agency }) => agency.id)).toEqual(['AJX-police']);
    expect(secondPage.items.map(({ agency }) => agency.id)).toEqual([second.id]);
    expect([deskPage.counts.all, secondPage.counts.all]).toEqual([1, 1]);
    expect((await list('', anOfficeActor('coordinator'))).counts.all).toBe(2);
  });

  it('the position counts the own agency alone', async () => {
    await openedIn(aRedReferral({ agency: second }));
    const [id = ''] = await openedIn(due('R2', 1));
    const reply: Reply<ActionAnswer> = await desk.act(id, 'claim', { version: 1 });
    expect(reply.body.position).toBe(1);
  });
});
