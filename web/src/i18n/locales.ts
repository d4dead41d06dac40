/** The languages of the page. */
export const LOCALES = ['en', 'fr', 'ru', 'kk'] as const;

export type Locale = (typeof LOCALES)[number];

/** Each language names itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', fr: 'Français', ru: 'Русский', kk: 'Қазақша' };
