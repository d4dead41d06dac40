/** The replicate that maps of branches show: the middle one by how much the branch differs, and not whichever came first. */
import type { Values } from '../../map/marks';
import { table } from '../api/client';
import { BASE } from '../../lib/branches';
import type { BranchResult } from './model';

/** The number of the replicate whose difference in the largest crowd is the middle one; of an even number the lower of the two. */
export function middleOf(base: BranchResult, branch: BranchResult): number | null {
  const pairs: { number: number; by: number }[] = [];
  for (const [number, row] of branch.replicates) {
    const other = base.replicates.get(number);
    if (other) pairs.push({ number, by: row.peak - other.peak });
  }
  pairs.sort((a, b) => a.by - b.by || a.number - b.number);
  return pairs[Math.floor((pairs.length - 1) / 2)]?.number ?? null;
}

/** Hours after each other, all places of an hour in their order: as the tables of a run have them. */
export function valuesOf(rows: readonly number[], places: number): Values {
  const hours = Math.max(1, Math.floor(rows.length / Math.max(1, places)));
  const of = (hour: number, place: number) => rows[Math.min(hours - 1, Math.max(0, hour)) * places + place] ?? 0;
  return {
    largest: rows.reduce((most, value) => Math.max(most, value), 0),
    at: (place, hour) => {
      const low = Math.floor(hour);
      const a = of(low, place);
      return low === hour ? a : a + (hour - low) * (of(low + 1, place) - a);
    },
    peak: (place) => {
      let most = 0;
      for (let hour = 0; hour < hours; hour++) most = Math.max(most, of(hour, place));
      return most;
    },
  };
}

/** The hour, up to `end`, at which most people are out in one of the two and not in the other. */
export function farthest(base: Values, branch: Values, places: number, end: number): number {
  let [most, at] = [0, 0];
  for (let hour = 0; hour <= end; hour++) {
    let apart = 0;
    for (let place = 0; place < places; place++) apart += Math.abs(branch.at(place, hour) - base.at(place, hour));
    if (apart > most) [most, at] = [apart, hour];
  }
  return at;
}

const pathOf = (branch: string, replicate: number) => `data/series/part-${branch === BASE ? '' : `${branch}-`}${String(replicate).padStart(5, '0')}.parquet`;

/** Participants of a replicate of a finished run, place by place. */
export async function participantsOf(run: string, branch: string, replicate: number, places: number, hours: number): Promise<Values> {
  const found = await table(run, pathOf(branch, replicate), places * hours, ['participants']);
  return valuesOf((found.columns[0]?.values ?? []) as unknown as number[], places);
}
