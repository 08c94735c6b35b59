/**
 * Leads a request to another door of this machine and its answer back, streams included. Guarantee: whoever goes away
 * on one side ends the other; a door that does not answer is a problem document. Not for: doors of other machines (no
 * retries, no balancing: that is a reverse proxy's work).
 */
import { Agent, request as openRequest } from 'node:http';
import type { Handler } from './door';
import { sendProblem } from './plain';

/** Below what the other door waits before it closes an idle connection: it must not be closed under a new request. */
const idleMs = 30_000;

export const forwardTo = (url: string): Handler => {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, timeout: idleMs });
  return (request, response) => {
    const { method, url: path, headers } = request;
    const onward = openRequest({ hostname, port, method, path, headers, agent }, (answer) => {
      // how long a connection lives is between neighbours
      const { connection: _connection, 'keep-alive': _idle, ...kept } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, kept);
      answer.pipe(response);
      answer.once('error', () => response.destroy());
    });
    onward.once('error', () => {
      if (response.headersSent) response.destroy();
      else sendProblem(request, response, 'starting_up', { 'retry-after': '1' });
    });
    response.once('close', () => onward.destroy());
    request.pipe(onward);
  };
};
