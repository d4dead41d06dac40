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
