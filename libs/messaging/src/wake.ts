/**
 * In-process wake-up: a reader sleeps until a commit of its producer in this process, or until its safety poll.
 * No NOTIFY inside transactions: it takes a lock over the whole cluster until commit (ten times fewer commits at 8
 * writers).
 */
import { EventEmitter } from 'node:events';

const appended = new EventEmitter().setMaxListeners(0);

/** Services that append in this process, as far as they have. */
const local = new Set<string>();

/** Called after a commit that appended events of that service. */
export const wakeReaders = (service: string): void => {
  local.add(service);
  appended.emit(service);
};

/** A producer of this process says when there is more; another's outbox has to be looked at again. */
export const isHeard = (service: string): boolean => local.has(service);

/** A sleep that a signal ends; a signal that came while nobody slept ends the next sleep at once. */
export class Wakeable {
  private signalled = false;
  private end: (() => void) | undefined;
  private readonly listen = () => this.wake();

  constructor(private readonly services: readonly string[]) {
    for (const service of services) appended.on(service, this.listen);
  }

  wake(): void {
    this.signalled = true;
    this.end?.();
  }

  async sleep(maxMs: number): Promise<void> {
    if (!this.signalled) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, maxMs);
        this.end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.end = undefined;
    this.signalled = false;
  }

  close(): void {
    for (const service of this.services) appended.off(service, this.listen);
    this.wake();
  }
}
