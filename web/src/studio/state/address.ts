/**
 * The address bar holds the whole setting: `#/country/kazakhstan-2022?people.threshold=0.62&scale=100&hour=96`.
 * It stands behind the `#`, so nothing of it is sent anywhere, and a copied link opens the same question.
 */
import type { Value } from '../api/client';

export const SCREENS = ['start', 'country', 'branches', 'setup', 'evidence', 'own', 'classics', 'runs'] as const;
export type Screen = (typeof SCREENS)[number];
/** The screens that are one workspace: the same country, setting and run, looked at in four ways. */
export const VIEWS = ['country', 'branches', 'setup', 'evidence'] as const satisfies readonly Screen[];
export const isView = (screen: Screen): boolean => (VIEWS as readonly Screen[]).includes(screen);

export type Settings = Record<string, Value>;

export interface BranchDraft {
  name: string;
  settings: Settings;
}

export interface Address {
  screen: Screen;
  scenario: string | null;
  settings: Settings;
  replicates: number | null;
  scale: number | null;
  seed: number | null;
  hour: number | null;
  run: string | null;
  /** The hour at which branches part. */
  at: number | null;
  branches: BranchDraft[];
  /** The built-in question that the branches were taken from. */
  question: string | null;
  classic: string | null;
  /** What is changed of it: `c.second=2`. */
  classicSettings: Settings;
}

/** Paths without a dot that are settings all the same. */
const BARE = new Set(['hours', 'form']);

export function valueOf(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : text;
}

function whole(text: string | null, least: number): number | null {
  const number = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isInteger(number) && number >= least ? number : null;
}

/** Parameters have plain paths; orders of the regime's table have names in words. */
const CLASSIC = /^c\.([a-z_]+)$/;
const isSetting = (key: string) =>
  !CLASSIC.test(key) && (BARE.has(key) || /^[a-z_]+(\.[a-z0-9_]+)+$/.test(key) || /^(orders?|shocks?|call)\.[^=:,]+\.[a-z_]+$/.test(key));

/** `no-shutdown:shutdown.enabled=false,people.threshold=0.7` */
function branchOf(text: string): BranchDraft {
  const [name = '', rest = ''] = text.split(/:(.*)/s);
  const settings: Settings = {};
  for (const pair of rest.split(',')) {
    const [path = '', value] = pair.split(/=(.*)/s);
    if (isSetting(path) && value !== undefined) settings[path] = valueOf(value);
  }
  return { name, settings };
}

const branchText = (branch: BranchDraft) =>
  `${branch.name}:${Object.entries(branch.settings)
    .map(([path, value]) => `${path}=${value}`)
    .join(',')}`;

/** Whatever is not understood is left out: an address may be old or mistyped, and must still open. */
export function parse(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [screen = '', scenario = ''] = path.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return '';
    }
  });
  const given = new URLSearchParams(query);
  const settings: Settings = {};
  const classicSettings: Settings = {};
  for (const [key, value] of given) {
    const name = CLASSIC.exec(key)?.[1];
    if (name) classicSettings[name] = valueOf(value);
    else if (isSetting(key)) settings[key] = valueOf(value);
  }
  return {
    screen: (SCREENS as readonly string[]).includes(screen) ? (screen as Screen) : scenario || query ? 'country' : 'start',
    scenario: scenario || null,
    settings,
    replicates: whole(given.get('replicates'), 1),
    scale: whole(given.get('scale'), 1),
    seed: whole(given.get('seed'), 0),
    hour: whole(given.get('hour'), 0),
    run: given.get('run'),
    at: whole(given.get('at'), 0),
    branches: given.getAll('branch').map(branchOf).slice(0, 5),
    question: given.get('question'),
    classic: given.get('classic'),
    classicSettings,
  };
}

/** The shortest address that `parse` reads as the same. */
export function format(address: Address): string {
  const query = new URLSearchParams();
  for (const key of ['classic', 'run', 'replicates', 'scale', 'seed', 'hour', 'at', 'question'] as const) {
    const value = address[key];
    if (value !== null) query.set(key, String(value));
  }
  for (const branch of address.branches) query.append('branch', branchText(branch));
  for (const name of Object.keys(address.classicSettings).sort()) query.set(`c.${name}`, String(address.classicSettings[name]));
  for (const path of Object.keys(address.settings).sort()) query.set(path, String(address.settings[path]));
  // Colons, commas, slashes and equals signs are legal behind a question mark, and readable.
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%3D', '=');
  const path = `#/${address.screen}${address.scenario ? `/${encodeURIComponent(address.scenario)}` : ''}`;
  return text ? `${path}?${text}` : path;
}
