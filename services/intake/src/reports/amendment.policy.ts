/**
 * What added words change: facts and needs are read from everything said so far, risk is the gravest of all. Pure.
 * Guarantee: an amendment never lowers and never takes a need away; the first words stay as they were.
 */
import type { Actor, Refusal } from '@yimen/auth';
import type { Assessment, ReportAmendedV1 } from '@yimen/contracts';
import type { NewEvent } from '@yimen/messaging';
import { formatInstant } from '@yimen/routing';
import type { Facts, Profile } from '@yimen/routing';
import type { Ciphers } from '../ciphers';
import { correctionsOf } from '../corrections/correction.policy';
import type { Correction } from '../corrections/correction.policy';
import { isBlank } from '../plain-text';
import { sealForVault } from '../vault/vault.store';
import type { ReporterIdentity, VaultRow } from '../vault/vault.store';
import type { AmendmentBody } from './report.dto';
import { assess, gravest, removedItems } from './report.policy';
import { amendmentPlace } from './report-list.store';
import type { ReadChild, ReadReport } from './report-list.store';
import { statementFor } from './report-preparation';
import type { Choice, SaidChild, SaidReporter } from './report.input';
import { suggestionFor } from './suggestion';

interface AmendedChild {
  childId: string;
  index: number;
  facts: Facts;
  assessment: Assessment;
  /** what a person changed of what all words together suggest */
  corrections: Correction[];
}

interface AssessedAmendment {
  statement: string;
  children: AmendedChild[];
}

export interface PreparedAmendment extends AssessedAmendment {
  amendmentId: string;
  token: string;
  actor: Actor;
  now: Date;
  report: ReadReport;
  body: AmendmentBody;
}

interface Amending {
  report: ReadReport;
  reporter: ReporterIdentity;
  body: AmendmentBody;
  now: Date;
}

const saidReporter = ({ report, reporter }: Amending): SaidReporter => ({
  identity: reporter,
  kind: report.reporterKind,
  confidential: report.confidential,
  anonymous: report.anonymous,
});

const saidChild = ({ said, assessment }: ReadChild, body: AmendmentBody): SaidChild => {
  const { ageText, illness, ...identity } = said;
  const ticked = assessment.mode === 'confirmed';
  return {
    identity,
    ageText,
    illness,
    birthConflict: false,
    choice: {
      matters: body.matters ?? (ticked ? assessment.matters : undefined),
      categories: body.categories ?? (ticked ? assessment.categories : undefined),
      mandatoryReportItems: body.mandatoryReportItems ?? undefined,
      risk: body.risk ?? undefined,
    },
  };
};

/** What this amendment chose; what an earlier one did is kept with it. */
const chosenNow = ({ matters, categories, mandatoryReportItems, risk }: AmendmentBody): Choice => ({
  matters: matters ?? undefined,
  categories: categories ?? undefined,
  mandatoryReportItems: mandatoryReportItems ?? undefined,
  risk: risk ?? undefined,
});

const union = <T>(...lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())];

const withEarlier = (earlier: Assessment, later: Assessment): Assessment => {
  const risk = gravest(earlier.risk, later.risk);
  const items = union(earlier.mandatoryReportItems, later.mandatoryReportItems);
  const removed = union(
    earlier.removedMandatoryReportItems ?? [],
    later.removedMandatoryReportItems ?? [],
  ).filter((item) => !items.includes(item));
  return {
    matters: union(earlier.matters, later.matters),
    categories: union(earlier.categories, later.categories).slice(0, 20),
    mandatoryReportItems: items,
    ...removedItems(removed),
    risk,
    riskRule: risk === later.risk ? later.riskRule : earlier.riskRule,
    mode: earlier.mode === 'confirmed' ? 'confirmed' : later.mode,
  };
};

const allWords = ({ report }: Amending, added: string): string =>
  [report.statement, ...report.amendments.map(({ statement }) => statement), added].join('\n');

const amendChild = (
  profile: Profile,
  amending: Amending,
  child: ReadChild,
  statement: string,
): AmendedChild | Refusal => {
  const { report, body, now } = amending;
  const said = saidChild(child, body);
  const text = {
    narrative: allWords(amending, statement),
    childIndex: child.index,
    childCount: report.childCount,
  };
  const told = { channel: report.channel, receivedAt: now, reporter: saidReporter(amending) };
  const suggestion = suggestionFor(profile, told, said, text);
  // a level below the suggested one has no effect here: the gravest of all levels holds
  const assessment = assess(suggestion, { ...said.choice, risk: undefined }, undefined);
  if ('allowed' in assessment) return assessment;
  const raised = body.risk ? { ...assessment, risk: gravest(body.risk, assessment.risk) } : assessment;
  const { childId, index } = child;
  const earlier = child.assessment;
  const outcome = withEarlier(earlier, raised);
  const corrections = correctionsOf(profile, { suggestion, choice: chosenNow(body), outcome, earlier });
  return { childId, index, facts: suggestion.facts, assessment: outcome, corrections };
};

export const assessAmendment = (profile: Profile, amending: Amending): AssessedAmendment | Refusal => {
  const { report, body } = amending;
  const typed = isBlank(body.statement) ? undefined : body.statement;
  const words = {
    narrative: body.narrative,
    reporter: saidReporter(amending),
    reporterKind: report.reporterKind,
    children: report.children.map(({ said }) => said),
  };
  const statement = statementFor(words, typed);
  if ('allowed' in statement) return statement;
  const children: AmendedChild[] = [];
  for (const child of report.children) {
    const amended = amendChild(profile, amending, child, statement.statement);
    if ('allowed' in amended) return amended;
    children.push(amended);
  }
  return { statement: statement.statement, children };
};

export interface AmendmentRecord {
  id: string;
  reportId: string;
  county: string;
  agency: string;
  area: string | null;
  addedBy: string;
  statement: Buffer;
  content: Buffer;
  vault: VaultRow;
}

/** Corrections have a table of their own. */
const contentOf = ({ corrections: _corrections, ...content }: AmendedChild) => content;

export const amendmentRecord = (prepared: PreparedAmendment, { fields, vault }: Ciphers): AmendmentRecord => {
  const { amendmentId: id, token, actor, report, body, statement, children } = prepared;
  const place = { county: report.county, agency: actor.agency, area: actor.area ?? null };
  const words = {
    token,
    reportId: report.reportId,
    kind: 'amendment',
    reporter: null,
    words: body.narrative,
  } as const;
  return {
    id,
    reportId: report.reportId,
    ...place,
    addedBy: actor.subject,
    statement: fields.seal(statement, amendmentPlace(id)),
    content: fields.seal(JSON.stringify(children.map(contentOf)), `amendment.content:${id}`),
    vault: sealForVault(vault, words, place),
  };
};

export const amendedEvents = (prepared: PreparedAmendment): NewEvent<ReportAmendedV1>[] =>
  prepared.children.map(({ childId, facts, assessment }) => ({
    topic: 'intake.reports',
    type: 'report.amended.v1',
    key: childId,
    jurisdiction: prepared.report.county,
    ...(assessment.risk === 'R1' ? { urgent: true } : {}),
    data: {
      reportId: prepared.report.reportId,
      amendmentId: prepared.amendmentId,
      receiptNo: prepared.report.receiptNo,
      county: prepared.report.county,
      childId,
      amendedAt: formatInstant(prepared.now),
      statement: prepared.statement,
      facts,
      assessment,
    },
  }));
