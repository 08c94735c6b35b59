/**
 * Legs of a case: which rows speak, who leads each matter, which agencies get a referral. Guarantee: all rows that
 * match apply; the county's rows go before national ones and the most specific lead wins; a role that is withheld
 * (a suspected school, a village under a sealed case) gets neither lead nor leg. One leg per agency. Not here:
 * notices, clocks, disposition.
 */
import type { MatterKind } from '@yimen/contracts';
import type { CompiledProfile, CompiledRow } from './compile';
import type { Context } from './condition';
import type { AgencyRef, ClauseRef, DecidedReferral, RouteInput } from './decision';
import type { ProfileRow } from './profile';
import { formatDay, dayOf } from './county-time';

/** A row that applies, with the matters of this case it speaks about, and the first of them by precedence. */
export interface AppliedRow {
  compiled: CompiledRow;
  matter: MatterKind;
  matters: readonly MatterKind[];
}

export interface MatterLead {
  matter: MatterKind;
  role: string;
  row: ProfileRow | null;
}

function isInReach(row: ProfileRow, isElsewhere: boolean): boolean {
  return row.reach === 'any' || (row.reach === 'elsewhere') === isElsewhere;
}

function isInForce(row: ProfileRow, today: string): boolean {
  return (row.validFrom === null || row.validFrom <= today) && (row.validTo === null || today <= row.validTo);
}

/** Rows that speak about these matters, each with those of them it speaks about. */
function speakingOf(rows: readonly CompiledRow[], matters: readonly MatterKind[]): AppliedRow[] {
  return rows.flatMap((compiled) => {
    const own =
      compiled.matters.size === 0 ? matters : matters.filter((matter) => compiled.matters.has(matter));
    const [matter] = own;
    return matter === undefined ? [] : [{ compiled, matter, matters: own }];
  });
}

/** Of one table, by matters: few combinations come again and again. */
const spoken = new WeakMap<readonly CompiledRow[], Map<string, AppliedRow[]>>();
const maxCombinations = 500;

function spokenOf(rows: readonly CompiledRow[], matters: readonly MatterKind[]): AppliedRow[] {
  const known = spoken.get(rows) ?? new Map<string, AppliedRow[]>();
  if (known.size === 0) spoken.set(rows, known);
  const key = matters.join();
  const found = known.get(key) ?? speakingOf(rows, matters);
  if (known.size < maxCombinations) known.set(key, found);
  return found;
}

/** Rows whose matter, reach, validity and condition all hold, catch-alls still among them. */
export function matchRows(
  rows: readonly CompiledRow[],
  context: Context,
  matters: readonly MatterKind[],
  receivedAt: Date,
): AppliedRow[] {
  const today = formatDay(dayOf(receivedAt));
  const isElsewhere = context.facts.place === 'elsewhere';
  return spokenOf(rows, matters).filter(
    ({ compiled: { row, when } }) =>
      isInReach(row, isElsewhere) && isInForce(row, today) && when.test(context),
  );
}

/** Matters in the order of the county's precedence; what it does not list comes last, as given. */
export function orderMatters(
  profile: CompiledProfile,
  context: Context,
  matters: readonly MatterKind[],
): MatterKind[] {
  const ordered = profile.precedence
    .filter((row) => matters.includes(row.matter) && row.when.test(context))
    .map((row) => row.matter);
  return [...new Set([...ordered, ...matters])];
}

function namesOwner(row: ProfileRow): boolean {
  return row.lead !== null || row.responsible.length > 0;
}

function compareLeads(one: CompiledRow, other: CompiledRow): number {
  if (one.row.catchAll !== other.row.catchAll) return one.row.catchAll ? 1 : -1;
  if (one.row.tier !== other.row.tier) return one.row.tier === 'county' ? -1 : 1;
  return other.when.specificity - one.when.specificity;
}

/**
 * Who leads each matter; a row with several responsible gives it to the coordination office until a person
 * assigns.
 */
export function chooseLeads(
  ordered: readonly MatterKind[],
  applied: readonly AppliedRow[],
  withheld: ReadonlySet<string>,
): MatterLead[] {
  return ordered.map((matter) => {
    const candidates = applied
      .filter(({ compiled, matters }) => matters.includes(matter) && namesOwner(compiled.row))
      .filter(({ compiled }) => compiled.row.lead === null || !withheld.has(compiled.row.lead))
      .map(({ compiled }) => compiled)
      .sort(compareLeads);
    const row = candidates[0]?.row ?? null;
    return { matter, role: row?.lead ?? 'coordination_office', row };
  });
}

/** Catch-alls speak only for a matter that nothing else gave an owner. */
export function dropIdleCatchAlls(
  applied: readonly AppliedRow[],
  leads: readonly MatterLead[],
): AppliedRow[] {
  return applied.filter(
    ({ compiled }) => !compiled.row.catchAll || leads.some((lead) => lead.row === compiled.row),
  );
}

/**
 * The local agency of a role: the child's township where the role is township, a named outside body elsewhere.
 * A role without a desk of its own works at another's (`actsFor`: the child supervisor at the township's). An agency
 * that went into another acts in its role through that one.
 */
export function resolveAgency(
  { profile, agencyByRole, townshipById }: CompiledProfile,
  role: string,
  facts: RouteInput['facts'],
): AgencyRef | null {
  const desk = profile.actsFor[role] ?? role;
  const township =
    desk === 'township' && facts.township !== null ? townshipById.get(facts.township) : undefined;
  const agency = township ?? agencyByRole.get(desk);
  if (!agency) return null;
  const isNamedOutside = desk === 'external' && facts.elsewhere !== null;
  const { id, name } = profile.agenciesNow?.get(agency.id) ?? agency;
  return {
    id,
    role: desk,
    name: isNamedOutside ? `${facts.elsewhere}：${name}` : name,
    ...(agency.byLetter === true ? { byLetter: true as const } : {}),
  };
}

interface Draft extends Omit<DecidedReferral, 'task'> {
  tasks: string[];
}

interface Share {
  matter: MatterKind;
  role: string;
  part: DecidedReferral['part'];
  task: string;
  clause: ClauseRef;
}

/** Every share that a row gives to a role, leads first, in the order of the matters. */
function sharesOf(
  leads: readonly MatterLead[],
  applied: readonly AppliedRow[],
  fallback: ClauseRef,
): Share[] {
  const led = leads.map((lead): Share => ({
    matter: lead.matter,
    role: lead.role,
    part: 'lead',
    task: lead.row?.task ?? '',
    clause: lead.row?.clause ?? fallback,
  }));
  const helped = applied.flatMap(({ compiled: { row }, matter }) =>
    row.cooperating.map(({ role, task }): Share => ({
      matter,
      role,
      part: 'cooperating',
      task,
      clause: row.clause,
    })),
  );
  const backed = applied.flatMap(({ compiled: { row }, matter, matters }): Share[] => {
    const { lead, task, clause } = row;
    if (lead === null) return [];
    const leadsIt = leads.some((other) => matters.includes(other.matter) && other.role === lead);
    return leadsIt ? [{ matter, role: lead, part: 'cooperating', task, clause }] : [];
  });
  return [...led, ...backed, ...helped];
}

/** One referral per agency, the case's lead first; a role without an agency here gets none. */
export function draftReferrals(
  profile: CompiledProfile,
  input: RouteInput,
  leads: readonly MatterLead[],
  applied: readonly AppliedRow[],
  withheld: ReadonlySet<string>,
): DecidedReferral[] {
  const fallback = fallbackClause(profile);
  const drafts = new Map<string, Draft>();
  for (const share of sharesOf(leads, applied, fallback)) {
    if (withheld.has(share.role)) continue;
    const agency = resolveAgency(profile, share.role, input.facts);
    if (agency) addShare(drafts, agency, share);
  }
  return [...drafts.values()].map(({ tasks, ...referral }) => ({ ...referral, task: tasks.join('；') }));
}

function addShare(drafts: Map<string, Draft>, agency: AgencyRef, share: Share): void {
  const { matter, part } = share;
  const draft = drafts.get(agency.id) ?? { agency, matter, matters: [], part, tasks: [], clauses: [] };
  drafts.set(agency.id, draft);
  if (!draft.matters.includes(share.matter)) draft.matters.push(share.matter);
  if (share.task !== '' && !draft.tasks.includes(share.task)) draft.tasks.push(share.task);
  if (!draft.clauses.some((clause) => clause.id === share.clause.id)) draft.clauses.push(share.clause);
}

/** What an owner rests on when no row at all names one: never left without (I2, first door answers). */
export function fallbackClause(profile: CompiledProfile): ClauseRef {
  return {
    id: 'D18',
    kind: 'default',
    source: `平台默认：无唯一牵头时由${profile.profile.coordinationOffice}统筹，24小时内指定`,
  };
}
