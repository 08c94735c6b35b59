/** Items for pure tests, and given / when / then over a definition. */
import type { Refusal } from '@yimen/auth';
import { decide } from '../decide';
import type { QueueDefinition } from '../definition';
import type { Command, Decided, WorkItem } from '../work-item';
import { aClock, startOfTests } from './referrals';

export const me = 'ajx-police-1';
export const colleague = 'ajx-police-2';

/** An orange item, open, issued when the tests began. */
export const anItem = (parts: Partial<WorkItem> = {}): WorkItem => ({
  id: '00000000-0000-7000-8000-000000000001',
  referralId: '00000000-0000-7000-8000-000000000002',
  caseId: '00000000-0000-7000-8000-000000000003',
  caseNo: 'AJX-2026-000123',
  county: 'AJX',
  agency: 'AJX-police',
  agencyName: '县公安局',
  role: 'police',
  area: null,
  part: 'lead',
  matter: 'emergency',
  risk: 'R2',
  state: 'open',
  title: '应急处置',
  childDisplay: '李*',
  township: '孝丰镇',
  clocks: [aClock('D02', 2), aClock('D04', 24)],
  clauses: [],
  documents: [],
  stepDocuments: [],
  lead: { agencyId: 'AJX-police', role: 'police', name: '县公安局' },
  others: [],
  issuedAt: startOfTests,
  nextDueAt: startOfTests,
  signDueAt: new Date(startOfTests.getTime() + 2 * 3_600_000),
  alarmDueAt: null,
  alarmLevel: 0,
  alarmedAt: null,
  heldBy: null,
  assignedBy: null,
  signedAt: null,
  signedBySystem: false,
  outcome: null,
  closedAt: null,
  version: 1,
  ...parts,
});

/** Somebody has signed for it and works on it. */
export const aSignedItem = (parts: Partial<WorkItem> = {}): WorkItem =>
  anItem({ state: 'signed', heldBy: me, signedAt: startOfTests, ...parts });

/**
 * `given(queue, item).when(command)` decides as `me`, ten minutes after the item was issued.
 * `allowed()` and `refused()` fail the test with what was answered instead.
 */
export const given = (queue: QueueDefinition, item: WorkItem) => ({
  when: (command: Command, by = me) => {
    const now = new Date(startOfTests.getTime() + 600_000);
    const decision = decide(queue, item, command, { by, now });
    return {
      allowed: (): Decided => {
        if (!decision.allowed)
          throw new Error(`refused: ${decision.code} ${JSON.stringify(decision.params)}`);
        return decision;
      },
      refused: (): Pick<Refusal, 'code' | 'params'> => {
        if (decision.allowed) throw new Error(`allowed: ${JSON.stringify(decision.changes)}`);
        return { code: decision.code, params: decision.params };
      },
      /** the state it leads to, or the code of the refusal */
      answer: (): string => (decision.allowed ? (decision.changes.state ?? 'unchanged') : decision.code),
    };
  },
});
