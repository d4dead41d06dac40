/** Orders, shocks and calls that are moved on the timeline: all changes together are one branch, which leaves the base before the first of them. */
import { EDITED } from '../../lib/branches';
import type { DatedEvent } from '../../lib/report';
import type { Country, Parameter, Value } from '../api/client';
import type { BranchDraft, Settings } from '../state/address';

export interface Order {
  /** What its settings begin with: `order.NAME`, `shock.NAME`, `call.NAME`. */
  path: string;
  name: string;
  /** What it is, for its colour and its words: the kind of an order, `shock` or `call`. */
  kind: string;
  /** As the scenario dates it. */
  from: number;
  to: number | null;
  /** Whether the scenario has it happen. */
  on: boolean;
  /** The key that says how long it lasts, and the hours that this key leaves as they are; an order says until when. */
  stretch: { key: string; fixed: number } | null;
  /** Hours by which it can come later. */
  bounds: [number, number] | null;
}

/** The orders of the timeline that a setting can reach. An event's text is the order's name, and where it holds in brackets. */
export function ordersOf(events: readonly DatedEvent[], parameters: readonly Parameter[]): Order[] {
  const names = parameters.flatMap((row) => /^order\.(.+)\.enabled$/.exec(row.path)?.[1] ?? []).sort((a, b) => b.length - a.length);
  return events.flatMap((event) => {
    const name = event.simulated ? names.find((name) => event.text === name || event.text.startsWith(`${name} (`)) : undefined;
    if (name === undefined) return [];
    return [{ path: `order.${name}`, name, kind: event.kind, from: event.hour, to: event.hour_end, on: true, stretch: null, bounds: null }];
  });
}

/** Shocks and calls; one that is repeated is a bar each time. */
export function triggersOf(bars: Country['bars'], parameters: readonly Parameter[]): Order[] {
  const known = new Set(parameters.map((row) => row.path));
  return bars
    .filter((bar) => known.has(`${bar.path}.enabled`))
    .flatMap((bar) =>
      bar.times.map((from): Order => ({
        path: bar.path,
        name: bar.name,
        kind: bar.kind,
        from,
        to: from + bar.lasts,
        on: bar.enabled,
        stretch: { key: bar.stretches, fixed: bar.fixed },
        bounds: bar.earliest !== null && bar.earliest !== undefined && bar.latest !== null && bar.latest !== undefined ? [bar.earliest, bar.latest] : null,
      })),
    );
}

/** An order as a branch has it. */
export interface Edited {
  from: number;
  to: number | null;
  on: boolean;
  changed: boolean;
}

const keysOf = (order: Order) => ['shift_hours', 'enabled', order.stretch?.key ?? 'until'];

export function edited(order: Order, settings: Settings): Edited {
  const of = (key: string): Value | undefined => settings[`${order.path}.${key}`];
  const shift = of('shift_hours');
  const by = typeof shift === 'number' ? shift : 0;
  const from = order.from + by;
  const end = of(order.stretch?.key ?? 'until');
  const to = order.to === null ? null : typeof end !== 'number' ? order.to + by : order.stretch ? from + order.stretch.fixed + end : end;
  const enabled = of('enabled');
  const on = typeof enabled === 'boolean' ? enabled : order.on;
  return { from, to, on, changed: by !== 0 || end !== undefined || on !== order.on };
}

/** The settings with one order otherwise; what is as the scenario has it is left out. */
export function change(settings: Settings, order: Order, to: { from?: number; to?: number; on?: boolean }): Settings {
  const now = edited(order, settings);
  const next: Settings = { ...settings };
  for (const key of keysOf(order)) delete next[`${order.path}.${key}`];
  const [low, high] = order.bounds ?? [-Infinity, Infinity];
  const shift = Math.min(high, Math.max(low, Math.round((to.from ?? now.from) - order.from)));
  const from = order.from + shift;
  const on = to.on ?? now.on;
  if (on !== order.on) next[`${order.path}.enabled`] = on;
  if (shift !== 0) next[`${order.path}.shift_hours`] = shift;
  if (order.to !== null && now.to !== null) {
    // What is moved keeps its length.
    const end = to.to ?? now.to + (from - now.from);
    if (order.stretch) {
      const length = Math.max(1, Math.round(end - from - order.stretch.fixed));
      if (length !== Math.round(order.to - order.from - order.stretch.fixed)) next[`${order.path}.${order.stretch.key}`] = length;
    } else if (Math.round(end) !== Math.round(order.to + shift)) next[`${order.path}.until`] = Math.max(from + 1, Math.round(end));
  }
  return next;
}

/** As the scenario has it. */
export function restore(settings: Settings, order: Order): Settings {
  const next: Settings = { ...settings };
  for (const key of keysOf(order)) delete next[`${order.path}.${key}`];
  return next;
}

/** The whole hour before which nothing differs. */
export function parting(orders: readonly Order[], settings: Settings): number {
  const hours = orders.flatMap((order) => {
    const now = edited(order, settings);
    if (!now.changed) return [];
    const start = Math.min(order.from, now.from);
    // What only lasts longer or shorter is the same until one of its ends; a shock decays otherwise from its height on.
    const same = now.on && order.on && now.from === order.from && order.to !== null && now.to !== null;
    const until = order.stretch?.key === 'decay_hours' ? order.from + order.stretch.fixed : Math.min(order.to ?? start, now.to ?? start);
    return [same ? until : start];
  });
  return hours.length ? Math.max(0, Math.floor(Math.min(...hours))) : 0;
}

/** The branches with the timeline's among them, first; without it where it changes nothing. */
export function withEdits(branches: readonly BranchDraft[], settings: Settings): BranchDraft[] {
  const others = branches.filter((branch) => branch.name !== EDITED);
  return Object.keys(settings).length ? [{ name: EDITED, settings }, ...others] : others;
}
