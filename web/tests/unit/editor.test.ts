/** The timeline as the editor, the classics' sliders and the columns of one's own table: what they compute without a page. */
import { describe, expect, it } from 'vitest';
import { change, edited, parting, restore, triggersOf, withEdits, type Order } from '../../src/studio/country/edits';
import { matters, slidersOf, verdictOf } from '../../src/studio/classics/sliders';
import { field, layout } from '../../src/studio/classics/film';
import { fields, guess } from '../../src/studio/own/columns';
import type { ClassicParameter, Country, Film, Parameter } from '../../src/studio/api/client';

const order: Order = { path: 'order.cut', name: 'cut', kind: 'shutdown', from: 100, to: 150, on: true, stretch: null, bounds: null };
const shock: Order = {
  path: 'shock.ruling',
  name: 'ruling',
  kind: 'shock',
  from: 40,
  to: 90,
  on: true,
  stretch: { key: 'decay_hours', fixed: 2 },
  bounds: null,
};
const monday: Order = {
  path: 'call.Mondays',
  name: 'Mondays',
  kind: 'call',
  from: 17,
  to: 21,
  on: true,
  stretch: { key: 'hours', fixed: 0 },
  bounds: [-17, 6],
};

describe('the timeline', () => {
  it('moves, stretches and leaves out an order, and leaves no trace when all is as before', () => {
    const moved = change({}, order, { from: 110 });
    expect(moved).toEqual({ 'order.cut.shift_hours': 10 });
    expect(edited(order, moved)).toEqual({ from: 110, to: 160, on: true, changed: true });
    const longer = change(moved, order, { to: 200 });
    expect(longer).toEqual({ 'order.cut.shift_hours': 10, 'order.cut.until': 200 });
    expect(change(change({}, order, { on: false }), order, { on: true })).toEqual({});
    expect(restore({ ...longer, other: 1 }, order)).toEqual({ other: 1 });
  });

  it('stretches a shock by its decay, and a call by its hours', () => {
    expect(change({}, shock, { to: 140 })).toEqual({ 'shock.ruling.decay_hours': 98 });
    expect(edited(shock, { 'shock.ruling.decay_hours': 98 })).toEqual({ from: 40, to: 140, on: true, changed: true });
    // What is moved keeps its length.
    expect(change({ 'shock.ruling.decay_hours': 98 }, shock, { from: 50 })).toEqual({ 'shock.ruling.shift_hours': 10, 'shock.ruling.decay_hours': 98 });
    expect(change({}, monday, { to: 23 })).toEqual({ 'call.Mondays.hours': 6 });
  });

  it('moves what is made every week within its day only', () => {
    expect(change({}, monday, { from: 40 })).toEqual({ 'call.Mondays.shift_hours': 6 });
    expect(change({}, monday, { from: -40 })).toEqual({ 'call.Mondays.shift_hours': -17 });
  });

  it('parts before the first thing that differs', () => {
    expect(parting([order, shock], change({}, order, { from: 90 }))).toBe(90);
    expect(parting([order, shock], change({}, order, { to: 120 }))).toBe(120);
    expect(parting([order, shock], change({}, shock, { to: 140 }))).toBe(42);
    expect(parting([order, shock], {})).toBe(0);
    expect(withEdits([{ name: 'other', settings: {} }], { a: 1 }).map((branch) => branch.name)).toEqual(['edited', 'other']);
  });

  it('shows a bar each time that a call is made, and none that no setting reaches', () => {
    const bar = {
      path: 'call.Mondays',
      name: 'Mondays',
      kind: 'call',
      what: 'call',
      enabled: true,
      times: [17, 185],
      lasts: 4,
      stretches: 'hours',
      fixed: 0,
      earliest: -17,
      latest: 6,
    };
    const bars = [bar, { ...bar, path: 'call.a:b', name: 'a:b' }] as Country['bars'];
    const known = [{ path: 'call.Mondays.enabled' }] as Parameter[];
    expect(triggersOf(bars, known).map((row) => [row.path, row.from, row.to])).toEqual([
      ['call.Mondays', 17, 21],
      ['call.Mondays', 185, 189],
    ]);
  });
});

describe('the classics', () => {
  const parameters = ['people', 'thresholds', 'second', 'mean', 'sd'].map((name) => ({ name })) as ClassicParameter[];

  it('show the sliders that do something at the other settings', () => {
    const names = (thresholds: string) =>
      slidersOf('granovetter', parameters, (name) => (name === 'thresholds' ? thresholds : 1)).map((row) => row.parameter.name);
    expect(names('uniform')).toEqual(['people', 'second']);
    expect(names('normal')).toEqual(['people', 'mean', 'sd']);
    expect(matters('granovetter', 'sd', () => 'uniform')).toBe(false);
    expect(slidersOf('unheard of', parameters, () => 1)).toEqual([]);
  });

  it('judge a number by the error of its mean and the rounding of the publication', () => {
    expect(verdictOf(100, 100, 0, 1)).toBe('agrees');
    expect(verdictOf(40.5, 40.9, 1, 10)).toBe('agrees');
    expect(verdictOf(40.5, 42, 1, 10)).toBe('near');
    expect(verdictOf(40.5, 50, 1, 10)).toBe('differs');
    expect(verdictOf(1, null, null, 0)).toBe('differs');
  });

  it('place everybody within the picture', () => {
    const people = Array.from({ length: 30 }, (_, index) => ({ threshold: 30 - index, joined: null }));
    const film: Film = {
      people,
      ties: [
        [0, 1],
        [1, 2],
        [5, 6],
      ],
      active: [0],
    };
    for (const points of [layout(film, false), layout(film, true), field({ ...film, ties: [] }, 400, 300)]) {
      expect(points).toHaveLength(30);
      expect(points.every(([x, y]) => x >= 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
    }
    // The lowest threshold stands first.
    expect(field(film, 400, 300)[29]?.[1]).toBeLessThan(field(film, 400, 300)[0]?.[1] ?? 0);
  });
});

describe("the columns of one's own table", () => {
  it('are read by the sign that parts them, and guessed', () => {
    expect(fields('Day;Town;"Crowd, about"')).toEqual(['Day', 'Town', 'Crowd, about']);
    expect(fields('date\tplace')).toEqual(['date', 'place']);
    expect(guess(['Day', 'Town', 'Crowd'], ['date', 'place', 'size', 'note'])).toEqual({ date: 'Day', place: 'Town', size: 'Crowd', note: '' });
  });
});
