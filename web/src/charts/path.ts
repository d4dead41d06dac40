/** SVG path data for curves over hours. A gap in the data is a gap in the drawing. */

type Place = (value: number) => number;

const known = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value);
const short = (value: number) => value.toFixed(1);

/** The runs of consecutive hours in [0, end] at which every row has a value. */
function runs(rows: readonly (readonly (number | null)[])[], end: number): [number, number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let hour = 0; hour <= end + 1; hour++) {
    const whole = hour <= end && rows.every((row) => known(row[hour]));
    if (whole && from < 0) from = hour;
    if (!whole && from >= 0) {
      found.push([from, hour - 1]);
      from = -1;
    }
  }
  return found;
}

function points(row: readonly (number | null)[], from: number, to: number, x: Place, y: Place): string[] {
  const made: string[] = [];
  for (let hour = from; hour <= to; hour++) made.push(`${short(x(hour))} ${short(y(row[hour] ?? 0))}`);
  return made;
}

export function line(row: readonly (number | null)[], end: number, x: Place, y: Place): string {
  return runs([row], end)
    .map(([from, to]) => `M${points(row, from, to, x, y).join('L')}`)
    .join('');
}

/** The surface between two rows: forward along the upper one, back along the lower. */
export function area(low: readonly (number | null)[], high: readonly (number | null)[], end: number, x: Place, y: Place): string {
  return runs([low, high], end)
    .map(([from, to]) => `M${[...points(high, from, to, x, y), ...points(low, from, to, x, y).reverse()].join('L')}Z`)
    .join('');
}
