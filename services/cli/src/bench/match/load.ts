/**
 * A system's table of children filled with made-up ones, by the administrator and in bulk. The files that the database
 * reads stand in the throwaway folder of the system; two processes make them while it reads those made before.
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ChildSystem } from '../../measure/child-system';

const makers = 2;
const childrenPerFile = 10_000;

export interface MakeOrder {
  dataDir: string;
  seed: number;
  /** first child, and the one after the last */
  from: number;
  until: number;
  rowFile: string;
  keyFile: string;
}

/** The id of the n-th child, in the form and order of all ids. */
export const idOf = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const ordersOf = (dataDir: string, seed: number, count: number): MakeOrder[] =>
  Array.from({ length: Math.ceil(count / childrenPerFile) }, (_none, index) => ({
    dataDir,
    seed,
    from: index * childrenPerFile,
    until: Math.min((index + 1) * childrenPerFile, count),
    rowFile: join(dataDir, `children-${index}.copy`),
    keyFile: join(dataDir, `keys-${index}.copy`),
  }));

/** Keys come in no order: an index made at the end costs a tenth of one kept up to date. */
const before = ['alter table intake.child_key drop constraint child_key_pkey'];
const after = [
  `set maintenance_work_mem = '1GB'`,
  'alter table intake.child_key add primary key (key, child_id)',
  'vacuum analyze intake.child',
  'vacuum analyze intake.child_key',
];

const copied = async (client: Client, { rowFile, keyFile }: MakeOrder): Promise<void> => {
  await client.query(
    `copy intake.child (id, county, agency, township, identity, id_index, name_index, pinyin_index, birth_index,
       created_at, keyed_version) from '${rowFile}'`,
  );
  await client.query(`copy intake.child_key (key, child_id) from '${keyFile}'`);
  for (const file of [rowFile, keyFile]) rmSync(file);
};

const made = async (maker: ChildProcess, order: MakeOrder): Promise<void> => {
  const ending = new AbortController();
  const { signal } = ending;
  maker.send(order);
  const ended = once(maker, 'exit', { signal }).then(() => {
    throw new Error('a maker of children ended early');
  });
  await Promise.race([once(maker, 'message', { signal }), ended]);
  ending.abort();
};

/** One maker's share: while the database reads a file, the maker makes the next. */
const share = async (maker: ChildProcess, client: Client, orders: readonly MakeOrder[]): Promise<void> => {
  let reading: Promise<void> = Promise.resolve();
  for (const order of orders) {
    await made(maker, order);
    await reading;
    reading = copied(client, order);
  }
  await reading;
};

/** @throws where the table is not empty, since ids are those of the numbers from nought */
export const loadChildren = async (system: ChildSystem, seed: number, count: number): Promise<void> => {
  const client = new Client({ connectionString: await system.adminUrl() });
  await client.connect();
  const processes = Array.from({ length: makers }, () =>
    fork(join(__dirname, 'maker.js'), { stdio: 'inherit' }),
  );
  const orders = ordersOf(system.dataDir, seed, count);
  try {
    for (const statement of before) await client.query(statement);
    await Promise.all(
      processes.map((maker, own) =>
        share(
          maker,
          client,
          orders.filter((_order, index) => index % makers === own),
        ),
      ),
    );
    for (const statement of after) await client.query(statement);
  } finally {
    for (const maker of processes) if (maker.connected) maker.disconnect();
    await client.end();
  }
};
