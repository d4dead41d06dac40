/** What every section of the report shares: the run, its calendar, the clock, the formats of the reader's language. */
import { getContext, setContext } from 'svelte';
import type { Clock } from '../lib/clock.svelte';
import type { Formats } from '../lib/format';
import type { Report } from '../lib/report';
import type { Calendar } from '../lib/time';

export interface Shared {
  readonly report: Report;
  readonly calendar: Calendar;
  readonly clock: Clock;
  readonly formats: Formats;
  /** Where the active days end; the reader may look at the whole run instead. */
  readonly activeEnd: number;
}

const KEY = Symbol('report');

export const share = (shared: Shared) => setContext(KEY, shared);

export const shared = (): Shared => getContext<Shared>(KEY);
