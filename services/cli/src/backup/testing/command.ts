/** `yimen` in a process of its own, from the sources, speaking English. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..', '..', '..');

export interface Run {
  /** null: a signal ended it */
  code: number | null;
  out: string;
  err: string;
}

export const startYimen = (
  words: readonly string[],
  env: Record<string, string>,
): { child: ChildProcess; ended: Promise<Run> } => {
  const program = ['-C', 'development', '-r', '@swc-node/register', join(root, 'services/cli/src/main.ts')];
  const child = spawn(process.execPath, [...program, ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { TS_NODE_PROJECT: join(root, 'tsconfig.base.json'), LANG: 'en', ...env },
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += String(chunk)));
  child.stderr.on('data', (chunk) => (said.err += String(chunk)));
  const ended = new Promise<Run>((resolve) => child.once('close', (code) => resolve({ code, ...said })));
  return { child, ended };
};
