/** How far a run can be trusted on its record: what it meets, what it meets only because it says little, and in which direction it errs. */
import { median } from 'd3-array';
import type { Statistic } from './report';

/** `met`: the interval meets the record and says something. `wide`: it meets, and would meet almost anything. `coarse`: one agent stands for too many adults to judge by this. */
export type Verdict = 'met' | 'wide' | 'missed' | 'coarse';

export interface Judged {
  row: Statistic;
  verdict: Verdict;
}

export interface Fit {
  met: number;
  wide: number;
  missed: number;
  /** Whether nothing is judged, because one agent stands for too many adults. */
  coarse: boolean;
  /** How many are judged. */
  total: number;
  /** How many times the record the median is, typically; `null` where nothing can be divided. */
  bias: number | null;
  rows: Judged[];
}

/** The words of the study that judged, which is the only one that does. */
const VERDICTS: Record<Statistic['verdict'], Verdict> = { hit: 'met', 'wide hit': 'wide', miss: 'missed', 'too coarse': 'coarse' };

export function fitOf(statistics: readonly Statistic[]): Fit {
  const rows = statistics.map((row) => ({ row, verdict: VERDICTS[row.verdict] }));
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const ratios = statistics.flatMap((row) => (row.q50 !== null && row.q50 > 0 && row.best > 0 ? [Math.log(row.q50 / row.best)] : []));
  const middle = median(ratios);
  return {
    met: count('met'),
    wide: count('wide'),
    missed: count('missed'),
    coarse: rows.length > 0 && count('coarse') === rows.length,
    total: rows.length - count('coarse'),
    bias: middle === undefined ? null : Math.exp(middle),
    rows,
  };
}
