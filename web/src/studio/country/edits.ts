/** Orders that are moved on the timeline: all changes together are one branch, which leaves the base before the first of them. */
import type { DatedEvent } from '../../lib/report';
import type { Parameter, Value } from '../api/client';
import type { BranchDraft, Settings } from '../state/address';

/** The name of the branch that the timeline makes. */
export const EDITED = 'edited';

export interface Order {
  /** What its settings begin with: `order.NAME`. */
  path: string;
  name: string;
  event: DatedEvent;
  /** As the scenario dates it. */
  from: number;
  to: number | null;
}

/** The orders of the timeline that a setting can reach. An event's text is the order's name, and where it holds in brackets. */
export function ordersOf(events: readonly DatedEvent[], parameters: readonly Parameter[]): Order[] {
  const names = parameters.flatMap((row) => /^order\.(.+)\.enabled$/.exec(row.path)?.[1] ?? []).sort((a, b) => b.length - a.length);
  return events.flatMap((event) => {
    const name = event.simulated ? names.find((name) => event.text === name || event.text.startsWith(`${name} (`)) : undefined;
    return name === undefined ? [] : [{ path: `order.${name}`, name, event, from: event.hour, to: event.hour_end }];
  });
}

/** An order as a branch has it. */
export interface Edited {
  from: number;
  to: number | null;
  on: boolean;
  changed: boolean;
}

export function edited(order: Order, settings: Settings): Edited {
  const { shift_hours: shift, until, enabled } = valuesOf(order, settings);
  const by = typeof shift === 'number' ? shift : 0;
  return {
    from: order.from + by,
    to: order.to === null ? null : typeof until === 'number' ? until : order.to + by,
    on: enabled !== false,
    changed: by !== 0 || until !== undefined || enabled === false,
  };
}

function valuesOf(order: Order, settings: Settings): Record<'shift_hours' | 'until' | 'enabled', Value | undefined> {
  return { shift_hours: settings[`${order.path}.shift_hours`], until: settings[`${order.path}.until`], enabled: settings[`${order.path}.enabled`] };
}

/** The settings with one order otherwise; what is as the scenario has it is left out. */
export function change(settings: Settings, order: Order, to: { from?: number; to?: number; on?: boolean }): Settings {
  const now = edited(order, settings);
  const next: Settings = { ...settings };
  for (const key of ['shift_hours', 'until', 'enabled']) delete next[`${order.path}.${key}`];
  const from = to.from ?? now.from;
  const shift = Math.round(from - order.from);
  const on = to.on ?? now.on;
  if (!on) next[`${order.path}.enabled`] = false;
  if (shift !== 0) next[`${order.path}.shift_hours`] = shift;
  if (order.to !== null && now.to !== null) {
    // What is moved keeps its length.
    const end = to.to ?? now.to + (from - now.from);
    const least = order.from + shift + 1;
    if (Math.round(end) !== Math.round(order.to + shift)) next[`${order.path}.until`] = Math.max(least, Math.round(end));
  }
  return next;
}

/** The whole hour before which nothing differs. */
export function parting(orders: readonly Order[], settings: Settings): number {
  const hours = orders.flatMap((order) => {
    const now = edited(order, settings);
    if (!now.changed) return [];
    const start = Math.min(order.from, now.from);
    // An order that only lasts longer or shorter is the same until one of its ends.
    const same = now.on && now.from === order.from && order.to !== null && now.to !== null;
    return [same ? Math.min(order.to ?? start, now.to ?? start) : start];
  });
  return hours.length ? Math.max(0, Math.floor(Math.min(...hours))) : 0;
}

/** The branches with the timeline's among them, first; without it where it changes nothing. */
export function withEdits(branches: readonly BranchDraft[], settings: Settings): BranchDraft[] {
  const others = branches.filter((branch) => branch.name !== EDITED);
  return Object.keys(settings).length ? [{ name: EDITED, settings }, ...others] : others;
}
