/** Numbers and dates as each language writes them. Everything shown to a reader passes through here. */
import type { Locale } from '../i18n/locales';
import * as kazakh from './kazakh';
import type { Calendar } from './time';

/** British English for day-before-month dates; metropolitan French. Kazakh numbers are grouped as Russian ones; its words are in `kazakh.ts`. */
const TAGS: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR', ru: 'ru-RU', kk: 'ru-RU' };

export interface Formats {
  /** A recorded figure, with all its digits. */
  exact(value: number): string;
  /** A setting as it is, with every digit that was typed. */
  full(value: number): string;
  /** A simulated figure: three significant digits, because more would be false precision. */
  rough(value: number): string;
  /** An axis label. */
  short(value: number): string;
  percent(share: number): string;
  /** A share in people of a thousand: two significant digits. */
  permille(thousandths: number): string;
  bytes(size: number): string;
  /** «5 January 2022, 18:00» */
  moment(hour: number): string;
  /** «5 Jan, 18:00» */
  shortMoment(hour: number): string;
  /** «18:00» */
  timeOfDay(hour: number): string;
  /** «Wed 5 January» */
  day(hour: number): string;
  /** «5 Jan» */
  shortDay(hour: number): string;
  /** «5–8 Jan» */
  span(from: number, to: number): string;
  range(low: string, high: string): string;
}

const ABSENT = '–';
const cache = new Map<string, Intl.NumberFormat>();

function number(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) cache.set(key, (made = new Intl.NumberFormat(TAGS[locale], options)));
  return made;
}

/** A minus as long as a plus, as print has it; a browser writes the hyphen of the keyboard. */
const minus = (text: string) => text.replace(/^-/, '−');
const finite = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value);

export function formats(locale: Locale, calendar: Calendar): Formats {
  const date = (options: Intl.DateTimeFormatOptions, own?: (date: Date) => string) => {
    if (locale === 'kk' && own) return (hour: number) => (finite(hour) ? own(calendar.at(hour)) : ABSENT);
    const made = new Intl.DateTimeFormat(TAGS[locale], { timeZone: 'UTC', ...options });
    return (hour: number) => (finite(hour) ? made.format(calendar.at(hour)) : ABSENT);
  };
  const clock = date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayMonth = date({ day: 'numeric', month: 'short' }, kazakh.shortDay);
  const dayMonthYear = date({ day: 'numeric', month: 'long', year: 'numeric' }, kazakh.longDay);
  const spans = new Intl.DateTimeFormat(TAGS[locale], { timeZone: 'UTC', day: 'numeric', month: 'short' });
  const written = (options: Intl.NumberFormatOptions) => (value: number) => (finite(value) ? number(locale, options).format(value === 0 ? 0 : value) : ABSENT);
  const signed = (options: Intl.NumberFormatOptions) => {
    const write = written(options);
    return (value: number) => minus(write(value));
  };
  const rough = signed({ maximumSignificantDigits: 3 });

  return {
    exact: written({ maximumFractionDigits: 3 }),
    full: written({ maximumSignificantDigits: 15 }),
    rough,
    short: locale === 'kk' ? (value) => (finite(value) ? kazakh.compact(value, rough) : ABSENT) : signed({ notation: 'compact', maximumSignificantDigits: 3 }),
    percent: signed({ style: 'percent', maximumFractionDigits: 0 }),
    permille: written({ maximumSignificantDigits: 2 }),
    bytes: (size) => {
      if (!finite(size)) return ABSENT;
      if (locale === 'kk') return kazakh.bytes(size, rough);
      const [unit, step] = size >= 1e6 ? (['megabyte', 1e6] as const) : size >= 1e3 ? (['kilobyte', 1e3] as const) : (['byte', 1] as const);
      return number(locale, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 }).format(size / step);
    },
    moment: (hour) => (finite(hour) ? `${dayMonthYear(hour)}, ${clock(hour)}` : ABSENT),
    shortMoment: (hour) => (finite(hour) ? `${dayMonth(hour)}, ${clock(hour)}` : ABSENT),
    timeOfDay: clock,
    day: date({ weekday: 'short', day: 'numeric', month: 'long' }, kazakh.day),
    shortDay: dayMonth,
    span: (from, to) => {
      if (!finite(from) || !finite(to)) return ABSENT;
      const write = locale === 'kk' ? kazakh.span : (a: Date, b: Date) => spans.formatRange(a, b);
      return write(calendar.at(from), calendar.at(to));
    },
    range: (low, high) => (low === high ? low : locale === 'fr' ? `${low} à ${high}` : `${low}–${high}`),
  };
}
