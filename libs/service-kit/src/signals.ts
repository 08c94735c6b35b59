/**
 * In-process publish/subscribe for live views: ids and counts only, never content, never awaited.
 * A lost signal costs a late repaint, nothing more: the list itself is always read from the database.
 */
export type SignalListener<P> = (payload: P) => void;

/** Above this a page is leaking subscriptions, not being watched by people. */
const maxListenersPerChannel = 500;

export class Signals {
  private readonly channels = new Map<string, Set<SignalListener<never>>>();

  /** @returns false when the channel is full (the caller answers 503) */
  on<P>(channel: string, listener: SignalListener<P>): (() => void) | false {
    const listeners = this.channels.get(channel) ?? new Set<SignalListener<never>>();
    if (listeners.size >= maxListenersPerChannel) return false;
    listeners.add(listener as SignalListener<never>);
    this.channels.set(channel, listeners);
    return () => this.off(channel, listener as SignalListener<never>);
  }

  publish<P>(channel: string, payload: P): void {
    for (const listener of this.channels.get(channel) ?? []) (listener as SignalListener<P>)(payload);
  }

  private off(channel: string, listener: SignalListener<never>): void {
    const listeners = this.channels.get(channel);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.channels.delete(channel);
  }
}
