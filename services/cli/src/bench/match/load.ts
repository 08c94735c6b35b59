/**
 * A system's table of children filled with made-up ones, by the administrator and in bulk: rows, sealed identities and
 * blind keys are those that intake itself would write, made by intake's own functions. Files that the database reads
 * stand in the throwaway folder of the system.
 */
import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FieldCipher } from '@yimen/auth';
import { childKeys, sealIdentity } from '@yimen/intake';
import type { ChildIdentity } from '@yimen/intake';
import { loadSecrets } from '@yimen/service-kit';
import { Client } from 'pg';
import type { ChildSystem } from '../../measure/child-system';
import { makeChild } from './children';
import type { MadeChild, Place } from './children';

const childrenPerFile = 25_000;

export interface LoadOrder {
  seed: number;
  count: number;
  places: readonly Place[];
}

const guardianText = ({ guardians }: MadeChild): string =>
  guardians.map(({ relation, name, phone }) => `${relation}${name}，电话${phone}`).join('；');

const identityOf = (child: MadeChild): ChildIdentity => ({
  name: child.name,
  sex: child.sex,
  birthDate: child.birthDate,
  ...(child.idNumber ? { idNumber: child.idNumber } : {}),
  address: `${child.countyName}${child.townshipName}${child.village}${child.door}`,
  guardians: guardianText(child),
});

const hex = (bytes: Buffer | null): string => (bytes ? `\\\\x${bytes.toString('hex')}` : '\\N');

/** One line of COPY's text format. */
const line = (cells: readonly string[]): string => `${cells.join('\t')}\n`;

const rowOf = (cipher: FieldCipher, childId: string, child: MadeChild): string => {
  const identity = identityOf(child);
  const { idIndex, nameIndex, pinyinIndex, birthIndex } = childKeys(cipher, identity);
  return line([
    childId,
    child.county,
    `${child.county}-coordination_office`,
    '\\N',
    child.townshipId,
    hex(sealIdentity(cipher, childId, identity)),
    ...[idIndex, nameIndex, pinyinIndex, birthIndex].map(hex),
    new Date().toISOString(),
  ]);
};

const copyRows = `copy intake.child (id, county, agency, area, township, identity, id_index, name_index, pinyin_index,
  birth_index, created_at) from `;

/** The id of the n-th child, in the form and order of all ids. */
export const idOf = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** Chance gives two children one number; the second is left without. */
const oncePerNumber = () => {
  const numbers = new Set<string>();
  return (child: MadeChild): MadeChild => {
    const { idNumber } = child;
    if (idNumber === undefined || !numbers.has(idNumber)) return (numbers.add(idNumber ?? ''), child);
    return { ...child, idNumber: undefined };
  };
};

export const loadChildren = async (system: ChildSystem, order: LoadOrder): Promise<void> => {
  const cipher = FieldCipher.forService(loadSecrets(system.dataDir, []).keyring, 'intake');
  const client = new Client({ connectionString: await system.adminUrl() });
  await client.connect();
  const file = join(system.dataDir, 'children.copy');
  const once = oncePerNumber();
  try {
    for (let from = 0; from < order.count; from += childrenPerFile) {
      const until = Math.min(from + childrenPerFile, order.count);
      const rows: string[] = [];
      for (let n = from; n < until; n++)
        rows.push(rowOf(cipher, idOf(n), once(makeChild(order.places, order.seed, n))));
      writeFileSync(file, rows.join(''));
      await client.query(`${copyRows} '${file}'`);
    }
    await client.query('vacuum analyze intake.child');
  } finally {
    rmSync(file, { force: true });
    await client.end();
  }
};
