/** A scenario before anything is computed, as a report without a run: geography, record and dated events, and no simulated number. */
import type { Outlines, Report, Sighting } from '../../lib/report';
import type { Country } from '../api/client';

const none = () => ({ q05: [], q25: [], q50: [], q75: [], q95: [] });

export function bareReport(country: Country): Report {
  return {
    schema: 1,
    scenario: {
      name: country.name,
      title: country.title,
      summary: country.summary,
      start: country.start,
      clock: country.clock,
      hours: country.hours,
      form: country.form === 'endogenous' ? 'endogenous' : 'history',
      source_note: '',
    },
    run: {
      id: '',
      created: '',
      version: '',
      revision: '',
      command: '',
      seed: '',
      replicates: 0,
      failed: 0,
      scale: 1,
      agents: country.adults,
      seconds_per_replicate: 0,
      threads: 0,
      platform: '',
    },
    units: country.units,
    places: country.places,
    // GeoJSON is an object to the interface; the reader of the scenario has checked it.
    outlines: (Array.isArray((country.outlines as { features?: unknown }).features)
      ? country.outlines
      : { type: 'FeatureCollection', features: [] }) as unknown as Outlines,
    map: { hours: country.hours, variables: [] },
    national: country.series.map((series) => ({ ...series, ...none() })),
    onset: [],
    daily: [],
    events: country.events.map((event) => ({ ...event, hour_end: event.hour_end ?? null })),
    record: country.record.map((row) => ({
      ...row,
      kind: row.kind as Sighting['kind'],
      place: row.place ?? null,
      low: row.low ?? null,
      high: row.high ?? null,
    })),
    outcomes: [],
    replicates: [],
    statistics: [],
    parameters: [],
    mechanisms: [],
    limits: country.limits,
    sources: country.sources,
    cite: '',
    manifest: [],
  };
}
