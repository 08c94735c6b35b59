/**
 * Business time. Tokens, retries and polls use real time; deadlines, receipts and events use this (architecture
 * section 10).
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Moves forward only, when told; for tests and the scenario runner. */
export class ManualClock implements Clock {
  constructor(private current: Date) {}

  now(): Date {
    return new Date(this.current);
  }

  /** Earlier times are ignored: a business clock never goes back. */
  advanceTo(time: Date): void {
    if (time > this.current) this.current = new Date(time);
  }
}
