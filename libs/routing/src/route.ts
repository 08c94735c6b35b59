/**
 * `route()`: one child's facts, the operator's choices and a county's table in; the whole decision out.
 * Guarantee: pure; the same input and profile give the same decision with its reasons (I10); always an owner (I2);
 * nothing is refused for lack of papers, name, age or residence (I12); risk is passed through, never lowered.
 * Not here: reading facts from text (suggest), storing, sending, final decisions (a person's, I11).
 */
import type { MatterKind } from '@yimen/contracts';
import { baseCode, judgeCategory, settleCategories } from './categories';
import type { CategoryJudgement } from './categories';
import { startClock } from './clocks';
import { compileProfile } from './compile';
import type { CompiledProfile } from './compile';
import type { Context } from './condition';
import type { AgencyRef, Decision, DecidedClock, RouteInput } from './decision';
import { derive } from './derive';
import type { Draft, Withheld } from './draft';
import { explain } from './explain';
import {
  chooseLeads,
  draftReferrals,
  dropIdleCatchAlls,
  matchRows,
  orderMatters,
  resolveAgency,
} from './legs';
import { decideNotices } from './notices';
import type { ClockRow, Profile, ProfileRow, ProhibitionRow } from './profile';

/** The decision for one child. Throws only on a profile that was not made by `parseProfile`. */
export function route(profile: Profile, input: RouteInput): Decision {
  const draft = draftLegs(compileProfile(profile), input);
  addDecisionFacts(draft);
  draft.notified = matchRows(draft.compiled.notices, draft.context, mattersOf(draft.leads), input.receivedAt);
  return complete(draft);
}

/** Rows, leads, referrals, categories: all that rests on the report alone. */
function draftLegs(compiled: CompiledProfile, input: RouteInput): Draft {
  const context = derive(input, compiled.profile);
  const judged = judgeInto(compiled, context);
  const matters = orderMatters(compiled, context, effectiveMatters(input));
  const withheld = withheldRoles(compiled, context);
  const matching = matchRows(compiled.rows, context, matters, input.receivedAt);
  const leads = chooseLeads(matters, matching, withheld.referrals);
  const applied = dropIdleCatchAlls(matching, leads);
  const categories = settleCategories(input.categories, judged);
  const referrals = draftReferrals(compiled, input, leads, applied, withheld.referrals);
  return { compiled, input, context, judged, leads, applied, notified: [], categories, referrals, withheld };
}

/** A report always has a matter: what nobody could name is taken as a report and goes to its catch-all owner. */
function effectiveMatters(input: RouteInput): readonly MatterKind[] {
  return input.matters.length > 0 ? input.matters : ['intake/report'];
}

function mattersOf(leads: Draft['leads']): MatterKind[] {
  return leads.map((lead) => lead.matter);
}

/** Judges in order and writes each result where later categories and rows can ask for it. */
function judgeInto(compiled: CompiledProfile, context: Context): CategoryJudgement[] {
  const lists = {
    met: [] as string[],
    open: [] as string[],
    refuted: [] as string[],
    absent: [] as string[],
  };
  context.derived.met = lists.met;
  context.derived.open = lists.open;
  context.derived.refuted = lists.refuted;
  return compiled.categories.map((category) => {
    const judgement = judgeCategory(category, context);
    const { code, local } = judgement.row;
    lists[judgement.result].push(code, ...(local === null ? [] : [local]));
    return judgement;
  });
}

/** The categories that the rules see in these facts, with their elements; what `suggest()` may propose. */
export function judgeCategories(profile: Profile, input: RouteInput): CategoryJudgement[] {
  return judgeInto(compileProfile(profile), derive(input, profile));
}

function withheldRoles(compiled: CompiledProfile, context: Context): Withheld {
  const rows = compiled.withholds.filter(({ when }) => when.test(context)).map(({ row }) => row);
  const rolesFrom = (from: 'referrals' | 'notices') =>
    new Set(rows.filter((row) => row.from.includes(from)).flatMap((row) => row.roles));
  return { referrals: rolesFrom('referrals'), notices: rolesFrom('notices') };
}

function addDecisionFacts({ context: { derived }, leads, applied, categories, referrals }: Draft): void {
  derived.leadRole = leads[0]?.role ?? 'coordination_office';
  derived.leadTier = tierOf(leads[0]?.row ?? null);
  derived.roles = referrals.map((referral) => referral.agency.role);
  derived.rows = applied.map(({ compiled }) => compiled.row.clause.id);
  derived.categories = categories.map(baseCode);
}

/** Whose word the lead is: a county's folder may cite law for what its document leaves out. */
function tierOf(lead: ProfileRow | null): 'county' | 'national' | 'none' {
  if (lead === null) return 'none';
  return lead.clause.kind === 'county' ? 'county' : 'national';
}

/** Everything that is known only once the leads are chosen. */
function complete(draft: Draft): Decision {
  const { compiled, input, context } = draft;
  const disposition = compiled.dispositions.find(({ when }) => when.test(context));
  return {
    county: compiled.profile.county,
    tableVersion: compiled.profile.version,
    disposition: disposition?.row.disposition ?? 'accept',
    risk: input.risk,
    lead: leadOf(draft),
    leadRule: draft.leads[0]?.row?.id ?? 'D18',
    firstResponder: firstResponderOf(draft),
    referrals: disposition?.row.leadOnly ? draft.referrals.slice(0, 1) : draft.referrals,
    notices: decideNotices(draft),
    clocks: decideClocks(draft),
    documents: unique(speaking(draft).flatMap((row) => row.documents)),
    followUps: followUpsOf(draft),
    seedRows: unique(
      speaking(draft)
        .filter((row) => row.clause.kind === 'county')
        .map((row) => row.clause.id),
    ),
    categories: draft.categories,
    humanReviewRequired: isReviewRequired(draft),
    refusedActions: refusedActionsOf(draft),
    explanation: explain(draft, disposition),
  };
}

function isReviewRequired({ compiled, input, context }: Draft): boolean {
  const isRemoved = (input.removedMandatoryReportItems?.length ?? 0) > 0;
  return isRemoved || compiled.reviews.some(({ when }) => when.test(context));
}

function speaking(draft: Draft): Profile['rows'] {
  return [...draft.applied, ...draft.notified].map(({ compiled }) => compiled.row);
}

function leadOf({ compiled, input, leads }: Draft): AgencyRef {
  const lead = resolveAgency(compiled, leads[0]?.role ?? 'coordination_office', input.facts);
  const owner = lead ?? resolveAgency(compiled, 'coordination_office', input.facts);
  if (!owner)
    throw new Error(
      `profile ${compiled.profile.county} has no coordination office; load it with parseProfile`,
    );
  return owner;
}

function firstResponderOf({ compiled, input: { facts }, context }: Draft): Decision['firstResponder'] {
  if (!compiled.firstResponder.test(context)) return null;
  const { role } = compiled.profile.firstResponder;
  if (facts.place === 'elsewhere')
    return { role, local: `110、${facts.elsewhere ?? '外县'}公安机关（跨县联动）` };
  const name = resolveAgency(compiled, role, facts)?.name ?? role;
  const township = facts.township === null ? undefined : compiled.townshipById.get(facts.township);
  return { role, local: township ? `${township.shortName}派出所（${name}）` : name };
}

/** Running clocks, the most urgent first. */
function decideClocks({ compiled, input, context }: Draft): DecidedClock[] {
  const isElsewhere = input.facts.place === 'elsewhere';
  return compiled.clocks
    .filter(({ row }) => row.reach === 'any' || (row.reach === 'elsewhere') === isElsewhere)
    .filter(({ when }) => when.test(context))
    .map(({ row }) => startClock(row, input.receivedAt, compiled.calendar, elapsedMonths(row, input)))
    .sort((one, other) => one.dueInstant.getTime() - other.dueInstant.getTime());
}

/** L08 counts from the police report of the parent who was reported last; months already run are taken off. */
function elapsedMonths(row: ClockRow, { facts }: RouteInput): number {
  if (row.start !== 'police_registration') return 0;
  const lost = [facts.father, facts.mother].filter((parent) => parent.state === 'lost_contact');
  const months = lost.map((parent) => (parent.reportedToPolice === true ? (parent.months ?? 0) : 0));
  return months.length > 0 ? Math.min(...months) : 0;
}

function followUpsOf(draft: Draft): string[] {
  const byRisk = draft.compiled.followUps
    .filter(({ when }) => when.test(draft.context))
    .map(({ row }) => row.text);
  return unique([...byRisk, ...speaking(draft).flatMap((row) => row.followUps)]);
}

function refusedActionsOf({ compiled, context, input }: Draft): Decision['refusedActions'] {
  return compiled.prohibitions
    .filter(({ when }) => when.test(context))
    .map(({ row }) => ({ code: row.code, args: withChild(row.args, input.childIndex) }));
}

/** `child: this` in a row stands for the child's number in the report, where it has several children. */
function withChild(args: ProhibitionRow['args'], childIndex: number | undefined): Record<string, unknown> {
  const { child, ...rest } = args;
  if (child !== 'this') return { ...args };
  return childIndex === undefined ? rest : { ...rest, child: childIndex };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** A route input as it comes back from storage: the instant may have become text. */
export type StoredRouteInput = Omit<RouteInput, 'receivedAt'> & { receivedAt: Date | string };

/** Runs a stored decision's input again with the table it was routed by: deep-equal to what was decided then (I10). */
export function reroute(profile: Profile, stored: StoredRouteInput): Decision {
  return route(profile, { ...stored, receivedAt: new Date(stored.receivedAt) });
}
