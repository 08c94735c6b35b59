/**
 * A report of another county as that county takes it down: the same words, children and time; needs and level are read
 * anew under its table. Pure. Guarantee: the level is never lower than it was, and what a person confirmed stays. Not
 * here: the statement; it is sent on as it was, since it tells nothing of the reporter already.
 */
import { refusal } from '@yimen/auth';
import type { Refusal } from '@yimen/auth';
import type { Assessment, RiskLevel } from '@yimen/contracts';
import type { Profile } from '@yimen/routing';
import { maxNarrativeLength } from '../reports/report.dto';
import { hasBirthConflict, isLate } from '../reports/report.input';
import type { SaidChild, SaidReport } from '../reports/report.input';
import { decisionOf, gravest, removedItems } from '../reports/report.policy';
import type { PlacedChild } from '../reports/report.record';
import type { ReadChild, ReadReport } from '../reports/report-list.store';
import type { VaultContent } from '../vault/vault.store';

/** What a child's level was by another way than the report itself: an amendment, the case. */
export interface LaterRisk {
  index: number;
  risk: RiskLevel;
}

export interface HandedReport {
  report: ReadReport;
  told: readonly VaultContent[];
  laterRisks: readonly LaterRisk[];
}

/** @returns why this report stays where it is, as far as the report itself says so */
export const keptBy = ({ report, told }: HandedReport, county: string): Refusal | undefined => {
  if (report.county === county) return refusal('hand_over_to_own_county');
  if (report.withdrawn) return refusal('report_withdrawn');
  if (report.handedOverTo) return refusal('report_handed_over');
  if (told.some(({ kind }) => kind === 'import')) return refusal('batch_not_handed_over');
  return statementOf(report).length > 4 * maxNarrativeLength ? refusal('narrative_too_long') : undefined;
};

/** All that was told, without the reporter. */
export const statementOf = ({ statement, amendments }: ReadReport): string =>
  [statement, ...amendments.map((added) => added.statement)].join('\n');

const saidChild = ({ said: { ageText, illness, ...identity } }: ReadChild): SaidChild => ({
  identity,
  ageText,
  illness,
  birthConflict: hasBirthConflict(identity),
  choice: {},
});

export const saidThere = ({ report, told }: HandedReport, county: string, now: Date): SaidReport => {
  const lateEntry = report.late || isLate(report.receivedAt, now);
  return {
    county,
    channel: report.channel,
    receivedAt: report.receivedAt,
    lateEntry,
    ...(lateEntry ? { lateEntryReason: `外县移交 ${report.receiptNo}` } : {}),
    narrative: told.map(({ words }) => words).join('\n'),
    reporter: {
      identity: told.find(({ reporter }) => reporter)?.reporter ?? {},
      kind: report.reporterKind,
      confidential: report.confidential,
      anonymous: report.anonymous,
    },
    children: report.children.map(saidChild),
    choice: {},
    ...(report.statementCorrected ? { statement: statementOf(report) } : {}),
  };
};

const union = <T>(...lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())];

const carriedAssessment = (
  anew: Assessment,
  earlier: Assessment,
  later: readonly RiskLevel[],
): Assessment => {
  const { removedMandatoryReportItems = [] } = anew;
  const ticked = earlier.mode === 'confirmed';
  const risk = [earlier.risk, ...later].reduce(gravest, anew.risk);
  const mandatoryReportItems = union(anew.mandatoryReportItems, earlier.mandatoryReportItems);
  return {
    ...anew,
    matters: ticked ? union(earlier.matters, anew.matters) : anew.matters,
    mandatoryReportItems,
    ...removedItems(removedMandatoryReportItems.filter((item) => !mandatoryReportItems.includes(item))),
    risk,
    riskRule: risk === anew.risk ? anew.riskRule : earlier.riskRule,
    mode: earlier.mode,
  };
};

/** The children as placed there, with what may not get lost on the way, routed by that county's table. */
export const carryOver = (
  profile: Profile,
  { report, laterRisks }: HandedReport,
  placed: readonly PlacedChild[],
): PlacedChild[] =>
  placed.map((child, place) => {
    const earlier = report.children[place];
    if (!earlier) throw new Error('a child was handed over that the report does not name');
    const later = laterRisks.filter(({ index }) => index === earlier.index).map(({ risk }) => risk);
    const assessment = carriedAssessment(child.assessment, earlier.assessment, later);
    const joinsOpenCase = (child.known?.openCases.length ?? 0) > 0;
    const context = { suggestion: child.suggestion, joinsOpenCase };
    return { ...child, assessment, decision: decisionOf(profile, report.receivedAt, assessment, context) };
  });
