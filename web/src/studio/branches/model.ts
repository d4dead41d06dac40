/** What branches are compared by: replicates of the same key in every branch, and differences taken pair by pair. */
import { BASE } from '../../lib/branches';
import type { Replicate } from '../api/client';
import { bands, spread, wilson, type Rows } from '../state/quantiles';

export const MEASURES = ['peak', 'peak_hour', 'detained', 'killed'] as const;
export type Measure = (typeof MEASURES)[number];

export interface BranchResult {
  name: string;
  /** By replicate. */
  replicates: Map<number, Replicate>;
}

/** In the order in which the branches were asked for, the base first; a replicate that failed is left out and counted elsewhere. */
export function branchResults(rows: readonly Replicate[], names: readonly string[]): BranchResult[] {
  return [BASE, ...names].map((name) => ({
    name,
    replicates: new Map(rows.filter((row) => (row.branch ?? BASE) === name && !row.failure).map((row) => [row.replicate, row])),
  }));
}

/** The branches of a job, without the base: in the order of the question while it still stands, otherwise in that of their arrival. */
export function namesOf(rows: readonly Replicate[], drafted: readonly string[]): string[] {
  const arrived = [...new Set(rows.map((row) => row.branch ?? BASE))].filter((name) => name !== BASE);
  return arrived.every((name) => drafted.includes(name)) ? [...drafted] : arrived;
}

export function bandsOf(result: BranchResult, series: string): Rows {
  return bands([...result.replicates.values()].flatMap((row) => (row.nation?.[series] ? [row.nation[series]] : [])));
}

/** Branch less base, replicate by replicate: only pairs of which both are there. */
export function differences(base: BranchResult, branch: BranchResult, measure: Measure): number[] {
  const found: number[] = [];
  for (const [number, row] of branch.replicates) {
    const other = base.replicates.get(number);
    if (other) found.push(row[measure] - other[measure]);
  }
  return found;
}

export const differenceOf = (base: BranchResult, branch: BranchResult, measure: Measure) => spread(differences(base, branch, measure));

export const valueOf = (branch: BranchResult, measure: Measure) => spread([...branch.replicates.values()].map((row) => row[measure]));

/** The share of replicates that end in each class, for every class that any branch reaches. */
export function outcomes(results: readonly BranchResult[]): { code: string; shares: { share: number; low: number; high: number }[] }[] {
  const codes = [...new Set(results.flatMap((result) => [...result.replicates.values()].flatMap((row) => row.outcomes)))].sort();
  return codes.map((code) => ({
    code,
    shares: results.map((result) => wilson([...result.replicates.values()].filter((row) => row.outcomes.includes(code)).length, result.replicates.size)),
  }));
}

/** A name that the server takes and that no other branch has. */
export function nameFor(wanted: string, taken: readonly string[]): string {
  const clean =
    wanted
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60) || 'branch';
  const safe = clean === BASE ? 'branch' : clean;
  if (!taken.includes(safe)) return safe;
  let number = 2;
  while (taken.includes(`${safe}-${number}`)) number++;
  return `${safe}-${number}`;
}
