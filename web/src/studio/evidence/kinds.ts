/** The kinds of evidence that other commands leave in a run directory, by the names of their tables. */

export interface Kind {
  key: 'posterior' | 'sensitivity' | 'scores';
  tables: readonly string[];
  command: (scenario: string) => string;
}

export const KINDS: readonly Kind[] = [
  { key: 'posterior', tables: ['posterior', 'contraction', 'predictive', 'ranks'], command: (scenario) => `calibrate ${scenario} --scale 100` },
  { key: 'sensitivity', tables: ['sensitivity', 'indices', 'sobol', 'morris'], command: (scenario) => `sensitivity ${scenario} --method morris --scale 100` },
  { key: 'scores', tables: ['scores'], command: (scenario) => `forecast ${scenario} --origin 2022-01-05T00:00 --horizon 72h` },
];

/** The tables of a kind among the files of a run, in the order of the kind. */
export const tablesOf = (kind: Kind, files: readonly string[]): string[] => kind.tables.map((name) => `data/${name}.parquet`).filter((path) => files.includes(path));
