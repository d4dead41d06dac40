/** The few parameters that come first: those to which the scenario gives a prior, which are those that its calibration moves. */
import type { Parameter, Schema } from '../api/client';

export const MOST_LEVERS = 10;

/** For a scenario without priors: the terms of the decision to go out and to go home. */
const USUAL = [
  'people.threshold',
  'people.leave',
  'price.weight',
  'contact.place',
  'information.weight',
  'policing.weight',
  'policing.arrest_rate',
  'policing.lethal_rate',
  'strike.cost',
  'concession.relief',
];

export interface Lever {
  parameter: Parameter;
  low: number;
  high: number;
}

export function leversOf(schema: Schema): Lever[] {
  const ranged = (parameter: Parameter, low: number, high: number): Lever => ({ parameter, low, high });
  const own = schema.parameters.flatMap((row) => (row.prior ? [ranged(row, row.prior.low, row.prior.high)] : []));
  const usual = USUAL.flatMap((path) => {
    const row = schema.parameters.find((parameter) => parameter.path === path);
    return row && row.low !== null && row.low !== undefined && row.high !== null && row.high !== undefined ? [ranged(row, row.low, row.high)] : [];
  });
  return (own.length ? own : usual).slice(0, MOST_LEVERS);
}
