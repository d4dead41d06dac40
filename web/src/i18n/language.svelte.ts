/** The reader's language, and `t`, which every visible word passes through. */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { LOCALES, type Locale } from './locales';

/**
 * Browsers without Kazakh write its numbers as English ones. Russian groups and points numbers as Kazakh does, so it writes them;
 * Kazakh nouns stay singular after a number, so the catalogue never asks for a plural.
 */
const NUMBERS_AS: Record<Locale, string> = { en: 'en', fr: 'fr', ru: 'ru', kk: 'ru' };

const BUNDLES = new Map<Locale, FluentBundle>();

/** Makes a language ready. English must be one of them: it is what a missing word falls back to. */
export function install(locale: Locale, texts: readonly string[]): void {
  // Isolation marks are for mixed-direction text; all the languages run left to right.
  const made = new FluentBundle(NUMBERS_AS[locale], { useIsolating: false });
  for (const text of texts) made.addResource(new FluentResource(text));
  BUNDLES.set(locale, made);
}

export const installed = (locale: Locale): boolean => BUNDLES.has(locale);

/** The first of the browser's languages that is here, English otherwise. */
export function preferredOf(preferred: readonly string[]): Locale {
  return (preferred.map((tag) => tag.slice(0, 2)).find((tag) => LOCALES.includes(tag as Locale)) as Locale | undefined) ?? 'en';
}

class Language {
  current = $state<Locale>('en');

  choose(preferred: readonly string[]): void {
    this.current = preferredOf(preferred);
  }
}

export const language = new Language();

function find(key: string, args?: Record<string, FluentVariable>): string | null {
  for (const locale of [language.current, 'en'] as const) {
    const bundle = BUNDLES.get(locale);
    const message = bundle?.getMessage(key);
    if (bundle && message?.value) return bundle.formatPattern(message.value, args);
  }
  return null;
}

/** The message `key` in the reader's language. A missing key shows itself, and fails a test. */
export const t = (key: string, args?: Record<string, FluentVariable>): string => find(key, args) ?? key;

/** A word that the data carries in English: translated where the catalogue knows its name, as written otherwise. */
export const named = (prefix: string, name: string, asWritten: string): string => find(`${prefix}-${name.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`) ?? asWritten;

/** A town or a region by the name that the data has, in the letters of the reader's language where the catalogue has them. */
export const town = (name: string): string => named('town', name, name);
export const region = (name: string): string => named('region', name, name);

/** A scenario's title: in the reader's language where the program carries it, as its file has it otherwise. */
export const eventTitle = (name: string, title: string): string => named('event-title', name, title);
