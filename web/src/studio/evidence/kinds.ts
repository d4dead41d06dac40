/** The kinds of evidence that other commands make, by the names of their tables. */

export interface Kind {
  key: 'posterior' | 'sensitivity' | 'scores';
  tables: readonly string[];
  /** How to get it, one command after the other. */
  commands: readonly string[];
}

export const KINDS: readonly Kind[] = [
  {
    key: 'posterior',
    tables: ['posterior', 'contraction', 'predictive', 'ranks'],
    commands: ['calibrate SCENARIO --out learned', 'run SCENARIO --posterior learned'],
  },
  { key: 'sensitivity', tables: ['sensitivity'], commands: ['sensitivity SCENARIO --method morris --scale 100 --out moved', 'report RUN --with moved'] },
  { key: 'scores', tables: ['scores'], commands: ['forecast SCENARIO --horizon 24h,72h --out scored', 'report RUN --with scored'] },
];

/** The tables of a kind among the files of a run, in the order of the kind. */
export const tablesOf = (kind: Kind, files: readonly string[]): string[] =>
  kind.tables.map((name) => `data/${name}.parquet`).filter((path) => files.includes(path));
