/** Report bodies for load: those of the scenarios in turn, each about another child, so that no two join one case. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { countyFolders } from '@yimen/routing';
import { reportInputs } from '../scenarios/input';
import type { Scenario } from '../scenarios/types';

/** Files that travel with this package, in the sources and in the build alike. */
export const dataFile = (name: string): string =>
  join(dirname(require.resolve('@yimen/cli/package.json')), 'data', name);

export const shippedScenarios = (county: string): Scenario[] => {
  const { scenarios } = JSON.parse(readFileSync(dataFile('scenarios.json'), 'utf8')) as {
    scenarios: Scenario[];
  };
  return scenarios.filter(({ jurisdiction }) => jurisdiction === county);
};

/** Counties that have both a profile and cases to play. */
export const shippedCounties = (): string[] =>
  countyFolders()
    .map((folder) => basename(folder))
    .filter((county) => shippedScenarios(county).length > 0);

const withoutIdentity = (child: Record<string, unknown>, name: string): Record<string, unknown> => {
  const { idNumber: _id, aliases: _aliases, disabilityCertificate: _certificate, ...rest } = child;
  return { ...rest, name };
};

/** @returns the n-th body, made from the scenario at n modulo their number */
export const bodyMaker = (scenarios: readonly Scenario[]): ((n: number) => Record<string, unknown>) => {
  const templates = scenarios
    .filter(({ import_rows }) => !import_rows)
    .flatMap((scenario) => reportInputs(scenario, 'confirmed'));
  return (n) => {
    const body = templates[n % templates.length]?.body ?? {};
    const children = (body['children'] as Record<string, unknown>[]).map((child, index) =>
      withoutIdentity(child, `测${n.toString(36)}${index}`),
    );
    return { ...body, children };
  };
};
