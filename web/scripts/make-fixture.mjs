// Makes fixtures/report.json: a report with every section filled, from real geography and MADE-UP curves.
// It exercises the page and stands for the Rust side's output in tests. Nothing in it is a result of the model.
import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { events, facts, limits, mechanisms, outcomes, parameters, sources } from './fixture-texts.mjs';

const HOURS = 720;
const REPLICATES = 32;
const input = (name) => readFileSync(new URL(`../fixtures/input/${name}`, import.meta.url), 'utf8');
const rows = (name) => {
  const [head, ...lines] = input(name)
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(head.map((column, index) => [column, line[index]])));
};

// A small generator with a fixed start, so that the fixture is the same file every time.
let state = 20220105;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const normal = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
const round = (value, digits = 0) => Number(value.toFixed(digits));
const quantile = (sorted, q) => {
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
};
const dayOf = (date) => (Date.parse(date) - Date.parse('2022-01-01')) / 86_400_000;

// ---- Geography ------------------------------------------------------------------------------------------------
const units = rows('units.csv').map((row) => ({
  name: row.name,
  centre: row.centre,
  lat: +row.lat,
  lon: +row.lon,
  population: +row.population,
  adults: Math.round(+row.population * 0.686),
  onsetDay: row.onset_date ? dayOf(row.onset_date) : null,
}));
const places = rows('places.csv').map((row) => {
  const population = Math.min(+row.population, units[+row.unit].population);
  return { name: row.name, unit: +row.unit, kind: 'town', lat: +row.lat, lon: +row.lon, population, adults: Math.round(population * 0.69) };
});
units.forEach((unit, index) => {
  const towns = places.filter((place) => place.unit === index);
  const rest = unit.population - towns.reduce((sum, place) => sum + place.population, 0);
  if (rest < 1000) return;
  places.push({
    name: `Rural ${unit.name}`,
    unit: index,
    kind: 'rural',
    lat: round(unit.lat - 0.9, 3),
    lon: round(unit.lon + 0.9, 3),
    population: rest,
    adults: Math.round(rest * 0.67),
  });
});

// ---- Curves: a rise, a peak on 5 January, a decline, by day and night -------------------------------------------
const daylight = (hour) => 0.3 + 0.7 * Math.exp(-(((hour % 24) - 16) ** 2) / 32);
const shape = (hour, start, peak, end) => {
  if (hour < start) return 0;
  const rise = 1 / (1 + Math.exp(-(hour - (start + peak) / 2) / 7));
  const fall = 1 / (1 + Math.exp((hour - end) / 9));
  return rise * fall * daylight(hour);
};
const character = places.map((place) => {
  const unit = units[place.unit];
  const start = (unit.onsetDay ?? 4.6) * 24 + 11 + random() * 14 + (place.kind === 'rural' ? 20 : 0);
  const keen = (place.lon < 56 ? 0.055 : 0.0062) * (place.kind === 'rural' ? 0.12 : 1) * Math.exp(0.5 * normal());
  return { start, size: place.adults * keen, end: 150 + 26 * random() + (place.name === 'Zhanaozen' ? 24 : 0) };
});
const perPlace = (scale, lag, duration) =>
  places.flatMap((_, index) => {
    const { start, size, end } = character[index];
    const values = Array.from({ length: 330 }, (_, hour) => Math.round(scale * size * shape(hour - lag, start, Math.max(start + 18, 106), end + duration)));
    const first = values.findIndex((value) => value > 0);
    if (first < 0) return [];
    const last = values.findLastIndex((value) => value > 0);
    return [{ place: index, first, values: values.slice(first, last + 1) }];
  });
const participants = perPlace(0.42, 0, 0);
const strikers = perPlace(0.3, 26, 40).filter((entry) => places[entry.place].lon < 75 && entry.place % 3 !== 1);
const detained = participants.map((entry) => {
  let total = 0;
  const values = [];
  for (let hour = entry.first; hour < 330; hour++) {
    total += 0.0026 * (entry.values[hour - entry.first] ?? 0) * (hour > 110 ? 2.2 : 0.4);
    values.push(Math.round(total));
  }
  return { ...entry, values };
});
const national = (entries) =>
  Array.from({ length: HOURS }, (_, hour) =>
    entries.reduce((sum, entry) => sum + (entry.values[hour - entry.first] ?? (hour > entry.first && entries === detained ? entry.values.at(-1) : 0)), 0),
  );

// ---- Replicates: the same curve, larger or smaller, earlier or later ---------------------------------------------
const spread = Array.from({ length: REPLICATES }, () => ({ factor: Math.exp(0.33 * normal()), shift: Math.round(5 * normal()) }));
const fan = (curve, digits = 0) => {
  const made = { q05: [], q25: [], q50: [], q75: [], q95: [] };
  for (let hour = 0; hour < HOURS; hour++) {
    const sorted = spread.map(({ factor, shift }) => factor * (curve[Math.min(HOURS - 1, Math.max(0, hour - shift))] ?? 0)).sort((a, b) => a - b);
    for (const q of Object.keys(made)) made[q].push(round(quantile(sorted, +q.slice(1) / 100), digits));
  }
  return made;
};
const cumulate = (curve, rate) => {
  let total = 0;
  return curve.map((value, hour) => (total += rate(hour) * value));
};
const street = national(participants);
const curves = {
  participants: street,
  strikers: national(strikers),
  detained: national(detained),
  killed: cumulate(street, (hour) => (hour > 104 && hour < 170 ? 0.00013 : 0)),
  units_active: Array.from(
    { length: HOURS },
    (_, hour) =>
      units.filter((_, unit) => participants.some((entry) => places[entry.place].unit === unit && (entry.values[hour - entry.first] ?? 0) > 20)).length,
  ),
  output_lost: cumulate(national(strikers), () => 0.0021),
};
const described = {
  participants: ['Participants in the street', 'persons', false],
  strikers: ['Strikers', 'persons', false],
  detained: ['Detained, cumulative', 'persons', true],
  killed: ['Deaths, cumulative', 'persons', true],
  units_active: ['Units with an event', 'units', false],
  output_lost: ['Output lost to strikes, cumulative', 'million tenge', true],
};
const series = Object.entries(curves).map(([name, curve]) => {
  const quantiles = fan(curve, name === 'output_lost' ? 1 : 0);
  // Thirty-two multiplied curves would give more active units than there are.
  if (name === 'units_active') for (const q of Object.keys(quantiles)) quantiles[q] = quantiles[q].map((value) => Math.min(17, value));
  const [label, unit, cumulative] = described[name];
  return { name, label, unit, cumulative, ...quantiles, facts: facts[name] ?? [] };
});
const byName = Object.fromEntries(series.map((entry) => [entry.name, entry]));

const daily = Array.from({ length: 11 }, (_, day) => ({
  date: `2022-01-${String(day + 1).padStart(2, '0')}`,
  rows: ['participants', 'units_active', 'detained', 'killed'].map((name) => {
    const entry = byName[name];
    const of = (q) => Math.max(...entry[q].slice(day * 24, day * 24 + 24));
    const fact = entry.facts.find((candidate) => Math.floor(candidate.from / 24) === day);
    return {
      name,
      label: entry.label,
      q05: of('q05'),
      q50: of('q50'),
      q95: of('q95'),
      fact: fact ? { low: fact.low, best: fact.best, high: fact.high } : null,
    };
  }),
}));

const onset = units.map((unit, index) => {
  const recorded = unit.onsetDay === null ? null : { hour: unit.onsetDay * 24 + 12, precision: 'day', source: 'https://ortcom.kz/en/press-relizy/1642266505' };
  const base = (unit.onsetDay ?? 4.4) * 24 + 10 + 9 * normal();
  const reached = unit.onsetDay === null ? 0.41 : Math.min(1, round(0.9 + 0.2 * random(), 2));
  return {
    unit: index,
    recorded,
    q05: round(Math.max(3, base - 12 - 8 * random())),
    q50: round(Math.max(8, base)),
    q95: reached < 0.5 ? null : round(base + 14 + 14 * random()),
    reached,
  };
});

const replicates = spread.map(({ factor, shift }, index) => {
  const peak = Math.max(...street);
  const killed = Math.round(factor * curves.killed.at(-1));
  return {
    replicate: index,
    seed: ((0x9f3c2a1bn * BigInt(index + 1) ** 7n) % 2n ** 64n).toString(),
    outcomes: killed > 300 ? ['R2', 'C1'] : factor > 1.4 ? ['C2'] : ['C1'],
    peak: Math.round(factor * peak),
    peak_hour: street.indexOf(peak) + shift,
    detained: Math.round(factor * curves.detained.at(-1)),
    killed,
    seconds: round(0.9 + 0.3 * random(), 2),
    status: index === 19 ? 'failed' : 'done',
  };
});

const meanings = [
  ['s1', 'Daily national peak, 2 January', 'ln persons', 6.55, 0.4],
  ['s2', 'Daily national peak, 3 January', 'ln persons', 8.9, 0.4],
  ['s3', 'Daily national peak, 4 January', 'ln persons', 10.51, 0.2],
  ['s4', 'Daily national peak, 5 January', 'ln persons', 10.82, 0.2],
  ['s5', 'Daily national peak, 6 January', 'ln persons', 9.6, 0.6],
  ['s6', 'Daily national peak, 7 January', 'ln persons', 8.4, 0.7],
  ['s7', 'Crowd on 4 January, Mangystau', 'ln persons', 10.17, 0.4],
  ['s8', 'Crowd on 4 January, Atyrau', 'ln persons', 8.52, 0.4],
  ['s9', 'Crowd on 4 January, Almaty', 'ln persons', 8.52, 0.5],
  ['s10', 'Crowd on 4 January, Uralsk', 'ln persons', 7, 0.4],
  ['s11', 'Units with an event by 3 January', 'units', 9, 1],
  ['s12', 'Units with an event by 4 January', 'units', 13, 2],
  ['s13', 'Units with an event by 5 January', 'units', 16, 1],
  ['s14', 'Rank correlation of onset and LPG price', '', 0.6, 0.2],
  ['s15', 'Rank correlation of onset and distance', '', 0.29, 0.25],
  ['s16', 'Doubling time, 2–4 January', 'hours', 8.4, 1.5],
  ['s17', 'Growth, 4–5 January', 'per day', 0.31, 0.15],
  ['s18', 'Lag of strikes behind the street', 'hours', 48, 12],
  ['s19', 'Detained by 6 January', 'persons', 2298, 300],
  ['s20', 'Detained by 11 January', 'persons', 9900, 1200],
  ['s21', 'Deaths, final count', 'persons', 238, 12],
  ['s22', 'Share of forces among deaths', '', 0.08, 0.02],
  ['s23', 'Day on which numbers had fallen by 90 %', 'day of January', 8, 0.5],
  ['s24', 'Day to night ratio, Atyrau', '', 4.5, 0.8],
];
const statistics = meanings.map(([id, meaning, unit, best, half]) => {
  const centre = best + half * 1.15 * normal();
  const width = Math.max(half, Math.abs(best) * 0.06) * (0.7 + random());
  const [low, high, q05, q95] = [best - half, best + half, centre - width, centre + width].map((value) => round(value, 2));
  return {
    id,
    meaning,
    unit,
    low,
    best,
    high,
    q05,
    q50: round(centre, 2),
    q95,
    fitted: !['s14', 's15', 's18', 's24'].includes(id),
    inside: best >= q05 && best <= q95,
    width: round((q95 - q05) / (high - low), 2),
    verdict: best < q05 || best > q95 ? 'miss' : q95 - q05 > 2 * (high - low) ? 'wide hit' : 'hit',
  };
});

const hash = (text) => createHash('sha256').update(text).digest('hex');
const report = {
  schema: 1,
  scenario: {
    name: 'kazakhstan-2022-fixture',
    title: 'Kazakhstan, January 2022 (fixture: made-up numbers)',
    summary:
      'A rise in the price of liquefied petroleum gas on 1 January 2022, the gatherings and strikes that followed in 17 units of the country, and the answers of the authorities, hour by hour, with one agent per adult. The authorities’ orders are given at their recorded dates. This page is a fixture: its geography and recorded facts are real, its simulated numbers are invented to exercise the page.',
    start: '2022-01-01T00:00',
    clock: 'UTC+6',
    hours: HOURS,
    form: 'history',
    source_note: 'Recorded facts are published figures, coded by hand with date, precision, low and high.',
  },
  run: {
    id: '2026-11-22T1510_kazakhstan-2022_9f3c',
    created: '2026-11-22T15:10:04Z',
    version: '0.1.0',
    revision: 'fixture',
    command: 'groundswell run kazakhstan-2022 --replicates 32 --seed 1',
    seed: '1',
    replicates: REPLICATES,
    failed: 1,
    scale: 1,
    agents: units.reduce((sum, unit) => sum + unit.adults, 0),
    seconds_per_replicate: 1.04,
    threads: 2,
    platform: 'x86_64 Linux',
  },
  units: units.map(({ onsetDay, ...unit }) => unit),
  places,
  outlines: JSON.parse(input('outlines.json')),
  map: {
    hours: HOURS,
    variables: [
      { name: 'participants', label: 'Participants in the street', unit: 'persons', by_place: participants },
      { name: 'strikers', label: 'Strikers', unit: 'persons', by_place: strikers },
      { name: 'detained', label: 'Detained, cumulative', unit: 'persons', by_place: detained },
    ],
  },
  national: series,
  onset,
  daily,
  events,
  outcomes,
  replicates,
  statistics,
  parameters,
  mechanisms,
  limits,
  sources,
  cite: 'Groundswell contributors (2026). Groundswell: a simulator of collective action (version 0.1.0). Run 2026-11-22T1510_kazakhstan-2022_9f3c.',
  manifest: ['scenario.resolved.toml', 'data/runs.parquet', 'data/series/0000.parquet', 'data/national/0000.parquet', 'data/facts.parquet'].map(
    (file, index) => ({ file, bytes: 4096 * 7 ** index, sha256: hash(file) }),
  ),
};
writeFileSync(new URL('../fixtures/report.json', import.meta.url), `${JSON.stringify(report)}\n`);
