/** Which process is meant by a number in a file, though numbers are given again: the number with its start time. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessMark {
  pid: number;
  /** numbers mean nothing on another machine or in another container */
  host: string;
  /** start time as the kernel counts it; empty where it cannot be asked */
  startedAt: string;
}

/** Fields after the name in `/proc/<pid>/stat`, which may itself hold spaces and brackets. */
const statOf = (pid: number): string[] | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
};

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const hasProc = existsSync('/proc/self/stat');
/** place of the start time after the name (field 22 of the line) */
const startField = 19;

/** Undefined when no such process runs; one that has ended but was not yet collected does not run. */
export const markOf = (pid: number): ProcessMark | undefined => {
  const host = hostname();
  if (!hasProc) return exists(pid) ? { pid, host, startedAt: '' } : undefined;
  const stat = statOf(pid);
  return stat && stat[0] !== 'Z' ? { pid, host, startedAt: stat[startField] ?? '' } : undefined;
};

export const ownMark = (): ProcessMark =>
  markOf(process.pid) ?? { pid: process.pid, host: hostname(), startedAt: '' };

/** `elsewhere`: another machine's, so nothing can be said about it. */
export const stateOf = (mark: ProcessMark): 'running' | 'ended' | 'elsewhere' => {
  if (mark.host !== hostname()) return 'elsewhere';
  return markOf(mark.pid)?.startedAt === mark.startedAt ? 'running' : 'ended';
};

/** The words with which a process was started; empty when there is none. */
export const commandOf = (pid: number): string[] => {
  if (hasProc) {
    const path = `/proc/${pid}/cmdline`;
    return existsSync(path) ? readText(path).split('\0').filter(Boolean) : [];
  }
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').trim().split(' ').filter(Boolean);
};

/** A process may end between asking and reading. */
const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
