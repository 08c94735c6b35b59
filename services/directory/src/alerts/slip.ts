/**
 * An alert as a text file to be printed on A6 and handed over. Guarantee: one file an alert, whole or not at all; a
 * second try writes the same file. Not here: printing; whatever watches the folder does that.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatInstant } from '@yimen/routing';
import type { Alert, AlertSender } from './alert-sender';

/** Columns of an A6 page at 12 points; a Chinese character takes two. */
const columns = 40;

const widthOf = (character: string): number => (character >= '\u2e80' ? 2 : 1);

/** Broken where the page ends. */
const wrapped = (line: string): string => {
  let used = 0;
  return [...line].reduce((text, character) => {
    const breaks = used + widthOf(character) > columns;
    used = (breaks ? 0 : used) + widthOf(character);
    return `${text}${breaks ? '\n' : ''}${character}`;
  }, '');
};

const slipText = (alert: Alert): string =>
  [
    '【红色个案提醒】',
    `时间：${formatInstant(alert.raisedAt).slice(0, 16).replace('T', ' ')}`,
    `县（区）：${alert.county}`,
    `单位：${alert.agency}`,
    `个案编号：${alert.caseNo}`,
    `第 ${alert.step} 次提醒`,
    alert.text,
    `呼叫：${alert.calledAgency} ${alert.account ?? '无人值班'}`,
    `电话：${alert.phone ?? '无'}`,
    '',
  ]
    .map(wrapped)
    .join('\n');

/** Two legs of one case may be told in the same second, so the name ends with a piece of the alert's id. */
const nameOf = ({ raisedAt, caseNo, step, id }: Alert): string => {
  const time = formatInstant(raisedAt).slice(0, 19).replaceAll(/[-:]/g, '');
  return `slip-${time}-${caseNo}-${step}-${id.slice(-8)}.txt`;
};

export const slipSender = (folder: string): AlertSender => ({
  async send(alert) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, nameOf(alert));
    // printed by what watches the folder, so half a file must never stand there under its name
    await writeFile(`${path}.new`, slipText(alert), { mode: 0o600 });
    await rename(`${path}.new`, path);
  },
});
