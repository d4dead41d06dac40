/** The marks on the map: how large they are, and how the canvas layer draws them. */
import type { MapVariable, Place, Report, Sighting, Unit } from '../lib/report';

export interface Mark {
  place: number;
  x: number;
  y: number;
  /** Radius of the filled mark, in pixels. */
  radius: number;
  /** Radius of the strikers' ring, or 0. */
  ring: number;
  rural: boolean;
}

/** A recorded gathering on the map: hollow, because nothing was simulated. */
export interface Seen {
  x: number;
  y: number;
  /** Radius by the published number; a small sign where there was none. */
  radius: number;
  counted: boolean;
  kind: Sighting['kind'];
  /** Of a unit as a whole, and not of one town. */
  vague: boolean;
  sighting: Sighting;
}

const UNCOUNTED = 3.5;

/** What the record knows of this hour, one sign for a place: the largest number that was published. */
export function seenAt(
  record: readonly Sighting[],
  places: readonly Place[],
  units: readonly Unit[],
  points: [number, number][],
  unitPoint: (unit: Unit) => [number, number],
  hour: number,
  scale: (value: number) => number,
): Seen[] {
  const found = new Map<string, Seen>();
  for (const sighting of record) {
    if (hour < sighting.from || hour >= sighting.to) continue;
    const vague = sighting.place === null || !places[sighting.place];
    const unit = units[sighting.unit];
    const [x, y] = vague ? (unit ? unitPoint(unit) : [0, 0]) : (points[sighting.place ?? 0] ?? [0, 0]);
    const number = sighting.low !== null && sighting.high !== null ? Math.sqrt(Math.max(1, sighting.low) * Math.max(1, sighting.high)) : null;
    const radius = number === null ? UNCOUNTED : Math.max(UNCOUNTED, scale(number));
    const key = vague ? `u${sighting.unit}` : `p${sighting.place}`;
    const before = found.get(key);
    if (!before || before.radius < radius) found.set(key, { x, y, radius, counted: number !== null, kind: sighting.kind, vague, sighting });
  }
  return [...found.values()].sort((a, b) => b.radius - a.radius);
}

export interface Inks {
  fill: string;
  edge: string;
  ring: string;
  quiet: string;
  ink: string;
}

/** Members of the forces at a place: those who obey, hold back, refuse, and have changed sides. */
export type ForcesAt = readonly [number, number, number, number];
export type Forces = (place: number, hour: number) => ForcesAt;

/** A bar under a mark: its width stands for how many there are, its parts for how far they obey. */
export interface Bar {
  x: number;
  y: number;
  parts: readonly { width: number; status: number }[];
}

const BAR_HEIGHT = 4;
/** Police stand in every town. A bar is drawn where there are many of them, or where some do not obey. */
const FEW = 1 / 12;

/** `most` is the largest number at any place: it gets `longest` pixels. */
export function barsAt(marks: readonly Mark[], forces: Forces, hour: number, most: number, longest: number): Bar[] {
  const bars: Bar[] = [];
  for (const mark of marks) {
    const counts = forces(mark.place, hour);
    const total = counts[0] + counts[1] + counts[2] + counts[3];
    if (total <= 0 || (total < most * FEW && counts[0] === total)) continue;
    const length = Math.max(5, Math.sqrt(total / most) * longest);
    bars.push({
      x: mark.x - length / 2,
      y: mark.y + Math.max(2, mark.radius, mark.ring) + 2,
      parts: counts.map((count, status) => ({ width: (count / total) * length, status })).filter((part) => part.width > 0),
    });
  }
  return bars;
}

/** Dark: obeys. Grey: holds back. Hollow: refuses. In the colour of the participants: has changed sides. */
const barInk = (status: number, inks: Inks) => [inks.ink, inks.quiet, inks.edge, inks.fill][status] ?? inks.ink;

/** One number per place and hour: of a finished run, or of one that is still arriving. */
export interface Values {
  /** The largest of all, which sets the size of the marks. */
  readonly largest: number;
  at(place: number, hour: number): number;
  /** The largest value that a place ever has. */
  peak(place: number): number;
}

/** Looks up and interpolates one variable of the map. */
export class PlaceSeries implements Values {
  readonly #first: Int32Array;
  readonly #values: (number[] | undefined)[];
  readonly largest: number;

  constructor(variable: MapVariable | undefined, places: number) {
    this.#first = new Int32Array(places);
    this.#values = new Array<number[] | undefined>(places);
    let largest = 0;
    for (const entry of variable?.by_place ?? []) {
      this.#first[entry.place] = entry.first;
      this.#values[entry.place] = entry.values;
      for (const value of entry.values) largest = Math.max(largest, value);
    }
    this.largest = largest;
  }

  /** Between two hours the value moves in a straight line, so that play looks smooth; whole hours are exact. */
  at(place: number, hour: number): number {
    const values = this.#values[place];
    if (!values) return 0;
    const offset = hour - (this.#first[place] ?? 0);
    const low = Math.floor(offset);
    const a = values[low] ?? 0;
    if (low === offset) return a;
    return a + (offset - low) * ((values[low + 1] ?? 0) - a);
  }

  peak(place: number): number {
    return Math.max(0, ...(this.#values[place] ?? []));
  }
}

/** Marks grow past the largest up to this many times its radius; beyond that they would cover the country. */
const OUTGROWN = 2.2;

/** Area, not radius, stands for the number: `largest` gets the radius of a large mark. */
export function areaScale(largest: number, width: number): (value: number) => number {
  const radius = Math.max(16, Math.min(46, width * 0.05));
  return (value) => radius * Math.min(OUTGROWN, Math.sqrt(Math.max(0, value) / Math.max(1, largest)));
}

export const variableNamed = (report: Report, name: string) => report.map.variables.find((variable) => variable.name === name);

/** Large marks first, so that small ones stay visible on top. */
export function marksAt(
  places: Place[],
  points: [number, number][],
  series: Values,
  rings: Values | null,
  hour: number,
  scale: (value: number) => number,
): Mark[] {
  return places
    .map((place, index) => {
      const [x, y] = points[index] ?? [0, 0];
      const ring = rings?.at(index, hour) ?? 0;
      return { place: index, x, y, radius: scale(series.at(index, hour)), ring: scale(ring), rural: place.kind === 'rural' };
    })
    .sort((a, b) => b.radius - a.radius);
}

/** A rural remainder is a square of the same area: it stands for a whole countryside, not for a point. */
function outline(context: CanvasRenderingContext2D, mark: Mark, radius: number): void {
  context.beginPath();
  if (mark.rural) {
    const half = (radius * Math.sqrt(Math.PI)) / 2;
    context.rect(mark.x - half, mark.y - half, half * 2, half * 2);
  } else {
    context.arc(mark.x, mark.y, radius, 0, 2 * Math.PI);
  }
}

/** Strikes are squares, attacks crosses; what holds of a whole unit is dashed. */
function hollow(context: CanvasRenderingContext2D, seen: Seen, inks: Inks): void {
  const { x, y, radius } = seen;
  const stroke = () => {
    context.beginPath();
    if (seen.kind === 'attack' && !seen.counted) {
      context.moveTo(x - 4, y - 4);
      context.lineTo(x + 4, y + 4);
      context.moveTo(x + 4, y - 4);
      context.lineTo(x - 4, y + 4);
    } else if (seen.kind === 'strike') context.rect(x - radius * 0.886, y - radius * 0.886, radius * 1.772, radius * 1.772);
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  };
  context.setLineDash(seen.vague ? [3, 3] : []);
  // A halo parts the sign from a filled mark of the same size.
  [context.lineWidth, context.strokeStyle] = [4, inks.edge];
  stroke();
  [context.lineWidth, context.strokeStyle] = [1.8, inks.ink];
  stroke();
  context.setLineDash([]);
}

export function draw(
  canvas: HTMLCanvasElement,
  marks: Mark[],
  inks: Inks,
  width: number,
  height: number,
  bars: Bar[] = [],
  record: readonly Seen[] = [],
): void {
  const density = Math.min(3, window.devicePixelRatio || 1);
  const [w, h] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  for (const mark of marks) {
    if (mark.radius >= 0.4) {
      outline(context, mark, mark.radius);
      context.globalAlpha = 0.62;
      context.fillStyle = inks.fill;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = 1;
      context.strokeStyle = inks.edge;
      context.stroke();
    } else if (!mark.rural) {
      outline(context, mark, 1.3);
      context.fillStyle = inks.quiet;
      context.fill();
    }
  }
  context.lineWidth = 1.75;
  context.strokeStyle = inks.ring;
  for (const mark of marks) {
    if (mark.ring < 1.5) continue;
    outline(context, mark, mark.ring);
    context.stroke();
  }
  context.lineWidth = 1;
  for (const bar of bars) {
    let { x } = bar;
    for (const part of bar.parts) {
      context.fillStyle = barInk(part.status, inks);
      context.fillRect(x, bar.y, part.width, BAR_HEIGHT);
      x += part.width;
    }
    context.strokeStyle = inks.ink;
    context.strokeRect(bar.x, bar.y, x - bar.x, BAR_HEIGHT);
  }
  for (const seen of record) hollow(context, seen, inks);
}

/** The same marks as SVG, for a picture that is saved. */
export function vector(marks: readonly Mark[], inks: Inks, bars: readonly Bar[] = [], record: readonly Seen[] = []): string {
  const n = (value: number) => value.toFixed(1);
  const shape = (mark: Mark, radius: number, paint: string) => {
    const half = (radius * Math.sqrt(Math.PI)) / 2;
    return mark.rural
      ? `<rect x="${n(mark.x - half)}" y="${n(mark.y - half)}" width="${n(half * 2)}" height="${n(half * 2)}" ${paint}/>`
      : `<circle cx="${n(mark.x)}" cy="${n(mark.y)}" r="${n(radius)}" ${paint}/>`;
  };
  return [
    ...marks.filter((mark) => mark.radius >= 0.4).map((mark) => shape(mark, mark.radius, `fill="${inks.fill}" fill-opacity="0.62" stroke="${inks.edge}"`)),
    ...marks.filter((mark) => mark.radius < 0.4 && !mark.rural).map((mark) => shape(mark, 1.3, `fill="${inks.quiet}"`)),
    ...marks.filter((mark) => mark.ring >= 1.5).map((mark) => shape(mark, mark.ring, `fill="none" stroke="${inks.ring}" stroke-width="1.75"`)),
    ...bars.flatMap((bar) => {
      let { x } = bar;
      return bar.parts.map((part) => {
        const made = `<rect x="${n(x)}" y="${n(bar.y)}" width="${n(part.width)}" height="${BAR_HEIGHT}" fill="${barInk(part.status, inks)}" stroke="${inks.ink}"/>`;
        x += part.width;
        return made;
      });
    }),
    ...record.map((seen) => {
      const paint = `fill="none" stroke="${inks.ink}" stroke-width="1.8"${seen.vague ? ' stroke-dasharray="3 3"' : ''}`;
      return seen.kind === 'strike'
        ? `<rect x="${n(seen.x - seen.radius * 0.886)}" y="${n(seen.y - seen.radius * 0.886)}" width="${n(seen.radius * 1.772)}" height="${n(seen.radius * 1.772)}" ${paint}/>`
        : `<circle cx="${n(seen.x)}" cy="${n(seen.y)}" r="${n(seen.radius)}" ${paint}/>`;
    }),
  ].join('');
}
