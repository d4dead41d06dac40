/** A line of a chart with several. */
export interface Line {
  name: string;
  label: string;
  /** 0 to 5: its colour and its dash. */
  hue: number;
  points: readonly (readonly [number, number | null])[];
  /** x, lower end, upper end. */
  band?: readonly (readonly [number, number, number])[];
}

export const HUES = 6;

/** The numbers behind lines over one axis, a row for each place on it: of a line with a band also its ends. */
export function numbersOf(lines: readonly Line[], along = 'hour'): (string | number | null)[][] {
  const places = [...new Set(lines.flatMap((line) => line.points.map(([x]) => x)))].sort((a, b) => a - b);
  const columns = lines.flatMap((line) => {
    const points = new Map(line.points);
    const band = new Map(line.band?.map(([x, low, high]) => [x, { low, high }]));
    const middle = { name: line.band ? `${line.name} q50` : line.name, at: (x: number) => points.get(x) ?? null };
    if (!line.band) return [middle];
    return [
      { name: `${line.name} q05`, at: (x: number) => band.get(x)?.low ?? null },
      middle,
      { name: `${line.name} q95`, at: (x: number) => band.get(x)?.high ?? null },
    ];
  });
  return [[along, ...columns.map((column) => column.name)], ...places.map((x) => [x, ...columns.map((column) => column.at(x))])];
}
