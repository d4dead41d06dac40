/** Draws one round of a film: people of a crowd in a field beside the curve of their thresholds, or people of a graph with their ties. */
import type { Film } from '../api/client';

export interface Inks {
  ground: string;
  quiet: string;
  soft: string;
  ink: string;
  active: string;
  fresh: string;
  paper: string;
}

export type Point = readonly [number, number];

/** Places of people that are tied: a circle for a ring, otherwise springs and repulsion from a fixed beginning. In [0, 1]. */
export function layout(film: Film, ring: boolean): Point[] {
  const count = film.people.length;
  const circle = film.people.map((_, index): Point => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    return [0.5 + 0.47 * Math.cos(angle), 0.5 + 0.47 * Math.sin(angle)];
  });
  if (ring) return circle;
  return springs(film, count);
}

function springs(film: Film, count: number): Point[] {
  // The golden angle spreads the first places evenly, the same every time.
  const x = Float64Array.from({ length: count }, (_, i) => Math.sqrt((i + 0.5) / count) * Math.cos(i * 2.399963));
  const y = Float64Array.from({ length: count }, (_, i) => Math.sqrt((i + 0.5) / count) * Math.sin(i * 2.399963));
  const degree = new Uint16Array(count);
  for (const [a, b] of film.ties as [number, number][]) {
    degree[a] = (degree[a] ?? 0) + 1;
    degree[b] = (degree[b] ?? 0) + 1;
  }
  const best = 1.7 / Math.sqrt(count);
  const dx = new Float64Array(count);
  const dy = new Float64Array(count);
  const at = (of: Float64Array, i: number) => of[i] ?? 0;
  const ROUNDS = 90;
  for (let round = 0; round < ROUNDS; round++) {
    dx.fill(0);
    dy.fill(0);
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        const [px, py] = [at(x, a) - at(x, b), at(y, a) - at(y, b)];
        const push = (best * best) / Math.max(1e-4, px * px + py * py);
        dx[a] = at(dx, a) + px * push;
        dy[a] = at(dy, a) + py * push;
        dx[b] = at(dx, b) - px * push;
        dy[b] = at(dy, b) - py * push;
      }
    }
    for (const [a, b] of film.ties as [number, number][]) {
      const [px, py] = [at(x, a) - at(x, b), at(y, a) - at(y, b)];
      const pull = Math.hypot(px, py) / best;
      dx[a] = at(dx, a) - px * pull;
      dy[a] = at(dy, a) - py * pull;
      dx[b] = at(dx, b) + px * pull;
      dy[b] = at(dy, b) + py * pull;
    }
    const most = 0.12 * (1 - round / ROUNDS);
    for (let i = 0; i < count; i++) {
      // Who is tied to nobody would drift away for ever.
      dx[i] = at(dx, i) - at(x, i) * 0.8;
      dy[i] = at(dy, i) - at(y, i) * 0.8;
      const length = Math.max(1e-9, Math.hypot(at(dx, i), at(dy, i)));
      x[i] = at(x, i) + (at(dx, i) / length) * Math.min(length, most);
      y[i] = at(y, i) + (at(dy, i) / length) * Math.min(length, most);
    }
  }
  // A few who drift far out, tied to nobody, must not make all others small: they stand at the rim.
  const far = Array.from({ length: count }, (_, i) => Math.hypot(at(x, i), at(y, i))).sort((a, b) => a - b);
  const reach = Math.max(1e-9, (far[Math.floor(0.93 * (count - 1))] ?? 1) * 1.08);
  return Array.from({ length: count }, (_, i): Point => {
    const out = Math.max(1, Math.hypot(at(x, i), at(y, i)) / reach);
    return [0.5 + (0.47 * at(x, i)) / reach / out, 0.5 + (0.47 * at(y, i)) / reach / out];
  });
}

/** Places of people without ties: by threshold, row by row, so that a chain runs through the picture as text does. */
export function field(film: Film, width: number, height: number): Point[] {
  const count = film.people.length;
  const columns = Math.max(1, Math.ceil(Math.sqrt((count * width) / height)));
  const rows = Math.ceil(count / columns);
  const order = film.people.map((_, index) => index).sort((a, b) => (film.people[a]?.threshold ?? 0) - (film.people[b]?.threshold ?? 0));
  const points: Point[] = new Array<Point>(count);
  order.forEach((person, place) => (points[person] = [((place % columns) + 0.5) / columns, (Math.floor(place / columns) + 0.5) / Math.max(1, rows)]));
  return points;
}

/** How far each round has come in a moment between two: 0 before it, 1 after. */
const share = (joined: number | null | undefined, time: number) => (joined === null || joined === undefined ? 0 : Math.min(1, Math.max(0, time - joined + 1)));

function ready(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const density = Math.min(3, window.devicePixelRatio || 1);
  const [w, h] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext('2d');
  context?.setTransform(density, 0, 0, density, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

export function drawPeople(canvas: HTMLCanvasElement, film: Film, places: readonly Point[], time: number, width: number, height: number, inks: Inks): void {
  const context = ready(canvas, width, height);
  if (!context) return;
  const tied = film.ties.length > 0;
  const at = (index: number): Point => [(places[index]?.[0] ?? 0) * width, (places[index]?.[1] ?? 0) * height];
  if (tied) {
    context.lineWidth = 0.7;
    for (const lit of [false, true]) {
      context.strokeStyle = lit ? inks.active : inks.quiet;
      context.globalAlpha = lit ? 0.8 : 0.6;
      context.beginPath();
      for (const [a, b] of film.ties as [number, number][]) {
        const both = share(film.people[a]?.joined, time) >= 1 && share(film.people[b]?.joined, time) >= 1;
        if (both !== lit) continue;
        context.moveTo(...at(a));
        context.lineTo(...at(b));
      }
      context.stroke();
    }
    context.globalAlpha = 1;
  }
  const room = Math.sqrt((width * height) / film.people.length);
  const radius = tied ? Math.max(2.5, Math.min(6, room * 0.16)) : Math.max(2, Math.min(17, room * 0.36));
  const written = !tied && radius >= 9;
  context.font = `${Math.round(radius * 0.85)}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  film.people.forEach((person, index) => {
    const [x, y] = at(index);
    const done = share(person.joined, time);
    const fresh = done > 0 && done < 1;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = done >= 1 ? inks.active : inks.paper;
    context.fill();
    context.lineWidth = 1.4;
    context.strokeStyle = done >= 1 ? inks.active : inks.soft;
    context.stroke();
    if (fresh) {
      context.beginPath();
      context.arc(x, y, radius * done, 0, 2 * Math.PI);
      context.fillStyle = inks.fresh;
      context.fill();
      context.beginPath();
      context.arc(x, y, radius + 2.5, 0, 2 * Math.PI);
      context.strokeStyle = inks.fresh;
      context.stroke();
    }
    if (written) {
      const threshold = film.shock !== null && film.shock !== undefined && time > film.shock ? (person.after ?? person.threshold) : person.threshold;
      context.fillStyle = done >= 0.5 ? inks.paper : inks.ink;
      context.fillText(String(Math.round(threshold * 10) / 10), x, y + 0.5);
    }
  });
}

/** The staircase: how many have a threshold of at most so many, the line on which a crowd keeps itself up, and the way from nobody upwards. */
export function drawStairs(canvas: HTMLCanvasElement, film: Film, time: number, size: number, inks: Inks, words: { along: string; up: string }): void {
  const context = ready(canvas, size, size);
  if (!context) return;
  const [left, bottom] = [34, 30];
  const inner = size - left - 12;
  const count = Math.max(1, film.people.length);
  const x = (value: number) => left + (value / count) * inner;
  const y = (value: number) => size - bottom - (value / count) * (size - bottom - 12);
  context.lineWidth = 1;
  context.strokeStyle = inks.quiet;
  context.strokeRect(x(0), y(count), inner, y(0) - y(count));
  context.setLineDash([4, 4]);
  line(
    context,
    [
      [x(0), y(0)],
      [x(count), y(count)],
    ],
    inks.soft,
    1.2,
  );
  context.setLineDash([]);
  const shocked = film.shock !== null && film.shock !== undefined && time > film.shock;
  const stair = (after: boolean) => {
    const sorted = film.people.map((person) => (after ? (person.after ?? person.threshold) : person.threshold)).sort((a, b) => a - b);
    const points: [number, number][] = [];
    for (let r = 0, below = 0; r <= count; r++) {
      while (below < sorted.length && (sorted[below] ?? 0) <= r) below++;
      if (points.length) points.push([x(r), points.at(-1)?.[1] ?? y(below)]);
      points.push([x(r), y(below)]);
    }
    return points;
  };
  if (shocked) line(context, stair(false), inks.quiet, 1.2);
  line(context, stair(shocked), inks.ink, 1.8);
  const way: [number, number][] = [[x(0), y(0)]];
  const rounds = Math.min(film.active.length - 1, Math.floor(time));
  for (let round = 1; round <= rounds; round++) {
    const [before, now] = [film.active[round - 1] ?? 0, film.active[round] ?? 0];
    way.push([x(before), y(now)], [x(now), y(now)]);
  }
  line(context, way, inks.fresh, 2);
  const now = film.active[rounds] ?? 0;
  context.beginPath();
  context.arc(x(now), y(now), 5, 0, 2 * Math.PI);
  context.fillStyle = inks.active;
  context.fill();
  context.fillStyle = inks.soft;
  context.font = '11.5px system-ui, sans-serif';
  context.textAlign = 'right';
  context.fillText(words.along, x(count), size - 6);
  context.textAlign = 'left';
  context.fillText(words.up, x(0) + 5, y(count) + 14);
  context.textAlign = 'center';
  context.fillText('0', x(0), size - bottom + 14);
  context.textAlign = 'right';
  context.fillText(String(count), left - 5, y(count) + 5);
}

function line(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[], ink: string, width: number): void {
  context.beginPath();
  points.forEach(([px, py], index) => (index ? context.lineTo(px, py) : context.moveTo(px, py)));
  context.strokeStyle = ink;
  context.lineWidth = width;
  context.stroke();
}
