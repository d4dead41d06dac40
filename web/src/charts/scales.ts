/** Scales and ticks that every chart shares. */
import type { Series } from '../lib/report';
import { linear, logarithmic, roundLinear } from './scale';

export type Kind = 'linear' | 'log';

export interface Axis {
  scale: (value: number) => number;
  ticks: number[];
  /** The smallest value that a log axis can show; smaller ones lie on its edge. */
  floor: number;
}

/** From nothing, or the least number in view if that is negative, to the largest: the band and the recorded ranges. Hours that are not computed yet have no number. */
export function extentOf(series: Series, end: number): [number, number] {
  let [bottom, top] = [0, 0];
  const hold = (value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return;
    bottom = Math.min(bottom, value);
    top = Math.max(top, value);
  };
  for (let hour = 0; hour <= Math.min(end, series.q95.length - 1); hour++) {
    hold(series.q05[hour]);
    hold(series.q95[hour]);
  }
  for (const fact of series.facts) if (fact.from <= end) [fact.low, fact.best, fact.high].forEach(hold);
  return [bottom, top > 0 || bottom < 0 ? top : 1];
}

export function valueAxis(kind: Kind, [bottom, top]: [number, number], height: number): Axis {
  // A logarithm has no room for negative numbers.
  if (kind === 'log' && top > 0) {
    // Counts of people start at one; small quantities get three decades.
    const floor = top >= 5 ? 1 : 10 ** (Math.floor(Math.log10(top)) - 2);
    const scale = logarithmic([floor, top * 1.15], [height, 0]);
    const decades = Math.ceil(Math.log10(top / floor));
    const step = decades > 4 && height < 180 ? 2 : 1;
    const ticks = Array.from({ length: decades + 1 }, (_, index) => floor * 10 ** index).filter((value, index) => value <= top * 1.15 && index % step === 0);
    return { scale, ticks, floor };
  }
  const scale = roundLinear([bottom, top], [height, 0], 4);
  return { scale, ticks: scale.ticks(height < 180 ? 3 : 5), floor: -Infinity };
}

export function hourScale(end: number, width: number): (hour: number) => number {
  return linear([0, Math.max(1, end)], [0, width]);
}

/** Midnights thinned until their labels have room. */
export function thin(midnights: number[], end: number, width: number, room: number): number[] {
  const perDay = (width * 24) / Math.max(1, end);
  const step = [1, 2, 3, 4, 7, 14, 28].find((days) => perDay * days >= room) ?? 28;
  return midnights.filter((_, index) => index % step === 0);
}

/** A domain for dot-and-interval rows, with a little air on both sides. */
export function spanOf(values: (number | null | undefined)[]): [number, number] {
  const known = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
  if (known.length === 0) return [0, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const air = (high - low || Math.abs(high) || 1) * 0.06;
  return [low - air, high + air];
}
