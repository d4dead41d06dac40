// The built report in a real browser, opened from disk with the fixture inside: it works, it is reachable, it asks nobody for anything.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launch } from '../../scripts/browser.mjs';
import { fill, fixture } from '../../scripts/sample.mjs';

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let browser;
let address;

before(async () => {
  browser = await launch();
  address = fill(fixture(), 'sample.html');
});
after(() => browser?.close());

/** A page whose every complaint and every request is a failure of the test that opened it. */
async function open(context, options = {}, where = address) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, locale: 'en-GB', ...options });
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => request.url() !== where && !request.url().startsWith('data:') && complaints.push(`asked for ${request.url()}`));
  await page.goto(where);
  context.after(async () => {
    await page.close();
    assert.deepEqual(complaints, []);
  });
  return page;
}

/** The drawn marks: changes whenever they do. */
const inked = (page) => page.locator('.map canvas').evaluate((canvas) => canvas.toDataURL());
const slider = (page) => page.getByRole('slider', { name: 'Hour shown' });
const clock = (page) => page.locator('output.time').innerText();

async function violations(page) {
  // The content policy lets no script tag in; a function that the debugger runs is not the page's own.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(' | ')}`);
  });
}

describe('the map', () => {
  test('follows the slider by keyboard, and so does the clock', async (context) => {
    const page = await open(context);
    await slider(page).focus();
    const [marksBefore, timeBefore] = [await inked(page), await clock(page)];
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowLeft');
    assert.notEqual(await clock(page), timeBefore);
    await page.waitForFunction(() => document.querySelector('#clock').getAttribute('aria-valuetext').includes('2022'));
    assert.notEqual(await inked(page), marksBefore);
    await page.keyboard.press('Home');
    assert.match(await clock(page), /1 January, 00:00/);
    assert.equal(await slider(page).getAttribute('aria-valuetext'), '1 January 2022, 00:00');
  });

  test('plays and pauses', async (context) => {
    const page = await open(context);
    await slider(page).focus();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() => Number(document.querySelector('#clock').value) > 4);
    await page.getByRole('button', { name: 'Pause' }).click();
    const stopped = await clock(page);
    await page.waitForTimeout(250);
    assert.equal(await clock(page), stopped);
  });

  test('steps instead of sliding under reduced motion', async (context) => {
    const page = await open(context, { reducedMotion: 'reduce' });
    await slider(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await page.waitForFunction(() => Number(document.querySelector('#clock').value) > 0);
    assert.equal(Number(await slider(page).inputValue()) % 6, 0);
    await page.keyboard.press(' ');
  });

  test('goes from event to event, changes its variable, follows a place', async (context) => {
    const page = await open(context);
    await slider(page).focus();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Later event' }).click();
    assert.match(await clock(page), /1 January, 17:00/);
    const before = await inked(page);
    await page.getByRole('button', { name: /^Show 5 Jan/ }).click();
    assert.match(await clock(page), /5 January/);
    await page.getByLabel('Area of a mark').selectOption('detained');
    assert.notEqual(await inked(page), before);
    await page.getByLabel('Follow a place').selectOption({ label: 'Zhanaozen' });
    assert.match(await page.locator('.map .note').innerText(), /Zhanaozen/);
  });

  test('says in a table what it draws', async (context) => {
    const page = await open(context);
    await page.getByText('The map as a table').click();
    assert.ok((await page.locator('#map details[open] tbody tr').count()) > 20);
  });
});

describe('the curves', () => {
  test('change scale and span', async (context) => {
    const page = await open(context);
    const median = page.locator('#curves path.median').first();
    const linear = await median.getAttribute('d');
    await page.getByLabel('logarithmic').check();
    const logarithmic = await median.getAttribute('d');
    assert.notEqual(logarithmic, linear);
    await page.getByLabel(/whole run/).check();
    assert.notEqual(await median.getAttribute('d'), logarithmic);
    assert.equal(await slider(page).getAttribute('max'), '719');
    assert.doesNotMatch(await page.locator('#curves').innerHTML(), /NaN/);
  });

  test('tell fitted from held-out facts by shape', async (context) => {
    const page = await open(context);
    assert.ok((await page.locator('#curves .fact circle').count()) > 0);
    assert.ok((await page.locator('#curves .fact path.held').count()) > 0);
  });

  test('read out the hour under the pointer', async (context) => {
    const page = await open(context);
    const reading = page.locator('#curves figure .reading').first();
    const before = await reading.innerText();
    const chart = page.locator('#curves figure svg').first();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
    assert.notEqual(await reading.innerText(), before);
  });
});

describe('the words', () => {
  test('filter the parameters', async (context) => {
    const page = await open(context);
    await page.getByLabel('Changed only').check();
    assert.match(await page.locator('#parameters [role=status]').innerText(), /^2 of 14/);
    await page.getByRole('searchbox').fill('square');
    assert.match(await page.locator('#parameters [role=status]').innerText(), /^1 of 14/);
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('No parameter matches.').waitFor();
  });

  test('change language, with numbers and dates', async (context) => {
    const page = await open(context);
    await page.getByLabel('Language').selectOption('fr');
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
    await page.getByRole('heading', { name: 'Jour par jour' }).waitFor();
    assert.match(await page.locator('#daily tbody').innerText(), /mer\. 5 janvier[\s\S]*50\s000/);
    assert.doesNotMatch(await page.locator('main').innerText(), /(section|lede|column|said)-[a-z]/);
  });

  test('start in the language of the browser', async (context) => {
    const page = await open(context, { locale: 'fr-CA' });
    await page.getByRole('button', { name: 'Lecture' }).waitFor();
  });

  test('never become markup', async (context) => {
    const run = JSON.parse(fixture());
    run.mechanisms[0].page = '<img src=x onerror="document.title=1">\n\n[x](javascript:alert(1)) </script><script>document.title=2</script>';
    run.scenario.title = '<b>bold</b></script>';
    const where = fill(JSON.stringify(run), 'hostile.html');
    const page = await open(context, {}, where);
    await page.locator('#mechanisms summary').first().click();
    assert.equal(await page.locator('#mechanisms img, #mechanisms script, h1 b').count(), 0);
    assert.match(await page.title(), /^<b>bold/);
  });
});

for (const colorScheme of ['light', 'dark']) {
  test(`${colorScheme}: no accessibility violation, folds open and closed, both languages`, async (context) => {
    const page = await open(context, { colorScheme });
    assert.equal(await page.locator('html').getAttribute('data-theme'), colorScheme);
    assert.deepEqual(await violations(page), []);
    await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
    await page.getByLabel('Language').selectOption('fr');
    assert.deepEqual(await violations(page), []);
  });
}

test('the theme button turns the page dark, the marks with it', async (context) => {
  const page = await open(context);
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [before, marks] = [await colour(), await inked(page)];
  await page.getByRole('button', { name: 'Dark' }).click();
  assert.notEqual(await colour(), before);
  assert.notEqual(await inked(page), marks);
  assert.equal(await page.getByRole('button', { name: 'Dark' }).getAttribute('aria-pressed'), 'true');
});

for (const width of [360, 768, 1200, 1900]) {
  test(`nothing is wider than a screen of ${width} pixels`, async (context) => {
    const page = await open(context, { viewport: { width, height: 800 } });
    for (const locale of ['en', 'fr']) {
      await page.getByLabel(/Language|Langue/).selectOption(locale);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    }
  });
}

test('a phone has no accessibility violation', async (context) => {
  const page = await open(context, { viewport: { width: 360, height: 740 } });
  assert.deepEqual(await violations(page), []);
});

test('paper opens every fold and is light', async (context) => {
  const page = await open(context, { colorScheme: 'dark' });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.ok(pdf.length > 50_000);
  await page.emulateMedia({ media: 'print' });
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.locator('details:not([open])').count(), 0);
});

describe('a page without a good run', () => {
  const cases = { empty: ['/*REPORT-DATA*/', /no run/], cut: [fixture().slice(0, 900), /cannot be read/], newer: ['{"schema":99}', /version/], bare: ['{"schema":1}', /incomplete/] };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    test(`says so: ${name}`, async (context) => {
      const page = await open(context, {}, fill(text, `bad-${name}.html`));
      assert.match(await page.getByRole('heading', { level: 1 }).innerText(), expected);
      assert.deepEqual(await violations(page), []);
    });
  }

  test('shows what there is when most is missing', async (context) => {
    const { scenario, run } = JSON.parse(fixture());
    const page = await open(context, {}, fill(JSON.stringify({ schema: 1, scenario, run }), 'bad-bare-run.html'));
    assert.match(await page.locator('main > .notice').innerText(), /national/);
    assert.equal(await page.getByRole('heading', { level: 2 }).count(), 12);
    assert.deepEqual(await violations(page), []);
  });

  test('draws its map from the places when there are no outlines, and warns of few replicates', async (context) => {
    const run = JSON.parse(fixture());
    run.outlines.features = [];
    run.run.replicates = 2;
    const page = await open(context, {}, fill(JSON.stringify(run), 'bare-map.html'));
    await page.locator('.map rect.bare').waitFor();
    assert.match(await page.locator('main > .notice').innerText(), /single replicate/);
  });

  test('keeps the other sections when one cannot be drawn', async (context) => {
    const run = JSON.parse(fixture());
    run.daily = [{ date: '2022-01-01' }];
    const page = await open(context, {}, fill(JSON.stringify(run), 'bad-section.html'));
    assert.match(await page.locator('#daily [role=alert]').innerText(), /could not be drawn/);
    assert.ok((await page.locator('#onset tbody tr').count()) > 10);
  });
});

describe('branches', () => {
  const estimate = (value, spread) => ({ value, low: value - spread, high: value + spread });
  const row = (statistic, label, unit, base, value) => ({
    branch: 'open', statistic, label, unit, pairs: 8, base: estimate(base, 0.1), value: estimate(value, 0.1),
    paired: estimate(value - base, 0.05), unpaired: estimate(value - base, 0.4), variance_ratio: 0.12, more: 1, less: 0,
  });
  const compared = () => {
    const report = JSON.parse(fixture());
    const hours = report.scenario.hours;
    report.comparison = {
      at: 89, against: 'base', question: { name: 'no-shutdown', asks: 'What if the network is never cut?' },
      branches: [{ name: 'base', settings: [] }, { name: 'open', settings: ['shutdown.enabled=false'] }],
      rows: [row('peak_after', 'largest crowd from the branch hour on', 'adults', 40, 50), row('legitimacy', 'legitimacy at the end', 'share', 0.6, 0.5), row('O3', 'outcome O3, crushed', '', 0.5, 0.7)],
      curves: ['base', 'open'].map((branch, index) => ({ branch, q50: Array.from({ length: hours }, (_, hour) => Math.max(0, 100 - Math.abs(hour - 100)) * (index + 1)) })),
    };
    return fill(JSON.stringify(report), 'branches.html');
  };

  test('are shown where there are any, and only there', async (context) => {
    assert.equal(await (await open(context)).locator('#branches').count(), 0);
    const address = compared();
    const page = await open(context, {}, address);
    const section = page.locator('#branches');
    assert.match(await section.innerText(), /What if the network is never cut\?/);
    assert.match(await section.innerText(), /shutdown\.enabled=false/);
    assert.match(await section.innerText(), /\+10/);
    assert.equal(await section.locator('path.curve').count(), 2);
    assert.deepEqual(await violations(page), []);
  });
});
