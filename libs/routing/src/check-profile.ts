/**
 * Rules between the rows of a profile: what a single cell cannot tell. Guarantee: a profile that passes routes
 * every matter to exactly one owner, cites only rows that exist, and drops no row of its document. Pure. Not here:
 * the form of cells (read-shape).
 */
import { matterCatalogue, prohibitedActions } from '@yimen/contracts';
import { areDisjoint, specificityOf } from './condition';
import type { Profile, ProfileRow, SeedRow } from './profile';
import type { Problem, ProblemRule } from './read-shape';

type Check = (profile: Profile, seedRows: Record<string, SeedRow>) => Problem[];

/** Every fault between rows. */
export function checkProfile(profile: Profile, seedRows: Record<string, SeedRow>): Problem[] {
  return checks.flatMap((check) => check(profile, seedRows));
}

function fault(at: { file?: string; id: string }, rule: ProblemRule, message: string): Problem {
  return { file: at.file ?? 'county', row: at.id, rule, message };
}

const uniqueIds: Check = (profile) => {
  const lists: { id: string; file?: string }[][] = [
    [...profile.rows, ...profile.notices],
    [...profile.agencies, ...profile.townships],
    profile.clocks,
    profile.dispositions,
    profile.withholds,
  ];
  return lists.flatMap((list) => {
    const seen = new Set<string>();
    return list.flatMap((row) => {
      const isKnown = seen.has(row.id);
      seen.add(row.id);
      return isKnown ? [fault(row, 'duplicate_id', `\`${row.id}\` stands twice`)] : [];
    });
  });
};

const citations: Check = (profile, seedRows) => {
  const cited = [
    ...[...profile.rows, ...profile.notices].map((row) => ({ ...row, at: row })),
    ...profile.categories.map((row) => ({ clause: row.clause, at: { id: row.code } })),
    ...profile.withholds.map((row) => ({ clause: row.clause, at: row })),
  ];
  const wrong = cited.filter(
    ({ clause }) => clause.kind === 'county' && seedRows[clause.id]?.county !== profile.county,
  );
  const carried = profile.carried.filter((row) => seedRows[row.row]?.county !== profile.county);
  return [
    ...wrong.map(({ at, clause }) =>
      fault(at, 'unknown_citation', `\`${clause.id}\` is no row of the document of ${profile.county}`),
    ),
    ...carried.map((row) =>
      fault({ id: row.row }, 'unknown_citation', `\`${row.row}\` is no row of the document`),
    ),
  ];
};

/** Each row of the document routes, defines a category, or says what else carries it. */
const carriedRows: Check = (profile, seedRows) => {
  const carried = new Set([
    ...[...profile.rows, ...profile.notices].map((row) => row.clause.id),
    ...profile.categories.map((row) => row.clause.id),
    ...profile.carried.map((row) => row.row),
  ]);
  return Object.entries(seedRows)
    .filter(([id, row]) => row.county === profile.county && !carried.has(id))
    .map(([id, row]) => fault({ id }, 'row_not_carried', `nothing carries ${id} (${row.title})`));
};

const validity: Check = (profile) =>
  [...profile.rows, ...profile.notices]
    .filter((row) => row.validFrom !== null && row.validTo !== null && row.validFrom > row.validTo)
    .map((row) => fault(row, 'validity_reversed', `valid from ${row.validFrom} to ${row.validTo}`));

/** Leads and cooperating roles need an agency here; notices may go to persons and outside bodies. */
const rolesHaveAgencies: Check = (profile) => {
  const roles = new Set([...profile.agencies.map((agency) => agency.role), ...Object.keys(profile.actsFor)]);
  const missing = profile.rows.flatMap((row) =>
    [row.lead, ...row.responsible, ...row.cooperating.map((part) => part.role)]
      .filter((role): role is string => role !== null && !roles.has(role))
      .map((role) => fault(row, 'unknown_role', `no agency of ${profile.county} has the role \`${role}\``)),
  );
  return roles.has('coordination_office')
    ? missing
    : [...missing, fault({ id: 'agencies' }, 'unknown_role', 'no agency is the coordination office')];
};

const accountsHaveAgencies: Check = (profile) => {
  const ids = new Set([...profile.agencies, ...profile.townships].map((agency) => agency.id));
  return profile.accounts
    .filter((account) => !ids.has(account.agency))
    .map((account) => fault({ id: account.name }, 'unknown_agency', `no agency \`${account.agency}\``));
};

const knownProhibitions: Check = (profile) => {
  const codes = new Set(prohibitedActions.map((row) => row.code));
  return profile.prohibitions
    .filter((row) => !codes.has(row.code))
    .map((row) => fault({ id: row.id }, 'unknown_code', `no prohibited action is called \`${row.code}\``));
};

function owns(row: ProfileRow, matter: string): boolean {
  const names = row.lead !== null || row.responsible.length > 0;
  return names && row.matters.some((own) => own === matter);
}

/** I12: whatever is reported has an owner, in this county and for a child elsewhere. */
const catchAlls: Check = (profile) =>
  matterCatalogue.flatMap(({ code }) => {
    const always = profile.rows.filter((row) => owns(row, code) && specificityOf(row.when) === 0);
    const reaches = ['local', 'elsewhere'].filter((reach) => !always.some((row) => covers(row, reach)));
    return reaches.map((reach) =>
      fault(
        { id: code },
        'no_catch_all',
        `matter \`${code}\` has no owner when no condition holds (${reach})`,
      ),
    );
  });

function covers(row: ProfileRow, reach: string): boolean {
  return row.reach === 'any' || row.reach === reach;
}

/** Two rows that may both be the most specific and name different owners: a person has to decide, before loading. */
const leadTies: Check = (profile) =>
  matterCatalogue.flatMap(({ code }) => {
    const owners = profile.rows.filter((row) => owns(row, code));
    return owners.flatMap((row, index) =>
      owners
        .slice(index + 1)
        .filter((other) => canTie(row, other))
        .map((other) => fault(row, 'lead_tie', tieMessage(row, other, code))),
    );
  });

function canTie(row: ProfileRow, other: ProfileRow): boolean {
  const sameRank = row.tier === other.tier && row.catchAll === other.catchAll;
  if (!sameRank || ownerOf(row) === ownerOf(other)) return false;
  if (specificityOf(row.when) !== specificityOf(other.when) || !meet(row, other)) return false;
  return !areDisjoint(row.when, other.when);
}

function ownerOf(row: ProfileRow): string {
  return row.lead ?? row.responsible.join('+');
}

function meet(row: ProfileRow, other: ProfileRow): boolean {
  const together = row.reach === other.reach || row.reach === 'any' || other.reach === 'any';
  const before = row.validTo !== null && other.validFrom !== null && row.validTo < other.validFrom;
  const after = other.validTo !== null && row.validFrom !== null && other.validTo < row.validFrom;
  return together && !before && !after;
}

function tieMessage(row: ProfileRow, other: ProfileRow, matter: string): string {
  const owners = `${ownerOf(row)} and ${ownerOf(other)} (${other.id})`;
  return `${owners} both lead \`${matter}\` under equally specific conditions that can hold together`;
}

const checks: Check[] = [
  uniqueIds,
  citations,
  carriedRows,
  validity,
  rolesHaveAgencies,
  accountsHaveAgencies,
  knownProhibitions,
  catchAlls,
  leadTies,
];
