/**
 * The scales that the charts need. d3-scale would bring colour, format and time libraries that this page never uses,
 * a tenth of its size; the part that is hard to get right, round ticks, is d3-array's.
 */
import { nice, ticks } from 'd3-array';

export interface Scale {
  (value: number): number;
  domain: [number, number];
  ticks(count: number): number[];
}

function scale(domain: [number, number], range: [number, number], along: (value: number) => number): Scale {
  const [from, to] = [along(domain[0]), along(domain[1])];
  const place = (value: number) => range[0] + ((along(value) - from) / (to - from || 1)) * (range[1] - range[0]);
  return Object.assign(place, { domain, ticks: (count: number) => ticks(domain[0], domain[1], count) });
}

export const linear = (domain: [number, number], range: [number, number]): Scale => scale(domain, range, (value) => value);

/** A linear scale whose domain ends on round numbers. */
export const roundLinear = (domain: [number, number], range: [number, number], count: number): Scale => linear(nice(...domain, count), range);

/** Values at or below the lower end of the domain, zero among them, lie on the edge. */
export function logarithmic(domain: [number, number], range: [number, number]): Scale {
  return scale(domain, range, (value) => Math.log(Math.max(domain[0], value)));
}
