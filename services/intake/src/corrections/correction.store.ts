/** Keeps corrections with the report that they are of, lists them for review, and counts them by rule. */
import type { Tx } from '@yimen/messaging';
import type { Correction, CorrectionKind } from './correction.policy';

export interface CorrectionSource {
  reportId: string;
  /** null when the report itself was corrected */
  amendmentId: string | null;
  county: string;
  agency: string;
  area: string | null;
  madeBy: string;
}

export interface CorrectedChild {
  index: number;
  tableVersion: number | null;
  corrections: readonly Correction[];
}

/** One statement for all rows, and none when nothing was corrected; sent with COMMIT, unwaited. */
export const insertCorrections = (
  tx: Tx,
  source: CorrectionSource,
  children: readonly CorrectedChild[],
  newId: () => string,
): void => {
  const rows = children.flatMap(({ index, tableVersion, corrections }) =>
    corrections.map((correction) => ({ ...correction, id: newId(), index, tableVersion })),
  );
  if (rows.length === 0) return;
  tx.write(
    `insert into correction (report_id, amendment_id, county, agency, area, made_by, made_at, id, child_index, kind,
       change, suggested, rule, chosen, table_version)
     select $1, $2, $3, $4, $5, $6, $7, c.* from unnest($8::text[], $9::integer[], $10::text[], $11::text[],
       $12::text[], $13::text[], $14::text[], $15::integer[]) as c`,
    [
      source.reportId,
      source.amendmentId,
      source.county,
      source.agency,
      source.area,
      source.madeBy,
      tx.now,
      rows.map(({ id }) => id),
      rows.map(({ index }) => index),
      rows.map(({ kind }) => kind),
      rows.map(({ change }) => change),
      rows.map(({ suggested }) => suggested?.value ?? null),
      rows.map(({ suggested }) => suggested?.rule ?? null),
      rows.map(({ chosen }) => chosen),
      rows.map(({ tableVersion }) => tableVersion),
    ],
  );
};

interface CorrectionFilter {
  kind: CorrectionKind | null;
  rule: string | null;
  /** corrections older than this id */
  before: string | null;
  limit: number;
}

interface KeptCorrection {
  correctionId: string;
  reportId: string;
  receiptNo: string;
  childIndex: number;
  amendmentId: string | null;
  kind: CorrectionKind;
  change: Correction['change'];
  suggested: string | null;
  rule: string | null;
  chosen: string | null;
  tableVersion: number | null;
  madeBy: string;
  madeAt: Date;
}

/** Newest first. */
export const listCorrections = (tx: Tx, filter: CorrectionFilter): Promise<KeptCorrection[]> =>
  tx.query<KeptCorrection>(
    `select c.id as "correctionId", c.report_id as "reportId", r.receipt_no as "receiptNo",
       c.child_index as "childIndex", c.amendment_id as "amendmentId", c.kind, c.change, c.suggested, c.rule, c.chosen,
       c.table_version as "tableVersion", c.made_by as "madeBy", c.made_at as "madeAt"
     from correction c join report r on r.id = c.report_id
     where ($1::text is null or c.kind = $1) and ($2::text is null or c.rule = $2) and ($3::text is null or c.id < $3)
     order by c.id desc limit $4`,
    [filter.kind, filter.rule, filter.before, filter.limit],
  );

interface CorrectionCount {
  kind: CorrectionKind;
  /** null: no rule suggested it, a person added it */
  rule: string | null;
  /** what was suggested, else what was added */
  value: string;
  removed: number;
  added: number;
  replaced: number;
}

/** Rules and codes are a few hundred; more than this is no summary. */
const maxCounts = 1_000;

/** Most corrected first; what is written of the same rule and value is one row. */
export const countCorrections = (tx: Tx, kind: CorrectionKind | null): Promise<CorrectionCount[]> =>
  tx.query<CorrectionCount>(
    `select kind, rule, coalesce(suggested, chosen) as value,
       count(*) filter (where change = 'removed')::int as removed,
       count(*) filter (where change = 'added')::int as added,
       count(*) filter (where change = 'replaced')::int as replaced
     from correction where $1::text is null or kind = $1
     group by kind, rule, coalesce(suggested, chosen)
     order by count(*) desc, kind, rule nulls last, value limit ${maxCounts}`,
    [kind],
  );
