/**
 * Services in a second thread of this process, so that one core does not do the work of two: what the main thread has
 * to know of it, and what both tell each other (commits that others wait for, sessions that were closed). The thread is
 * a system of its own on the same data, with a door on loopback that only the main one leads to.
 * Not here: the front that leads there (`front.ts`), processes of their own (`run-service.ts`).
 */
import { once } from 'node:events';
import { BroadcastChannel, parentPort, Worker } from 'node:worker_threads';
import type { TokenVerifier } from '@yimen/auth';
import { heardOf, onAppended } from '@yimen/messaging';
import type { Appended } from '@yimen/messaging';
import type { ServiceDefinition } from './service';

/** What the threads of one process tell each other. */
type News = { appended: Appended } | { revoked: string };

/** @returns ends the sharing */
export const shareNews = (verifier: TokenVerifier): (() => void) => {
  const channel = new BroadcastChannel('yimen');
  channel.unref();
  channel.onmessage = (message) => {
    const news = (message as MessageEvent).data as News;
    if ('appended' in news) heardOf(news.appended);
    else verifier.forget(news.revoked);
  };
  onAppended((appended) => channel.postMessage({ appended } satisfies News));
  verifier.onRevoked((revoked) => channel.postMessage({ revoked } satisfies News));
  return () => {
    onAppended(() => undefined);
    verifier.onRevoked(() => undefined);
    channel.close();
  };
};

/** Sent by the thread: it answers there; why it cannot start; why it must end. */
type ThreadNews = { url: string } | { failed: string } | { taken: string };
/** Sent to the thread. */
type ThreadOrder = 'start' | 'stop';

class ThreadError extends Error {}

/** Services that stand behind the same door in another thread, once they run. */
export interface Neighbour {
  url: string;
  /** resolves when they must end, and so must we */
  taken: Promise<Error>;
  stop(): Promise<void>;
}

export interface Beside {
  services: readonly ServiceDefinition[];
  /** @throws ThreadError with the sentence of the thread */
  start(): Promise<Neighbour>;
}

const nextNews = async (worker: Worker): Promise<ThreadNews> => {
  const ended = once(worker, 'exit').then(() => ({ failed: 'A part of the system ended while it started.' }));
  const [news] = (await Promise.race([once(worker, 'message'), ended.then((said) => [said])])) as [
    ThreadNews,
  ];
  return news;
};

/**
 * Resolves when it ends, or must end, without having been asked to: what it did is not done any more, so the process
 * ends too and is started again.
 */
const unaskedEnd = (worker: Worker, isAsked: () => boolean): Promise<Error> =>
  new Promise((resolve) => {
    worker.once('message', (news: ThreadNews) => {
      if ('taken' in news) resolve(new ThreadError(news.taken));
    });
    worker.once('exit', () => {
      if (!isAsked()) resolve(new ThreadError('A part of the system ended by itself. Start it again.'));
    });
  });

/** Half of the usual: what a thread handles at once is small, and the memory is never given back. */
const maxYoungGenerationSizeMb = 24;

/** @param file the program of the thread, which calls `runBeside`; it loads at once, and starts when it is told to */
export const besideInThread = (file: string, services: readonly ServiceDefinition[]): Beside => {
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb } });
  // a fault that nobody caught: the exit that follows it is what we act on
  worker.on('error', (error) => void process.stderr.write(`${error.stack ?? error.message}\n`));
  worker.unref();
  const order = (what: ThreadOrder): void => worker.postMessage(what);
  return {
    services,
    start: async () => {
      order('start');
      const news = await nextNews(worker);
      if (!('url' in news)) throw new ThreadError('failed' in news ? news.failed : news.taken);
      let asked = false;
      return {
        url: news.url,
        taken: unaskedEnd(worker, () => asked),
        stop: async () => {
          asked = true;
          const ended = once(worker, 'exit');
          order('stop');
          await ended;
        },
      };
    },
  };
};

/** In the thread: waits for its orders. @param start resolves when its services answer */
export const obeyOrders = (
  start: () => Promise<{ url: string; taken: Promise<Error>; stop(): Promise<void> }>,
  sentenceOf: (error: unknown) => string,
): void => {
  const port = parentPort;
  if (!port) throw new Error('this program is a part of another; run `npm start`');
  const say = (news: ThreadNews): void => port.postMessage(news);
  let started: ReturnType<typeof start> | undefined;
  const begin = async (): Promise<void> => {
    const { url, taken } = await (started ??= start());
    say({ url });
    void taken.then((error) => say({ taken: error.message }));
  };
  port.on('message', (order: ThreadOrder) => {
    if (order === 'start')
      begin().catch((error: unknown) => {
        say({ failed: sentenceOf(error) });
        port.close();
      });
    else
      void Promise.resolve(started)
        .then((running) => running?.stop())
        // of the thread alone; a client that still looks for brokers that have gone would hold it for seconds
        .finally(() => process.exit());
  });
};
