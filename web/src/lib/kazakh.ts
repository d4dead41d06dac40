/**
 * Kazakh dates and abbreviations, by the Unicode CLDR's `kk` patterns: browsers built without Kazakh data write them in English.
 * Digits are grouped as in Russian, which every browser has.
 */
const MONTHS = ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'];
const SHORT_MONTHS = ['қаң.', 'ақп.', 'нау.', 'сәу.', 'мам.', 'мау.', 'шіл.', 'там.', 'қыр.', 'қаз.', 'қар.', 'жел.'];
const WEEKDAYS = ['жс', 'дс', 'сс', 'ср', 'бс', 'жм', 'сб'];

/** «5 қаң.» */
export const shortDay = (date: Date): string => `${date.getUTCDate()} ${SHORT_MONTHS[date.getUTCMonth()]}`;

/** «5 қаңтар, ср» */
export const day = (date: Date): string => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}, ${WEEKDAYS[date.getUTCDay()]}`;

/** «2022 ж. 5 қаңтар» */
export const longDay = (date: Date): string => `${date.getUTCFullYear()} ж. ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;

/** «5–8 қаң.», «30 қаң. – 2 ақп.» */
export function span(from: Date, to: Date): string {
  if (from.getUTCMonth() !== to.getUTCMonth()) return `${shortDay(from)} – ${shortDay(to)}`;
  return from.getUTCDate() === to.getUTCDate() ? shortDay(from) : `${from.getUTCDate()}–${shortDay(to)}`;
}

const SCALES: [number, string][] = [
  [1e9, 'млрд'],
  [1e6, 'млн'],
  [1e3, 'мың'],
];

/** «36,8 мың»; `digits` writes the part before the word. */
export function compact(value: number, digits: (value: number) => string): string {
  const [step, word] = SCALES.find(([step]) => Math.abs(value) >= step) ?? [1, ''];
  return word ? `${digits(value / step)} ${word}` : digits(value);
}

const SIZES: [number, string][] = [
  [1e9, 'ГБ'],
  [1e6, 'МБ'],
  [1e3, 'КБ'],
];

export function bytes(size: number, digits: (value: number) => string): string {
  const [step, word] = SIZES.find(([step]) => size >= step) ?? [1, 'Б'];
  return `${digits(size / step)} ${word}`;
}
