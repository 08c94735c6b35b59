/**
 * In-process wake-up: a reader sleeps until a commit of its producer in this process, or until its safety poll. Threads
 * of one process tell each other where somebody passes it on (`onAppended`, `heardOf`).
 * No NOTIFY inside transactions: it takes a lock over the whole cluster until commit (ten times fewer commits at 8
 * writers).
 */
import { EventEmitter } from 'node:events';

const appended = new EventEmitter().setMaxListeners(0);

/** Services that append in this process, as far as they have. */
const local = new Set<string>();

/** A commit that appended events: whose, and of which topics; no topics = of any. */
export interface Appended {
  service: string;
  topics?: readonly string[];
}

/** Somebody else of this process has appended events. */
export const heardOf = ({ service, topics }: Appended): void => {
  local.add(service);
  appended.emit(service, topics);
};

let tellOthers: (news: Appended) => void = () => undefined;

/** Whoever passes on to other threads what is appended in this one; one at most. */
export const onAppended = (tell: (news: Appended) => void): void => void (tellOthers = tell);

/** Called after a commit that appended events. */
export const wakeReaders = (news: Appended): void => {
  heardOf(news);
  tellOthers(news);
};

/** A producer of this process says when there is more; another's outbox has to be looked at again. */
export const isHeard = (service: string): boolean => local.has(service);

/**
 * A sleep that a signal ends; a signal that came while nobody slept ends the next sleep at once. What is appended for
 * others ends none: every service reads all of a producer's outbox, and most of it is not for it.
 */
export class Wakeable {
  private signalled = false;
  private end: (() => void) | undefined;
  private readonly listen = (topics?: readonly string[]): void => {
    if (!topics || topics.some(this.wants)) this.wake();
  };

  constructor(
    private readonly service: string,
    private readonly wants: (topic: string) => boolean,
  ) {
    appended.on(service, this.listen);
  }

  wake(): void {
    this.signalled = true;
    this.end?.();
  }

  /** @returns whether a signal ended it */
  async sleep(maxMs: number): Promise<boolean> {
    if (!this.signalled) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, maxMs);
        this.end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const { signalled } = this;
    this.end = undefined;
    this.signalled = false;
    return signalled;
  }

  close(): void {
    appended.off(this.service, this.listen);
    this.wake();
  }
}
