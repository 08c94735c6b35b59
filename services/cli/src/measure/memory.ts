/**
 * Proportional memory of a process and all below it, and of a database server that runs in a session of its own.
 * Linux only.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface ProcessRow {
  pid: number;
  parent: number;
}

const processes = (): ProcessRow[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const path = `/proc/${name}/stat`;
      if (!existsSync(path)) return [];
      // the command in brackets may hold spaces: what follows the last bracket is regular
      const fields = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return [{ pid: Number(name), parent: Number(fields[1]) }];
    });

const withDescendants = (roots: readonly number[]): number[] => {
  const rows = processes();
  const found = new Set(roots);
  for (let grew = true; grew;) {
    grew = false;
    for (const { pid, parent } of rows)
      if (found.has(parent) && !found.has(pid)) {
        found.add(pid);
        grew = true;
      }
  }
  return [...found];
};

const pssKib = (pid: number): number => {
  const path = `/proc/${pid}/smaps_rollup`;
  if (!existsSync(path)) return 0;
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(path, 'utf8'))?.[1] ?? 0);
};

/** MiB of proportional set size of these processes and all they started. */
export const treePssMib = (roots: readonly number[]): number =>
  withDescendants(roots).reduce((sum, pid) => sum + pssKib(pid), 0) / 1024;
