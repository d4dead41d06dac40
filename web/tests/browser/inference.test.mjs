// What a calibration learned and what moves the result, in a real browser: shown where they are put beside a run, and only there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launch } from '../../scripts/browser.mjs';
import { fill, fixture } from '../../scripts/sample.mjs';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function open(context, where, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, locale: 'en-GB', ...options });
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(where);
  context.after(async () => {
    await page.close();
    assert.deepEqual(complaints, []);
  });
  return page;
}

async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(' | ')}`);
  });
}

function analysed() {
  const report = JSON.parse(fixture());
  const learned = (path, prior, posterior, contraction) => ({ path, prior, posterior, contraction, learned: contraction >= 0.2, tied_to: ['people.leave', -0.4] });
  report.calibration = {
    scenario: 'kazakhstan-2022', simulations: 20000, failed: 0, effective: 231.4, ended: 'the budget is spent',
    generations: [{ distance: 5.6, accepted: 400, proposed: 1600 }, { distance: 1.1, accepted: 400, proposed: 9000 }],
    parameters: [learned('people.threshold', [0.65, 1.05], [0.71, 0.77, 0.84], 0.71), learned('strike.cost', [0.4, 1.4], [0.44, 0.95, 1.34], 0.1)],
    ranks: [{ path: 'people.threshold', bars: [10, 9, 11, 10, 12, 8, 10, 9, 11, 10], covered: 0.91, chance: 0.9 }],
  };
  const measure = (path, value) => ({ path, value, low: value * 0.8, high: value * 1.2, other: value / 2, lost: 0 });
  report.sensitivity = {
    method: 'morris', runs: 130, failed: 1,
    quantities: [
      { name: 'peak', logarithm: true, without: 1, measures: [measure('people.leave', 1.2), measure('people.threshold', 9.5)] },
      { name: 's13', logarithm: false, without: 2, measures: [measure('people.leave', 3.1), measure('people.threshold', 0.4)] },
    ],
  };
  return fill(JSON.stringify(report), 'analysed.html');
}

describe('calibration and sensitivity', () => {
  test('are not shown where there is none', async (context) => {
    const page = await open(context, fill(fixture(), 'plain.html'));
    assert.equal(await page.locator('#learned, #sensitive').count(), 0);
  });

  test('say what was learned, what was not, and what matters most', async (context) => {
    const page = await open(context, analysed());
    const learned = page.locator('#learned');
    assert.match(await learned.innerText(), /One parameter was not learned[^]*strike\.cost/);
    assert.match(await learned.innerText(), /20,000 simulations in 2 generations/);
    assert.equal(await learned.locator('svg[role=img] rect').count(), 10);
    const first = page.locator('#sensitive tbody tr').first();
    assert.match(await first.innerText(), /people\.threshold/);
    await page.locator('#sensitive select').selectOption({ label: 's13' });
    assert.match(await page.locator('#sensitive tbody tr').first().innerText(), /people\.leave/);
    assert.deepEqual(await violations(page), []);
  });

  test('can be read on a narrow screen and in French', async (context) => {
    const page = await open(context, analysed(), { viewport: { width: 380, height: 800 }, locale: 'fr-FR' });
    assert.match(await page.locator('#learned h2').innerText(), /paramètres/);
    assert.deepEqual(await violations(page), []);
  });
});
