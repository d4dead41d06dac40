/** The number that gets the largest mark: fixed by the record and the country, so that marks compare over time, between runs and between maps. */
import type { Report } from '../../lib/report';

/** Of a town's adults, where nothing was recorded. */
const SHARE = { participants: 0.05, strikers: 0.05, detained: 0.005, killed: 0.0002 } as const;

export function fullSize(report: Pick<Report, 'national' | 'places'>, layer: string): number {
  // Strikers share the scale of participants: they are drawn over them.
  const name = layer === 'strikers' ? 'participants' : layer;
  const recorded = Math.max(0, ...(report.national.find((series) => series.name === name)?.facts ?? []).map((fact) => fact.best));
  if (recorded > 0) return recorded;
  const largest = Math.max(1, ...report.places.map((place) => place.adults));
  return Math.max(10, largest * (SHARE[name as keyof typeof SHARE] ?? 0.05));
}
