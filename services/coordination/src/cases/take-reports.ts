/**
 * Accepted reports become cases: each joins the open case of its child or opens one, routed by the table in force.
 * Takes as many as the log brings in one transaction; the same report again changes nothing.
 */
import type { FieldCipher } from '@yimen/auth';
import { newId } from '@yimen/messaging';
import type { Tx } from '@yimen/messaging';
import { route } from '@yimen/routing';
import type { Decision, Profile, RouteInput } from '@yimen/routing';
import type { Context } from '../clocks/clock.policy';
import { caseJoined, caseOpened } from '../referrals/outgoing';
import { officeOf } from '../tables/county-tables';
import type { CountyTables } from '../tables/county-tables';
import { mergeContent, routeInputOf } from './case.content';
import type { CaseNumbers } from './case-numbers';
import { findOpenCases, lockAndLoad } from './case.store';
import type { StoredReport } from './case.store';
import { auditCase, newWork, note, record, saveWork, tellingOf, workOn } from './case.work';
import type { CaseWork } from './case.work';
import type { IncomingReport } from './incoming-report';
import { joinCase, openCase } from './join.policy';

export interface CaseDeps {
  cipher: FieldCipher;
  tables: CountyTables;
}

export interface OpeningDeps extends CaseDeps {
  numbers: CaseNumbers;
}

/** All that is needed to place one report after the other without asking the database again. */
interface Desk {
  tx: Tx;
  context: Context;
  profile: Profile;
  works: CaseWork[];
  byChild: Map<string, CaseWork>;
  numbers: string[];
}

const difference = (
  report: IncomingReport,
  decision: Decision,
  joined: boolean,
): StoredReport['difference'] => {
  const { preview } = report;
  if (!preview) return null;
  const newerTable = preview.tableVersion !== decision.tableVersion;
  if (!newerTable && preview.lead === decision.lead.id) return null;
  return {
    preview,
    decided: { tableVersion: decision.tableVersion, lead: decision.lead.id },
    reason: newerTable ? 'newer_table' : joined ? 'known_case' : 'other',
  };
};

const stored = (
  work: CaseWork,
  report: IncomingReport,
  input: RouteInput,
  decision: Decision,
): StoredReport => ({
  id: report.id,
  caseId: work.state.id,
  county: report.county,
  reportId: report.reportId,
  receiptNo: report.receiptNo,
  childId: report.childId,
  receivedAt: report.receivedAt,
  isAmendment: report.isAmendment,
  risk: report.assessment.risk,
  difference: difference(report, decision, work.before !== undefined || work.reports.length > 0),
  content: {
    statement: report.statement,
    child: report.child,
    assessment: report.assessment,
    input,
    decision,
  },
});

const open = (desk: Desk, report: IncomingReport): void => {
  const { tx, profile, context } = desk;
  const input = routeInputOf(report, undefined);
  const decision = route(profile, input);
  const caseNo = desk.numbers.shift();
  if (caseNo === undefined) throw new Error('fewer case numbers were reserved than cases opened');
  const opened = openCase(
    { caseId: newId(), caseNo, childId: report.childId, decision, office: officeOf(profile) },
    context,
  );
  const work = newWork(opened.base, mergeContent(undefined, input, decision, report));
  const ref = { reportId: report.reportId, receiptNo: report.receiptNo };
  work.news.push(caseOpened(tellingOf(work, tx), ref));
  note(work, tx, 'case.opened', {
    reportId: report.reportId,
    risk: decision.risk,
    tableVersion: decision.tableVersion,
  });
  work.reports.push(stored(work, report, input, decision));
  record(work, tx, opened.events);
  auditCase(work, 'case.opened', { reportId: report.reportId, risk: decision.risk, lead: decision.lead.id });
  desk.works.push(work);
  desk.byChild.set(report.childId, work);
};

const join = ({ tx, profile, context }: Desk, report: IncomingReport, work: CaseWork): void => {
  const { risk: previousRisk } = work.state;
  const input = routeInputOf(report, work);
  const decision = route(profile, input);
  const events = joinCase(work.state, decision, 'report', context);
  work.content = mergeContent(work.content, input, decision, report);
  work.reports.push(stored(work, report, input, decision));
  work.state = { ...work.state, disposition: decision.disposition, tableVersion: decision.tableVersion };
  note(work, tx, report.isAmendment ? 'report.amended' : 'report.joined', {
    reportId: report.reportId,
    risk: report.assessment.risk,
  });
  const before = work.news.length;
  record(work, tx, events);
  const ref = { reportId: report.reportId, receiptNo: report.receiptNo };
  const joined = caseJoined(tellingOf(work, tx), ref, { previousRisk, childId: report.childId });
  // agencies hear what follows from it, after it
  work.news.splice(before, 0, joined);
  auditCase(work, 'case.joined', { reportId: report.reportId, risk: work.state.risk });
};

const place = (desk: Desk, report: IncomingReport): void => {
  const named = desk.works.find(({ state }) => state.id === report.sameCaseId && state.status === 'open');
  const known = named ?? desk.byChild.get(report.childId);
  if (!known) return open(desk, report);
  desk.byChild.set(report.childId, known);
  join(desk, report, known);
};

const unique = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value): value is string => value !== null)),
];

const yearOf = (at: Date): number => new Date(at.getTime() + 8 * 3_600_000).getUTCFullYear();

const takeOfCounty = async (
  tx: Tx,
  deps: OpeningDeps,
  county: string,
  reports: readonly IncomingReport[],
) => {
  const profile = await deps.tables.inForce(county, tx.now);
  const found = await findOpenCases(tx, {
    county,
    childIds: unique(reports.map(({ childId }) => childId)),
    caseIds: unique(reports.map(({ sameCaseId }) => sameCaseId)),
    reportIds: reports.map(({ id }) => id),
  });
  const left = reports.filter(({ id }) => !found.handled.has(id));
  const ids = unique([...found.byChild.values(), ...found.named]);
  const loaded = ids.length === 0 ? [] : await lockAndLoad(tx, deps.cipher, ids);
  // closed between finding and locking: as if it had not been found
  const works = loaded.filter(({ state }) => state.status === 'open').map(workOn);
  const workOf = new Map(works.map((work) => [work.state.id, work]));
  const children = [...found.byChild].flatMap(([child, id]): [string, CaseWork][] => {
    const work = workOf.get(id);
    return work ? [[child, work]] : [];
  });
  const byChild = new Map(children);
  const unknown = unique(left.filter(({ childId }) => !byChild.has(childId)).map(({ childId }) => childId));
  const numbers = await deps.numbers.take(tx, county, yearOf(tx.now), unknown.length);
  const desk: Desk = { tx, profile, works, byChild, numbers, context: { now: tx.now, nextId: newId } };
  for (const report of left) place(desk, report);
  const touched = desk.works.filter(({ reports: added }) => added.length > 0);
  if (touched.length > 0) saveWork(tx, deps.cipher, touched);
};

/** In order; reports of one child in one batch build on each other. */
export const takeReports = async (
  tx: Tx,
  deps: OpeningDeps,
  reports: readonly IncomingReport[],
): Promise<void> => {
  for (const county of unique(reports.map((report) => report.county)))
    await takeOfCounty(
      tx,
      deps,
      county,
      reports.filter((report) => report.county === county),
    );
};
