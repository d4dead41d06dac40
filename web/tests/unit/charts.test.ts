/** Scales, ticks, paths and the map's projection put things where they belong. */
import { describe, expect, it } from 'vitest';
import { area, line } from '../../src/charts/path';
import { linear, logarithmic, roundLinear } from '../../src/charts/scale';
import { extentOf, spanOf, thin, valueAxis } from '../../src/charts/scales';
import type { Report, Series } from '../../src/lib/report';
import { areaScale, marksAt, PlaceSeries } from '../../src/map/marks';
import { place as placeLabels } from '../../src/map/labels';
import { onMap } from '../../src/map/labels';
import { albers, framing, project, unbroken } from '../../src/map/projection';

describe('scales', () => {
  it('are straight where they should be', () => {
    const scale = linear([0, 10], [100, 0]);
    expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0]);
  });

  it('end on round numbers', () => {
    expect(roundLinear([0, 83_000], [100, 0], 4).domain).toEqual([0, 100_000]);
  });

  it('give decades equal room, and put zero on the edge', () => {
    const scale = logarithmic([1, 1000], [90, 0]);
    expect(scale(10)).toBeCloseTo(60);
    expect(scale(0)).toBe(90);
    expect(scale(-3)).toBe(90);
  });

  it('make the area of a mark stand for its number', () => {
    const radius = areaScale(1000, 700);
    expect(radius(1000) ** 2 / radius(250) ** 2).toBeCloseTo(4);
    expect(radius(0)).toBe(0);
    // What is many times the largest is drawn larger, and does not cover the country.
    expect(radius(2000)).toBeGreaterThan(radius(1000));
    expect(radius(1e9)).toBe(radius(1e8));
  });
});

describe('axes', () => {
  it('tick a logarithmic axis at powers of ten, from one for counts', () => {
    const axis = valueAxis('log', [0, 50_000], 300);
    expect(axis.ticks).toEqual([1, 10, 100, 1000, 10_000]);
    expect(valueAxis('log', [0, 17], 300).ticks).toEqual([1, 10]);
    expect(valueAxis('log', [0, 0.6], 300).floor).toBeCloseTo(0.001);
  });

  it('thin the days until their names have room', () => {
    const days = Array.from({ length: 30 }, (_, day) => day * 24);
    expect(thin(days, 720, 600, 52)).toHaveLength(10);
    expect(thin(days, 720, 6000, 52)).toHaveLength(30);
  });

  it('hold the band and the recorded ranges, in view only', () => {
    const row = [0, 4, 9, 40];
    const series = { q05: row, q95: row, facts: [{ from: 1, to: 1, low: 1, best: 2, high: 12 }] } as unknown as Series;
    expect(extentOf(series, 2)).toEqual([0, 12]);
    expect(extentOf(series, 3)).toEqual([0, 40]);
    expect(extentOf({ q05: [], q95: [], facts: [] } as unknown as Series, 3)).toEqual([0, 1]);
  });

  it('leave out hours that are not computed yet', () => {
    const series = { q05: [2, NaN, -1], q95: [5, NaN, NaN], facts: [] } as unknown as Series;
    expect(extentOf(series, 1)).toEqual([0, 5]);
    expect(extentOf(series, 2)).toEqual([-1, 5]);
  });

  it('go below nothing where numbers do', () => {
    const series = { q05: [0, -0.6], q95: [0, -0.5], facts: [] } as unknown as Series;
    expect(extentOf(series, 1)).toEqual([-0.6, 0]);
    const axis = valueAxis('linear', extentOf(series, 1), 100);
    expect(axis.scale(-0.6)).toBeLessThanOrEqual(100);
    expect(axis.scale(0)).toBe(0);
  });

  it('survive rows with nothing in them', () => {
    expect(spanOf([null, undefined, NaN])).toEqual([0, 1]);
    const [low, high] = spanOf([5, 5]);
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
  });
});

describe('paths', () => {
  const same = (value: number) => value;

  it('leave a gap where the data has one', () => {
    expect(line([1, 2, null, 4, 5], 4, same, same)).toBe('M0.0 1.0L1.0 2.0M3.0 4.0L4.0 5.0');
  });

  it('close a band along its lower edge', () => {
    expect(area([0, 0], [2, 3], 1, same, same)).toBe('M0.0 2.0L1.0 3.0L1.0 0.0L0.0 0.0Z');
  });

  it('stop where the data stops', () => {
    expect(line([1], 5, same, same)).toBe('M0.0 1.0');
    expect(line([], 5, same, same)).toBe('');
  });
});

describe('the map', () => {
  it('projects as in the numerical example of Snyder (1987, p. 291)', () => {
    const [x, y] = albers([29.5, 45.5], { lon: -96, lat: 23 })(-75, 35);
    expect(x).toBeCloseTo(0.295272, 6);
    expect(y).toBeCloseTo(0.2416774, 6);
  });

  it('is not framed by islets without a place, and calls towns by their names alone', () => {
    const square = (x: number, y: number, size: number) => [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ];
    const rings = [square(-75, -40, 20), square(-109.4, -27.2, 0.2), square(-79, -33.7, 0.3)];
    expect(framing(rings, [[-70, -33]])).toEqual([true, false, false]);
    expect(framing(rings, [[-78.8, -33.6]])).toEqual([true, false, true]);
    expect(framing(rings.slice(1), [])).toEqual([true, true]);
    expect(['Boston (Massachusetts)', 'Karuri (GeoNames 193627)', 'Kyiv'].map(onMap)).toEqual(['Boston', 'Karuri', 'Kyiv']);
  });

  it('keeps a country together that lies on both sides of the 180th meridian', () => {
    // Attu, Nome, Seattle, Boston: Attu lies west of Nome.
    const east = unbroken([172.9, -165.4, -122.3, -71.1]);
    const row = [172.9, -165.4, -122.3, -71.1].map(east);
    expect(row).toEqual([...row].sort((a, b) => a - b));
    expect((row[3] ?? 0) - (row[0] ?? 0)).toBeCloseTo(116, 0);
    expect([46.5, 87.3].map(unbroken([46.5, 70, 87.3]))).toEqual([46.5, 87.3]);
  });

  const land = {
    outlines: { type: 'FeatureCollection', features: [] },
    places: [
      { lon: 50, lat: 44 },
      { lon: 87, lat: 55 },
    ],
  } as unknown as Report;

  it('fits the places when there are no outlines, north up and east right', () => {
    const { point } = project(land, 800, 500);
    const [west, east] = [point(50, 44), point(87, 55)];
    expect(east[0]).toBeGreaterThan(west[0]);
    expect(east[1]).toBeLessThan(west[1]);
    for (const [x, y] of [west, east]) {
      expect(x).toBeGreaterThanOrEqual(9.9);
      expect(x).toBeLessThanOrEqual(790.1);
      expect(y).toBeGreaterThanOrEqual(9.9);
      expect(y).toBeLessThanOrEqual(490.1);
    }
  });

  it('reads whole hours exactly, moves straight between them, and is zero outside', () => {
    const series = new PlaceSeries({ name: 'x', label: '', unit: '', by_place: [{ place: 1, first: 10, values: [4, 8] }] }, 3);
    expect([9, 10, 10.5, 11, 12].map((hour) => series.at(1, hour))).toEqual([0, 4, 6, 8, 0]);
    expect(series.at(0, 10)).toBe(0);
    expect(series.largest).toBe(8);
  });

  it('draws large marks under small ones', () => {
    const series = new PlaceSeries(
      {
        name: 'x',
        label: '',
        unit: '',
        by_place: [
          { place: 0, first: 0, values: [1] },
          { place: 1, first: 0, values: [9] },
        ],
      },
      2,
    );
    const marks = marksAt(
      land.places,
      [
        [0, 0],
        [1, 1],
      ],
      series,
      null,
      0,
      (value) => value,
    );
    expect(marks.map((mark) => mark.place)).toEqual([1, 0]);
  });

  it('never lets two names touch', () => {
    const places = ['Aktau', 'Zhanaozen', 'Atyrau'].map((name) => ({ name, kind: 'town' })) as Report['places'];
    const labels = placeLabels(
      places,
      [
        [100, 100],
        [104, 101],
        [300, 100],
      ],
      600,
      () => 1,
    );
    expect(labels.map((label) => label.place)).toContain(2);
    const sides = labels.filter((label) => label.place < 2).map((label) => label.anchor);
    expect(new Set(sides).size).toBe(sides.length);
  });
});
