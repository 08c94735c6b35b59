import { workItemActions, workItemStates } from './definition';
import type { WorkItemAction, WorkItemState } from './definition';
import { decide, signBySystem } from './decide';
import { anItem, aSignedItem, colleague, given, me } from './testing/items';
import { testDefinition, testQueue } from './testing/queue';
import { startOfTests } from './testing/referrals';
import type { Command } from './work-item';

const commands: Record<WorkItemAction, Command> = {
  claim: { action: 'claim' },
  release: { action: 'release' },
  sign: { action: 'sign' },
  assign: { action: 'assign', to: colleague },
  note: { action: 'note', text: '已电话联系' },
  return: { action: 'return', reason: 'wrong_area', clause: 'AJX-M2a' },
  finish: { action: 'finish', outcome: 'done', facts: {}, documents: [] },
};

/** What the officer `me` is answered when nobody, she herself, or a colleague holds the item. */
type Row = Record<WorkItemAction, [nobody: string, self: string, other: string]>;

const taken = 'item_already_claimed';
const theirs = 'item_not_yours';
const same = (answer: string): [string, string, string] => [answer, answer, answer];

const overRow = (state: WorkItemState, code: string): Row => ({
  claim: same(code),
  release: same(code),
  sign: same(code),
  assign: same(code),
  note: same(state),
  return: same(code),
  finish: same(code),
});

const expected: Record<WorkItemState, Row> = {
  open: {
    claim: ['claimed', taken, taken],
    release: same('action_not_now'),
    sign: ['signed', 'signed', theirs],
    assign: ['claimed', 'claimed', theirs],
    note: same('open'),
    return: ['returned', 'returned', theirs],
    finish: same('item_unsigned'),
  },
  claimed: {
    claim: ['claimed', taken, taken],
    release: ['open', 'open', theirs],
    sign: ['signed', 'signed', theirs],
    assign: ['claimed', 'claimed', theirs],
    note: same('claimed'),
    return: ['returned', 'returned', theirs],
    finish: same('item_unsigned'),
  },
  signed: {
    claim: ['signed', taken, taken],
    release: ['signed', 'signed', theirs],
    sign: same('item_already_signed'),
    assign: ['signed', 'signed', theirs],
    note: same('signed'),
    return: ['returned', 'returned', theirs],
    finish: ['finished', 'finished', theirs],
  },
  returned: overRow('returned', 'leg_already_over'),
  finished: overRow('finished', 'item_already_finished'),
  waived: overRow('waived', 'leg_already_over'),
};

const holders = [null, me, colleague] as const;
const holderNames = ['nobody', 'the officer', 'a colleague'] as const;

const cells = workItemStates.flatMap((state) =>
  workItemActions.flatMap((action) =>
    holders.map(
      (heldBy, index) => [action, state, holderNames[index], heldBy, expected[state][action][index]] as const,
    ),
  ),
);

describe('every action in every state', () => {
  it.each(cells)('%s of an item that is %s and held by %s', (action, state, _name, heldBy, answer) => {
    expect(given(testQueue, anItem({ state, heldBy })).when(commands[action]).answer()).toBe(answer);
  });

  it.each(cells)('%s of an item that is %s and held by %s tells who holds it when refused', (...cell) => {
    const [action, state, , heldBy, answer] = cell;
    const decision = given(testQueue, anItem({ state, heldBy })).when(commands[action]);
    if (workItemStates.some((known) => known === answer))
      return expect(decision.allowed().allowed).toBe(true);
    expect(decision.refused().params).toEqual({ state, heldBy });
  });

  it('changes nothing of the item that was given', () => {
    const item = aSignedItem();
    const before = structuredClone(item);
    for (const action of workItemActions) given(testQueue, item).when(commands[action]);
    expect(item).toEqual(before);
  });
});

describe('holding', () => {
  it('begins with the claim', () => {
    expect(given(testQueue, anItem()).when({ action: 'claim' }).allowed()).toMatchObject({
      changes: { state: 'claimed', heldBy: me, assignedBy: null },
      events: [],
    });
  });

  it('begins with signing when nobody held the item', () => {
    expect(given(testQueue, anItem()).when({ action: 'sign' }).allowed().changes.heldBy).toBe(me);
  });

  it('goes to the assignee, and the item keeps who handed it over', () => {
    const { changes, detail } = given(testQueue, anItem())
      .when({ action: 'assign', to: colleague })
      .allowed();
    expect(changes).toMatchObject({ heldBy: colleague, assignedBy: me });
    expect(detail).toEqual({ to: colleague });
  });

  it.each(['assign', 'release'] as const)('can be taken back by %s from a silent assignee', (action) => {
    const item = anItem({ state: 'claimed', heldBy: colleague, assignedBy: me });
    expect(given(testQueue, item).when(commands[action]).answer()).not.toBe(theirs);
  });

  it.each(['sign', 'return'] as const)('is not taken back by %s: the assignee does that', (action) => {
    const item = anItem({ state: 'claimed', heldBy: colleague, assignedBy: me });
    expect(given(testQueue, item).when(commands[action]).answer()).toBe(theirs);
  });

  it('ends with the release, and the item can be claimed again', () => {
    const { changes } = given(testQueue, aSignedItem()).when({ action: 'release' }).allowed();
    expect(changes).toMatchObject({ state: 'signed', heldBy: null, assignedBy: null });
    expect(given(testQueue, aSignedItem(changes)).when({ action: 'claim' }, colleague).answer()).toBe(
      'signed',
    );
  });
});

describe('signing', () => {
  const now = new Date(startOfTests.getTime() + 600_000);

  it('tells coordination who signed and when', () => {
    const { events, changes } = given(testQueue, anItem()).when({ action: 'sign' }).allowed();
    expect(events).toEqual([
      {
        type: 'referral.signed.v1',
        data: {
          referralId: anItem().referralId,
          caseId: anItem().caseId,
          county: 'AJX',
          workItemId: anItem().id,
          agencyId: 'AJX-police',
          by: me,
          signedAt: now.toISOString(),
          bySystem: false,
        },
      },
    ]);
    expect(changes).toMatchObject({ signedAt: now, signedBySystem: false });
  });

  it('stops the alarms of a red item', () => {
    const red = anItem({ risk: 'R1', alarmDueAt: now });
    expect(given(testQueue, red).when({ action: 'sign' }).allowed().changes.alarmDueAt).toBeNull();
  });

  it('leaves the deadlines of the work, not the one of signing', () => {
    const { changes } = given(testQueue, anItem()).when({ action: 'sign' }).allowed();
    expect(changes.nextDueAt?.toISOString()).toBe('2026-03-21T01:00:00.000Z');
  });

  it.each(['open', 'claimed'] as const)(
    'by the system takes a %s item, counted, and gives it to nobody',
    (state) => {
      const heldBy = state === 'claimed' ? colleague : null;
      const decision = signBySystem(testQueue, anItem({ state, heldBy }), now);
      expect(decision).toMatchObject({
        allowed: true,
        changes: { state: 'signed', signedBySystem: true, heldBy },
        events: [{ data: { by: 'system:police', bySystem: true } }],
      });
    },
  );

  it.each(workItemStates)('by the system never takes a red item that is %s', (state) => {
    expect(signBySystem(testQueue, anItem({ risk: 'R1', state }), now)).toMatchObject({ allowed: false });
  });

  it.each(['signed', 'returned', 'finished', 'waived'] as const)(
    'by the system leaves a %s item',
    (state) => {
      expect(signBySystem(testQueue, anItem({ state }), now)).toMatchObject({ code: 'action_not_now' });
    },
  );
});

describe('returning', () => {
  const back = (parts: Partial<Extract<Command, { action: 'return' }>>, item = anItem()) =>
    given(testQueue, item).when({ action: 'return', reason: 'wrong_area', clause: 'AJX-M2a', ...parts });

  it('tells coordination reason and clause, and keeps the words of the officer here', () => {
    const { events, note } = back({ note: '现住址在邻县' }).allowed();
    expect(events).toMatchObject([
      { type: 'referral.returned.v1', data: { reason: 'wrong_area', clause: 'AJX-M2a' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('现住址');
    expect(note).toBe('现住址在邻县');
  });

  it('gives the item up', () => {
    expect(back({}, aSignedItem()).allowed().changes).toMatchObject({ state: 'returned', heldBy: null });
  });

  it.each([undefined, '', 'no_papers', 'duplicate'])('is refused for the reason %j', (reason) => {
    expect(back({ reason }).refused()).toMatchObject({
      code: 'return_reason_needed',
      params: { oneOf: testDefinition.returnReasons },
    });
  });

  it.each([undefined, '', '  '])('is refused with the clause %j', (clause) => {
    expect(back({ clause }).refused().code).toBe('return_clause_needed');
  });

  it.each(['open', 'claimed', 'signed'] as const)('is never possible for a red item that is %s', (state) => {
    expect(back({}, anItem({ risk: 'R1', state })).answer()).toBe('r1_never_returned');
    expect(back({ reason: 'nonsense', clause: '' }, anItem({ risk: 'R1', state })).answer()).toBe(
      'r1_never_returned',
    );
  });
});

describe('finishing', () => {
  it('tells coordination outcome, facts and documents', () => {
    const facts = { seen: true, on: '2026-03-20' };
    const documents = ['DOC-DV-WARNING'];
    const decided = given(testQueue, aSignedItem())
      .when({ action: 'finish', outcome: 'warned', facts, documents, note: '当事人已签字' })
      .allowed();
    expect(decided.events).toMatchObject([
      { type: 'referral.finished.v1', data: { outcome: 'warned', facts, documents, by: me } },
    ]);
    expect(decided.changes).toMatchObject({ state: 'finished', outcome: 'warned', heldBy: me });
    expect(decided.note).toBe('当事人已签字');
    expect(JSON.stringify(decided.events)).not.toContain('签字');
  });

  it.each([undefined, ''])('needs an outcome, not %j', (outcome) => {
    const finish: Command = { action: 'finish', outcome, facts: {}, documents: [] };
    expect(given(testQueue, aSignedItem()).when(finish).answer()).toBe('outcome_needed');
  });

  it('asks the department what it wants beyond the table', () => {
    const strict = {
      ...testDefinition,
      beyond: () => ({ allowed: false, code: 'close_unverified', params: {} }) as const,
    };
    expect(given(strict, aSignedItem()).when(commands.finish).answer()).toBe('close_unverified');
  });
});

describe('a note', () => {
  it('is kept as typed and changes nothing else', () => {
    const { note, changes, events } = given(testQueue, aSignedItem())
      .when({ action: 'note', text: ' 已到场 ' })
      .allowed();
    expect({ note, state: changes.state, heldBy: changes.heldBy, events }).toEqual({
      note: ' 已到场 ',
      state: 'signed',
      heldBy: undefined,
      events: [],
    });
  });

  it('says something', () => {
    expect(given(testQueue, anItem()).when({ action: 'note', text: ' \n' }).answer()).toBe('note_empty');
  });
});

it('a command that nobody knows is a broken invariant', () => {
  const strange: unknown = { action: 'burn' };
  const actions = {
    ...testDefinition.actions,
    open: { ...testDefinition.actions.open, burn: { to: 'open', who: 'desk' } },
  };
  const acting = { by: me, now: startOfTests };
  expect(() => decide({ ...testDefinition, actions }, anItem(), strange as Command, acting)).toThrow(
    'no such command',
  );
});
