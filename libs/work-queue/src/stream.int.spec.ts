import { anActor, anOfficeActor, testKeyring, tokenFor } from '@yimen/auth/testing';
import type { Actor } from '@yimen/auth';
import { eventually } from '@yimen/testing';
import type { AddressInfo } from 'node:net';
import { LiveQueue } from './live';
import { aDesk } from './testing/desk';
import type { Desk } from './testing/desk';
import { kernelService } from './testing/kernel-service';
import { aReferral, issued } from './testing/referrals';

let desk: Desk;
let url: string;

beforeAll(async () => {
  desk = await aDesk(kernelService);
  await desk.service.app.listen(0, '127.0.0.1');
  const { port } = desk.service.app.getHttpServer().address() as AddressInfo;
  url = `http://127.0.0.1:${port}/api/police/stream`;
});

afterAll(() => desk.stop());

const openStream = async (actor: Actor = anActor()) => {
  const abort = new AbortController();
  const authorization = `Bearer ${await tokenFor(actor, testKeyring)}`;
  const response = await fetch(url, { headers: { authorization }, signal: abort.signal });
  const heard = { text: '' };
  const read = async () => {
    if (!response.body) return;
    for await (const chunk of response.body) heard.text += Buffer.from(chunk).toString('utf8');
  };
  // an aborted read is how these streams end
  const done = read().catch(() => undefined);
  return { response, heard, close: () => abort.abort(), done };
};

const streams = () => desk.service.app.get(LiveQueue).streams;

describe('the stream over HTTP', () => {
  it('tells a new item to the agency that got it, ids and counts only, and is gone when the page is', async () => {
    const own = await openStream();
    const other = await openStream(anActor({ subject: 'ajx-police-9', agency: 'AJX-police-second' }));
    expect(own.response.headers.get('content-type')).toContain('text/event-stream');
    expect(own.response.headers.get('cache-control')).toBe('no-store');
    await desk.hear(issued(aReferral()));
    const [item] = await desk.rows<{ id: string }>('select id from work_item');
    await eventually('the id arrives', () => own.heard.text.includes(`{"ids":["${item?.id ?? ''}"]}`));
    await eventually('the counts follow', () => own.heard.text.includes('"open":1'));
    expect(own.heard.text).not.toMatch(/欧阳|孝丰|应急/);
    expect(other.heard.text).not.toContain(item?.id);
    own.close();
    other.close();
    await Promise.all([own.done, other.done]);
    await eventually('both streams are forgotten', () => streams() === 0);
  });

  it('is for desks and those who watch them', async () => {
    const admin = await openStream(anOfficeActor('admin'));
    expect(admin.response.status).toBe(403);
    admin.close();
    await admin.done;
  });
});
