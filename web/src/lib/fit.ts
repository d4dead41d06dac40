/** How far a run can be trusted on its record: what it meets, what it meets only because it says little, and in which direction it errs. */
import { median } from 'd3-array';
import type { Statistic } from './report';

/** `met`: the interval meets the record and says something. `wide`: it meets, and would meet almost anything. */
export type Verdict = 'met' | 'wide' | 'missed';

export interface Judged {
  row: Statistic;
  verdict: Verdict;
  /** Width of the simulated 90 % interval, in multiples of the recorded figure (or of its own published spread, where that is larger). */
  width: number | null;
}

export interface Fit {
  met: number;
  wide: number;
  missed: number;
  total: number;
  /** How many times the record the median is, typically; `null` where nothing can be divided. */
  bias: number | null;
  rows: Judged[];
}

/** An interval wider than twice the figure itself reaches from next to nothing to several times the record. */
export const WIDE = 2;

export function judge(row: Statistic): Judged {
  const { q05, q95 } = row;
  const measure = Math.max(Math.abs(row.best), row.high - row.low);
  const width = q05 === null || q95 === null || measure === 0 ? null : (q95 - q05) / measure;
  return { row, width, verdict: !row.inside ? 'missed' : width !== null && width > WIDE ? 'wide' : 'met' };
}

export function fitOf(statistics: readonly Statistic[]): Fit {
  const rows = statistics.map(judge);
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const ratios = statistics.flatMap((row) => (row.q50 !== null && row.q50 > 0 && row.best > 0 ? [Math.log(row.q50 / row.best)] : []));
  const middle = median(ratios);
  return { met: count('met'), wide: count('wide'), missed: count('missed'), total: rows.length, bias: middle === undefined ? null : Math.exp(middle), rows };
}
