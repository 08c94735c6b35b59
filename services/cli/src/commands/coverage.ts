/** `yimen coverage`: which rows of the counties' documents the system carries, and what the others wait for. */
import type { Command } from 'commander';
import { countyTotals, coverageOf, needTotals } from '../coverage/coverage';
import type { CoverageTables, RowCoverage } from '../coverage/coverage';
import { readCoverageTables } from '../coverage/read-tables';
import { print, printJson, printTable, say } from '../output';

const carriedText = ({ carriedBy }: RowCoverage): string =>
  [...new Set(carriedBy.map(({ kind }) => kind))].join(', ');

const waitText = ({ waitsFor, missing }: RowCoverage): string =>
  [
    ...waitsFor.map(({ need, what }) => `${need}: ${what}`),
    ...missing.map(
      (need) => `${need}: ${say({ zh: '无承载也未列明等什么', en: 'NEITHER CARRIED NOR LISTED' })}`,
    ),
  ].join('; ');

const printTotals = (tables: CoverageTables, rows: readonly RowCoverage[]): void => {
  print('');
  printTable([
    ['county', 'rows', 'carried', 'waiting', 'missing'],
    ...countyTotals(rows).map((total) => [
      total.county,
      String(total.rows),
      String(total.carried),
      String(total.waiting),
      String(total.missing),
    ]),
  ]);
  print('');
  printTable([
    ['kind', 'asked by', 'carried'],
    ...needTotals(tables).map(({ need, asked, carried }) => [need, String(asked), String(carried)]),
  ]);
};

const coverage = (flags: { json?: boolean }): void => {
  const tables = readCoverageTables();
  const rows = coverageOf(tables);
  if (flags.json) printJson(rows);
  else {
    printTable(rows.map((row) => [row.id, carriedText(row) || '-', waitText(row)]));
    printTotals(tables, rows);
  }
  if (rows.some(({ missing }) => missing.length > 0)) process.exitCode = 1;
};

export const coverageCommands = (program: Command): void => {
  program
    .command('coverage')
    .description(
      '各县文件逐行由什么承载、还等什么 what carries each row of the documents, and what the rest wait for',
    )
    .option('--json', '机器可读 machine-readable')
    .action(coverage);
};
