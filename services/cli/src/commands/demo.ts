/**
 * `yimen demo`: plays the shipped cases into the running system, times shifted so that the last is now, and shows where
 * each stands.
 */
import type { Command } from 'commander';
import { apiClient, checkedUrl } from '../client';
import type { ApiClient } from '../client';
import { clientFor, localClient } from '../local-system';
import { shippedCounties, shippedScenarios } from '../measure/bodies';
import { print, printTable, progressBar, say } from '../output';
import { coordinatorOf, operatorOf, stepsOf } from '../scenarios/play';
import type { Accepted } from '../scenarios/play';
import { casesOfReport } from '../scenarios/read-back';
import type { CaseBody } from '../scenarios/read-back';

interface DemoFlags {
  county?: string;
  url?: string;
}

interface Played extends Accepted {
  scenario: string;
}

const lateEntry = { zh: '演示回放', en: 'demo replay' };

/** Consumers need a moment; the demo shows what stands there, so it waits for the case to be. */
const settleTimeoutMs = 15_000;

const casesWhenThere = async (client: ApiClient, reportId: string): Promise<CaseBody[]> => {
  const end = Date.now() + settleTimeoutMs;
  for (;;) {
    const cases = await casesOfReport(client, reportId);
    if (cases.length > 0 || Date.now() > end) return cases;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const playAll = async (client: ApiClient, county: string): Promise<Played[]> => {
  const steps = stepsOf(shippedScenarios(county), 'confirmed');
  const shift = Date.now() - (steps.at(-1)?.input.at.getTime() ?? 0);
  const run = Date.now().toString(36);
  const bar = progressBar({ zh: `${county} 受理`, en: `${county} accepting` });
  const played: Played[] = [];
  for (const [index, { scenario, input, path, key }] of steps.entries()) {
    const receivedAt = new Date(input.at.getTime() + shift).toISOString();
    // a batch is taken when it comes; a call may have been told before it is typed
    const told = 'rows' in input.body ? {} : { receivedAt, lateEntryReason: say(lateEntry) };
    const body = { ...input.body, ...told };
    const accepted = await client.post<Accepted>(path, body, { 'idempotency-key': `demo-${run}-${key}` });
    played.push({ scenario: scenario.id, ...accepted });
    bar.update(index + 1, steps.length);
  }
  bar.stop();
  return played;
};

const names = (items: readonly { agencyName: string; part: string; state: string }[], part: string): string =>
  [...new Set(items.filter((leg) => leg.part === part).map(({ agencyName }) => agencyName))].join(' ');

const show = ({ scenario, receiptNo }: Played, item: CaseBody): void => {
  print(`\n${scenario}  ${receiptNo}  ${item.caseNo}  ${item.risk}  ${item.disposition}`);
  const head = item.lead ?? item.owner;
  printTable([
    [`  ${say({ zh: '牵头', en: 'lead' })}`, head.name],
    [`  ${say({ zh: '配合', en: 'cooperating' })}`, names(item.legs, 'cooperating')],
    [`  ${say({ zh: '告知', en: 'notices' })}`, item.notices.map(({ to }) => to).join(' ')],
    [
      `  ${say({ zh: '时限', en: 'clocks' })}`,
      item.clocks.map(({ what, dueAt }) => `${what} ${dueAt.slice(0, 16)}`).join('; '),
    ],
    [
      `  ${say({ zh: '工单', en: 'work items' })}`,
      item.legs.map(({ agencyName, state }) => `${agencyName}:${state}`).join(' '),
    ],
  ]);
};

const playCounty = async (county: string, url: string | undefined): Promise<number> => {
  const played = await playAll(await clientFor(operatorOf(county), url), county);
  const coordinator = await clientFor(coordinatorOf(county), url);
  for (const one of played)
    for (const item of await casesWhenThere(coordinator, one.reportId)) show(one, item);
  return played.length;
};

/** Made-up children never come beside real ones. */
const refuseReal = async (url: string | undefined): Promise<void> => {
  const client = url === undefined ? await localClient() : apiClient(checkedUrl(url), {});
  const { kind } = await client.get<{ kind: string }>('/api/directory/installation');
  if (kind !== 'real') return;
  const text = { zh: '这是正式系统，不能放入演示数据。', en: 'This is a real system; demo data is refused.' };
  throw new Error(say(text));
};

const demo = async (flags: DemoFlags): Promise<void> => {
  await refuseReal(flags.url);
  const counties = flags.county ? [flags.county.toUpperCase()] : shippedCounties();
  let reports = 0;
  for (const county of counties) reports += await playCounty(county, flags.url);
  print(`\n${reports} ${say({ zh: '件报告', en: 'reports' })}`);
};

export const demoCommands = (program: Command): void => {
  program
    .command('demo')
    .description('向运行中的系统回放演示个案 play the demo cases into the running system')
    .option('--county <code>', '只放一个县 one county only')
    .option('--url <url>', '系统地址 address of the system')
    .action(demo);
};
