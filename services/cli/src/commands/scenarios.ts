/** `yimen scenarios`: play a scenario file in a throwaway system; `yimen scenarios score`: compare results with it. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { print, printJson, printTable, progressBar } from '../output';
import { playScenarios } from '../scenarios/play';
import { scoreAll, totalScore } from '../scenarios/score';
import type { ScenarioScore } from '../scenarios/score';
import type { Mode, Scenario, ScenarioResult } from '../scenarios/types';

interface PlayFlags {
  file: string;
  mode: Mode;
  out: string;
  jurisdiction?: string;
}

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
};

const readJson = <T>(path: string): T => {
  const text = readText(path);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`${path} is not JSON`);
  }
};

const readScenarios = (path: string, jurisdiction?: string): Scenario[] => {
  const file = readJson<{ scenarios: Scenario[] } | Scenario[]>(path);
  const scenarios = Array.isArray(file) ? file : file?.scenarios;
  if (!Array.isArray(scenarios)) throw new Error(`${path} holds no list of scenarios`);
  return scenarios.filter((scenario) => jurisdiction === undefined || scenario.jurisdiction === jurisdiction);
};

const play = async (flags: PlayFlags): Promise<void> => {
  if (flags.mode !== 'suggested' && flags.mode !== 'confirmed')
    throw new Error(`--mode ${String(flags.mode)}: suggested or confirmed`);
  const scenarios = readScenarios(flags.file, flags.jurisdiction);
  if (scenarios.length === 0)
    throw new Error(`${flags.file} holds no scenario of ${flags.jurisdiction ?? 'any county'}`);
  const bar = progressBar({ zh: '回放', en: 'playing' });
  const results = await playScenarios(scenarios, { mode: flags.mode, progress: bar.update }).finally(
    bar.stop,
  );
  writeFileSync(flags.out, `${JSON.stringify(results, null, 1)}\n`);
  print(`${results.length} -> ${flags.out}`);
};

const mark = (good: boolean): string => (good ? 'ok' : 'NO');
const percent = (value: number): string => value.toFixed(2);

const scoreRow = (score: ScenarioScore): string[] => [
  score.id,
  mark(score.lead),
  mark(score.disposition),
  score.riskMissed ? 'MISSED' : mark(score.riskExact),
  mark(score.cooperatingCovered),
  percent(score.cooperatingPrecision),
  mark(score.noticesCovered),
  percent(score.clocksCovered),
  percent(score.documentsCovered),
  `${percent(score.rowsRecall)}/${percent(score.rowsPrecision)}`,
  `${percent(score.mattersRecall)}/${percent(score.categoriesRecall)}`,
  percent(score.refusalsCovered),
];

const scoreHead = [
  'id',
  'lead',
  'disp',
  'risk',
  'coop',
  'prec',
  'notice',
  'clocks',
  'docs',
  'rows r/p',
  'mat/cat',
  'refuse',
];

/** All of each county that was played: one without a result is a wrong answer, not one that was not asked. */
const playedScenarios = (scenarios: readonly Scenario[], results: readonly ScenarioResult[]): Scenario[] => {
  const ids = new Set(results.map(({ id }) => id));
  const counties = new Set(scenarios.filter(({ id }) => ids.has(id)).map(({ jurisdiction }) => jurisdiction));
  return scenarios.filter(({ jurisdiction }) => counties.has(jurisdiction));
};

const score = (file: string, resultFile: string, flags: { json?: boolean }): void => {
  const results = readJson<ScenarioResult[]>(resultFile);
  const scores = scoreAll(playedScenarios(readScenarios(file), results), results);
  const total = totalScore(scores);
  if (flags.json) return printJson({ total, scenarios: scores });
  printTable([scoreHead, ...scores.map(scoreRow)]);
  for (const { id, missing, rowsForbidden } of scores)
    if (missing.length + rowsForbidden.length > 0)
      print(
        `${id} missing: ${[...missing, ...rowsForbidden.map((row) => `FORBIDDEN row ${row}`)].join('; ')}`,
      );
  printTable(Object.entries(total).map(([name, value]) => [name, String(value)]));
};

export const scenarioCommands = (program: Command): void => {
  const scenarios = program
    .command('scenarios')
    .description('回放场景并读回结果 play a scenario file in a throwaway system and write what it did')
    .option('--file <file>', '场景文件 scenario file')
    .option('--mode <mode>', 'suggested | confirmed', 'suggested')
    .option('--out <file>', '结果 results (JSON)')
    .option('--jurisdiction <code>', '只放一县 one county only')
    .action(async (flags: Partial<PlayFlags>) => {
      if (!flags.file || !flags.out) throw new Error('--file 和 --out 必填 are required');
      await play(flags as PlayFlags);
    });
  scenarios
    .command('score <file> <results>')
    .description('与期望比对 compare results with what the file expects')
    .option('--json', '机器可读 machine-readable')
    .action(score);
};
