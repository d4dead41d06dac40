/** Over which part of its range a parameter of a classic is turned by hand, and for which settings it matters. */
import type { ClassicParameter, Value } from '../api/client';

export interface Slider {
  low: number;
  high: number;
  step: number;
  /** A choice of another parameter without which this one does nothing. */
  only?: { name: string; is: readonly Value[] };
}

const normal = { name: 'thresholds', is: ['normal'] } as const;
const drawn = { name: 'society', is: ['normal'] } as const;

const SLIDERS: Readonly<Record<string, Readonly<Record<string, Slider>>>> = {
  granovetter: {
    people: { low: 10, high: 400, step: 1 },
    second: { low: 0, high: 10, step: 1, only: { name: 'thresholds', is: ['uniform'] } },
    mean: { low: 0, high: 60, step: 1, only: normal },
    sd: { low: 1, high: 40, step: 0.1, only: normal },
  },
  kuran: {
    people: { low: 10, high: 1000, step: 10, only: drawn },
    mean: { low: 0, high: 80, step: 1, only: drawn },
    sd: { low: 1, high: 40, step: 0.5, only: drawn },
    shock: { low: 0, high: 30, step: 1 },
  },
  watts: {
    mean_degree: { low: 0.5, high: 8, step: 0.1 },
    threshold: { low: 0.05, high: 0.5, step: 0.01 },
    seeds: { low: 1, high: 10, step: 1 },
  },
  'centola-macy': {
    reach: { low: 1, high: 8, step: 1 },
    rewired: { low: 0, high: 0.6, step: 0.01 },
    threshold: { low: 1, high: 6, step: 1 },
  },
  epstein: {
    citizens: { low: 0.1, high: 0.95, step: 0.01 },
    cops: { low: 0, high: 0.2, step: 0.002 },
    vision: { low: 1, high: 15, step: 0.1 },
    cop_vision: { low: 1, high: 15, step: 0.1 },
    legitimacy: { low: 0, high: 1, step: 0.01 },
    max_jail: { low: 0, high: 120, step: 1 },
    threshold: { low: -0.2, high: 0.5, step: 0.01 },
  },
};

/** What can be turned of a classic, in its own order; everything else is typed. */
export function slidersOf(
  model: string,
  parameters: readonly ClassicParameter[],
  value: (name: string) => Value,
): { parameter: ClassicParameter; slider: Slider }[] {
  const own = SLIDERS[model] ?? {};
  return parameters.flatMap((parameter) => {
    const slider = own[parameter.name];
    return slider && (!slider.only || slider.only.is.includes(value(slider.only.name))) ? [{ parameter, slider }] : [];
  });
}

/** Whether a parameter does anything at the other settings. */
export function matters(model: string, name: string, value: (name: string) => Value): boolean {
  const only = SLIDERS[model]?.[name]?.only;
  return !only || only.is.includes(value(only.name));
}

export type Verdict = 'agrees' | 'near' | 'differs';

/**
 * A published number against a simulated mean: it agrees within twice the error of the mean or the rounding of the publication, and is near within a twentieth.
 */
export function verdictOf(published: number, mean: number | null | undefined, sd: number | null | undefined, n: number): Verdict {
  if (mean === null || mean === undefined) return 'differs';
  const digits = (String(published).split('.')[1] ?? '').length;
  const off = Math.abs(mean - published);
  if (off <= Math.max((2 * (sd ?? 0)) / Math.sqrt(Math.max(1, n)), 0.51 * 10 ** -digits)) return 'agrees';
  return off <= 0.05 * Math.abs(published) ? 'near' : 'differs';
}
