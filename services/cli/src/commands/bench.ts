/** `yimen bench`: figures as ratios side by side in one run, on this machine, named in the output. */
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Command } from 'commander';
import { acceptBench } from '../bench/accept';
import { consumeBench } from '../bench/kafka/consume';
import { idleBench } from '../bench/kafka/idle';
import { publishBench } from '../bench/kafka/publish';
import { recoverBench } from '../bench/kafka/recover';
import { matchBench } from '../bench/match';
import { pureBench } from '../bench/pure';
import { startBench } from '../bench/start';
import { visibleBench } from '../bench/visible';
import type { Bench, BenchResult } from '../bench/types';
import { print, printTable } from '../output';

const benches: readonly Bench[] = [
  startBench,
  pureBench,
  acceptBench,
  visibleBench,
  publishBench,
  consumeBench,
  recoverBench,
  idleBench,
  matchBench,
];

const machine = (): string =>
  [
    `${cpus()[0]?.model ?? 'unknown'} x ${cpus().length}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}`,
  ].join(', ');

const known = benches.flatMap(({ ids }) => ids);

/** `B1` stands for `B1@1`, `B1@8` and `B1@32`. */
const wantedIds = (only: string | undefined): string[] => {
  if (only === undefined) return known;
  const asked = only.split(',').map((id) => id.trim());
  const unknown = asked.filter((id) => !known.some((name) => name === id || name.startsWith(`${id}@`)));
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(', ')}; known: ${known.join(', ')}`);
  return known.filter((name) => asked.some((id) => name === id || name.startsWith(`${id}@`)));
};

/** Fewer have no fifty of every kind of noise. */
const fewestChildren = 1_000;

const countOf = (text: string): number => {
  const count = Number(text);
  if (Number.isInteger(count) && count >= fewestChildren) return count;
  throw new Error(`--children ${text}: a whole number from ${fewestChildren}`);
};

const runBench = async (flags: { only?: string; json?: string; children?: string }): Promise<void> => {
  const wanted = wantedIds(flags.only);
  const options = flags.children === undefined ? {} : { children: countOf(flags.children) };
  print(machine());
  const results: BenchResult[] = [];
  for (const bench of benches.filter(({ ids }) => ids.some((id) => wanted.includes(id))))
    results.push(...(await bench.run(wanted, print, options)).filter(({ id }) => wanted.includes(id)));
  if (flags.json) writeFileSync(flags.json, `${JSON.stringify(results, null, 1)}\n`);
  const cells = results.map((row) => [
    row.id,
    row.name,
    `${row.ours}`,
    `${row.reference}`,
    `${row.ratio}`,
    row.unit,
    row.floor,
  ]);
  printTable([['id', 'what', 'ours', 'reference', 'ratio', 'unit', 'floor'], ...cells]);
};

export const benchCommands = (program: Command): void => {
  program
    .command('bench')
    .description('测量（同一次运行中与参照对比）measure, side by side in one run')
    .option('--only <ids>', 'B1,B7,...')
    .option('--children <n>', 'match 中的儿童数 children that match looks among')
    .option('--json <file>')
    .action(runBench);
};
