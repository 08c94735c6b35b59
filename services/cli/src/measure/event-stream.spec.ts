import { eventData } from './event-stream';

const streamOf = (...chunks: string[]): Response =>
  new Response(
    new ReadableStream({
      start: (controller) => {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
  );

const collect = async (response: Response): Promise<string[]> => {
  const found: string[] = [];
  for await (const data of eventData(response)) found.push(data);
  return found;
};

describe('a stream of events', () => {
  it('gives each data line, however the bytes were cut', async () => {
    expect(await collect(streamOf('event: change\nda', 'ta: {"a"', ':1}\n\ndata: 2\n\n'))).toEqual([
      '{"a":1}',
      '2',
    ]);
  });

  it('passes over heartbeats and what was cut off by the end', async () => {
    expect(await collect(streamOf(': heartbeat\n\ndata: 1\n\ndata: hal'))).toEqual(['1']);
  });

  it('of nothing is nothing', async () => {
    expect(await collect(new Response(null))).toEqual([]);
  });
});
