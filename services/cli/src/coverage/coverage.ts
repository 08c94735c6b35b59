/**
 * Which rows of the counties' documents the system carries, and what the others wait for. Pure.
 * Guarantee: a row counts only when each kind of thing that its text asks for is shown by a test that names the row;
 * what is carried in part is not carried. Why which kind: docs/coverage.md. Not here: running those tests.
 */

/** What a row's text may ask of the software. */
export const needs = [
  'route',
  'procedure',
  'registry',
  'category',
  'reminder',
  'statistic',
  'document',
  'knowledge',
] as const;
export type Need = (typeof needs)[number];

export interface Carrier {
  kind: string;
  /** spec file with the test that names the row */
  ref: string;
}

/** Kinds of carrier that answer each need; a route alone never carries a procedure. */
const answers: Record<Need, readonly string[]> = {
  route: ['route', 'notice', 'clock'],
  procedure: ['trigger', 'lane', 'recurring'],
  registry: ['registry'],
  category: ['category'],
  reminder: ['clock', 'recurring'],
  statistic: ['statistic'],
  document: ['document'],
  knowledge: ['knowledge'],
};

/** What is asked, with the thing it waits for while no test carries it; null = nothing, it has to be carried. */
export type RowNeeds = Partial<Record<Need, string | null>>;

export interface CoverageTables {
  /** row ids of the documents, in their order */
  ids: readonly string[];
  needs: Readonly<Record<string, RowNeeds>>;
  /** thing -> what it is */
  waiting: Readonly<Record<string, string>>;
  carriers: Readonly<Record<string, readonly Carrier[]>>;
}

export interface RowCoverage {
  id: string;
  /** empty unless everything the row asks for is carried */
  carriedBy: Carrier[];
  /** carriers of a row that still waits */
  partly: Carrier[];
  waitsFor: { need: Need; code: string; what: string }[];
  /** neither carried nor said to wait: a fault */
  missing: Need[];
}

const isCarried = (need: Need, carriers: readonly Carrier[]): boolean =>
  carriers.some(({ kind }) => answers[need].includes(kind));

const rowCoverage = (id: string, { needs: table, waiting, carriers }: CoverageTables): RowCoverage => {
  const own = carriers[id] ?? [];
  const asked = needs.filter((need) => table[id]?.[need] !== undefined);
  const open = asked.filter((need) => !isCarried(need, own));
  const useful = own.filter(({ kind }) => asked.some((need) => answers[need].includes(kind)));
  const isWhole = asked.length > 0 && open.length === 0;
  const waitsFor = open.flatMap((need) => {
    const code = table[id]?.[need];
    const what = code && waiting[code];
    return code && what ? [{ need, code, what }] : [];
  });
  const listed = waitsFor.map(({ need }) => need);
  return {
    id,
    carriedBy: isWhole ? useful : [],
    partly: isWhole ? [] : useful,
    waitsFor,
    // a row of which nothing is said asks for at least a place in the table
    missing: asked.length === 0 ? ['route'] : open.filter((need) => !listed.includes(need)),
  };
};

/** Every row once, in the order of the documents. */
export const coverageOf = (tables: CoverageTables): RowCoverage[] =>
  tables.ids.map((id) => rowCoverage(id, tables));

export interface CountyTotal {
  county: string;
  rows: number;
  carried: number;
  waiting: number;
  missing: number;
}

const countyOf = ({ id }: RowCoverage): string => id.split('-')[0] ?? '';

const totalOf = (county: string, rows: readonly RowCoverage[]): CountyTotal => ({
  county,
  rows: rows.length,
  carried: rows.filter(({ carriedBy }) => carriedBy.length > 0).length,
  waiting: rows.filter(({ carriedBy, missing }) => carriedBy.length === 0 && missing.length === 0).length,
  missing: rows.filter(({ missing }) => missing.length > 0).length,
});

/** County by county, and all of them. */
export const countyTotals = (rows: readonly RowCoverage[]): CountyTotal[] => {
  const counties = [...new Set(rows.map(countyOf))];
  const own = counties.map((county) =>
    totalOf(
      county,
      rows.filter((row) => countyOf(row) === county),
    ),
  );
  return [...own, totalOf('all', rows)];
};

export interface NeedTotal {
  need: Need;
  asked: number;
  carried: number;
}

/** Kind by kind: how many rows ask for it, and of how many of these a test shows it. */
export const needTotals = ({ ids, needs: table, carriers }: CoverageTables): NeedTotal[] =>
  needs.map((need) => {
    const asking = ids.filter((id) => table[id]?.[need] !== undefined);
    const carried = asking.filter((id) => isCarried(need, carriers[id] ?? []));
    return { need, asked: asking.length, carried: carried.length };
  });
