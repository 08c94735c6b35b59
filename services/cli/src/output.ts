/**
 * How the command line speaks: Chinese or English by the machine's language, JSON when asked, progress on a terminal.
 */
import { MultiBar, Presets } from 'cli-progress';
import { readLanguage } from '@yimen/service-kit';

export interface Text {
  zh: string;
  en: string;
}

export const say = (text: Text): string => text[readLanguage()];

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Takes two places on a terminal: Chinese, full-width signs, pictures (Unicode annex 11, wide and full-width). */
const wideRanges = [
  '\\u1100-\\u115f', // Hangul
  '\\u2e80-\\u303e\\u3041-\\ua4cf', // Chinese, Japanese, their marks
  '\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f',
  '\\uff01-\\uff60\\uffe0-\\uffe6', // full-width forms
  '\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}', // pictures, rare Chinese
];
const wide = new RegExp(`[${wideRanges.join('')}]`, 'u');

const displayWidth = (text: string): number =>
  [...text].reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);

/** Columns as wide as their widest cell; nothing stands after the last. */
export const tableLines = (rows: readonly (readonly string[])[]): string[] => {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  const padded = (cell: string, column: number) =>
    cell + ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
  return rows.map((row) => row.map(padded).join('  ').trimEnd());
};

export const printTable = (rows: readonly (readonly string[])[]): void => tableLines(rows).forEach(print);

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
