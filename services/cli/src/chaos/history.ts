/**
 * One run as lines of JSON: what was sent, what was answered, which fault began and ended, and at the end what the
 * tables held. The checker reads nothing else, so a run can be judged again from its file. No personal data: ids only.
 */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

/** What happened, with the milliseconds since the run began. */
type Happened =
  | { event: 'run'; seed: number; minutes: number; log: 'postgres' | 'kafka' }
  | { event: 'sent'; key: string }
  /** status 0: no answer came, and the sender does not know */
  | { event: 'answer'; key: string; status: number; reportId?: string | undefined }
  | { event: 'fault'; name: string; phase: 'start' | 'stop'; detail?: string | undefined }
  /** an event that nobody can read, put into the log under a key of its own */
  | { event: 'poison'; key: string };

/** What the tables held when all was quiet. */
export type Seen =
  | { seen: 'report'; id: string; children: number; cases: number }
  /** child and case of a report; more than one of the same is a second effect */
  | { seen: 'joined'; report: string; child: string }
  | { seen: 'case'; id: string; child: string }
  | { seen: 'leg'; id: string; case: string; agency: string; isCurrent: boolean }
  | { seen: 'item'; desk: string; leg: string }
  /** in the order of the log; `awaited` consumers read its topic, so many have handled or parked it */
  | {
      seen: 'event';
      service: string;
      topic: string;
      key: string;
      sequence: number;
      awaited: number;
      settled: number;
    }
  | { seen: 'parked'; consumer: string; key: string };

export type Line = (Happened & { atMs: number }) | Seen;

export interface History {
  readonly lines: readonly Line[];
  add(happened: Happened): void;
  saw(rows: readonly Seen[]): void;
}

/** Lines are kept for the end and, where a file is named, written at once: what a crash leaves can be read. */
export const openHistory = (file?: string): History => {
  const lines: Line[] = [];
  const begun = performance.now();
  if (file !== undefined) writeFileSync(file, '');
  const write = (added: readonly Line[]): void => {
    for (const line of added) lines.push(line);
    if (file !== undefined && added.length > 0)
      appendFileSync(file, added.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };
  return {
    lines,
    add: (happened) => write([{ ...happened, atMs: Math.round(performance.now() - begun) }]),
    saw: (rows) => write(rows),
  };
};

/** @throws naming the line that is no JSON */
export const readHistory = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as Line;
      } catch {
        throw new Error(`${file}:${index + 1} is not JSON: the history was cut off there`);
      }
    });
