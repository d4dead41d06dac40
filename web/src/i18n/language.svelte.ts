/** The reader's language, and `t`, which every visible word passes through. */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { LOCALES, type Locale } from './locales';
import enCommon from './en/common.ftl?raw';
import enReport from './en/report.ftl?raw';
import frCommon from './fr/common.ftl?raw';
import frReport from './fr/report.ftl?raw';

const TEXTS: Record<Locale, string[]> = { en: [enCommon, enReport], fr: [frCommon, frReport] };

function bundle(locale: Locale): FluentBundle {
  // Isolation marks are for mixed-direction text; both languages run left to right.
  const made = new FluentBundle(locale, { useIsolating: false });
  for (const text of TEXTS[locale]) made.addResource(new FluentResource(text));
  return made;
}

const BUNDLES: Record<Locale, FluentBundle> = { en: bundle('en'), fr: bundle('fr') };

class Language {
  current = $state<Locale>('en');

  /** Takes the first of the browser's languages that is complete here. */
  choose(preferred: readonly string[]): void {
    const found = preferred.map((tag) => tag.slice(0, 2)).find((tag) => LOCALES.includes(tag as Locale));
    if (found) this.current = found as Locale;
  }
}

export const language = new Language();

/** The message `key` in the reader's language. A missing key shows itself, and fails a test. */
export function t(key: string, args?: Record<string, FluentVariable>): string {
  const messages = BUNDLES[language.current];
  const message = messages.getMessage(key);
  return message?.value ? messages.formatPattern(message.value, args) : key;
}

/** A word that the data carries in English: translated where the catalogue knows its name, as written otherwise. */
export function named(prefix: string, name: string, asWritten: string): string {
  const message = BUNDLES[language.current].getMessage(`${prefix}-${name.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`);
  return message?.value ? BUNDLES[language.current].formatPattern(message.value) : asWritten;
}
