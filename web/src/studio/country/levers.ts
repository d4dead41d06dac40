/** The few parameters that come first: those that move the largest crowd most, by a screening that ships; where there is none, those of the prior. */
import type { Parameter, Schema } from '../api/client';

export const MOST_LEVERS = 10;

/** For a scenario without a screening and without priors: the terms of the decision to go out and to go home. */
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

/** By what the levers were chosen. */
export type Rule = 'screened' | 'prior' | 'usual';

const known = (x: number | null | undefined): x is number => x !== null && x !== undefined;

/** A parameter over its prior, or over all that it may be. */
function ranged(parameter: Parameter): Lever[] {
  const [low, high] = parameter.prior ? [parameter.prior.low, parameter.prior.high] : [parameter.low, parameter.high];
  return parameter.kind === 'number' && known(low) && known(high) ? [{ parameter, low, high }] : [];
}

export function leversOf(schema: Schema): { rule: Rule; levers: Lever[] } {
  const { parameters } = schema;
  const moving = parameters.filter((row) => (row.influence ?? 0) > 0).toSorted((a, b) => (b.influence ?? 0) - (a.influence ?? 0));
  const own = parameters.filter((row) => row.prior);
  const usual = USUAL.flatMap((path) => parameters.filter((row) => row.path === path));
  const [rule, chosen] = moving.length ? (['screened', moving] as const) : own.length ? (['prior', own] as const) : (['usual', usual] as const);
  return { rule, levers: chosen.flatMap(ranged).slice(0, MOST_LEVERS) };
}
