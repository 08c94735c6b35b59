import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { eventually } from '@yimen/testing';
import { openFaultProxy } from './fault-proxy';
import type { FaultProxy } from './fault-proxy';

let server: Server;
let proxy: FaultProxy;
let client: Socket;
/** what the server was sent, and what the client was answered */
let asked = '';
let answered = '';

const opened = async (): Promise<Socket> => {
  const socket = connect(proxy.port, '127.0.0.1');
  socket.on('data', (chunk) => (answered += String(chunk)));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

/** `once` would take the reset for a fault. */
const closing = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('close', () => resolve()));

beforeEach(async () => {
  [asked, answered] = ['', ''];
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      asked += String(chunk);
      socket.write(`got ${String(chunk)};`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await openFaultProxy();
  proxy.target.port = (server.address() as AddressInfo).port;
  client = await opened();
  client.write('one');
  await eventually('an answer', () => answered === 'got one;');
});
afterEach(async () => {
  client.destroy();
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

describe('the fault proxy', () => {
  it('cuts every connection off, and takes new ones', async () => {
    const closed = closing(client);
    proxy.reset();
    await closed;
    expect(proxy.open()).toBe(0);
    client = await opened();
    client.write('two');
    await eventually('an answer', () => answered.endsWith('got two;'));
  });

  it('loses the answer to a request that went through', async () => {
    const closed = closing(client);
    const dropped = proxy.dropAnswers(200);
    client.write('two');
    await Promise.all([dropped, closed]);
    expect([asked, answered]).toEqual(['onetwo', 'got one;']);
  });

  it('holds everything back for a while, and then passes it on', async () => {
    const stalled = proxy.stall(300);
    client.write('two');
    const isEarly = await Promise.race([
      eventually('an answer', () => answered.includes('two')).then(() => true),
      stalled.then(() => false),
    ]);
    expect(isEarly).toBe(false);
    await eventually('an answer', () => answered === 'got one;got two;');
  });
});
