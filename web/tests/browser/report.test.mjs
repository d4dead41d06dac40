// The built report in a real browser, opened from disk with the fixture inside: it works, it is reachable, it asks nobody for anything.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from '../../scripts/browser.mjs';
import { fill, fixture } from '../../scripts/sample.mjs';
import { accessible, becomes, changes, clock, counts, eventually, fits, frames, hour, inked, open, passes, reads, settled, slider } from './harness.mjs';

let browser;
let address;

before(async () => {
  browser = await launch();
  address = fill(fixture(), 'sample.html');
});
after(() => browser?.close());

/** The report with its appendix open: what stands in it is looked at as well. */
const show = async (context, options = {}, where = address) => {
  const page = await open(context, browser, where, { viewport: { width: 1200, height: 900 }, ...options });
  await page.evaluate(() => document.querySelector('#appendix')?.setAttribute('open', ''));
  return page;
};

describe('the map', () => {
  test('follows the slider by keyboard, and so does the clock', async (context) => {
    const page = await show(context);
    await slider(page).focus();
    const [marksBefore, timeBefore] = [await settled(page, () => inked(page)), await clock(page)];
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowLeft');
    await changes(() => clock(page), timeBefore);
    await changes(() => inked(page), marksBefore);
    await page.keyboard.press('Home');
    await reads(page.locator('output.time'), /1 January, 00:00/);
    await becomes(() => slider(page).getAttribute('aria-valuetext'), '1 January 2022, 00:00');
  });

  test('plays and pauses', async (context) => {
    const page = await show(context);
    await slider(page).focus();
    await page.keyboard.press('Home');
    await becomes(() => hour(page), 0);
    await page.getByRole('button', { name: 'Play' }).click();
    await passes(page, 4);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    const stopped = await clock(page);
    await frames(page, 15);
    assert.equal(await clock(page), stopped);
  });

  test('steps instead of sliding under reduced motion', async (context) => {
    const page = await show(context, { reducedMotion: 'reduce' });
    await slider(page).focus();
    await page.keyboard.press('Home');
    await becomes(() => hour(page), 0);
    await page.keyboard.press(' ');
    await passes(page, 0);
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    assert.equal((await hour(page)) % 6, 0);
  });

  test('goes from event to event, changes its variable, follows a place', async (context) => {
    const page = await show(context);
    await slider(page).focus();
    await page.keyboard.press('Home');
    await becomes(() => hour(page), 0);
    await page.getByRole('button', { name: 'Later event' }).click();
    await reads(page.locator('output.time'), /1 January, 17:00/);
    await page.getByRole('button', { name: /^Show 5 Jan/ }).click();
    await reads(page.locator('output.time'), /5 January/);
    const before = await settled(page, () => inked(page));
    await page.getByLabel('Area of a mark').selectOption('detained');
    await changes(() => inked(page), before);
    await page.getByRole('combobox', { name: 'Place' }).selectOption({ label: 'Zhanaozen' });
    await reads(page.locator('.map .note'), /Zhanaozen/);
  });

  test('says in a table what it draws', async (context) => {
    const page = await show(context);
    await page.getByText('The map as a table').click();
    await counts(page.locator('#map details[open] tbody tr'), (rows) => rows > 20);
  });
});

describe('the curves', () => {
  test('change scale and span', async (context) => {
    const page = await show(context);
    const path = () => page.locator('#curves path.median').first().getAttribute('d');
    const linear = await settled(page, path);
    await page.getByLabel('logarithmic').check();
    await changes(path, linear);
    const logarithmic = await settled(page, path);
    await page.getByLabel(/whole run/).check();
    await changes(path, logarithmic);
    await becomes(() => slider(page).getAttribute('max'), '719');
    assert.doesNotMatch(await page.locator('#curves').innerHTML(), /NaN/);
  });

  test('tell fitted from held-out facts by shape', async (context) => {
    const page = await show(context);
    await counts(page.locator('#curves .fact circle'), (marks) => marks > 0);
    await counts(page.locator('#curves .fact path.held'), (marks) => marks > 0);
  });

  test('read out the hour under the pointer', async (context) => {
    const page = await show(context);
    const reading = page.locator('#curves figure .reading').first();
    const chart = page.locator('#curves figure svg').first();
    await chart.scrollIntoViewIfNeeded();
    const before = await settled(page, () => reading.innerText());
    // What is above may still grow: the pointer is put again where the chart is by then.
    await eventually(async () => {
      const box = await chart.boundingBox();
      await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
      assert.notEqual(await reading.innerText(), before);
    });
  });
});

describe('the words', () => {
  test('filter the parameters', async (context) => {
    const page = await show(context);
    const found = page.locator('#parameters [role=status]');
    await page.getByLabel('Changed only').check();
    await reads(found, /^2 of 14/);
    await page.getByRole('searchbox').fill('square');
    await reads(found, /^1 of 14/);
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('No parameter matches.').waitFor();
  });

  test('change language, with numbers and dates', async (context) => {
    const page = await show(context);
    await page.getByLabel('Language').selectOption('fr');
    await becomes(() => page.locator('html').getAttribute('lang'), 'fr');
    await page.getByRole('heading', { name: 'Jour par jour' }).waitFor();
    await reads(page.locator('#daily tbody'), /mer\. 5 janvier[\s\S]*50\s000/);
    assert.doesNotMatch(await page.locator('main').innerText(), /(section|lede|column|said)-[a-z]/);
  });

  test('start in the language of the browser', async (context) => {
    const page = await show(context, { locale: 'fr-CA' });
    await page.getByRole('button', { name: 'Lecture' }).waitFor();
  });

  test('never become markup', async (context) => {
    const run = JSON.parse(fixture());
    run.mechanisms[0].page = '<img src=x onerror="document.title=1">\n\n[x](javascript:alert(1)) </script><script>document.title=2</script>';
    run.scenario.title = '<b>bold</b></script>';
    const page = await show(context, {}, fill(JSON.stringify(run), 'hostile.html'));
    await page.locator('#mechanisms summary').first().click();
    await page.getByText('onerror="document.title=1"').waitFor();
    assert.equal(await page.locator('#mechanisms img, #mechanisms script, h1 b').count(), 0);
    await eventually(async () => assert.match(await page.title(), /^<b>bold/));
  });
});

for (const colorScheme of ['light', 'dark']) {
  test(`${colorScheme}: no accessibility violation, folds open and closed, both languages`, async (context) => {
    const page = await show(context, { colorScheme });
    await becomes(() => page.locator('html').getAttribute('data-theme'), colorScheme);
    await accessible(page);
    await page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
    await counts(page.locator('#map details[open] tbody tr'), (rows) => rows > 20);
    await page.getByLabel('Language').selectOption('fr');
    await page.getByRole('heading', { name: 'Jour par jour' }).waitFor();
    await accessible(page);
  });
}

test('the theme button turns the page dark, the marks with it', async (context) => {
  const page = await show(context);
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [before, marks] = [await colour(), await settled(page, () => inked(page))];
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await changes(colour, before);
  await changes(() => inked(page), marks);
  await page.getByRole('button', { name: 'Light theme' }).waitFor();
});

for (const width of [360, 768, 1200, 1900]) {
  test(`nothing is wider than a screen of ${width} pixels`, async (context) => {
    const page = await show(context, { viewport: { width, height: 800 } });
    for (const locale of ['en', 'fr']) {
      await page.getByLabel(/Language|Langue/).selectOption(locale);
      await becomes(() => page.locator('html').getAttribute('lang'), locale);
      await fits(page, width, locale);
    }
  });
}

test('a phone has no accessibility violation', async (context) => {
  const page = await show(context, { viewport: { width: 360, height: 740 } });
  await accessible(page);
});

test('paper is light, has no appendix, and is at most twelve pages', async (context) => {
  const page = await show(context, { colorScheme: 'dark' });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  context.diagnostic(`${pages} pages`);
  assert.ok(pages >= 3 && pages <= 12, `${pages} pages`);
  await page.emulateMedia({ media: 'print' });
  await becomes(() => page.locator('html').getAttribute('data-theme'), 'light');
  await becomes(() => page.locator('#appendix').isVisible(), false);
});

test('the appendix is folded until it is wanted, and a link into it opens it', async (context) => {
  const page = await open(context, browser, address, { viewport: { width: 1400, height: 900 }, mayAsk: (asked) => asked.split('#')[0] === address });
  await becomes(() => page.locator('#parameters').isVisible(), false);
  await reads(page.locator('p.verdict'), /recorded figures/);
  await page.getByRole('navigation').getByRole('link', { name: 'Parameters' }).click();
  await becomes(() => page.locator('#parameters').isVisible(), true);
});

describe('a page without a good run', () => {
  const cases = {
    empty: ['/*REPORT-DATA*/', /no run/],
    cut: [fixture().slice(0, 900), /cannot be read/],
    newer: ['{"schema":99}', /version/],
    bare: ['{"schema":1}', /incomplete/],
  };
  for (const [name, [text, expected]] of Object.entries(cases)) {
    test(`says so: ${name}`, async (context) => {
      const page = await show(context, {}, fill(text, `bad-${name}.html`));
      await reads(page.getByRole('heading', { level: 1 }), expected);
      await accessible(page);
    });
  }

  test('shows what there is when most is missing', async (context) => {
    const { scenario, run } = JSON.parse(fixture());
    const page = await show(context, {}, fill(JSON.stringify({ schema: 1, scenario, run }), 'bad-bare-run.html'));
    await reads(page.locator('main > .notice'), /national/);
    await counts(page.getByRole('heading', { level: 2 }), 13);
    await accessible(page);
  });

  test('draws its map from the places when there are no outlines, and warns of few replicates', async (context) => {
    const run = JSON.parse(fixture());
    run.outlines.features = [];
    run.run.replicates = 2;
    const page = await show(context, {}, fill(JSON.stringify(run), 'bare-map.html'));
    await page.locator('.map rect.bare').waitFor();
    await reads(page.locator('main > .notice'), /single replicate/);
  });

  test('keeps the other sections when one cannot be drawn', async (context) => {
    const run = JSON.parse(fixture());
    run.daily = [{ date: '2022-01-01' }];
    const page = await show(context, {}, fill(JSON.stringify(run), 'bad-section.html'));
    await reads(page.locator('#daily [role=alert]'), /could not be drawn/);
    await counts(page.locator('#onset tbody tr'), (rows) => rows > 10);
  });
});

describe('branches', () => {
  const estimate = (value, spread) => ({ value, low: value - spread, high: value + spread });
  const row = (statistic, label, unit, base, value) => ({
    branch: 'open',
    statistic,
    label,
    unit,
    pairs: 8,
    base: estimate(base, 0.1),
    value: estimate(value, 0.1),
    paired: estimate(value - base, 0.05),
    unpaired: estimate(value - base, 0.4),
    variance_ratio: 0.12,
    more: 1,
    less: 0,
  });
  const compared = () => {
    const report = JSON.parse(fixture());
    const hours = report.scenario.hours;
    report.comparison = {
      at: 89,
      against: 'base',
      question: { name: 'no-shutdown', asks: 'What if the network is never cut?' },
      branches: [
        { name: 'base', settings: [] },
        { name: 'open', settings: ['shutdown.enabled=false'] },
      ],
      rows: [
        row('peak_after', 'largest crowd from the branch hour on', 'adults', 40, 50),
        row('legitimacy', 'legitimacy at the end', 'share', 0.6, 0.5),
        row('O3', 'outcome O3, crushed', '', 0.5, 0.7),
      ],
      curves: ['base', 'open'].map((branch, index) => ({
        branch,
        q50: Array.from({ length: hours }, (_, hour) => Math.max(0, 100 - Math.abs(hour - 100)) * (index + 1)),
      })),
    };
    return fill(JSON.stringify(report), 'branches.html');
  };

  test('are shown where there are any, and only there', async (context) => {
    const plain = await show(context);
    await plain.locator('#manifest').waitFor();
    await counts(plain.locator('#branches'), 0);
    const page = await show(context, {}, compared());
    const section = page.locator('#branches');
    await reads(section, /What if the network is never cut\?/);
    await reads(section, /shutdown\.enabled=false/);
    // Branches and outcomes have names that people know, and no codes of the data.
    await reads(section.locator('.key'), /As it was\s+the network never cut/);
    await reads(section.locator('thead').first(), /As it was\s+the network never cut/);
    await reads(section, /crushed/);
    assert.doesNotMatch(await section.innerText(), /\bO3\b|\bbase\b|\bopen\b/);
    assert.doesNotMatch(await page.locator('#statistics').innerText(), /\bs\d+\b/);
    await reads(section, /\+10/);
    await counts(section.locator('path.curve'), 2);
    await accessible(page);
  });
});
