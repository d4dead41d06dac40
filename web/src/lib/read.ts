/** Reads the embedded run. Whatever is wrong with it becomes a message with a name, never a blank page. */
import type { Report } from './report';

export type Problem = { kind: 'empty' } | { kind: 'json'; detail: string } | { kind: 'schema'; detail: string } | { kind: 'shape'; detail: string };

export type Reading = { ok: true; report: Report; absent: string[] } | { ok: false; problem: Problem };

/** Sections that may be absent from an older or partial run; they are then shown as empty and named in a notice. */
const LISTS = [
  'units',
  'places',
  'national',
  'onset',
  'daily',
  'events',
  'outcomes',
  'replicates',
  'statistics',
  'parameters',
  'mechanisms',
  'limits',
  'sources',
  'manifest',
] as const;

const QUANTILES = ['q05', 'q25', 'q50', 'q75', 'q95'] as const;

type Loose = Record<string, unknown>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value);

function bad(kind: 'json' | 'schema' | 'shape', detail: string): Reading {
  return { ok: false, problem: { kind, detail } };
}

/** `text` is the content of the data element as it stands in the file. */
export function readReport(text: string | null | undefined): Reading {
  const raw = (text ?? '').trim();
  // The placeholder is a comment, so a page that nobody filled in starts with a slash.
  if (raw === '' || raw.startsWith('/')) return { ok: false, problem: { kind: 'empty' } };
  let data: unknown;
  try {
    data = JSON.parse(raw);
  } catch (error) {
    return bad('json', error instanceof Error ? error.message : String(error));
  }
  if (!isObject(data)) return bad('shape', '$');
  if (data.schema !== 1) return bad('schema', String(data.schema));
  const fault = faultIn(data);
  if (fault) return bad('shape', fault);

  const absent: string[] = LISTS.filter((name) => !Array.isArray(data[name]));
  for (const name of absent) data[name] = [];
  if (!isObject(data.map) || !Array.isArray(data.map.variables)) data.map = { hours: 0, variables: [] };
  if (!isObject(data.outlines) || !Array.isArray(data.outlines.features)) {
    data.outlines = { type: 'FeatureCollection', features: [] };
    absent.push('outlines');
  }
  if (typeof data.cite !== 'string') data.cite = '';
  return { ok: true, report: data as unknown as Report, absent };
}

/** The path of the first thing without which nothing can be drawn, or null. */
function faultIn(data: Loose): string | null {
  if (!isObject(data.scenario)) return 'scenario';
  if (typeof data.scenario.start !== 'string' || Number.isNaN(Date.parse(`${data.scenario.start}Z`))) return 'scenario.start';
  if (typeof data.scenario.hours !== 'number' || !(data.scenario.hours > 0)) return 'scenario.hours';
  if (!isObject(data.run)) return 'run';
  if (Array.isArray(data.national)) {
    for (const [index, series] of data.national.entries()) {
      if (!isObject(series)) return `national[${index}]`;
      for (const quantile of QUANTILES) if (!Array.isArray(series[quantile])) return `national[${index}].${quantile}`;
      if (!Array.isArray(series.facts)) series.facts = [];
    }
  }
  return null;
}
