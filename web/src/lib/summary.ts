/** What the report says in words and large figures, computed from the run. Only counting and ordering happens here. */
import { max, quantileSorted } from 'd3-array';
import type { Fact, Range, Report, Series } from './report';

export interface Interval {
  q05: number;
  q50: number;
  q95: number;
}

export interface Headline {
  key: 'peak' | 'units' | 'detained' | 'killed';
  simulated: Interval;
  record: Range | null;
  fitted: boolean;
}

export function intervalOf(values: number[]): Interval | null {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const q = (p: number) => quantileSorted(sorted, p) ?? NaN;
  return { q05: q(0.05), q50: q(0.5), q95: q(0.95) };
}

/** A replicate whose status says it failed has no numbers worth counting. */
export const finished = (report: Report) => report.replicates.filter((replicate) => !/fail|error/i.test(replicate.status));

const last = (facts: Fact[]) => [...facts].sort((a, b) => a.to - b.to).at(-1) ?? null;
const largest = (facts: Fact[]) => [...facts].sort((a, b) => a.best - b.best).at(-1) ?? null;

/** The figures at the top of the report, each against the recorded one where there is one. */
export function headlines(report: Report): Headline[] {
  const done = finished(report);
  const facts = (name: string) => report.national.find((series) => series.name === name)?.facts ?? [];
  const found: Headline[] = [];
  const add = (key: Headline['key'], simulated: Interval | null, fact: (Range & { fitted: boolean }) | null) => {
    if (simulated) found.push({ key, simulated, record: fact, fitted: fact?.fitted ?? true });
  };
  add('peak', intervalOf(done.map((replicate) => replicate.peak)), largest(facts('participants')));
  add('units', unitsReached(report), largest(facts('units_active')) ?? unitsRecorded(report));
  add('detained', intervalOf(done.map((replicate) => replicate.detained)), last(facts('detained')));
  add('killed', intervalOf(done.map((replicate) => replicate.killed)), last(facts('killed')));
  return found;
}

/** Units reached in at least half of the replicates; the ends are the units reached in nearly all, and in nearly any. */
function unitsReached(report: Report): Interval | null {
  if (report.onset.length === 0) return null;
  const atLeast = (share: number) => report.onset.filter((row) => row.reached >= share).length;
  return { q05: atLeast(0.95), q50: atLeast(0.5), q95: atLeast(0.05) };
}

/** Where the national facts say nothing of units, the recorded onsets can be counted. */
function unitsRecorded(report: Report): (Range & { fitted: boolean }) | null {
  const count = report.onset.filter((row) => row.recorded).length;
  return count > 0 ? { low: count, best: count, high: count, fitted: true } : null;
}

/** Whether the 90 % band meets the recorded range at some hour of the fact. */
export function bandMeets(series: Series, fact: Fact): boolean {
  for (let hour = Math.max(0, Math.floor(fact.from)); hour <= Math.min(series.q50.length - 1, fact.to); hour++) {
    if ((series.q05[hour] ?? Infinity) <= fact.high && (series.q95[hour] ?? -Infinity) >= fact.low) return true;
  }
  return false;
}

/** The hour at which the median is largest. */
export function peakHour(series: Series): number {
  return series.q50.reduce((best, value, hour) => (value > (series.q50[best] ?? -Infinity) ? hour : best), 0);
}

/**
 * The last hour worth drawing by default: a day after the flow series have died down, and late enough to show the recorded figures,
 * unless those come so late that the days of the event would be squeezed to less than half.
 * A run goes on for weeks so that a relapse would be seen; the reader can always ask for the whole of it.
 */
export function activeEnd(report: Report): number {
  const whole = report.scenario.hours - 1;
  let end = 0;
  // Legitimacy and the network rest at a level of their own, committees and troops stay: the street says when an event ends.
  const street = report.national.filter((series) => series.name === 'participants');
  for (const series of street.length ? street : report.national.filter((series) => !series.cumulative)) {
    const top = max(series.q95) ?? 0;
    const lastHour = series.q95.findLastIndex((value) => value > top * 0.02);
    end = Math.max(end, lastHour);
  }
  // Before anything is simulated the record alone says which days matter.
  if (end <= 0) for (const series of report.national) if (!series.cumulative) for (const fact of series.facts) end = Math.max(end, fact.to);
  const latest = 2 * end;
  for (const fact of report.national.flatMap((series) => series.facts)) if (fact.to <= latest) end = Math.max(end, fact.to);
  const days = Math.ceil((end + 24) / 24);
  return Math.min(whole, Math.max(days, 5) * 24);
}
