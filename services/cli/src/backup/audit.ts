/** Who took a copy of everything stands in the audit, as does what was brought back; a digest says which copy. */
import type { Client } from 'pg';
import { digestOf } from './manifest';
import type { Manifest } from './manifest';

// by the administrator, on the machine of the data folder: the one whom the directory calls so, too
const insert = `
insert into directory.audit (at, county, actor, action, subject_kind, subject_id, detail)
values ($1, '*', 'local:command-line', $2, 'backup', $3, $4)`;

export const auditBackup = async (
  client: Client,
  action: 'system.backed_up' | 'system.restored',
  at: Date,
  manifest: Manifest,
): Promise<void> => {
  const { madeAt, keys, tables } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  await client.query(insert, [at, action, digestOf(manifest), { madeAt, rows, keys: keys.sealed }]);
};
