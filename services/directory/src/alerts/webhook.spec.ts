import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TransientError } from '@yimen/messaging';
import { webhookSender } from './webhook';

const alert = {
  id: '019d06a6-3b10-7f52-8c0d-2a9e61d4b7f3',
  raisedAt: new Date('2026-03-20T01:00:00Z'),
  county: 'AJX 县',
  caseNo: 'AJX-2026-000001',
  agency: '公安局',
  step: 1,
  calledAgency: '公安局',
  account: null,
  phone: null,
  text: '红色个案未签收',
};

/** A port on which nobody listens. */
const closedPort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

it('a gateway that is not there is tried again, and its key stands in no error', async () => {
  const url = `http://127.0.0.1:${await closedPort()}/send?key=geheim`;
  const error: unknown = await webhookSender(url)
    .send(alert)
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TransientError);
  expect(JSON.stringify([String(error), error])).not.toMatch(/geheim|127\.0/);
});

it('each try carries the same id', async () => {
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key']);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sender = webhookSender(`http://127.0.0.1:${port}/`);
  await sender.send(alert);
  await sender.send(alert);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(keys).toEqual([alert.id, alert.id]);
});
