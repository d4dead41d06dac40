// What a calibration learned and what moves the result, in a real browser: shown where they are put beside a run, and only there.
import { after, before, describe, test } from 'node:test';
import { launch } from '../../scripts/browser.mjs';
import { fill, fixture } from '../../scripts/sample.mjs';
import { accessible, counts, open, reads } from './harness.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const show = (context, where, options = {}) => open(context, browser, where, { viewport: { width: 1200, height: 900 }, ...options });

function analysed() {
  const report = JSON.parse(fixture());
  const learned = (path, prior, posterior, contraction) => ({
    path,
    prior,
    posterior,
    contraction,
    learned: contraction >= 0.2,
    tied_to: ['people.leave', -0.4],
  });
  report.calibration = {
    scenario: 'kazakhstan-2022',
    simulations: 20000,
    failed: 0,
    effective: 231.4,
    ended: 'the budget is spent',
    generations: [
      { distance: 5.6, accepted: 400, proposed: 1600 },
      { distance: 1.1, accepted: 400, proposed: 9000 },
    ],
    parameters: [learned('people.threshold', [0.65, 1.05], [0.71, 0.77, 0.84], 0.71), learned('strike.cost', [0.4, 1.4], [0.44, 0.95, 1.34], 0.1)],
    ranks: [{ path: 'people.threshold', bars: [10, 9, 11, 10, 12, 8, 10, 9, 11, 10], covered: 0.91, chance: 0.9 }],
  };
  const measure = (path, value) => ({ path, value, low: value * 0.8, high: value * 1.2, other: value / 2, lost: 0 });
  report.sensitivity = {
    method: 'morris',
    runs: 130,
    failed: 1,
    quantities: [
      { name: 'peak', logarithm: true, without: 1, measures: [measure('people.leave', 1.2), measure('people.threshold', 9.5)] },
      { name: 's13', logarithm: false, without: 2, measures: [measure('people.leave', 3.1), measure('people.threshold', 0.4)] },
    ],
  };
  const skill = (baseline, value, low, high, horizon = 24) => ({ score: 'CRPS, units', horizon, baseline, skill: value, low, high, blocks: 17, outcomes: 34 });
  report.forecast = {
    command: 'groundswell forecast kazakhstan-2022 --horizon 24h,72h --out scored',
    scores: ['model', 'persistence', 'growth', 'hawkes'].map((method, i) => ({ score: 'CRPS, units', horizon: 24, method, value: 0.4 + i / 10, outcomes: 34 })),
    skill: [
      skill('persistence', -0.12, -0.3, -0.02),
      skill('growth', 0.2, 0.05, 0.33),
      skill('hawkes', 0.04, -0.1, 0.2),
      skill('persistence', 0.5, null, null, 72),
    ],
  };
  return fill(JSON.stringify(report), 'analysed.html');
}

describe('calibration and sensitivity', () => {
  test('are not shown where there is none', async (context) => {
    const page = await show(context, fill(fixture(), 'plain.html'));
    await page.locator('#manifest').waitFor({ state: 'attached' });
    await counts(page.locator('#learned, #sensitive, #forecast'), 0);
  });

  test('say what was learned, what was not, and what matters most', async (context) => {
    const page = await show(context, analysed());
    const learned = page.locator('#learned');
    await reads(learned, /One parameter was not learned[^]*strike\.cost/);
    await reads(learned, /20,000 simulations in 2 generations/);
    await counts(learned.locator('svg[role=img] rect'), 10);
    const first = page.locator('#sensitive tbody tr').first();
    await reads(first, /people\.threshold/);
    await page.locator('#sensitive select').selectOption({ label: 's13' });
    await reads(first, /people\.leave/);
    const forecast = page.locator('#forecast');
    await reads(forecast, /Better than 1, worse than 1, no clear difference from 1/);
    await reads(forecast.locator('tbody tr').first(), /persistence[^]*0\.5[^]*−0\.12 \[−0\.3; −0\.02\]/);
    await page.getByLabel('Score and horizon').selectOption({ label: 'CRPS, units, 72 h' });
    await counts(forecast.locator('tbody tr'), 1);
    await accessible(page);
  });

  test('say of each of our forecasts how it did: one line, one score, one block of the table for each', async (context) => {
    const report = JSON.parse(fixture());
    const rows = { model: [-0.4, -0.2], conditioned: [0.1, 0.3], stack: [-0.05, 0.08] };
    report.forecast = {
      command: '',
      scores: [
        ...Object.keys(rows).map((method, i) => ({ score: 'CRPS, persons', horizon: 24, method, value: 0.5 - i / 10, outcomes: 21 })),
        { score: 'CRPS, persons', horizon: 24, method: 'persistence', value: 0.45, outcomes: 21 },
      ],
      skill: Object.entries(rows).map(([method, [low, high]]) => ({
        score: 'CRPS, persons',
        horizon: 24,
        method,
        baseline: 'persistence',
        skill: (low + high) / 2,
        low,
        high,
        blocks: 9,
        outcomes: 21,
      })),
    };
    const page = await show(context, fill(JSON.stringify(report), 'forecasts.html'));
    const lines = page.locator('#forecast .method');
    await counts(lines, 3);
    await reads(lines.nth(0), /^simulated runs: Better than 0, worse than 1, no clear difference from 0[^]*Score 0\.5, smaller is better; 21 outcomes/);
    await reads(lines.nth(1), /^simulated runs conditioned on the reports so far: Better than 1, worse than 0, no clear difference from 0[^]*Score 0\.4,/);
    await reads(lines.nth(2), /^all forecasts weighed together: Better than 0, worse than 0, no clear difference from 1[^]*Score 0\.3,/);
    await counts(page.locator('#forecast tbody'), 3);
    await reads(page.locator('#forecast tbody').nth(1), /conditioned on the reports so far[^]*persistence[^]*0\.2 \[0\.1; 0\.3\]/);
    await accessible(page);
  });

  test('can be read on a narrow screen and in French', async (context) => {
    const page = await show(context, analysed(), { viewport: { width: 380, height: 800 }, locale: 'fr-FR' });
    await reads(page.locator('#learned h2'), /paramètres/);
    await accessible(page);
  });
});
