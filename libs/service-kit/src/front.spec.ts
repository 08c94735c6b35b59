import type { RequestListener } from 'node:http';
import { Counter, register } from 'prom-client';
import { createFront } from './front';
import type { Behind } from './front';
import { closeServers, listening } from './testing/listening';

beforeEach(() => register.clear());
afterEach(closeServers);

const alone = { services: [], isHeld: () => true, openApi: () => ({}) };
const front = (behind: Partial<Behind>) => listening(createFront({ ...alone, ...behind }));

const answers =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const names = ['coordination', 'police'];
const lagging = { service: 'police', ready: false, lag: [] };

describe('services of another thread', () => {
  it('are led to by their names, and no others are', async () => {
    const url = await front({ beside: { url: await listening(answers({ here: true })), names } });
    expect(await (await fetch(`${url}/api/police/work-items`)).json()).toEqual({ here: true });
    expect((await fetch(`${url}/api/rehab/work-items`)).status).toBe(404);
  });

  it('make the whole unready where one of them is', async () => {
    const beside = { url: await listening(answers({ ready: false, services: [lagging] }, 503)), names };
    const response = await fetch(`${await front({ beside })}/health/ready`);
    expect([response.status, await response.json()]).toEqual([503, { ready: false, services: [lagging] }]);
  });

  it('make it unready where they have lost their places in the database', async () => {
    const fine = { ...lagging, ready: true };
    const beside = { url: await listening(answers({ ready: false, services: [fine] }, 503)), names };
    expect((await fetch(`${await front({ beside })}/health/ready`)).status).toBe(503);
  });

  it('are each unready where nobody answers for them', async () => {
    const beside = { url: 'http://127.0.0.1:9', names };
    const response = await fetch(`${await front({ beside })}/health/ready`);
    const services = names.map((service) => ({ service, ready: false, lag: [] }));
    expect([response.status, await response.json()]).toEqual([503, { ready: false, services }]);
  });

  it('are counted with ours, each figure once', async () => {
    const counter = new Counter({ name: 'calls', help: 'calls', labelNames: ['service'] });
    counter.inc({ service: 'intake' }, 2);
    const theirs = [
      { ...(await register.getMetricsAsJSON())[0], values: [{ value: 5, labels: { service: 'police' } }] },
    ];
    const text = await (
      await fetch(`${await front({ beside: { url: await listening(answers(theirs)), names } })}/metrics`)
    ).text();
    expect(text.match(/^# TYPE calls /gm)).toHaveLength(1);
    expect(text).toMatch(/^calls\{service="intake"\} 2$/m);
    expect(text).toMatch(/^calls\{service="police"\} 5$/m);
  });
});

it('the document of events names topics as they are called on the brokers of this system', async () => {
  const addresses = async (behind: Partial<Behind>) => {
    const response = await fetch(`${await front(behind)}/api/asyncapi.json`);
    const { channels } = (await response.json()) as { channels: Record<string, { address: string }> };
    return Object.values(channels).map(({ address }) => address);
  };
  const plain = await addresses({});
  expect(plain).toContain('referrals.{county}.{role}');
  expect(await addresses({ topicPrefix: 'anji.' })).toEqual(plain.map((address) => `anji.${address}`));
});

it('the back door tells its figures as rows and nothing of the process', async () => {
  const rows = (await (await fetch(`${await front({ isBack: true })}/metrics`)).json()) as { name: string }[];
  expect(rows.some(({ name }) => name.startsWith('process_'))).toBe(false);
  expect(rows.some(({ name }) => name === 'yimen_log_behind')).toBe(true);
});
