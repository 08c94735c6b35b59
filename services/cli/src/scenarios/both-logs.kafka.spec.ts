import { testKafkaBrokers } from '@yimen/testing';
import { shippedScenarios } from '../measure/bodies';
import { playScenarios } from './play';
import type { ScenarioResult } from './types';

jest.setTimeout(240_000);

const scenarios = shippedScenarios('AJX');
const played = (): Promise<ScenarioResult[]> =>
  playScenarios(scenarios, { mode: 'confirmed', progress: () => undefined });

/** Cases of one import are opened side by side: in which order they are listed says nothing. */
const unordered = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.map(unordered).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unordered(part)]));
};

it('the same cases come of the same reports, whichever log carries the events', async () => {
  delete process.env['KAFKA_BROKERS'];
  const inOutboxes = await played();
  process.env['KAFKA_BROKERS'] = testKafkaBrokers().join(',');
  const onKafka = await played();
  delete process.env['KAFKA_BROKERS'];
  expect(inOutboxes.length).toBeGreaterThanOrEqual(8);
  expect(unordered(onKafka)).toEqual(unordered(inOutboxes));
});
