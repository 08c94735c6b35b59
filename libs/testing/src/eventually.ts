/**
 * Waits on a condition instead of sleeping: bounded, and says what it waited for. Polling, so that it needs nothing
 * of the subject.
 */
const pollMs = 10;
const defaultTimeoutMs = 10_000;

/** @returns the first value that is neither undefined, null nor false @throws after the time is over, naming `what` */
export const eventually = async <T>(
  what: string,
  look: () => Promise<T> | T,
  timeoutMs = defaultTimeoutMs,
): Promise<NonNullable<Exclude<T, false>>> => {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== null && value !== false)
      return value as NonNullable<Exclude<T, false>>;
    if (performance.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};
