import type { Tx } from '@yimen/messaging';
import { insertCorrections } from './correction.store';
import type { CorrectedChild } from './correction.store';

const source = {
  reportId: 'r',
  amendmentId: null,
  county: 'AJX',
  agency: 'AJX-coordination_office',
  area: null,
  madeBy: 'ajx-operator-1',
};

/** How many statements the transaction was given. */
const statementsFor = (children: readonly CorrectedChild[]): number => {
  const statements: string[] = [];
  const write = (sql: string) => void statements.push(sql);
  insertCorrections({ now: new Date(0), write } as unknown as Tx, source, children, () => 'id');
  return statements.length;
};

const added = { kind: 'matter', change: 'added', suggested: null, chosen: 'medical' } as const;
const child = (index: number, corrections: CorrectedChild['corrections']): CorrectedChild => ({
  index,
  tableVersion: 1,
  corrections,
});

describe('keeping corrections', () => {
  it.each([
    ['none where nothing was corrected', [child(0, []), child(1, [])], 0],
    ['one for all rows of all children', [child(0, [added, added]), child(1, [added])], 1],
  ])('takes %s', (_what, children, statements) => {
    expect(statementsFor(children)).toBe(statements);
  });
});
