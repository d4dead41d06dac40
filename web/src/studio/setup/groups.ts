/** The parameters as the Set-up screen shows them: by mechanism, in the order of effect, those that match the search. */
import { matches } from '../../report/filter';
import type { Mechanism, Parameter, Schema } from '../api/client';
import type { Settings } from '../state/address';

export interface Group {
  name: string;
  mechanism: Mechanism | null;
  /** `….enabled`, which the heading of the group carries. */
  switch: Parameter | null;
  rows: Parameter[];
  changed: number;
}

export interface Wanted {
  words: string;
  changedOnly: boolean;
  mark: string;
}

export function groups(schema: Schema, settings: Settings, wanted: Wanted): Group[] {
  const names = [...new Set(schema.parameters.map((parameter) => parameter.mechanism))];
  return names.map((name) => {
    const all = schema.parameters.filter((parameter) => parameter.mechanism === name);
    const isSwitch = (parameter: Parameter) => parameter.path === `${name}.enabled`;
    const rows = all.filter(
      (parameter) => !isSwitch(parameter) && matches({ ...parameter, changed: parameter.path in settings }, wanted.words, wanted.changedOnly, wanted.mark),
    );
    return {
      name,
      mechanism: schema.mechanisms.find((mechanism) => mechanism.name === name) ?? null,
      switch: all.find(isSwitch) ?? null,
      rows,
      changed: all.filter((parameter) => parameter.path in settings).length,
    };
  });
}
