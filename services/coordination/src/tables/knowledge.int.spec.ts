import { anOfficeActor } from '@yimen/auth/testing';
import type { KnowledgeEntry } from '@yimen/routing';
import { aCoordination } from '../testing/coordination-system';
import type { Coordination } from '../testing/coordination-system';

let coordination: Coordination;
beforeAll(async () => {
  coordination = await aCoordination();
});
afterAll(() => coordination.stop());

const ask = (question: string, sent = {}) =>
  coordination.get<{ items: KnowledgeEntry[]; code?: string }>(
    `/tables/AJX/knowledge?q=${encodeURIComponent(question)}`,
    sent,
  );

describe('an operator who is asked a question', () => {
  it('answers with the clause: row, words, place in the document, and who', async () => {
    const { status, body } = await ask('企业帮扶有没有税费减免', { actor: anOfficeActor('operator') });
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({
      row: 'AJX-财政-2',
      text: expect.stringContaining('税费减免') as string,
      who: ['县财政局'],
      source: { locator: '二（五）8', status: expect.stringContaining('征求意见稿') as string },
      carries: 'knowledge',
    });
  });

  it('reads the document from its beginning when nothing is asked', async () => {
    const { body } = await coordination.get<{ items: KnowledgeEntry[] }>('/tables/AJX/knowledge');
    expect(body.items).toHaveLength(20);
  });

  it('gets no answer from what the document does not say', async () => {
    expect((await ask('天气预报')).body.items).toEqual([]);
  });
});

describe('a question is refused', () => {
  it('when the county has no table', async () => {
    const reply = await coordination.get<{ code: string }>('/tables/ZZZ/knowledge?q=税');
    expect([reply.status, reply.body.code]).toEqual([404, 'table_unknown']);
  });

  it('when it is longer than a question', async () => {
    const { status } = await ask('问'.repeat(101));
    expect(status).toBe(400);
  });
});
