/**
 * Live streams of queues: ids at once, counts at most four times a second, never content. One count per agency
 * serves all its streams. Guarantee: bounded streams, nothing kept for one that is closed; a lost signal costs a
 * repaint, since lists are always read from the database. Not here: the event log.
 */
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { RefusalError } from '@yimen/auth';
import type { RowScope } from '@yimen/messaging';
import type { Signals } from '@yimen/service-kit';
import { queueChannel } from './runtime';
import type { QueueSignal } from './runtime';
import type { Counts } from './work-item.store';

/** Where a stream writes; an HTTP response, or a list in a test. */
export interface StreamSink {
  write(text: string): void;
  end(): void;
}

interface Watcher {
  scope: RowScope;
  sink: StreamSink;
}

/** People of one agency with the queue open; above it a page is leaking connections. */
const maxStreamsPerGroup = 100;
const maxStreams = 500;

/** A comment, so that proxies with a 30 s or 60 s idle limit keep the connection. */
const heartbeatMs = 15_000;

/** Counting scans the agency's items; faster than four times a second nobody reads. */
const countEveryMs = 250;

/** Streams with the same rows: an agency's, or a whole county's. */
const groupOf = (scope: RowScope): string =>
  scope.reach === 'agency' ? `agency:${scope.agency ?? ''}` : `county:${scope.county}`;

/** What changed: ids at once, counts a little later; no ids with counts alone. */
export interface QueueChange {
  ids: readonly string[];
  counts?: Counts;
}

const changeEvent = (data: QueueChange): string => `event: change\ndata: ${JSON.stringify(data)}\n\n`;

export class LiveQueue implements OnModuleInit, OnModuleDestroy {
  private readonly groups = new Map<string, Set<Watcher>>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private heartbeat: NodeJS.Timeout | undefined;
  private off: (() => void) | false = false;

  constructor(
    private readonly signals: Signals,
    /** counts as that scope sees them */
    private readonly count: (scope: RowScope) => Promise<Counts>,
  ) {}

  onModuleInit(): void {
    this.off = this.signals.on<QueueSignal>(queueChannel, (signal) => this.onSignal(signal));
    this.heartbeat = setInterval(() => this.toAll(': still here\n\n'), heartbeatMs);
    this.heartbeat.unref();
  }

  onModuleDestroy(): void {
    if (this.off) this.off();
    clearInterval(this.heartbeat);
    for (const timer of this.waiting.values()) clearTimeout(timer);
    for (const watchers of this.groups.values()) for (const { sink } of watchers) sink.end();
    this.groups.clear();
  }

  get streams(): number {
    return [...this.groups.values()].reduce((sum, watchers) => sum + watchers.size, 0);
  }

  /** @returns how to close it. @throws RefusalError too_many_streams */
  async watch(scope: RowScope, sink: StreamSink): Promise<() => void> {
    const group = groupOf(scope);
    const watchers = this.groups.get(group) ?? new Set<Watcher>();
    if (watchers.size >= maxStreamsPerGroup || this.streams >= maxStreams)
      throw new RefusalError('too_many_streams');
    const watcher = { scope, sink };
    this.groups.set(group, watchers.add(watcher));
    const close = (): void => this.close(group, watcher);
    try {
      sink.write(changeEvent({ ids: [], counts: await this.count(scope) }));
      return close;
    } catch (error) {
      close();
      throw error;
    }
  }

  private close(group: string, watcher: Watcher): void {
    const watchers = this.groups.get(group);
    watchers?.delete(watcher);
    if (watchers?.size !== 0) return;
    this.groups.delete(group);
    clearTimeout(this.waiting.get(group));
    this.waiting.delete(group);
  }

  private onSignal({ county, agency, ids }: QueueSignal): void {
    for (const group of [`agency:${agency}`, `county:${county}`]) {
      const watchers = this.groups.get(group);
      if (!watchers) continue;
      for (const { sink } of watchers) sink.write(changeEvent({ ids }));
      this.countLater(group);
    }
  }

  private countLater(group: string): void {
    if (this.waiting.has(group)) return;
    const timer = setTimeout(() => {
      this.waiting.delete(group);
      void this.tellCounts(group);
    }, countEveryMs);
    this.waiting.set(group, timer);
  }

  /** `mine` differs by officer, so it is told per officer and counted once for each. */
  private async tellCounts(group: string): Promise<void> {
    const byOfficer = new Map<string, Watcher[]>();
    for (const watcher of this.groups.get(group) ?? []) {
      const { actor } = watcher.scope;
      byOfficer.set(actor, [...(byOfficer.get(actor) ?? []), watcher]);
    }
    for (const [first, ...others] of byOfficer.values()) {
      if (!first) continue;
      // the next change counts again; a stream without counts for a moment still has its ids
      const counts = await this.count(first.scope).catch(() => undefined);
      if (counts) for (const { sink } of [first, ...others]) sink.write(changeEvent({ ids: [], counts }));
    }
  }

  private toAll(text: string): void {
    for (const watchers of this.groups.values()) for (const { sink } of watchers) sink.write(text);
  }
}
