/**
 * From the YAML of a county's folder and the national folder to one profile. Guarantee: pure; a profile with a
 * fault is refused whole, every fault named by file, row and rule; county rows and national rows stay apart
 * (`tier`), so that a screen can show which is which. Not here: the file system (load-profile).
 */
import { parse } from 'yaml';
import { checkProfile } from './check-profile';
import type { DocumentRow, Profile, SeedRow } from './profile';
import { isRecord, readShape, report } from './read-shape';
import type { Place, Problem } from './read-shape';
import { sections, singletons } from './sections';
import type { RawRow, SectionName } from './sections';

export interface ProfileFiles {
  /** file name -> YAML, the county's folder */
  county: Record<string, string>;
  /** file name -> YAML, rules that hold in every county */
  national: Record<string, string>;
  /** row id -> row, of all documents */
  seedRows: Record<string, SeedRow>;
}

/** A profile that does not load; `problems` names every fault. */
export class ProfileError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ file, row, rule, message }) => `${file}: ${row}: ${rule}: ${message}`).join('\n'));
    this.name = 'ProfileError';
  }
}

type Tier = 'county' | 'national';

interface Collected {
  rows: { [K in SectionName]: RawRow<K>[] };
  single: Record<string, { value: unknown; file: string }>;
  problems: Problem[];
}

/** Reads and checks; throws `ProfileError` with every fault. */
export function parseProfile(files: ProfileFiles): Profile {
  const collected = collect(files);
  const seedRows = { ...ownRows(collected, files), ...files.seedRows };
  const profile = assemble(collected, seedRows);
  const problems = [...collected.problems, ...checkProfile(profile, seedRows)];
  if (problems.length > 0) throw new ProfileError(problems);
  return profile;
}

/** Rows of a document that the folder brings along; an id that is known already is a fault. */
function ownRows({ rows, single, problems }: Collected, files: ProfileFiles): Record<string, SeedRow> {
  const county = isRecord(single.county?.value) ? single.county.value : {};
  const document = isRecord(county.document) ? county.document : {};
  const seen = new Set(Object.keys(files.seedRows));
  const found = rows.documentRows.map(({ id, title, locator, text, leads, file }) => {
    if (seen.has(id)) report({ file, row: id, problems }, 'duplicate_id', `\`${id}\` stands twice`);
    seen.add(id);
    const source = String(document.file ?? '');
    return [id, { county: String(county.code), source, title, locator, quote: text, text, leadRoles: leads }];
  });
  return Object.fromEntries(found) as Record<string, SeedRow>;
}

function collect(files: ProfileFiles): Collected {
  const empty = Object.fromEntries(Object.keys(sections).map((name) => [name, []]));
  const collected: Collected = { rows: empty as unknown as Collected['rows'], single: {}, problems: [] };
  for (const tier of ['county', 'national'] as const) {
    for (const [file, content] of Object.entries(files[tier]))
      readFile(collected, tier, `${tier}/${file}`, content);
  }
  return collected;
}

function readFile(collected: Collected, tier: Tier, file: string, content: string): void {
  const place: Place = { file, row: '-', problems: collected.problems };
  const raw = parseYaml(content, place);
  for (const [name, value] of Object.entries(raw)) {
    if (name in singletons) collected.single[name] = { value, file };
    else if (name in sections) readSection(collected, name as SectionName, tier, { ...place, file }, value);
    else report(place, 'unknown_key', `unknown section \`${name}\``);
  }
}

function parseYaml(content: string, place: Place): Record<string, unknown> {
  try {
    const raw: unknown = parse(content, { uniqueKeys: true });
    if (isRecord(raw)) return raw;
    report(place, 'not_yaml', 'the file must hold sections');
  } catch (error) {
    report(place, 'not_yaml', error instanceof Error ? error.message : String(error));
  }
  return {};
}

function readSection(
  collected: Collected,
  name: SectionName,
  tier: Tier,
  place: Place,
  value: unknown,
): void {
  const list = Array.isArray(value) ? value : [];
  if (!Array.isArray(value)) report(place, 'bad_value', `section \`${name}\` must be a list`);
  const target = collected.rows[name] as RawRow<SectionName>[];
  list.forEach((raw: unknown, index) => {
    const at = { ...place, row: rowName(raw, name, index) };
    target.push({ ...readShape(raw, sections[name], at), file: place.file, tier } as RawRow<SectionName>);
  });
}

function rowName(raw: unknown, section: string, index: number): string {
  const record = isRecord(raw) ? raw : {};
  const id = record.id ?? record.row ?? record.code ?? record.name;
  return typeof id === 'string' ? id : `${section}[${index}]`;
}

function assemble({ rows, single, problems }: Collected, seedRows: Record<string, SeedRow>): Profile {
  const read = <K extends keyof typeof singletons>(name: K) => {
    const found = single[name];
    const place: Place = { file: found?.file ?? 'county', row: name, problems };
    if (!found) report(place, 'missing', `section \`${name}\` is missing`);
    return readShape(found?.value ?? {}, singletons[name], place);
  };
  const county = read('county');
  const twoParentRule = read('twoParentRule');
  const firstResponder = read('firstResponder');
  const calendar = read('calendar');
  const clause = (row: ClauseSource) => clauseOf(row, seedRows);
  return {
    ...county,
    county: county.code,
    divisionCode: county.divisionCode,
    version: 1,
    agencies: rows.agencies.map((row) => ({ ...strip(row) })),
    townships: rows.townships.map((row) => ({ ...strip(row), role: 'township' })),
    accounts: rows.accounts.map(strip),
    rows: rows.rows.map((row) => tableRow(row, clause)),
    notices: rows.notices.map((row) => tableRow(row, clause)),
    carried: rows.carried.map(strip),
    documentRows: documentRows(county.code, seedRows),
    categories: rows.categories.map((row) => ({ ...strip(row), clause: clause(row) })).map(withoutCitation),
    twoParentRule,
    clocks: mergeClocks(rows.clocks),
    precedence: rows.precedence.map(strip),
    dispositions: rows.dispositions.map(strip),
    withholds: rows.withholds.map((row) => ({ ...strip(row), clause: clause(row) })).map(withoutCitation),
    prohibitions: rows.prohibitions.map((row, index) => ({ ...strip(row), id: `${row.code}#${index}` })),
    reviews: rows.reviews.map(strip),
    followUps: rows.followUps.map(strip),
    firstResponder,
    reporterRoles: rows.reporterRoles.map(strip),
    calendar,
  } as Profile;
}

function documentRows(county: string, seedRows: Record<string, SeedRow>): DocumentRow[] {
  return Object.entries(seedRows)
    .filter(([, row]) => row.county === county)
    .map(([id, { title, locator, text, quote, leadRoles }]) => ({
      id,
      title,
      locator: locator ?? '',
      text: text ?? quote,
      leads: leadRoles ?? [],
    }));
}

interface ClauseSource {
  id?: string;
  code?: string;
  row: string | null;
  law: string | null;
  kind: 'law' | 'ministry' | 'default' | null;
  tier: Tier;
}

/** A county row cites its document; a national row cites the law, ministry paper or platform default it rests on. */
function clauseOf(row: ClauseSource, seedRows: Record<string, SeedRow>) {
  const id = row.row ?? (row.id ?? row.code ?? '').split('/')[0] ?? '';
  if (row.law !== null) return { id, kind: row.kind ?? 'law', source: row.law };
  const seed = seedRows[id];
  return { id, kind: 'county' as const, source: seed?.source ?? '', ...(seed ? { quote: seed.quote } : {}) };
}

function strip<T extends { file: string; tier: Tier }>(row: T): Omit<T, 'file' | 'tier'> {
  const { file: _file, tier: _tier, ...rest } = row;
  return rest;
}

function withoutCitation<T extends { row: unknown; law: unknown; kind: unknown }>(row: T) {
  const { row: _row, law: _law, kind: _kind, ...rest } = row;
  return rest;
}

function tableRow(row: RawRow<'rows'>, clause: (row: ClauseSource) => Profile['rows'][number]['clause']) {
  const { matter: matters, ...rest } = withoutCitation({ ...row, clause: clause(row) });
  return { ...rest, matters };
}

/** A county's clock replaces the national one of the same id. */
function mergeClocks(clocks: RawRow<'clocks'>[]): Profile['clocks'] {
  const own = clocks.filter((clock) => clock.tier === 'county');
  const replaced = new Set(own.map((clock) => clock.id));
  const kept = clocks.filter((clock) => clock.tier === 'county' || !replaced.has(clock.id));
  return kept.map(({ tier: _tier, ...clock }) => ({
    ...clock,
    code: clock.code ?? clock.id,
  })) as Profile['clocks'];
}
