/** The tables behind `yimen coverage`, as they travel with this package; needs no sources and no tests. */
import { readFileSync } from 'node:fs';
import { loadSeedRows } from '@yimen/routing';
import { parse } from 'yaml';
import { dataFile } from '../measure/bodies';
import { needs } from './coverage';
import type { Carrier, CoverageTables, Need, RowNeeds } from './coverage';

interface NeedsFile {
  waiting: Record<string, string>;
  rows: Record<string, RowNeeds>;
}

const isNeed = (name: string): name is Need => needs.some((known) => known === name);

/** @throws Error naming the row and the word: a mistyped need would else be asked of nobody */
const checked = ({ waiting, rows }: NeedsFile): NeedsFile => {
  for (const [id, row] of Object.entries(rows))
    for (const [need, code] of Object.entries(row)) {
      if (!isNeed(need)) throw new Error(`row-needs.yaml: ${id}: there is no need ${need}`);
      if (code !== null && !(code in waiting))
        throw new Error(`row-needs.yaml: ${id}: ${code} is not explained`);
    }
  return { waiting, rows };
};

export const readCoverageTables = (): CoverageTables => {
  const { waiting, rows } = checked(parse(readFileSync(dataFile('row-needs.yaml'), 'utf8')) as NeedsFile);
  const carriers = JSON.parse(readFileSync(dataFile('row-carriers.json'), 'utf8')) as Record<
    string,
    Carrier[]
  >;
  return { ids: Object.keys(loadSeedRows()), needs: rows, waiting, carriers };
};
