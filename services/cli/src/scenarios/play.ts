/**
 * Plays scenarios in a throwaway system: all reports in the order in which they came in, as an operator over the
 * public API,
 * on a business clock that only moves forward and is moved to each report's time, so that due timers fire between.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { allServices } from '@yimen/all-in-one';
import { countyFolders } from '@yimen/routing';
import { ManualClock, readConfig, startSystem, throwawayKafka } from '@yimen/service-kit';
import type { RunningSystem } from '@yimen/service-kit';
import { apiClient, bearer } from '../client';
import type { ApiClient } from '../client';
import { localToken } from '../local-system';
import { importInput, reportInputs } from './input';
import type { ReportInput } from './input';
import { casesOfReport, resultOf } from './read-back';
import type { Mode, Scenario, ScenarioResult } from './types';

export interface Accepted {
  reportId: string;
  receiptNo: string;
}

/** One call or batch of one scenario. */
interface Step {
  scenario: Scenario;
  input: ReportInput;
  path: string;
  key: string;
}

export interface PlayOptions {
  mode: Mode;
  progress(done: number, total: number): void;
}

/** Every call and batch of these scenarios, in the order in which they came in. */
export const stepsOf = (scenarios: readonly Scenario[], mode: Mode): Step[] =>
  scenarios
    .flatMap((scenario): Step[] => {
      const batch = importInput(scenario);
      if (batch)
        return [{ scenario, input: batch, path: '/api/intake/imports', key: `${scenario.id}-import` }];
      return reportInputs(scenario, mode).map((input, index) => ({
        scenario,
        input,
        path: '/api/intake/reports',
        key: `scenario-${scenario.id}-${index + 1}`,
      }));
    })
    .sort((a, b) => a.input.at.getTime() - b.input.at.getTime());

/** Tokens last an hour of real time; a file of thousands of scenarios outlives one. */
const tokenReuseMs = 30 * 60_000;

class Operators {
  private readonly clients = new Map<string, { client: ApiClient; madeAt: number }>();

  constructor(
    private readonly local: ApiClient,
    private readonly url: string,
  ) {}

  async of(account: string): Promise<ApiClient> {
    const known = this.clients.get(account);
    if (known && performance.now() - known.madeAt < tokenReuseMs) return known.client;
    const { token } = await localToken(this.local, account);
    const client = apiClient(this.url, bearer(token));
    this.clients.set(account, { client, madeAt: performance.now() });
    return client;
  }
}

export const operatorOf = (county: string): string => `${county.toLowerCase()}-operator-1`;
export const coordinatorOf = (county: string): string => `${county.toLowerCase()}-coordinator`;

const playSteps = async (
  system: RunningSystem,
  clock: ManualClock,
  steps: readonly Step[],
  options: PlayOptions,
) => {
  const local = apiClient(system.url, { 'x-yimen-local-key': system.secrets.localKey });
  const operators = new Operators(local, system.url);
  const reports = new Map<string, string[]>();
  for (const [index, step] of steps.entries()) {
    clock.advanceTo(step.input.at);
    await system.settle();
    const client = await operators.of(operatorOf(step.scenario.jurisdiction));
    const accepted = await client.post<Accepted>(step.path, step.input.body, { 'idempotency-key': step.key });
    await system.settle();
    const known = reports.get(step.scenario.id) ?? [];
    reports.set(step.scenario.id, [...known, accepted.reportId]);
    options.progress(index + 1, steps.length);
  }
  return { reports, operators };
};

const readResults = async (
  scenarios: readonly Scenario[],
  reports: ReadonlyMap<string, string[]>,
  operators: Operators,
): Promise<ScenarioResult[]> => {
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) {
    const client = await operators.of(coordinatorOf(scenario.jurisdiction));
    const ids = reports.get(scenario.id) ?? [];
    const cases = await Promise.all(ids.filter(Boolean).map((id) => casesOfReport(client, id)));
    results.push(resultOf(scenario.id, cases.flat()));
  }
  return results;
};

/** Every system has the tables of all counties that ship, whichever are played. */
const countiesOf = (scenarios: readonly Scenario[]): string[] => [
  ...new Set([
    ...countyFolders().map((folder) => basename(folder)),
    ...scenarios.map((row) => row.jurisdiction),
  ]),
];

/** Starts a system on a temporary folder, plays, reads back, throws the system away. */
export const playScenarios = async (
  scenarios: readonly Scenario[],
  options: PlayOptions,
): Promise<ScenarioResult[]> => {
  const steps = stepsOf(scenarios, options.mode);
  const first = steps[0];
  if (!first) return [];
  const dataDir = mkdtempSync(join(tmpdir(), 'yimen-scenarios-'));
  const clock = new ManualClock(first.input.at);
  const wanted = { ...readConfig(), dataDir, port: 0, databaseUrl: undefined, logLevel: 'warn' };
  const { config, remove } = await throwawayKafka(wanted, countiesOf(scenarios));
  const system = await startSystem({ config, services: allServices, clock });
  try {
    const { reports, operators } = await playSteps(system, clock, steps, options);
    return await readResults(scenarios, reports, operators);
  } finally {
    await system.stop();
    await remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
};
