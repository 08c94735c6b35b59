/** One line of `yimen bench --json`: ours beside the reference, measured in turn in one run. */
export interface BenchResult {
  id: string;
  name: string;
  ours: number;
  reference: number;
  /** ours / reference */
  ratio: number;
  unit: string;
  p50?: number;
  p95?: number;
  p99?: number;
  /** what must hold, as text: `ratio >= 0.45`, `p99 <= 250 ms` */
  floor: string;
}

interface BenchOptions {
  /** how many made-up children `match` looks among */
  children?: number;
}

export interface Bench {
  ids: readonly string[];
  /** @param wanted the ids of this bench that were asked for */
  run(wanted: readonly string[], say: (line: string) => void, options: BenchOptions): Promise<BenchResult[]>;
}
