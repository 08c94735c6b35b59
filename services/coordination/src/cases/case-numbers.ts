/**
 * Case numbers of a county and year: never given twice, kept ready, so that opening a case waits for none. What a
 * stopped process had ready and did not use stays a gap; so does the number of a transaction that failed.
 */
import type { Tx } from '@yimen/messaging';

/** A quiet county loses few numbers by a restart; a busy one asks once in 64 cases. */
const fewest = 2;
const most = 64;

interface Ready {
  numbers: string[];
  /** how many more than needed were asked for the last time */
  spare: number;
}

export class CaseNumbers {
  private readonly ready = new Map<string, Ready>();

  /** `AJX-2026-000123`, as many as asked for. */
  async take(tx: Tx, county: string, year: number, many: number): Promise<string[]> {
    if (many === 0) return [];
    const name = `${county}-${year}`;
    const known = this.ready.get(name) ?? { numbers: [], spare: fewest / 2 };
    this.ready.set(name, known);
    if (known.numbers.length < many) {
      known.spare = Math.min(known.spare * 2, most);
      const rows = await tx.query<{ n: string }>('select next_case_numbers($1, $2, $3) as n', [
        county,
        year,
        many + known.spare,
      ]);
      known.numbers.push(...rows.map(({ n }) => `${name}-${n.padStart(6, '0')}`));
    }
    return known.numbers.splice(0, many);
  }
}
