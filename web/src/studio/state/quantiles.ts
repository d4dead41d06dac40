/** Bands over replicates while they arrive: the same five rows that a finished run's report has. */
import { quantileSorted } from 'd3-array';
import type { Series } from '../../lib/report';

export interface Rows {
  q05: number[];
  q25: number[];
  q50: number[];
  q75: number[];
  q95: number[];
}

const AT = { q05: 0.05, q25: 0.25, q50: 0.5, q75: 0.75, q95: 0.95 } as const;

/** Hour by hour over curves of equal length; one curve is its own band. */
export function bands(curves: readonly (readonly number[])[]): Rows {
  const [only] = curves;
  if (only && curves.length === 1) return { q05: only as number[], q25: only as number[], q50: only as number[], q75: only as number[], q95: only as number[] };
  const hours = Math.max(0, ...curves.map((curve) => curve.length));
  const rows: Rows = { q05: [], q25: [], q50: [], q75: [], q95: [] };
  for (let hour = 0; hour < hours; hour++) {
    const sorted = curves.map((curve) => curve[hour] ?? 0).sort((a, b) => a - b);
    for (const key of Object.keys(AT) as (keyof Rows)[]) rows[key].push(quantileSorted(sorted, AT[key]) ?? NaN);
  }
  return rows;
}

export const seriesOf = (about: Pick<Series, 'name' | 'label' | 'unit' | 'cumulative' | 'facts'>, curves: readonly (readonly number[])[]): Series => ({
  ...about,
  ...bands(curves),
});

/** Wilson's interval at 90 % for a share of `hits` in `n`: right at the ends too. */
export function wilson(hits: number, n: number): { share: number; low: number; high: number } {
  if (n === 0) return { share: NaN, low: 0, high: 1 };
  const z = 1.6448536269514722;
  const p = hits / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { share: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Median and middle 90 % of a sample. */
export function spread(values: readonly number[]): { q05: number; q50: number; q95: number } | null {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const q = (p: number) => quantileSorted(sorted, p) ?? NaN;
  return { q05: q(0.05), q50: q(0.5), q95: q(0.95) };
}
