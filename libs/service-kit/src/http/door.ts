/**
 * The listening port: opened first, so that a taken one is told before the database is touched; 503 until something
 * stands
 * behind it; closed so that requests under way are answered and live streams, which never end by themselves, are ended.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendProblem } from './plain';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export class DoorError extends Error {}

/** Above the 5 s that a database statement may take; a stop lasts 10 s at most. */
const drainMs = 6_000;

const sentences: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (_host, port) =>
    `Port ${port} is taken by another program. Stop it, or set PORT to a free one.`,
  EACCES: (_host, port) => `This account may not open port ${port}. Set PORT to one above 1023.`,
  EADDRNOTAVAIL: (host) => `HOST=${host} is not an address of this machine.`,
  ENOTFOUND: (host) => `HOST=${host} is not an address of this machine.`,
};

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = sentences[error.code ?? ''];
      reject(sentence ? new DoorError(sentence(host, port)) : error);
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

/** Begun and not ended: an ordinary answer is sent in one go, so this one is a live stream. */
const isStream = (response: ServerResponse): boolean => response.headersSent && !response.writableEnded;

export interface Door {
  port: number;
  /** from now on requests go there */
  lead(handler: Handler): void;
  close(): Promise<void>;
}

const notYet: Handler = (request, response) =>
  sendProblem(request, response, 'starting_up', { 'retry-after': '1' });

const closing = (server: Server, open: ReadonlySet<ServerResponse>): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    for (const response of open)
      if (isStream(response)) response.destroy();
      else if (!response.headersSent) response.setHeader('connection', 'close');
    server.closeIdleConnections();
  });

/** @throws DoorError with a sentence */
export const openDoor = async (host: string, port: number): Promise<Door> => {
  let handler = notYet;
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    handler(request, response);
  });
  // longer than proxies and clients keep an idle connection: who closes first must not be us, in the middle of a
  // request
  server.keepAliveTimeout = 75_000;
  return {
    port: await listen(server, host, port),
    lead: (next) => void (handler = next),
    close: () => closing(server, open),
  };
};
