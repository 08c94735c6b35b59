/**
 * The latest results of a pure function, by key: what is typed is read at each preview and once more when it is
 * accepted. Not for functions whose answer may change.
 */
export function keptLately<T>(most: number): (key: string, make: () => T) => T {
  const kept = new Map<string, T>();
  return (key, make) => {
    const known = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, known);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return known;
  };
}
