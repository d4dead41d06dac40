/** Numbers and dates of the Studio: by the scenario's calendar, in the reader's language. */
import { language } from '../../i18n/language.svelte';
import { formats, type Formats } from '../../lib/format';
import { session } from '../state/session.svelte';

/** Reads the language and the calendar: call it inside `$derived`. */
export const plainFormats = (): Formats => formats(language.current, session.calendar);

/** A moment of the real world, such as when a run was made, in the zone of the reader. */
export function madeAt(time: string): string {
  const made = new Date(time);
  if (Number.isNaN(made.getTime())) return time;
  const pad = (value: number) => String(value).padStart(2, '0');
  // Sortable and the same in every language: it names runs, not days of the event.
  return `${made.getFullYear()}-${pad(made.getMonth() + 1)}-${pad(made.getDate())} ${pad(made.getHours())}:${pad(made.getMinutes())}`;
}
