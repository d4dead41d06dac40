/**
 * The data contract of a report, schema 1.
 *
 * The Rust binary writes this object as JSON into `<script id="groundswell-report">`; the names below are the names in that JSON.
 * Hours count from `scenario.start`, in the scenario's own clock. A number that does not exist in a run is `null`, never `NaN`.
 */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';

export interface Report {
  schema: 1;
  scenario: Scenario;
  run: Run;
  units: Unit[];
  places: Place[];
  outlines: Outlines;
  map: MapData;
  national: Series[];
  onset: Onset[];
  daily: Day[];
  events: DatedEvent[];
  /** What was seen where; left out by reports of before. */
  record?: Sighting[];
  outcomes: Outcome[];
  /** Of a comparison of branches; null, or left out, of a plain run. The rest of the report is that of the base. */
  comparison?: Comparison | null;
  replicates: Replicate[];
  statistics: Statistic[];
  parameters: Parameter[];
  mechanisms: Mechanism[];
  limits: string[];
  sources: Source[];
  cite: string;
  manifest: ManifestFile[];
  /** Of a run whose parameters were drawn from a posterior: what the calibration learned. */
  calibration?: Calibration | null;
  /** Where a sensitivity analysis was put beside the run. */
  sensitivity?: SensitivityAnalysis | null;
  /** Where a forecast was put beside the run. */
  forecast?: ForecastScores | null;
}

/** Scores and skill of all origins together. */
export interface ForecastScores {
  command: string;
  /** What limits every forecast: in English. */
  caveats?: string[];
  /** Smaller is better. */
  scores: { score: string; horizon: number; method: string; value: number | null; outcomes: number }[];
  /** 1 − score of the model / score of the baseline. */
  skill: {
    score: string;
    horizon: number;
    /** `model` (the engine's runs), `conditioned` or `stack`; reports of older versions do not say, and mean the first. */
    method?: string;
    baseline: string;
    skill: number | null;
    low: number | null;
    high: number | null;
    blocks: number;
    outcomes: number;
  }[];
}

export interface Calibration {
  scenario: string;
  simulations: number;
  failed: number;
  effective: number;
  /** Why it ended. */
  ended: string | null;
  generations: { distance: number; accepted: number; proposed: number }[];
  parameters: Learned[];
  ranks: Ranks[];
}

export interface Learned {
  path: string;
  prior: [number, number];
  /** 5 %, 50 % and 95 %. */
  posterior: [number, number, number];
  contraction: number;
  learned: boolean;
  tied_to: [string, number] | null;
}

/** Ranks of the true value of synthetic events, by tenth of their posterior. */
export interface Ranks {
  path: string;
  bars: number[];
  covered: number;
  chance: number;
}

export interface SensitivityAnalysis {
  method: 'morris' | 'sobol';
  runs: number;
  failed: number;
  quantities: { name: string; logarithm: boolean; without: number; measures: Measure[] }[];
}

/** `value` is μ* or the total share; `other` σ or the first share. */
export interface Measure {
  path: string;
  value: number | null;
  low: number | null;
  high: number | null;
  other: number | null;
  lost: number;
}

/** What a map needs of a country. */
export type Land = Pick<Report, 'units' | 'places' | 'outlines'>;

export interface Scenario {
  name: string;
  title: string;
  summary: string;
  /** Local time of hour 0, for instance `2022-01-01T00:00`. */
  start: string;
  /** The clock that `start` is read on, for instance `UTC+6`. */
  clock: string;
  hours: number;
  /** Whether the authorities' orders come at their recorded dates or are triggered in the model. */
  form: 'history' | 'endogenous';
  source_note: string;
}

export interface Run {
  id: string;
  created: string;
  version: string;
  revision: string;
  command: string;
  seed: number | string;
  replicates: number;
  failed: number;
  /** Adults per agent. */
  scale: number;
  agents: number;
  seconds_per_replicate: number;
  threads: number;
  platform: string;
}

export interface Unit {
  name: string;
  centre: string;
  lat: number;
  lon: number;
  population: number;
  adults: number;
}

export interface Place {
  name: string;
  /** Index into `units`. */
  unit: number;
  kind: 'town' | 'rural';
  lat: number;
  lon: number;
  population: number;
  adults: number;
}

/** Property `unit`: an index into `units`, or the unit's name. A unit without its own outline has no feature. */
export type Outlines = FeatureCollection<Polygon | MultiPolygon, { unit: number | string }>;

export interface MapData {
  hours: number;
  variables: MapVariable[];
}

/** The median across replicates, per place and hour. */
export interface MapVariable {
  name: string;
  label: string;
  unit: string;
  by_place: PlaceValues[];
  /** The street by unit, with its interval; left out by reports of before, empty for other variables. */
  by_unit?: UnitValues[];
}

/** One value per hour from `first`; before and after them all are zero. */
export interface UnitValues {
  unit: number;
  first: number;
  q05: number[];
  q50: number[];
  q95: number[];
}

/** A recorded gathering, strike or clash. */
export interface Sighting {
  /** Index of its place; `null` where only the unit is known. */
  place: number | null;
  unit: number;
  /** Shown from this hour, and no longer at that. */
  from: number;
  to: number;
  kind: 'protest' | 'strike' | 'attack';
  /** Persons, where a number was published. */
  low: number | null;
  high: number | null;
  note: string;
  source: string;
}

/** Hours before `first` and after the last value are zero; a place that is always zero has no entry. */
export interface PlaceValues {
  place: number;
  first: number;
  values: number[];
}

/** One value per hour in each of the five quantile rows. */
export interface Series {
  name: string;
  label: string;
  unit: string;
  cumulative: boolean;
  q05: number[];
  q25: number[];
  q50: number[];
  q75: number[];
  q95: number[];
  facts: Fact[];
}

/** A recorded figure, true of the hours `from` to `to`. */
export interface Fact {
  from: number;
  to: number;
  low: number;
  best: number;
  high: number;
  source: string;
  note: string;
  /** Whether the defaults were fitted to it, or it was held out. */
  fitted: boolean;
}

export interface Onset {
  unit: number;
  recorded: { hour: number; precision: string; source: string } | null;
  q05: number | null;
  q50: number | null;
  q95: number | null;
  /** Share of replicates in which the unit saw an event at all. */
  reached: number;
}

export interface Day {
  date: string;
  rows: DayRow[];
}

export interface DayRow {
  name: string;
  label: string;
  q05: number | null;
  q50: number | null;
  q95: number | null;
  fact: Range | null;
}

export interface Range {
  low: number;
  best: number;
  high: number;
}

export interface DatedEvent {
  hour: number;
  hour_end: number | null;
  kind: string;
  text: string;
  source: string;
  /** True for an order that the run carried out, false for an event that is only recorded. */
  simulated: boolean;
}

export interface Outcome {
  code: string;
  label: string;
  rule: string;
  share: number;
  low: number;
  high: number;
}

/** Branches that leave the base after `at` hours, with the same random numbers. */
export interface Comparison {
  at: number;
  /** The branch that the others are set against. */
  against: string;
  question: { name: string; asks: string } | null;
  /** `base` first. */
  branches: { name: string; settings: string[] }[];
  rows: BranchRow[];
  /** The median crowd of the first branches, hour by hour. */
  curves: { branch: string; q50: number[] }[];
}

/** A value with its 90 % interval. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** One number of one branch against another; `unit` is empty for a share of replicates. */
export interface BranchRow {
  branch: string;
  statistic: string;
  label: string;
  unit: string;
  pairs: number;
  base: Estimate;
  value: Estimate;
  paired: Estimate;
  unpaired: Estimate;
  variance_ratio: number | null;
  more: number;
  less: number;
}

export interface Replicate {
  replicate: number;
  /** A string, because a 64-bit seed does not fit into a JSON number. */
  seed: string;
  outcomes: string[];
  peak: number;
  peak_hour: number;
  detained: number;
  killed: number;
  seconds: number;
  status: string;
}

export interface Statistic extends Range {
  id: string;
  meaning: string;
  unit: string;
  q05: number | null;
  q50: number | null;
  q95: number | null;
  fitted: boolean;
  /** Share of the replicates below the recorded figure. */
  percentile?: number | null;
  /** Width of the simulated 90 % interval over the spread of the record, which is at least that of an observation. */
  width?: number | null;
  /** Whether the record lies inside the simulated interval, by the rule of the study that wrote it. */
  inside: boolean;
  /** What the study that wrote it says of both. */
  verdict: 'hit' | 'wide hit' | 'miss' | 'too coarse';
}

/** Literature, data, or assumed. */
export type SourceMark = 'L' | 'D' | 'A';

export type ParameterValue = number | boolean | string | null;

export interface Parameter {
  path: string;
  mechanism: string;
  meaning: string;
  unit: string;
  value: ParameterValue;
  default: ParameterValue;
  low: number | null;
  high: number | null;
  mark: SourceMark;
  source: string;
  changed: boolean;
}

export interface Mechanism {
  name: string;
  title: string;
  enabled: boolean;
  /** Its manual page, in Markdown. */
  page: string;
}

export interface Source {
  what: string;
  licence: string;
  address: string;
}

export interface ManifestFile {
  file: string;
  bytes: number;
  sha256: string;
}
