/** Answers that ship, levers by influence, the middle replicate, numbers behind lines. */
import { describe, expect, it } from 'vitest';
import type { Parameter, Replicate, Schema } from '../../src/studio/api/client';
import { farthest, middleOf, valuesOf } from '../../src/studio/branches/middle';
import { branchResults, namesOf } from '../../src/studio/branches/model';
import { kindOf, mostMoved, openness, rowsOf, sameCrowd, size, verdictOf, type Answer, type AnswerRow, type Estimate } from '../../src/studio/branches/shipped';
import { leversOf, MOST_LEVERS } from '../../src/studio/country/levers';
import { numbersOf } from '../../src/studio/parts/lines';

const estimate = (value: number, low: number | null, high: number | null, reach: Estimate['reach'] = 'exact'): Estimate => ({ value, low, high, reach });
const row = (branch: string, paired: Estimate, statistic = 'peak', more = 0.5, less = 0.5): AnswerRow => ({
  branch,
  statistic,
  pairs: 20,
  base: estimate(100, 90, 110),
  value: estimate(120, 90, 150),
  paired,
  more,
  less,
  parked_base: 0,
  parked: 0,
});
const answer = (rows: AnswerRow[]): Answer => ({ question: 'q', at: 3, against: 'base', hashes: [], rows });

describe('an answer that ships', () => {
  it('is about the branch that moves most, and never about the base', () => {
    const rows = [row('a', estimate(5, 1, 9)), row('b', estimate(-50, -90, -10)), row('base', estimate(900, 1, 2))];
    expect(mostMoved(rows)?.branch).toBe('b');
    expect(rowsOf(answer([...rows, row('a', estimate(1, 0, 2), 'killed')]), 'killed').map((one) => one.branch)).toEqual(['a']);
  });
  it('has a direction only where its interval leaves out nothing, and an open end leaves out nothing', () => {
    expect(kindOf(row('a', estimate(5, 1, null, 'at_least')))).toBe('more');
    expect(kindOf(row('a', estimate(-5, null, -1, 'at_most')))).toBe('less');
    expect(kindOf(row('a', estimate(5, null, null, 'unknown')))).toBe('unclear');
    expect(kindOf(row('a', estimate(5, -1, 9)))).toBe('unclear');
    expect(kindOf(row('a', estimate(0, 0, 0), 'peak', 0, 0))).toBe('same');
    expect(kindOf(row('a', estimate(0, 0, null), 'peak', 0, 0))).toBe('unclear');
  });
  it('says that crowds are the same only if nothing is hidden', () => {
    expect(sameCrowd(answer([row('a', estimate(0, 0, 0), 'peak', 0, 0)]))).toBe(true);
    expect(sameCrowd(answer([row('a', estimate(0, 0, 0, 'unknown'), 'peak', 0, 0)]))).toBe(false);
  });
  it('says whether structures agree only where each of them can tell', () => {
    expect(verdictOf(['more', 'more'])).toBe('shipped-agree');
    expect(verdictOf(['more', 'less'])).toBe('shipped-disagree');
    expect(verdictOf(['same', 'more'])).toBe('shipped-disagree');
    expect(verdictOf(['more', 'unclear'])).toBe('shipped-open');
    expect(verdictOf(['unclear', 'unclear'])).toBe('shipped-neither');
  });
  it('writes the ends that are known', () => {
    expect([estimate(1, 0, 2), estimate(1, 0, null), estimate(1, null, 2), estimate(1, null, null)].map(openness)).toEqual([
      'parameter-range',
      'range-from',
      'range-to',
      'range-open',
    ]);
    expect(size(estimate(-500, null, -300, 'at_most'))).toMatchObject({ value: 500, reach: 'at_least' });
    expect(size(estimate(500, 300, null, 'at_least'))).toMatchObject({ value: 500, reach: 'at_least' });
  });
});

describe('levers', () => {
  const parameter = (path: string, influence: number | null, prior: Parameter['prior'] = null): Parameter => ({
    path,
    mechanism: path.split('.')[0] ?? '',
    meaning: path,
    unit: '',
    kind: 'number',
    low: 0,
    high: 1,
    prior,
    influence,
    choices: [],
    value: 0.5,
    default: 0.5,
    mark: 'A',
    source: '',
  });
  const schema = (parameters: Parameter[]) => ({ parameters }) as unknown as Schema;

  it('come by what they move, where that was measured, over their prior if there is one', () => {
    const many = Array.from({ length: 14 }, (_, i) => parameter(`m.p${i}`, i));
    const { rule, levers } = leversOf(schema([...many, parameter('m.prior', 99, { low: 0.2, high: 0.4 }), parameter('m.none', null)]));
    expect(rule).toBe('screened');
    expect(levers.length).toBe(MOST_LEVERS);
    expect(levers[0]).toMatchObject({ low: 0.2, high: 0.4 });
    expect(levers[1]?.parameter.path).toBe('m.p13');
  });
  it('are those of the prior, or the usual ones, where nothing was measured', () => {
    expect(leversOf(schema([parameter('a.b', null, { low: 0, high: 1 })])).rule).toBe('prior');
    expect(leversOf(schema([parameter('people.threshold', null)]))).toMatchObject({ rule: 'usual', levers: [{ low: 0, high: 1 }] });
  });
});

describe('the middle replicate', () => {
  const one = (branch: string, replicate: number, peak: number) =>
    ({ branch, replicate, peak, failure: null, outcomes: [], nation: null }) as unknown as Replicate;
  it('is that of the middle difference, of pairs alone', () => {
    const rows = [one('base', 0, 10), one('base', 1, 10), one('base', 2, 10), one('b', 0, 90), one('b', 1, 5), one('b', 2, 20), one('b', 3, 7)];
    const [base, branch] = branchResults(rows, namesOf(rows, ['b']));
    expect(base && branch && middleOf(base, branch)).toBe(2);
    expect(base && middleOf(base, { name: 'none', replicates: new Map() })).toBe(null);
  });
  it('is shown at the hour at which the two differ most', () => {
    const [a, b] = [valuesOf([0, 1, 2, 3, 4, 9], 2), valuesOf([0, 1, 9, 0, 4, 30], 2)];
    expect([farthest(a, b, 2, 2), farthest(a, b, 2, 1), farthest(a, a, 2, 2)]).toEqual([2, 1, 0]);
  });
  it('is read from a column of hours and places', () => {
    const values = valuesOf([0, 1, 2, 3, 4, 9], 2);
    expect([values.at(1, 0), values.at(1, 2), values.at(0, 0.5), values.at(1, 99), values.peak(1), values.largest]).toEqual([1, 9, 1, 9, 9, 9]);
  });
});

it('numbers behind lines are a row for each place on the axis', () => {
  const lines = [
    { name: 'a', label: 'A', hue: 0, points: [[0, 1] as const, [2, null] as const], band: [[0, 0.5, 2] as const] },
    { name: 'b', label: 'B', hue: 1, points: [[1, 7] as const] },
  ];
  expect(numbersOf(lines, 'x')).toEqual([
    ['x', 'a q05', 'a q50', 'a q95', 'b'],
    [0, 0.5, 1, 2, null],
    [1, null, null, null, 7],
    [2, null, null, null, null],
  ]);
});
