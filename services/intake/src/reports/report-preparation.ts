/**
 * The children of a report placed (known or new), assessed and routed, and the statement that leaves intake. Pure
 * but for the ids it is handed. Guarantee: exact identity numbers and the operator's word alone make a child known.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import type { ReporterKind } from '@yimen/contracts';
import type { Profile } from '@yimen/routing';
import type { ChildIdentity, KnownChild } from '../children/child.store';
import { correctionsOf } from '../corrections/correction.policy';
import { reporterTraces, toStatement } from '../statement/statement';
import type { Statement, StatementInput } from '../statement/statement';
import { unknownChild } from './report.input';
import type { SaidChild, SaidReport, SaidReporter } from './report.input';
import { assessChild } from './report.policy';
import type { AssessedChild } from './report.policy';
import type { PlacedChild } from './report.record';
import { suggestionFor } from './suggestion';

/** The known child that a said child is, by the operator's word or the exact number. */
export const findKnownOf = (said: SaidChild, known: readonly KnownChild[]): KnownChild | undefined => {
  if (said.knownChildId) return known.find(({ childId }) => childId === said.knownChildId);
  if (said.sameCaseId)
    return known.find(({ openCases }) => openCases.some(({ caseId }) => caseId === said.sameCaseId));
  const { idNumber } = said.identity;
  return idNumber === undefined ? undefined : known.find(({ identity }) => identity.idNumber === idNumber);
};

/** Every report is about somebody, named or not: what has no child would have no case, no owner and no clock. */
const childrenOf = (report: SaidReport): SaidChild[] =>
  report.children.length > 0 ? report.children : [unknownChild(report.choice)];

const assessOne = (
  profile: Profile,
  report: SaidReport,
  said: SaidChild,
  place: { index: number; count: number; known: KnownChild | undefined },
): AssessedChild | Refusal => {
  const text = { narrative: report.narrative, childIndex: place.index, childCount: place.count };
  const suggestion = suggestionFor(profile, report, said, text);
  const joinsOpenCase = said.sameCaseId !== undefined || (place.known?.openCases.length ?? 0) > 0;
  return assessChild(profile, report, said, { suggestion, joinsOpenCase });
};

const isUnknownId = (said: SaidChild, known: KnownChild | undefined): boolean =>
  said.knownChildId !== undefined && known === undefined;

/** @returns the children in the order said, or the first refusal */
export const placeChildren = (
  profile: Profile,
  report: SaidReport,
  known: readonly KnownChild[],
  newId: () => string,
): PlacedChild[] | Refusal => {
  const said = childrenOf(report);
  const newByNumber = new Map<string, string>();
  const placed: PlacedChild[] = [];
  for (const [index, child] of said.entries()) {
    const knownChild = findKnownOf(child, known);
    if (isUnknownId(child, knownChild)) return refusal('child_unknown');
    const assessed = assessOne(profile, report, child, { index, count: said.length, known: knownChild });
    if ('allowed' in assessed) return assessed;
    const { idNumber } = child.identity;
    const repeated = idNumber === undefined || knownChild ? undefined : newByNumber.get(idNumber);
    const childId = knownChild?.keptId ?? repeated ?? newId();
    if (idNumber !== undefined) newByNumber.set(idNumber, childId);
    placed.push({
      ...assessed,
      childId,
      known: knownChild ?? null,
      repeats: repeated !== undefined,
      corrections: correctionsOf(profile, {
        suggestion: assessed.suggestion,
        choice: child.choice,
        outcome: assessed.assessment,
      }),
    });
  }
  return placed;
};

/** What a statement is made of: words, who told them, and whose names stay. */
export interface Words {
  narrative: string;
  reporter: SaidReporter;
  /** as read from what was said of the reporter; decides whether the child's home is the reporter's */
  reporterKind?: ReporterKind;
  children: readonly ChildIdentity[];
}

const reporterOf = ({ reporter, reporterKind }: Words): StatementInput['reporter'] => ({
  ...reporter.identity,
  kind: reporter.kind ?? reporterKind,
});

/** The statement that the machine makes of the words as typed. */
export const machineStatement = (words: Words): Statement =>
  toStatement({
    narrative: words.narrative,
    reporter: reporterOf(words),
    children: words.children,
    guardianIsReporter: words.reporterKind === 'guardian',
  });

export const wordsOf = (report: SaidReport, children: readonly AssessedChild[]): Words => ({
  narrative: report.narrative,
  reporter: report.reporter,
  reporterKind: children[0]?.suggestion.facts.reporterKind,
  children: children.map(({ said }) => said.identity),
});

interface PreparedStatement {
  statement: string;
  redactions: number;
}

/**
 * The operator's own statement where she wrote one, refused while it still tells who the reporter is; else the
 * machine's.
 */
export const statementFor = (words: Words, corrected: string | undefined): PreparedStatement | Refusal => {
  const made = machineStatement(words);
  if (corrected === undefined) return { statement: made.statement, redactions: made.redactions.length };
  const traces = reporterTraces(corrected, reporterOf(words));
  if (traces.length === 0) return { statement: corrected, redactions: made.redactions.length };
  const errors = traces.map(({ kind, start, end }) => ({
    field: 'statement',
    rule: 'no_reporter',
    message: `${kind} at ${start}-${end}: write 报告人`,
  }));
  return refusal('reporter_in_statement', { errors });
};

/** Postgres unique violation of one named constraint. */
export const violates = (error: unknown, constraint: string): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === '23505' &&
  'constraint' in error &&
  error.constraint === constraint;
