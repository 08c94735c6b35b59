import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { shippedProfiles } from '@yimen/routing';
import { aCountySystem, beatingIn } from './testing/county-system';
import type { CountySystem } from './testing/county-system';

const spans = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });

let running: CountySystem;
beforeAll(async () => {
  provider.register();
  running = await aCountySystem();
});
afterAll(async () => {
  await running.stop();
  await provider.shutdown();
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

it('one report is one trace, from the call over HTTP through the log into the police queue', async () => {
  const profile = shippedProfiles().get('AJX');
  if (!profile) throw new Error('AJX does not ship');
  const operator = { county: 'AJX', duties: ['operator' as const] };
  const body = beatingIn(profile);
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
  expect(await running.call(operator, 'POST', '/api/intake/reports', { body, traceparent })).toMatchObject({
    status: 201,
  });
  await running.system.settle();
  const own = spans.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);
  const groups = own.map(
    ({ name, attributes }) => `${name} ${String(attributes['messaging.consumer.group.name'] ?? '')}`,
  );
  expect(groups).toEqual(
    expect.arrayContaining([
      'POST /api/intake/reports ',
      'handle report.accepted.v1 coordination',
      'handle referral.issued.v1 police',
      'handle case.opened.v1 intake',
    ]),
  );
  const told = JSON.stringify(
    own.map(({ name, attributes, events, links }) => ({ name, attributes, events, links })),
  );
  expect(told).not.toMatch(/小禾|舅舅|皮带/);
});

it('a trace id that is none begins a trace of its own', async () => {
  const operator = { county: 'AJX', duties: ['operator' as const] };
  const before = spans.getFinishedSpans().length;
  await running.call(operator, 'GET', '/api/intake/receipts/none', {
    traceparent: "00-'; drop table outbox--",
  });
  const made = spans
    .getFinishedSpans()
    .slice(before)
    .filter(({ name }) => name.startsWith('GET /api/intake'));
  expect(made).toHaveLength(1);
  expect(made.every((span) => /^[\da-f]{32}$/.test(span.spanContext().traceId))).toBe(true);
});

it('how far each reader of the log is stands in the metrics', async () => {
  await running.system.settle();
  const text = await (await fetch(`${running.system.url}/metrics`)).text();
  expect(text).toContain('yimen_log_behind{service="police",group="police",producer="coordination"} 0');
  expect(text).toContain('yimen_log_stalled{service="intake",group="intake",producer="coordination"} 0');
});
