/** Loads a language when it is wanted: the page starts with one, not with four. */
import { install, installed, language, preferredOf } from '../../i18n/language.svelte';
import { LOCALES, type Locale } from '../../i18n/locales';

const KEY = 'groundswell-language';

const LOADERS: Record<Locale, () => Promise<{ default: string[] }>> = {
  en: () => import('./en'),
  fr: () => import('./fr'),
  ru: () => import('./ru'),
  kk: () => import('./kk'),
};

async function load(locale: Locale): Promise<void> {
  if (!installed(locale)) install(locale, (await LOADERS[locale]()).default);
}

/** Changes the language once its words are here. */
export async function speak(locale: Locale): Promise<void> {
  await load(locale);
  language.current = locale;
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** The language chosen before, or the browser's. */
export function preferred(): Locale {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept && (LOCALES as readonly string[]).includes(kept)) return kept as Locale;
  } catch {
    // As above.
  }
  return preferredOf(navigator.languages);
}
