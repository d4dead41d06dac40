/** What has arrived of one replicate, hour by hour and place by place, in flat arrays that the canvas reads. */
import type { Frame } from '../api/client';
import type { Values } from '../../map/marks';

export const LAYERS = ['participants', 'strikers', 'detained', 'killed'] as const;
export type Layer = (typeof LAYERS)[number];

/** How far units obey, in the order of the arrays. */
export const STATUSES = ['loyal', 'passive', 'refusing', 'defected'] as const;

/** 1, 2, 5, 10, 20 … so that the marks change their scale seldom while a crowd grows. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}

export class Frames {
  /** Hours that are complete. */
  received = 0;
  readonly #layers: Record<Layer, Float32Array>;
  readonly #largest: Record<Layer, number> = { participants: 1000, strikers: 1000, detained: 100, killed: 10 };
  readonly #forces: Float32Array;
  readonly #nation: Record<string, number[]> = {};

  constructor(
    readonly hours: number,
    readonly places: number,
  ) {
    const made = () => new Float32Array(hours * places);
    this.#layers = { participants: made(), strikers: made(), detained: made(), killed: made() };
    this.#forces = new Float32Array(hours * places * STATUSES.length);
  }

  /** Takes the hours before `hour` from another: a branch has them in common with its base. */
  begin(base: Frames, hour: number): void {
    const hours = Math.min(hour, base.received, this.hours);
    for (const layer of LAYERS) {
      this.#layers[layer].set(base.#layers[layer].subarray(0, hours * this.places));
      this.#largest[layer] = base.#largest[layer];
    }
    this.#forces.set(base.#forces.subarray(0, hours * this.places * STATUSES.length));
    for (const [name, values] of Object.entries(base.#nation)) this.#nation[name] = values.slice(0, hours);
    this.received = hours;
  }

  add(frame: Frame): void {
    const { hour } = frame;
    if (hour >= this.hours) return;
    const row = hour * this.places;
    for (const layer of LAYERS) {
      const values = this.#layers[layer];
      frame.places.forEach((place, index) => {
        const value = frame[layer][index] ?? 0;
        values[row + place] = value;
        if (value > this.#largest[layer]) this.#largest[layer] = roundUp(value);
      });
    }
    const width = this.places * STATUSES.length;
    if (frame.forces) {
      const { forces } = frame;
      forces.places.forEach((place, index) => {
        STATUSES.forEach((status, offset) => (this.#forces[hour * width + place * STATUSES.length + offset] = forces[status][index] ?? 0));
      });
    } else if (hour > 0) {
      this.#forces.copyWithin(hour * width, (hour - 1) * width, hour * width);
    }
    for (const [name, value] of Object.entries(frame.nation)) {
      const row = (this.#nation[name] ??= []);
      // A run that goes on from a checkpoint begins in its middle; what came before is not known here.
      while (row.length < hour) row.push(NaN);
      row[hour] = value;
    }
    this.received = Math.max(this.received, hour + 1);
  }

  /** A national series, one value per hour that has arrived. */
  nation(name: string): number[] {
    return this.#nation[name] ?? [];
  }

  /** A new object each time, so that whoever draws it sees that something came. */
  values(layer: Layer): Values {
    const values = this.#layers[layer];
    const last = Math.max(0, this.received - 1);
    const at = (place: number, hour: number): number => {
      const low = Math.min(last, Math.max(0, Math.floor(hour)));
      const a = values[low * this.places + place] ?? 0;
      if (low === hour || low >= last) return a;
      return a + (hour - low) * ((values[(low + 1) * this.places + place] ?? 0) - a);
    };
    const peak = (place: number): number => {
      let most = 0;
      for (let hour = 0; hour < this.received; hour++) most = Math.max(most, values[hour * this.places + place] ?? 0);
      return most;
    };
    return { largest: this.#largest[layer], at, peak };
  }

  /** Members of the forces at a place by status, in the order of `STATUSES`. */
  forces(place: number, hour: number): [number, number, number, number] {
    const low = Math.min(Math.max(0, this.received - 1), Math.max(0, Math.floor(hour)));
    const from = (low * this.places + place) * STATUSES.length;
    const of = (offset: number) => this.#forces[from + offset] ?? 0;
    return [of(0), of(1), of(2), of(3)];
  }
}
