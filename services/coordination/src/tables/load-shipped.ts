/**
 * At start: a county that has no table gets its shipped folder as version 1, in force at once. A folder that has
 * changed
 * since becomes a draft beside it and changes nothing until a person publishes it (architecture section 2).
 */
import { createHash } from 'node:crypto';
import { withTx } from '@yimen/messaging';
import type { Db, Tx } from '@yimen/messaging';
import type { Profile } from '@yimen/routing';
import { systemScope } from '../system-scope';
import { insertTable, listVersions } from './tables.store';
import type { TableVersion } from './tables.store';

/** Keys sorted at every depth, so that the same table has the same hash however it was written down. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
};

/** SHA-256 of the table without its version number, which only the database gives. */
export const hashOf = ({ version: _version, ...profile }: Profile): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(profile)))
    .digest('hex');

/** In force since before any case: what is entered late is routed too. */
const sinceEver = new Date('2000-01-01T00:00:00+08:00');

/** The version that this folder becomes, or undefined when it is there already. Pure. */
export const nextVersion = (
  known: readonly TableVersion[],
  county: string,
  hash: string,
): TableVersion | undefined => {
  if (known.some((version) => version.hash === hash)) return undefined;
  if (known.length === 0) return { county, version: 1, state: 'published', effectiveFrom: sinceEver, hash };
  const version = Math.max(...known.map((row) => row.version)) + 1;
  return { county, version, state: 'draft', effectiveFrom: null, hash };
};

const loadOne = async (tx: Tx, county: string, profile: Profile, hash: string): Promise<boolean> => {
  const table = nextVersion(await listVersions(tx, county), county, hash);
  if (!table) return false;
  const { version, state, effectiveFrom } = table;
  await insertTable(tx, table, profile);
  tx.audit({
    action: `table.${state}`,
    subjectKind: 'table',
    subjectId: `${county}/${version}`,
    detail: { hash },
  });
  if (state === 'published' && effectiveFrom)
    tx.emit({
      topic: 'coordination.tables',
      type: 'table.published.v1',
      key: county,
      jurisdiction: county,
      data: {
        county,
        version,
        effectiveFrom: effectiveFrom.toISOString(),
        hash,
        profile: { ...profile, version },
      },
    });
  return true;
};

/** Idempotent; two processes that start together wait for each other. @returns counties that got a new version */
export const loadShipped = async (
  db: Db,
  profiles: ReadonlyMap<string, Profile>,
  now: Date,
): Promise<string[]> => {
  const loaded: string[] = [];
  for (const [county, profile] of profiles) {
    const options = { scope: systemScope, keys: [county], now, unaudited: true };
    // reckoned before: on a busy machine nothing may keep a transaction waiting for this process
    const hash = hashOf(profile);
    if (await withTx(db, options, (tx) => loadOne(tx, county, profile, hash))) loaded.push(county);
  }
  return loaded;
};
