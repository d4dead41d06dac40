/** Hours of a run and the calendar. The scenario's clock is treated as UTC throughout, so the reader's own time zone never shifts a date. */

const HOUR = 3_600_000;

export class Calendar {
  readonly #start: number;
  readonly clock: string;

  constructor(start: string, clock: string) {
    this.#start = Date.parse(`${start}Z`);
    this.clock = clock;
  }

  /** The instant of a (possibly fractional) hour. */
  at(hour: number): Date {
    return new Date(this.#start + hour * HOUR);
  }

  /** Hours since the start for a date such as `2022-01-05`. */
  hourOf(date: string): number {
    return (Date.parse(date.includes('T') ? `${date}Z` : `${date}T00:00Z`) - this.#start) / HOUR;
  }

  /** The hours in [0, end] at which a day begins. */
  midnights(end: number): number[] {
    const startOfDay = (this.#start / HOUR) % 24;
    const first = startOfDay === 0 ? 0 : 24 - startOfDay;
    const hours: number[] = [];
    for (let hour = first; hour <= end; hour += 24) hours.push(hour);
    return hours;
  }
}
