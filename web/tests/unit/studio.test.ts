/** What the Studio computes without a page: addresses, settings and their undo, bands, frames, paired differences, exports. */
import { describe, expect, it } from 'vitest';
import type { Frame, Replicate } from '../../src/studio/api/client';
import { fill } from '../../src/studio/api/client';
import { branchResults, differenceOf, differences, nameFor, outcomes } from '../../src/studio/branches/model';
import { decode } from '../../src/studio/classics/grid';
import { KINDS, tablesOf } from '../../src/studio/evidence/kinds';
import { exportsOf } from '../../src/studio/runs/exports';
import { format, parse, valueOf, type Address } from '../../src/studio/state/address';
import { Frames, roundUp } from '../../src/studio/state/frames';
import { bands, wilson } from '../../src/studio/state/quantiles';
import { Setting } from '../../src/studio/state/setting.svelte';
import { barsAt, type Mark } from '../../src/map/marks';

const bare: Address = {
  screen: 'country',
  scenario: null,
  settings: {},
  replicates: null,
  scale: null,
  seed: null,
  hour: null,
  run: null,
  at: null,
  branches: [],
  question: null,
  classic: null,
  classicSettings: {},
};

describe('the address', () => {
  const full: Address = {
    screen: 'branches',
    scenario: 'kazakhstan-2022',
    settings: {
      'people.threshold': 0.62,
      'shutdown.enabled': false,
      'people.response': 'threshold',
      form: 'endogenous',
      hours: 240,
      'order.price of 90 tenge.enabled': false,
    },
    replicates: 16,
    scale: 10,
    seed: 7,
    hour: 96,
    run: '2026-11-22T1510_kazakhstan-2022_9f3c',
    at: 114,
    branches: [
      { name: 'no-shutdown', settings: { 'shutdown.enabled': false } },
      { name: 'party', settings: { 'organisation.density': 0.01, form: 'history' } },
    ],
    question: 'no-shutdown',
    classic: 'epstein',
    classicSettings: { second: 2, thresholds: 'normal' },
  };

  it.each([bare, full, { ...bare, branches: [{ name: 'b', settings: {} }] }])('reads back what it wrote', (address) => {
    expect(parse(format(address))).toEqual(address);
  });

  it('stays short and readable', () => {
    expect(format({ ...bare, scenario: 'two-towns', settings: { 'people.threshold': 0.5 } })).toBe('#/country/two-towns?people.threshold=0.5');
    expect(format(full)).toContain('branch=no-shutdown:shutdown.enabled=false');
  });

  it.each(['', '#', '#/', '#/nowhere/x?=&&=1', '#/country/%E0%A4%A?hour=soon&replicates=-3&scale=0.5&__proto__=1', '#/runs?branch=&branch=::,=,'])(
    'opens whatever it is given: %j',
    (hash) => {
      const address = parse(hash);
      expect([address.hour, address.replicates, address.scale, address.settings]).toEqual([null, null, null, {}]);
    },
  );

  it('takes at most five branches', () => {
    expect(parse(`#/branches?${'branch=a:people.threshold=1&'.repeat(9)}`).branches).toHaveLength(5);
  });

  it('knows switches, numbers and words', () => {
    expect(['true', 'false', '0.5', '-3', '', 'history', ' '].map(valueOf)).toEqual([true, false, 0.5, -3, '', 'history', ' ']);
  });
});

describe('a setting', () => {
  const threshold = { path: 'people.threshold', value: 0.8 };
  const shutdown = { path: 'shutdown.enabled', value: true };

  it('forgets a change back to the scenario’s own value', () => {
    const setting = new Setting();
    setting.set(threshold, 0.5);
    setting.set(threshold, 0.8);
    expect(setting.values).toEqual({});
  });

  it('undoes and redoes, one step for one movement of a slider', () => {
    const setting = new Setting();
    for (const [value, time] of [
      [0.7, 0],
      [0.6, 100],
      [0.5, 200],
    ] as const)
      setting.set(threshold, value, time);
    setting.set(shutdown, false, 5000);
    setting.undo();
    expect(setting.values).toEqual({ 'people.threshold': 0.5 });
    setting.undo();
    expect(setting.values).toEqual({});
    expect(setting.canUndo).toBe(false);
    setting.redo();
    setting.redo();
    expect(setting.values).toEqual({ 'people.threshold': 0.5, 'shutdown.enabled': false });
    setting.undo();
    setting.set(threshold, 0.4, 9000);
    expect(setting.canRedo).toBe(false);
  });

  it('can be undone after a reset', () => {
    const setting = new Setting();
    setting.set(threshold, 0.5);
    setting.reset(['people.threshold', 'not.there']);
    expect(setting.count).toBe(0);
    setting.undo();
    expect(setting.values).toEqual({ 'people.threshold': 0.5 });
  });
});

describe('bands', () => {
  it('are quantiles hour by hour, and the curve itself when there is one', () => {
    const rows = bands([
      [0, 10],
      [1, 20],
      [2, 30],
      [3, 40],
      [4, 50],
    ]);
    expect([rows.q05[0], rows.q50[0], rows.q95[1]].map((value) => Number(value?.toFixed(3)))).toEqual([0.2, 2, 48]);
    expect(bands([[3, 4]]).q95).toEqual([3, 4]);
    expect(bands([]).q50).toEqual([]);
  });

  it('of shares are Wilson’s, honest at the ends', () => {
    // Wilson (1927) at 90 % for 0 of 10: z² / (n + z²).
    const z2 = 1.6448536269514722 ** 2;
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(0, 10).high).toBeCloseTo(z2 / (10 + z2), 12);
    expect(wilson(10, 10).high).toBe(1);
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});

describe('frames', () => {
  const frame = (hour: number, place: number, participants: number, forces: Frame['forces'] = null): Frame => ({
    hour,
    places: [place],
    participants: [participants],
    strikers: [1],
    detained: [2],
    killed: [0],
    forces,
    posture: null,
    nation: { participants },
  });

  it('keep the forces of the hour before where nothing changed, and move between hours in a straight line', () => {
    const frames = new Frames(4, 3);
    frames.add(frame(0, 1, 10, { places: [2], loyal: [5], passive: [4], refusing: [3], defected: [2] }));
    frames.add(frame(1, 1, 30));
    expect(frames.forces(2, 1)).toEqual([5, 4, 3, 2]);
    const values = frames.values('participants');
    expect([values.at(1, 0), values.at(1, 0.5), values.at(1, 1), values.at(1, 9), values.at(0, 1), values.peak(1)]).toEqual([10, 20, 30, 30, 0, 30]);
    expect(frames.nation('participants')).toEqual([10, 30]);
    expect(frames.received).toBe(2);
  });

  it('of a branch have in common with the base what came before', () => {
    const [base, branch] = [new Frames(4, 3), new Frames(4, 3)];
    for (const hour of [0, 1, 2])
      base.add(frame(hour, 1, 10 * (hour + 1), hour === 0 ? { places: [2], loyal: [5], passive: [0], refusing: [0], defected: [0] } : null));
    branch.begin(base, 2);
    expect([branch.received, branch.values('participants').at(1, 1), branch.nation('participants')]).toEqual([2, 20, [10, 20]]);
    branch.add(frame(2, 1, 7));
    expect([branch.values('participants').at(1, 2), branch.forces(2, 2)[0], base.values('participants').at(1, 2)]).toEqual([7, 5, 30]);
  });

  it('ignore hours past the end, and change their scale in round steps', () => {
    const frames = new Frames(1, 1);
    frames.add(frame(5, 0, 1));
    expect(frames.received).toBe(0);
    expect([900, 1000, 1001, 36_831].map(roundUp)).toEqual([1000, 1000, 2000, 50_000]);
    frames.add(frame(0, 0, 36_831));
    expect(frames.values('participants').largest).toBe(50_000);
  });

  it('become bars where forces are many or do not obey', () => {
    const marks: Mark[] = [0, 1, 2].map((place) => ({ place, x: place * 10, y: 0, radius: 0, ring: 0, rural: false }));
    const counts = [
      [400, 0, 0, 0],
      [5, 0, 0, 0],
      [3, 0, 2, 0],
    ] as const;
    const bars = barsAt(marks, (place) => counts[place] ?? [0, 0, 0, 0], 0, 400, 20);
    expect(bars.map((bar) => bar.parts.map((part) => part.status))).toEqual([[0], [0, 2]]);
    expect(bars[0]?.parts[0]?.width).toBe(20);
  });
});

describe('branches', () => {
  const row = (branch: string | null, replicate: number, peak: number, codes: string[], failure: string | null = null): Replicate => ({
    branch,
    replicate,
    peak,
    outcomes: codes,
    failure,
    peak_hour: 0,
    detained: 0,
    killed: 0,
    nation: null,
  });
  const rows = [
    row('base', 0, 100, ['O3']),
    row('base', 1, 200, ['O3']),
    row('base', 2, 300, ['O2']),
    row('calm', 0, 90, ['O3']),
    row('calm', 1, 150, ['O0']),
    row('calm', 3, 1, ['O0']),
    row('calm', 2, 0, [], 'broke'),
  ];
  const [base, calm] = branchResults(rows, ['calm']);

  it('are compared pair by pair: only where both replicates are there', () => {
    expect(differences(base!, calm!, 'peak')).toEqual([-10, -50]);
    expect(differenceOf(base!, calm!, 'peak')?.q50).toBe(-30);
  });

  it('have shares of outcomes over their own finished replicates', () => {
    const found = outcomes([base!, calm!]);
    expect(found.map((entry) => entry.code)).toEqual(['O0', 'O2', 'O3']);
    expect(found[0]?.shares.map((share) => Number(share.share.toFixed(3)))).toEqual([0, 0.667]);
  });

  it('get names that the server takes, each once', () => {
    expect(nameFor('No shut-down!', [])).toBe('No-shut-down');
    expect(nameFor('base', [])).toBe('branch');
    expect(nameFor('a', ['a', 'a-2'])).toBe('a-3');
    expect(nameFor('  ', [])).toBe('branch');
  });
});

describe('files', () => {
  const file = (path: string, bytes = 1) => ({ path, bytes, sha256: '' });

  it('of a table in parts are one export', () => {
    const found = exportsOf([
      file('data/series/part-00000.parquet', 5),
      file('data/series/part-00001.parquet', 6),
      file('data/runs.parquet', 3),
      file('report.html'),
      file('log.jsonl'),
    ]);
    expect(found.report).toBe(true);
    expect(found.tables).toEqual([
      { name: 'runs', path: 'data/runs.parquet', bytes: 3, whole: true },
      { name: 'series', path: 'data/series', bytes: 11, whole: false },
    ]);
  });

  it('that hold evidence are found by name', () => {
    expect(tablesOf(KINDS[0]!, ['data/runs.parquet', 'data/contraction.parquet', 'data/posterior.parquet'])).toEqual([
      'data/posterior.parquet',
      'data/contraction.parquet',
    ]);
  });

  it('have addresses that keep their slashes and nothing else', () => {
    expect(fill('/api/runs/{id}/files/{path}', { id: 'a b', path: 'data/x?.parquet' })).toBe('/api/runs/a%20b/files/data/x%3F.parquet');
    expect(() => fill('/api/runs/{id}', {})).toThrow('id');
  });
});

it('sites of a grid are one byte each', () => expect([...decode('AAECAwQ=')]).toEqual([0, 1, 2, 3, 4]));
