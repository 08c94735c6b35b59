/**
 * A profile made ready to route: conditions as closures, agencies by role, the calendar, each done once per profile.
 * Guarantee: compiling changes nothing; the same profile object gives the same compiled one (kept weakly).
 */
import type { MatterKind } from '@yimen/contracts';
import { workingCalendar } from './calendar';
import type { WorkingCalendar } from './calendar';
import { compileCategory } from './categories';
import type { CompiledCategory } from './categories';
import { compileCondition } from './condition';
import type { CompiledCondition, Condition } from './condition';
import type { Agency, ClockRow, Profile, ProfileRow, Township } from './profile';

export interface Compiled<T> {
  row: T;
  when: CompiledCondition;
}

export interface CompiledRow extends Compiled<ProfileRow> {
  matters: ReadonlySet<MatterKind>;
  effect: string;
}

export interface CompiledProfile {
  profile: Profile;
  calendar: WorkingCalendar;
  rows: CompiledRow[];
  notices: CompiledRow[];
  categories: CompiledCategory[];
  clocks: Compiled<ClockRow>[];
  precedence: { matter: MatterKind; when: CompiledCondition }[];
  dispositions: Compiled<Profile['dispositions'][number]>[];
  withholds: Compiled<Profile['withholds'][number]>[];
  prohibitions: Compiled<Profile['prohibitions'][number]>[];
  reviews: Compiled<Profile['reviews'][number]>[];
  followUps: Compiled<Profile['followUps'][number]>[];
  firstResponder: CompiledCondition;
  agencyByRole: ReadonlyMap<string, Agency>;
  agencyById: ReadonlyMap<string, Agency>;
  townshipById: ReadonlyMap<string, Township>;
}

const compiledProfiles = new WeakMap<Profile, CompiledProfile>();

/** Compiles once per profile object; cheap afterwards. */
export function compileProfile(profile: Profile): CompiledProfile {
  const known = compiledProfiles.get(profile);
  if (known) return known;
  const compiled = compile(profile);
  compiledProfiles.set(profile, compiled);
  return compiled;
}

function compile(profile: Profile): CompiledProfile {
  return {
    profile,
    calendar: workingCalendar(profile.calendar),
    rows: profile.rows.map(compileRow),
    notices: profile.notices.map(compileRow),
    categories: profile.categories.map(compileCategory),
    clocks: compileAll(profile.clocks),
    precedence: profile.precedence.map((row) => ({ matter: row.matter, when: compileCondition(row.when) })),
    dispositions: compileAll(profile.dispositions),
    withholds: compileAll(profile.withholds),
    prohibitions: compileAll(profile.prohibitions),
    reviews: compileAll(profile.reviews),
    followUps: compileAll(profile.followUps),
    firstResponder: compileCondition(profile.firstResponder.when),
    agencyByRole: agenciesByRole(profile),
    agencyById: new Map([...profile.agencies, ...profile.townships].map((agency) => [agency.id, agency])),
    townshipById: new Map(profile.townships.map((township) => [township.id, township])),
  };
}

function compileAll<T extends { when: Condition }>(rows: readonly T[]): Compiled<T>[] {
  return rows.map((row) => ({ row, when: compileCondition(row.when) }));
}

function compileRow(row: ProfileRow): CompiledRow {
  return { row, when: compileCondition(row.when), matters: new Set(row.matters), effect: describe(row) };
}

/** What a row adds, in one line for the explanation. */
function describe(row: ProfileRow): string {
  const parts = [
    row.lead ? `牵头 ${row.lead}` : '',
    row.responsible.length > 0 ? `并列责任 ${row.responsible.join('、')}，待指定牵头` : '',
    row.cooperating.length > 0 ? `配合 ${row.cooperating.map((part) => part.role).join('、')}` : '',
    row.notices.length > 0 ? `告知 ${row.notices.map((notice) => notice.role).join('、')}` : '',
    row.documents.length > 0 ? `文书 ${row.documents.join('、')}` : '',
  ];
  return parts.filter((part) => part !== '').join('；') || row.task || '适用';
}

function agenciesByRole(profile: Profile): Map<string, Agency> {
  const byRole = new Map<string, Agency>();
  for (const agency of profile.agencies) if (!byRole.has(agency.role)) byRole.set(agency.role, agency);
  return byRole;
}
