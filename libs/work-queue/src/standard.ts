/**
 * The table, labels, columns and views that every desk shares; a department that differs writes its own row.
 * Guarantee: what a state refuses is said with the code that fits it best. Source: architecture section 1, I4, I6.
 */
import type { ActionTable, Cell, ColumnRow, Signing, StateRow, ViewRow, WorkItemState } from './definition';

export const standardStates: Readonly<Record<WorkItemState, StateRow>> = {
  open: { zh: '待签收', en: 'Unsigned', deadline: 'sign', over: false },
  claimed: { zh: '已领取', en: 'Claimed', deadline: 'sign', over: false },
  signed: { zh: '办理中', en: 'In work', deadline: 'clocks', over: false },
  // coordination decides now and runs its own clock
  returned: { zh: '已退单', en: 'Returned', deadline: 'none', over: true },
  finished: { zh: '已办结', en: 'Finished', deadline: 'none', over: true },
  waived: { zh: '已免办', en: 'Waived', deadline: 'none', over: true },
};

const go = (to: WorkItemState, who: Exclude<Cell, string>['who']): Cell => ({ to, who });

export const standardActions: ActionTable = {
  open: {
    claim: go('claimed', 'unheld'),
    release: 'action_not_now',
    sign: go('signed', 'holder'),
    assign: go('claimed', 'holder'),
    note: go('open', 'desk'),
    return: go('returned', 'holder'),
    finish: 'item_unsigned',
  },
  claimed: {
    claim: go('claimed', 'unheld'),
    release: go('open', 'holder'),
    sign: go('signed', 'holder'),
    assign: go('claimed', 'holder'),
    note: go('claimed', 'desk'),
    return: go('returned', 'holder'),
    finish: 'item_unsigned',
  },
  signed: {
    claim: go('signed', 'unheld'),
    release: go('signed', 'holder'),
    sign: 'item_already_signed',
    assign: go('signed', 'holder'),
    note: go('signed', 'desk'),
    return: go('returned', 'holder'),
    finish: go('finished', 'holder'),
  },
  returned: over('returned', 'leg_already_over'),
  finished: over('finished', 'item_already_finished'),
  waived: over('waived', 'leg_already_over'),
};

/** What is over takes notes and nothing else. */
function over(
  state: WorkItemState,
  no: 'leg_already_over' | 'item_already_finished',
): ActionTable['finished'] {
  return { claim: no, release: no, sign: no, assign: no, note: go(state, 'desk'), return: no, finish: no };
}

/**
 * Red: alarms at 5 and 15 minutes (I4). R2: 2 h (policy-practice 5, D02). R3 and below bring a working-day clock
 * from the county's table (D10); where it is missing, 72 h, which no ordinary weekend shortens below one working
 * day.
 */
export const standardSigning: Signing = {
  clockCodes: ['D01', 'D02', 'D10'],
  limits: {
    R1: { kind: 'alarm', afterMinutes: [5, 15] },
    R2: { kind: 'system_signs', withinHours: 2 },
    R3: { kind: 'system_signs', withinHours: 72 },
    R4: { kind: 'system_signs', withinHours: 72 },
    R0: { kind: 'system_signs', withinHours: 72 },
  },
};

export const standardColumns: readonly ColumnRow[] = [
  { code: 'risk', zh: '等级', en: 'Risk' },
  { code: 'timeLeft', zh: '剩余时限', en: 'Time left' },
  { code: 'caseNo', zh: '个案编号', en: 'Case' },
  { code: 'title', zh: '事项', en: 'Matter' },
  { code: 'child', zh: '儿童', en: 'Child' },
  { code: 'township', zh: '乡镇（街道）', en: 'Township' },
  { code: 'part', zh: '牵头/配合', en: 'Part' },
  { code: 'state', zh: '状态', en: 'State' },
  { code: 'heldBy', zh: '经办人', en: 'Held by' },
];

const nothing = { zh: '没有工单', en: 'No work items' };
const openStates = ['open', 'claimed', 'signed'] as const;
const overStates = ['returned', 'finished', 'waived'] as const;

export const standardViews: readonly ViewRow[] = [
  {
    code: 'open',
    zh: '在办',
    en: 'Open',
    states: openStates,
    mine: false,
    order: 'time_left',
    empty: nothing,
  },
  {
    code: 'mine',
    zh: '我的',
    en: 'Mine',
    states: openStates,
    mine: true,
    order: 'time_left',
    empty: nothing,
  },
  {
    code: 'all',
    zh: '全部',
    en: 'All',
    states: [...openStates, ...overStates],
    mine: false,
    order: 'time_left',
    empty: nothing,
  },
  {
    code: 'finished',
    zh: '已了结',
    en: 'Over',
    states: overStates,
    mine: false,
    order: 'latest',
    empty: nothing,
  },
];
