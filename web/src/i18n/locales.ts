/** The languages of the page. */
export const LOCALES = ['en', 'fr', 'ru', 'kk'] as const;

export type Locale = (typeof LOCALES)[number];

/** A missing key in one of these fails the gate; the others fall back to English word by word. */
export const COMPLETE: readonly Locale[] = ['en', 'fr'];

/** Each language names itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', fr: 'Français', ru: 'Русский', kk: 'Қазақша' };
