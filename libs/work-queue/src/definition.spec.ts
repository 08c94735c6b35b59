import { defineQueue, viewCodes, workItemActions, workItemStates } from './definition';
import type { QueueDefinition } from './definition';
import { testDefinition } from './testing/queue';

const without = (parts: Partial<QueueDefinition>) => () => defineQueue({ ...testDefinition, ...parts });
const [done] = testDefinition.outcomes;
const { open, claimed, signed } = testDefinition.actions;

describe('a definition is refused', () => {
  it('when an outcome stands twice', () => {
    expect(without({ outcomes: [...testDefinition.outcomes, ...(done ? [done] : [])] })).toThrow(
      'outcome done stands twice',
    );
  });

  it('when no action leads to a state', () => {
    const never = { ...testDefinition.actions, open: { ...open, return: 'action_not_now' as const } };
    const actions = {
      ...never,
      claimed: { ...claimed, return: 'action_not_now' as const },
      signed: { ...signed, return: 'action_not_now' as const },
      returned: testDefinition.actions.waived,
    };
    expect(without({ actions })).toThrow('no action leads to state returned');
  });

  it('when it needs a document that does not exist', () => {
    const outcomes = [{ code: 'x', zh: '', en: '', facts: [], documents: ['DOC-NONSENSE'] }];
    expect(without({ outcomes })).toThrow('there is no document DOC-NONSENSE');
  });

  it('when the system would sign a red item', () => {
    const limits = {
      ...testDefinition.signing.limits,
      R1: { kind: 'system_signs', withinHours: 1 },
    } as const;
    expect(without({ signing: { clockCodes: [], limits } })).toThrow(
      'a red item is never signed by the system',
    );
  });
});

describe('the standard queue', () => {
  it.each(workItemStates)('labels the state %s and says what is counted down in it', (state) => {
    const { zh, en, deadline, over } = testDefinition.states[state];
    expect([zh, en].every((label) => label.length > 0)).toBe(true);
    // what is over counts nothing down, what is not over always does
    expect(deadline === 'none').toBe(over);
  });

  it.each(workItemStates)('answers every action in the state %s', (state) => {
    expect(Object.keys(testDefinition.actions[state]).sort()).toEqual([...workItemActions].sort());
  });

  it('has every view once, and each state in one of open and over', () => {
    expect(testDefinition.views.map(({ code }) => code).sort()).toEqual([...viewCodes].sort());
    const statesOf = (code: string) => testDefinition.views.find((view) => view.code === code)?.states ?? [];
    expect([...statesOf('open'), ...statesOf('finished')].sort()).toEqual([...workItemStates].sort());
    expect([...statesOf('all')].sort()).toEqual([...workItemStates].sort());
  });
});
