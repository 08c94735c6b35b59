/** How the command line speaks: Chinese or English by the machine's language, JSON when asked, progress on a terminal. */
import { MultiBar, Presets } from 'cli-progress';
import { readLanguage } from '@yimen/service-kit';

export interface Text {
  zh: string;
  en: string;
}

export const say = (text: Text): string => text[readLanguage()];

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Columns as wide as their widest cell; a Chinese character takes two places. */
export const printTable = (rows: readonly (readonly string[])[]): void => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell)))
        .join('  ')
        .trimEnd(),
    );
};

const displayWidth = (text: string): number =>
  [...text].reduce((width, character) => width + (/[\u1100-\uffef]/.test(character) ? 2 : 1), 0);

export interface Progress {
  update(done: number, total: number): void;
  stop(): void;
}

/** A bar on a terminal; silence elsewhere, so that output stays machine-readable. */
export const progressBar = (label: Text): Progress => {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bars = new MultiBar(
    {
      format: `${say(label)} {bar} {value}/{total} {eta_formatted}`,
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  const bar = bars.create(1, 0);
  return {
    update: (done, total) => {
      bar.setTotal(total);
      bar.update(done);
    },
    stop: () => bars.stop(),
  };
};
