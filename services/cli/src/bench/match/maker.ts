/**
 * Makes rows of children in a process of its own, as files that the database reads: told a range by one message,
 * answers with one. Rows, sealed identities and blind keys are made by intake's own functions.
 */
import { writeFileSync } from 'node:fs';
import { FieldCipher } from '@yimen/auth';
import { childKeys, matchKeys, partsOfKnown, sealIdentity } from '@yimen/intake';
import type { ChildIdentity } from '@yimen/intake';
import { shippedProfiles } from '@yimen/routing';
import { loadSecrets } from '@yimen/service-kit';
import { makeChild, townshipsOf } from './children';
import type { MadeChild } from './children';
import { idOf } from './load';
import type { MakeOrder } from './load';

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

const createdAt = '2026-03-01T00:00:00Z';
/** Of a child whose keys are made: the version that it begins with. */
const keyedVersion = '1';

/** COPY's text format. */
const nothing = '\\N';
const hex = (bytes: Buffer | null): string => (bytes ? `\\\\x${bytes.toString('hex')}` : nothing);

const rowOf = (cipher: FieldCipher, childId: string, child: MadeChild, identity: ChildIdentity): string => {
  const { idIndex, nameIndex, pinyinIndex, birthIndex } = childKeys(cipher, identity);
  return [
    childId,
    child.county,
    `${child.county}-coordination_office`,
    child.townshipId,
    hex(sealIdentity(cipher, childId, identity)),
    ...[idIndex, nameIndex, pinyinIndex, birthIndex].map(hex),
    createdAt,
    keyedVersion,
  ].join('\t');
};

const places = townshipsOf(shippedProfiles());

const make = ({ dataDir, seed, from, until, rowFile, keyFile }: MakeOrder): void => {
  const cipher = FieldCipher.forService(loadSecrets(dataDir, []).keyring, 'intake');
  const rows: string[] = [];
  const keys: string[] = [];
  for (let n = from; n < until; n++) {
    const child = makeChild(places, seed, n);
    const childId = idOf(n);
    const identity = identityOf(child);
    rows.push(rowOf(cipher, childId, child, identity));
    for (const key of matchKeys(cipher, child.county, partsOfKnown(identity, child.townshipId)))
      keys.push(`${key}\t${childId}`);
  }
  writeFileSync(rowFile, `${rows.join('\n')}\n`);
  writeFileSync(keyFile, `${keys.join('\n')}\n`);
};

process.on('message', (order) => {
  make(order as MakeOrder);
  process.send?.('made');
});
