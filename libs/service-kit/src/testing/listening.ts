/** HTTP servers of one spec: each on a free port of loopback, all closed with its connections after every test. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const servers: Server[] = [];

/** To be called in `afterEach`. */
export const closeServers = (): void => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
};

/** @returns its address */
export const listening = async (handler: RequestListener): Promise<string> => {
  const server = createServer(handler);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** @returns an address where nobody listens any more */
export const freeAddress = async (): Promise<string> => {
  const url = await listening(() => undefined);
  const server = servers.pop();
  server?.close();
  if (server) await once(server, 'close');
  return url;
};
