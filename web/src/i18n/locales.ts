/** The complete languages. Russian and Kazakh join this list once their files have every key. */
export const LOCALES = ['en', 'fr'] as const;

export type Locale = (typeof LOCALES)[number];

/** Each language names itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', fr: 'Français' };
