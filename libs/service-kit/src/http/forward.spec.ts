import { get, request } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { once } from 'node:events';
import { forwardTo } from './forward';
import { closeServers, freeAddress, listening } from '../testing/listening';

afterEach(closeServers);

const bodyOf = async (message: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of message) text += String(chunk);
  return text;
};

const through = async (behind: RequestListener) => listening(forwardTo(await listening(behind)));

describe('a door that leads to another', () => {
  it('carries method, path, headers and body there, and status, headers and body back', async () => {
    const url = await through((incoming, response) => {
      void bodyOf(incoming).then((text) => {
        response.writeHead(409, {
          'x-answer': `${incoming.method} ${incoming.url}`,
          'content-type': 'text/plain',
        });
        response.end(`${incoming.headers['idempotency-key']} ${text}`);
      });
    });
    const response = await fetch(`${url}/api/police/work-items?view=open&q=%E5%AE%89`, {
      method: 'PUT',
      headers: { 'idempotency-key': 'k-1' },
      body: '{"a":1}',
    });
    expect(response.status).toBe(409);
    expect(response.headers.get('x-answer')).toBe('PUT /api/police/work-items?view=open&q=%E5%AE%89');
    expect(await response.text()).toBe('k-1 {"a":1}');
  });

  it('hands on what a stream says while it is open, and ends it when the reader goes', async () => {
    let gone = false;
    const url = await through((incoming, response) => {
      incoming.once('close', () => undefined);
      response.once('close', () => (gone = true));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: first\n\n');
    });
    const stream = get(url);
    const [response] = (await once(stream, 'response')) as [IncomingMessage];
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('data: first\n\n');
    stream.destroy();
    for (const end = Date.now() + 5_000; !gone && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(gone).toBe(true);
  });

  it('answers for a door where nobody is: come again', async () => {
    const url = await listening(forwardTo(await freeAddress()));
    const response = await fetch(`${url}/api/police/work-items`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toMatchObject({ code: 'starting_up' });
  });

  it('breaks off where the other breaks off, so that half an answer is never taken for a whole one', async () => {
    const url = await through((_incoming, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    const call = request(url).end();
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    await expect(bodyOf(response)).rejects.toThrow('aborted');
  });
});
