/**
 * One live stream over HTTP (server-sent events). Ends with the client, with the token, or when the client reads
 * too slowly; the page opens a new one and reads its list again.
 */
import type { RowScope } from '@yimen/messaging';
import type { EventStream } from '@yimen/service-kit';
import type { FastifyReply } from 'fastify';
import type { LiveQueue, QueueChange, StreamSink } from './live';

/** Some 500 changes unread: the reader is gone or stuck, and the server must not keep its mail. */
const maxUnreadBytes = 64 * 1024;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
};

/** The head goes out with the first event, so that a refusal before it is still a problem document. */
const sinkOf = (reply: FastifyReply): StreamSink => {
  const { raw } = reply;
  return {
    write(text) {
      if (raw.destroyed) return;
      if (!raw.headersSent) {
        reply.hijack();
        raw.writeHead(200, headers);
      }
      raw.write(text);
      if (raw.writableLength > maxUnreadBytes) raw.destroy();
    },
    end: () => void raw.end(),
  };
};

/** @param endsAtMs end of the token's life, real time @throws RefusalError too_many_streams */
export const streamTo = async (
  live: LiveQueue,
  scope: RowScope,
  reply: FastifyReply,
  endsAtMs: number,
): Promise<EventStream<QueueChange>> => {
  const sink = sinkOf(reply);
  const close = await live.watch(scope, sink);
  const ending = setTimeout(() => sink.end(), Math.max(0, endsAtMs - Date.now()));
  const over = (): void => {
    clearTimeout(ending);
    close();
  };
  reply.raw.once('close', over);
  // gone while the first counts were read
  if (reply.raw.destroyed) over();
  return {};
};
