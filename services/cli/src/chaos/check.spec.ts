import { judge } from './check';
import type { Line } from './history';

const good: Line[] = [
  { event: 'sent', atMs: 1, key: 'k1' },
  { event: 'answer', atMs: 2, key: 'k1', status: 0 },
  { event: 'answer', atMs: 3, key: 'k1', status: 201, reportId: 'r1' },
  { event: 'poison', atMs: 4, key: 'p1' },
  { seen: 'report', id: 'r1', children: 1, cases: 1 },
  { seen: 'joined', report: 'r1', child: 'c1' },
  { seen: 'case', id: 'f1', child: 'c1' },
  { seen: 'leg', id: 'l1', case: 'f1', agency: 'police', isCurrent: true },
  { seen: 'item', desk: 'police', leg: 'l1' },
  { seen: 'parked', consumer: 'police', key: 'p1' },
  { seen: 'event', service: 'intake', topic: 't', key: 'c1', sequence: 1, awaited: 1, settled: 1 },
  { seen: 'event', service: 'intake', topic: 't', key: 'c2', sequence: 1, awaited: 0, settled: 0 },
  { seen: 'event', service: 'intake', topic: 't', key: 'c1', sequence: 2, awaited: 2, settled: 2 },
];
const nothing = { lost: 0, duplicateEffects: 0, orderInversions: 0 };

const without = (what: string): Line[] => good.filter((line) => !('seen' in line && line.seen === what));
const changed = (what: string, by: Partial<Record<string, unknown>>): Line[] =>
  good.map((line) => ('seen' in line && line.seen === what ? ({ ...line, ...by } as Line) : line));
const again = (what: string): Line[] => [
  ...good,
  ...good.filter((line) => 'seen' in line && line.seen === what),
];

describe('a history', () => {
  it('in which every promise was kept has no findings', () => {
    expect(judge(good)).toEqual(nothing);
  });

  it.each<[string, Line[]]>([
    ['a report that got its 201 and is not there', without('report')],
    ['a report one of whose children reached no case', changed('report', { children: 2 })],
    ['a leg that no desk has', without('item')],
    ['an unreadable event that stands in no quarantine', without('parked')],
    [
      'an event that one of its readers never handled',
      [
        ...good,
        { seen: 'event', service: 'intake', topic: 't', key: 'c3', sequence: 1, awaited: 2, settled: 1 },
      ],
    ],
  ])('counts as lost: %s', (_, lines) => {
    expect(judge(lines)).toEqual({ ...nothing, lost: 1 });
  });

  it.each<[string, Line[]]>([
    [
      'one key answered with two reports',
      [
        ...good,
        { event: 'answer', atMs: 5, key: 'k1', status: 201, reportId: 'r2' },
        { seen: 'report', id: 'r2', children: 0, cases: 0 },
      ],
    ],
    ['a report that no key asked for', [...good, { seen: 'report', id: 'r9', children: 0, cases: 0 }]],
    ['a child joined twice by one report', again('joined')],
    ['two open cases of one child', again('case')],
    [
      'two legs of one agency in one case',
      [
        ...good,
        { seen: 'leg', id: 'l2', case: 'f1', agency: 'police', isCurrent: true },
        { seen: 'item', desk: 'police', leg: 'l2' },
      ],
    ],
    ['two items of one leg', again('item')],
  ])('counts as a second effect: %s', (_, lines) => {
    expect(judge(lines)).toEqual({ ...nothing, duplicateEffects: 1 });
  });

  it('counts as inverted each event that is not in its place', () => {
    const [one, two] = [good.at(-3) as Line, good.at(-1) as Line];
    expect(judge([...good.slice(0, -3), two, one])).toEqual({ ...nothing, orderInversions: 2 });
  });

  it('does not count a leg that was replaced as a second one', () => {
    const old: Line = { seen: 'leg', id: 'l0', case: 'f1', agency: 'police', isCurrent: false };
    expect(judge([...good, old, { seen: 'item', desk: 'police', leg: 'l0' }])).toEqual(nothing);
  });
});
