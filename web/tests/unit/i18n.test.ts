/** Every language says everything, in the same terms, and nothing that nobody asks for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../src/i18n/locales';
import { MEASURES } from '../../src/studio/branches/model';
import { SITES } from '../../src/studio/classics/grid';
import { KINDS } from '../../src/studio/evidence/kinds';
import { STEPS } from '../../src/studio/start/steps';
import { SCREENS } from '../../src/studio/state/address';
import { STATUSES } from '../../src/studio/state/frames';

const SRC = new URL('../../src/', import.meta.url).pathname;

function text(locale: string): string {
  const folder = join(SRC, 'i18n', locale);
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

/** Each key with the variables that its message uses, read from the source so that nothing hides in a selector. */
/** Names of places stand only where they are not those of the data. */
const PLACES = /^(town|region)-/;

function messages(locale: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const part of text(locale).split(/^(?=[a-zA-Z][\w-]* =)/m)) {
    const key = /^([a-zA-Z][\w-]*) =/.exec(part)?.[1];
    if (!key || PLACES.test(key)) continue;
    expect(found.has(key), `${locale}: ${key} is written twice`).toBe(false);
    found.set(key, [...new Set([...part.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? ''))].sort());
  }
  return found;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(SRC).join('\n');
const english = messages('en');

const CLASSICS = ['epstein', 'granovetter', 'kuran', 'watts', 'centola-macy'];

/** Families whose last part comes from a variable. */
const FAMILIES: Record<string, string[]> = {
  'section-': [
    'headline',
    'branches',
    'map',
    'curves',
    'onset',
    'daily',
    'outcomes',
    'statistics',
    'learned',
    'sensitive',
    'forecast',
    'parameters',
    'mechanisms',
    'limits',
    'cite',
    'manifest',
  ],
  'lede-': [
    'headline',
    'branches',
    'map',
    'curves',
    'onset',
    'daily',
    'outcomes',
    'statistics',
    'learned',
    'sensitive',
    'forecast',
    'parameters',
    'mechanisms',
    'limits',
    'cite',
    'manifest',
  ],
  'headline-': ['peak', 'units', 'detained', 'killed'],
  'problem-': ['empty', 'json', 'schema', 'shape', 'empty-do', 'json-do', 'schema-do', 'shape-do'],
  'mark-': ['L', 'D', 'A'],
  'screen-': [...SCREENS],
  'forces-': [...STATUSES],
  'standing-': ['complete', 'partial', 'interrupted', 'running'],
  'run-': ['complete', 'partial', 'interrupted', 'running'],
  'measure-': [...MEASURES],
  'site-': SITES.filter((site) => site !== 'empty'),
  'trust-': ['record', 'coarse', 'few', 'full'],
  'shipped-': ['more', 'less', 'unclear', 'same', 'exact', 'at-least', 'at-most'],
  'direction-': ['more', 'less', 'same'],
  'said-': ['peak', 'least', 'cumulative'].flatMap((stem) => [stem, `${stem}-all`]),
  'shipped-detained-': ['more', 'less', 'unclear', 'same'],
  'side-': ['now', 'place', 'levers', 'fit'],
  'verdict-': ['met', 'wide', 'missed', 'coarse'],
  'verdict-is-': ['met', 'wide', 'missed', 'coarse'],
  'classic-verdict-': ['agrees', 'near', 'differs'],
  'classic-try-': CLASSICS,
  'film-title-': CLASSICS.filter((name) => name !== 'epstein'),
  'tour-': STEPS.flatMap((_, step) => [`${step + 1}`, `${step + 1}-what`]),
  'evidence-': KINDS.flatMap((kind) => [kind.key, `${kind.key}-how`]),
};
/** Names from the data, translated when known and shown as written otherwise. */
const OPEN =
  /^(own-column|forecaster|structure|variable|unit|kind|status|outcome|group|lever|question|branch|shock|sector|classic-title|classic-meaning|classic-parameter|classic-choice|event-title)-/;

const direct = [...code.matchAll(/(?<![\w$])t\(\s*['`]([a-z][\w-]*)['`]/g)].map((match) => match[1] ?? '');
/** Keys that reach `t` through a condition or a list: any quoted word that looks like a key and is one. */
const indirect = [...code.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map((match) => match[1] ?? '').filter((word) => english.has(word));
const families = Object.entries(FAMILIES).flatMap(([stem, ends]) => ends.map((end) => stem + end));
const used = new Set([...direct, ...families, ...indirect]);

describe('the catalogues', () => {
  it.each(LOCALES)('%s parses without an error', (locale) => {
    expect(new FluentBundle(locale).addResource(new FluentResource(text(locale)))).toEqual([]);
    expect(text(locale)).not.toMatch(/^\t/m);
  });

  it.each(LOCALES)('%s has every key that the page asks for', (locale) => {
    const known = messages(locale);
    expect([...used].filter((key) => !known.has(key))).toEqual([]);
  });

  it.each(LOCALES)('%s has the same keys with the same variables as English', (locale) => {
    expect(Object.fromEntries(messages(locale))).toEqual(Object.fromEntries(english));
  });

  it('of Kazakh never asks for a plural: its numbers are written with the rules of Russian', () => {
    expect(text('kk')).not.toMatch(/\[(one|few|many)\]/);
  });

  it('has no key that nobody asks for', () => {
    expect([...english.keys()].filter((key) => !used.has(key) && !OPEN.test(key))).toEqual([]);
  });

  it('formats every message without an error', () => {
    const given = Object.fromEntries([...english.values()].flat().map((name) => [name, 2]));
    for (const locale of LOCALES) {
      const bundle = new FluentBundle(locale, { useIsolating: false });
      bundle.addResource(new FluentResource(text(locale)));
      for (const key of messages(locale).keys()) {
        const pattern = bundle.getMessage(key)?.value;
        const faults: Error[] = [];
        expect(pattern && bundle.formatPattern(pattern, given, faults).length, `${locale}: ${key}`).toBeTruthy();
        expect(faults, `${locale}: ${key}`).toEqual([]);
      }
    }
  });
});
