import { expect, test } from 'vitest';
import { fitOf } from '../../src/lib/fit';
import type { Statistic } from '../../src/lib/report';

const row = (verdict: Statistic['verdict']) => ({ verdict, q50: 2, best: 1 }) as Statistic;

test('what is not judged counts for nothing, and a run of which nothing is judged says so', () => {
  const some = fitOf([row('hit'), row('wide hit'), row('miss'), row('too coarse')]);
  expect([some.met, some.wide, some.missed, some.total, some.coarse]).toEqual([1, 1, 1, 3, false]);
  const none = fitOf([row('too coarse'), row('too coarse')]);
  expect([none.total, none.coarse]).toEqual([0, true]);
  expect(fitOf([]).coarse).toBe(false);
});
