// The Studio in a real browser over a real `groundswell studio`: nothing is pretended. Pictures of every screen go to artefacts/.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { carriesThisPage, program, serve } from '../../scripts/studio.mjs';
import { PATIENCE, accessible, becomes, changes, counts, eventually, fits, frames, hour, inked, open, passes, reads, settled, slider } from './harness.mjs';
import {
  ARTEFACTS,
  SMALL,
  LONG,
  TOWNS,
  KAZAKHSTAN,
  screens,
  browser,
  studio,
  skip,
  show,
  runButton,
  status,
  standing,
  shown,
  finished,
  runOf,
  compute,
  taken,
} from './station.mjs';

test('the program carries the page that was built', { skip }, async () => {
  assert.ok(await carriesThisPage(studio.address), `${program()} carries another page: build it again after the page`);
});

describe('the country', { skip }, () => {
  test('is there at once, before anything is computed', async (context) => {
    const times = [];
    const busy = [];
    for (let turn = 0; turn < 5; turn++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
      page.setDefaultTimeout(PATIENCE);
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(studio.address);
      // Outlines and towns on screen, since the navigation began.
      times.push(
        await page.evaluate(
          () =>
            new Promise((resolve) => {
              const look = () => (document.querySelectorAll('.map path.unit').length > 10 ? resolve(performance.now()) : requestAnimationFrame(look));
              look();
            }),
        ),
      );
      busy.push((await devtools.send('Performance.getMetrics')).metrics.find((row) => row.name === 'TaskDuration').value * 1000);
      await page.close();
    }
    context.diagnostic(`first picture after ${times.map(Math.round).join(', ')} ms, of which the page computed ${busy.map(Math.round).join(', ')} ms`);
    // By the clock it is said and not asked: the machine may have other things to do. What the page itself takes leaves half of .7 s to the rest.
    assert.ok(Math.min(...busy) <= 350, `${busy}`);
  });

  test('streams a run, draws its bands, opens it, and can be scrubbed and played', async (context) => {
    const page = await show(context, KAZAKHSTAN);
    const empty = await settled(page, () => inked(page));
    await reads(standing(page), /record alone/);
    await counts(page.locator('figure .fact'), (count) => count > 10);
    await counts(page.locator('figure path.median[d^="M"]'), 0);
    await compute(page);
    await reads(status(page), /Done: 4 replicates/);
    await changes(() => inked(page), empty);
    await counts(page.locator('figure path.median[d^="M"]'), (count) => count >= 8);
    assert.doesNotMatch(await page.locator('main').innerHTML(), /NaN/);
    const before = await settled(page, () => inked(page));
    await slider(page).focus();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowRight');
    await changes(() => inked(page), before);
    await page.keyboard.press('Home');
    await becomes(() => hour(page), 0);
    await page.getByRole('button', { name: 'Play' }).click();
    await passes(page, 3);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Later event' }).click();
    await page.getByText('The map as a table').click();
    await page.locator('details[open] tbody tr').first().waitFor();
  });

  test('moves nothing that is being looked at while it computes', async (context) => {
    const page = await show(context, KAZAKHSTAN);
    await frames(page, 30);
    await page.evaluate(() => {
      window.moved = [];
      new PerformanceObserver((list) =>
        window.moved.push(...list.getEntries().map((entry) => [entry.value, entry.sources.map((source) => source.node?.className || source.node?.nodeName)])),
      ).observe({ type: 'layout-shift' });
    });
    await compute(page);
    await frames(page, 20);
    const moved = await page.evaluate(() => window.moved);
    const total = moved.reduce((sum, entry) => sum + entry[0], 0);
    context.diagnostic(`cumulative layout shift ${total.toFixed(4)}`);
    // What is called good for a page is .1 (web.dev, CLS); the list of latest events makes .03 to .055 of it, more on a busy machine.
    assert.ok(total < 0.1, JSON.stringify(moved));
  });

  test('draws the forces of the replicate that streamed, and says that other runs have none', async (context) => {
    const page = await show(context, KAZAKHSTAN);
    await compute(page);
    const forces = page.getByRole('checkbox', { name: 'Forces by status' });
    await becomes(() => forces.isDisabled(), true);
    await page.getByRole('combobox', { name: /^Shown/ }).selectOption('one');
    await becomes(() => forces.isEnabled(), true);
    const withForces = await settled(page, () => inked(page));
    await forces.uncheck();
    await changes(() => inked(page), withForces);
    await page.getByLabel('Area of a mark').selectOption('killed');
    await page.getByRole('combobox', { name: 'Place' }).selectOption({ label: 'Zhanaozen' });
    await reads(page.locator('.map .note'), /Zhanaozen/);
  });

  test('keeps its frames while it streams the whole country', async (context) => {
    const page = await show(context, '#/country/kazakhstan-2022?replicates=60&scale=1');
    const from = Date.now();
    await runButton(page).click();
    await standing(page).filter({ hasText: 'One replicate as it computes' }).waitFor();
    const drawing = Date.now() - from;
    const rate = await page.evaluate(
      () =>
        new Promise((resolve) => {
          let frames = 0;
          const begin = performance.now();
          const count = (now) => (frames++, now - begin > 2000 ? resolve((frames * 1000) / (now - begin)) : requestAnimationFrame(count));
          requestAnimationFrame(count);
        }),
    );
    context.diagnostic(`drawing after ${drawing} ms; ${rate.toFixed(1)} frames a second`);
    await page.screenshot({ path: `${ARTEFACTS}country-streaming.png` });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await status(page).filter({ hasText: 'Cancelled' }).waitFor();
    // How many a machine shows is said; that it goes on drawing is asked.
    assert.ok(rate > 0);
  });

  test('steps instead of sliding under reduced motion', async (context) => {
    const page = await show(context, TOWNS, { reducedMotion: 'reduce' });
    await slider(page).focus();
    await page.keyboard.press('Home');
    await becomes(() => hour(page), 0);
    await page.keyboard.press(' ');
    await passes(page, 0);
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    assert.equal((await hour(page)) % 6, 0);
  });
});

describe('the set-up', { skip }, () => {
  test('changes parameters, undoes, and keeps them in the address over a reload', async (context) => {
    const page = await show(context, '#/setup/kazakhstan-2022');
    await page.getByRole('button', { name: 'Participation', exact: true }).click();
    const threshold = page.getByRole('spinbutton', { name: 'people.threshold', exact: true });
    const standard = await threshold.inputValue();
    await threshold.fill('0.62');
    await threshold.blur();
    await page.getByRole('switch', { name: /Internet shutdown/ }).uncheck();
    await page.waitForURL(/people\.threshold=0\.62&shutdown\.enabled=false/);
    await page.reload();
    await page.getByText('2 changes').waitFor();
    await page.getByRole('button', { name: 'Participation', exact: true }).click();
    await becomes(() => threshold.inputValue(), '0.62');
    await page.getByRole('slider', { name: 'people.threshold', exact: true }).press('ArrowRight');
    await changes(() => threshold.inputValue(), '0.62');
    await page.keyboard.press('Control+z');
    await becomes(() => threshold.inputValue(), '0.62');
    await page.keyboard.press('Control+Shift+z');
    await changes(() => threshold.inputValue(), '0.62');
    await page.getByRole('button', { name: /Back to .* people\.threshold/ }).click();
    await becomes(() => threshold.inputValue(), standard);
    await page.getByRole('button', { name: 'Reset all' }).click();
    await page.waitForURL((address) => !address.hash.includes('shutdown.enabled'));
  });

  test('finds a parameter by its words, and says when there is none', async (context) => {
    const page = await show(context, '#/setup/kazakhstan-2022');
    await page.getByRole('searchbox').fill('curfew going home');
    await page.getByText('people.curfew', { exact: true }).waitFor();
    await page.getByRole('searchbox').fill('no such thing at all');
    await page.getByText('No parameter matches.').waitFor();
  });

  test('runs with what is set, and the server points at what is wrong', async (context) => {
    const page = await show(context, '#/country/two-towns?people.thresold=0.5', {}, /422/);
    await runButton(page).click();
    await page.getByRole('alert').filter({ hasText: 'people.threshold' }).waitFor();
    await page.goto(`${studio.address}/#/country/two-towns?shutdown.enabled=false&replicates=2`);
    await page.reload();
    await compute(page);
    await reads(standing(page), /shutdown\.enabled=false/);
  });

  test('takes one’s own record, and points into a table that is wrong', async (context) => {
    const page = await show(context, '#/setup/two-towns', {}, /422/);
    const name = `${ARTEFACTS}facts.csv`;
    writeFileSync(name, 'id,day\n1,yesterday\n');
    await page.getByLabel('CSV file').setInputFiles(name);
    await page.getByRole('alert').filter({ hasText: 'facts.csv' }).waitFor();
    await page.getByLabel('CSV file').setInputFiles(fileURLToPath(new URL('../../../scenarios/two-towns/facts.csv', import.meta.url)));
    await page.getByText(/facts\.csv is replaced by yours/).waitFor();
  });
});

describe('jobs', { skip }, () => {
  test('are cancelled, keep what was finished, and go on', async (context) => {
    const page = await show(context, `#/country/kazakhstan-2022?${LONG}`);
    await runButton(page).click();
    await status(page)
      .filter({ hasText: /[1-9]\d* of 900 replicates/ })
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await status(page)
      .filter({ hasText: /Cancelled; finished replicates kept: [1-9]/ })
      .waitFor();
    await standing(page).filter({ hasText: 'interrupted' }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await status(page)
      .filter({ hasText: /of \d+ replicates finished/ })
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await status(page).filter({ hasText: 'Cancelled' }).waitFor();
  });

  test('are found again by a page that was reloaded', async (context) => {
    const page = await show(context, `#/country/kazakhstan-2022?${LONG}`);
    await runButton(page).click();
    await status(page)
      .filter({ hasText: /of 900 replicates/ })
      .waitFor();
    await page.reload();
    await status(page)
      .filter({ hasText: /of 900 replicates/ })
      .waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await status(page).filter({ hasText: 'Cancelled' }).waitFor();
  });

  test('of two browsers wait for each other', async (context) => {
    const first = await show(context, `#/country/kazakhstan-2022?${LONG}`);
    const second = await show(context, TOWNS);
    await runButton(first).click();
    await status(first)
      .filter({ hasText: /[1-9]\d* of 900 replicates/ })
      .waitFor();
    await runButton(second).click();
    await status(second)
      .filter({ hasText: /Waiting: 1 job comes first/ })
      .waitFor();
    await first.getByRole('button', { name: 'Cancel' }).click();
    await status(first).filter({ hasText: 'Cancelled' }).waitFor();
    await Promise.all(
      [first, second].map(async (page) => {
        await finished(page);
        await page.waitForURL(/run=/);
      }),
    );
    assert.notEqual(runOf(first), runOf(second));
  });

  test('begin with the keyboard', async (context) => {
    const page = await show(context, `${TOWNS}?replicates=2`);
    await page.keyboard.press('Tab');
    await becomes(() => page.evaluate(() => document.activeElement.className.includes('skip')), true);
    await page.keyboard.press('Enter');
    await becomes(() => page.evaluate(() => document.activeElement.id), 'main');
    await page.keyboard.press('Control+Enter');
    await finished(page);
  });
});

describe('branches', { skip }, () => {
  test('part at an hour of the timeline and are compared pair by pair', async (context) => {
    const page = await show(context, KAZAKHSTAN);
    await slider(page).focus();
    for (const _ of [1, 2, 3, 4]) await page.keyboard.press('PageUp');
    await page.getByRole('button', { name: 'Branch here' }).click();
    await page.getByText('They part on 5 January 2022, 00:00').waitFor();
    await page.getByLabel('A branch without').selectOption('shutdown');
    await page.getByRole('button', { name: 'An empty branch' }).click();
    const own = page.getByRole('region', { name: 'Branch branch-2' });
    await own.getByLabel('Change a parameter').selectOption('people.threshold');
    await own.getByRole('spinbutton').fill('0.95');
    await own.getByRole('spinbutton').blur();
    await page.waitForURL(/at=96&branch=no-shutdown:shutdown\.enabled=false&branch=branch-2:people\.threshold=0\.95/);
    await page.getByRole('button', { name: 'Run the branches' }).click();
    await status(page).filter({ hasText: 'Done' }).waitFor();
    const differences = page.getByRole('group', { name: 'Differences from the base' });
    await counts(differences.locator('tbody tr'), 12);
    await reads(page.locator('.lede').filter({ hasText: 'In this model' }), /under these parameters.* 4 replicates/);
    await counts(page.locator('.chart path.line'), 3);
    await counts(page.locator('.maps canvas'), 3);
    await reads(page.getByRole('group', { name: 'How the replicates ended' }), /\d+%/);
    await accessible(page);
    await page.screenshot({ path: `${ARTEFACTS}branches-results.png`, fullPage: true });
  });
});

describe('questions and orders', { skip }, () => {
  test('a built-in question fills in the hour and the branches, and stays in the address', async (context) => {
    const page = await show(context, `#/branches/kazakhstan-2022?${SMALL}`);
    const question = page.getByLabel('A built-in question');
    await question.selectOption('early-shutdown');
    await page.getByText('orders.shutdown.from = 0').waitFor();
    await page.waitForURL(/question=early-shutdown/);
    await page.reload();
    await becomes(() => question.inputValue(), 'early-shutdown');
    await page.getByRole('button', { name: 'Run the branches' }).click();
    await status(page).filter({ hasText: 'Done' }).waitFor();
    await counts(page.locator('.maps canvas'), 2);
    await page.getByRole('button', { name: /^Remove\s+orders\.shutdown\.from/ }).click();
    await becomes(() => question.inputValue(), '');
    await accessible(page);
    await page.screenshot({ path: `${ARTEFACTS}branches-question.png`, fullPage: true });
  });

  test('recorded orders are left out and moved', async (context) => {
    const page = await show(context, `#/setup/kazakhstan-2022?${SMALL}`);
    await page.getByRole('searchbox').fill('network cut in the whole country');
    const shift = page.getByRole('spinbutton', { name: 'order.network cut in the whole country.shift_hours', exact: true });
    await shift.fill('-24');
    await shift.blur();
    await page.getByRole('searchbox').fill('orders.concession');
    await page.getByRole('checkbox', { name: 'orders.concession.enabled', exact: true }).uncheck();
    await page.waitForURL(/shift_hours=-24&orders\.concession\.enabled=false/);
    await page.reload();
    await page.getByText('2 changes').waitFor();
    await page.getByRole('link', { name: 'Map', exact: true }).click();
    await compute(page);
    await reads(standing(page), /orders\.concession\.enabled=false/);
  });
});

describe('the classics', { skip }, () => {
  test('show Epstein’s grid as it moves, with the published number beside', async (context) => {
    const page = await show(context, '#/classics?classic=epstein');
    await runButton(page).click();
    const grid = page.getByRole('img', { name: /^Grid at tick/ });
    await grid.waitFor();
    const label = await grid.getAttribute('aria-label');
    await changes(() => grid.getAttribute('aria-label'), label);
    const row = page.getByRole('row').filter({ hasText: 'active citizens, mean over time' });
    await row.waitFor();
    await reads(row, /40\.5/);
    await accessible(page);
    await page.screenshot({ path: `${ARTEFACTS}classics-epstein.png`, fullPage: true });
  });

  test('show Granovetter’s hundred, and one with one person changed', async (context) => {
    const page = await show(context, '#/classics?classic=granovetter');
    await runButton(page).click();
    const row = page.getByRole('row').filter({ hasText: 'how many join in the end' });
    await row.waitFor();
    await reads(row, /100\s+100/);
    await page.getByRole('slider', { name: 'Threshold of the second person' }).fill('2');
    await runButton(page).click();
    await row.getByRole('cell').first().filter({ hasText: /^1$/ }).waitFor();
  });

  test('show Watts’s window', async (context) => {
    const page = await show(context, '#/classics?classic=watts');
    await runButton(page).click();
    const row = page.getByRole('row').filter({ hasText: 'highest mean degree' });
    await row.waitFor();
    await reads(row, /5\.76\s+5\.76/);
  });
});

describe('runs', { skip }, () => {
  test('are exported: tables, pictures, and a report that opens offline', async (context) => {
    const page = await show(context, KAZAKHSTAN);
    await compute(page);
    const id = runOf(page);
    const map = await taken(page, () => page.getByRole('button', { name: 'Save as SVG: Map' }).click());
    assert.match(map.bytes.toString(), /^<svg[\s\S]*<circle[\s\S]*Kazakhstan, January 2022[\s\S]*<\/svg>$/);
    assert.doesNotMatch(map.bytes.toString(), /var\(|NaN|class=/);
    const curve = await taken(page, () => page.getByRole('button', { name: 'Save as PNG: Participants in the street' }).click());
    assert.deepEqual([...curve.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.ok(curve.bytes.length > 8000);
    writeFileSync(`${ARTEFACTS}export-map.svg`, map.bytes);
    writeFileSync(`${ARTEFACTS}export-curve.png`, curve.bytes);

    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('button', { name: `Export ${id}`, exact: true }).click();
    const csv = await taken(page, () => page.getByRole('link', { name: 'runs CSV' }).click());
    assert.match(csv.bytes.toString(), /replicate[^\n]*\n(.*\n){4}/);
    const parquet = await taken(page, () => page.getByRole('link', { name: 'runs Parquet' }).click());
    assert.equal(parquet.bytes.subarray(0, 4).toString(), 'PAR1');
    const report = await taken(page, () => page.getByRole('link', { name: 'save the report' }).click());
    const file = `${ARTEFACTS}report.html`;
    writeFileSync(file, report.bytes);

    const offline = await browser.newContext({ offline: true });
    const read = await offline.newPage();
    const asked = [];
    read.on('request', (request) => request.url() !== pathToFileURL(file).href && !request.url().startsWith('data:') && asked.push(request.url()));
    await read.goto(pathToFileURL(file).href);
    await read.getByRole('heading', { name: 'Kazakhstan, January 2022' }).waitFor();
    await counts(read.locator('#curves path.median'), (count) => count > 4);
    assert.deepEqual(asked, []);
    await offline.close();
  });

  test('are compared, opened, and deleted after a question', async (context) => {
    const page = await show(context, `${TOWNS}?replicates=3`);
    await compute(page);
    const first = runOf(page);
    await page.getByRole('button', { name: 'Close the run' }).click();
    await compute(page);
    const second = runOf(page);
    assert.notEqual(first, second);
    await page.getByRole('link', { name: 'Runs' }).click();
    for (const id of [first, second]) await page.getByRole('checkbox', { name: `Compare ${id}`, exact: true }).check();
    await page.getByRole('button', { name: 'Compare 2 runs' }).click();
    await page.locator('.chart path.line').nth(1).waitFor();
    await accessible(page);
    await page.screenshot({ path: `${ARTEFACTS}runs-compared.png`, fullPage: true });

    await page.getByRole('button', { name: `Delete ${second}`, exact: true }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await counts(page.getByRole('checkbox', { name: `Compare ${second}`, exact: true }), 1);
    await page.getByRole('button', { name: `Delete ${second}`, exact: true }).click();
    await accessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('checkbox', { name: `Compare ${second}`, exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `Open ${first}`, exact: true }).click();
    await finished(page);
    await reads(standing(page), new RegExp(first));
    await page.waitForURL(/replicates=3/);
  });

  test('show their evidence: the fit, which a coarse run is not judged by, and how to get the rest', async (context) => {
    const page = await show(context, KAZAKHSTAN);
    await compute(page);
    await page.getByRole('link', { name: 'Evidence' }).click();
    await page.getByRole('heading', { name: /Fit: what is met/ }).waitFor();
    await counts(page.locator('#statistics tbody tr'), (count) => count >= 24);
    await reads(page.locator('#statistics'), /not judged/);
    await page.getByText('groundswell calibrate kazakhstan-2022').waitFor();
    await page.screenshot({ path: `${ARTEFACTS}evidence-run.png`, fullPage: true });
  });
});

describe('the languages', { skip }, () => {
  const first = {
    'fr-FR': /Participants dans la rue[\s\S]*1 janvier/,
    'ru-RU': /Участники на улице[\s\S]*1 января/,
    'kk-KZ': /Көшедегі қатысушылар[\s\S]*1 қаңтар/,
  };
  for (const [locale, words] of Object.entries(first)) {
    test(`${locale} speaks on every screen, and writes its own dates`, async (context) => {
      const page = await show(context, '#/country/kazakhstan-2022', { locale });
      await becomes(() => page.locator('html').getAttribute('lang'), locale.slice(0, 2));
      await reads(page.locator('main'), words);
      for (const hash of Object.values(screens)) {
        await page.goto(`${studio.address}/${hash}`);
        await shown(page, hash);
        assert.doesNotMatch(
          await page.locator('body').innerText(),
          /(^|\s)(screen|run|setup|branches|results|standing|evidence|runs|classic|grid|group|size|job|section|lede|column|learned|sensitive|forecast)-[a-z]+/,
        );
      }
    });
  }

  test('the choice stays over a reload', async (context) => {
    const page = await show(context, TOWNS);
    await page.getByLabel('Language').selectOption('fr');
    await page.getByRole('button', { name: 'Lancer', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Lancer', exact: true }).waitFor();
  });
});

describe('every screen', { skip }, () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 360]) {
      test(`${colorScheme}, ${width} pixels: no accessibility violation, nothing wider than the screen`, async (context) => {
        const page = await show(context, '', { colorScheme, viewport: { width, height: 860 } });
        for (const [name, hash] of Object.entries(screens)) {
          await page.goto(`${studio.address}/${hash}`);
          await shown(page, hash);
          if (name === 'setup') {
            await page.getByRole('button', { name: 'Participation', exact: true }).click();
            await page.getByRole('spinbutton', { name: 'people.threshold', exact: true }).waitFor();
          }
          await accessible(page, name);
          await fits(page, width, name);
          await page.screenshot({ path: `${ARTEFACTS}${name}-${colorScheme}-${width}.png`, fullPage: width === 360 });
        }
      });
    }
  }

  test('of a wide display uses it', async (context) => {
    const page = await show(context, screens.country, { viewport: { width: 2200, height: 1200 } });
    await eventually(async () => assert.ok((await page.locator('.map').boundingBox()).width > 900));
    await fits(page, 2200);
    await page.screenshot({ path: `${ARTEFACTS}country-wide.png` });
  });

  test('says that there is no such scenario, and which is meant', async (context) => {
    const page = await show(context, '#/country/kazakstan-2022', {}, /404/);
    await page.getByRole('alert').filter({ hasText: 'kazakhstan-2022' }).waitFor();
    await accessible(page);
  });
});

test(
  'a server that is gone is said, and nothing of the page is lost',
  { skip: skip || (process.env.STUDIO ? 'needs a server of its own' : false) },
  async (context) => {
    const other = await serve();
    context.after(() => other.stop());
    // What cannot be reached any more stands on the browser's console.
    const page = await open(context, browser, `${other.address}/#/country/kazakhstan-2022?${LONG}`, {
      mayAsk: (address) => address.startsWith(other.address),
      expected: /Failed to load|ERR_/,
    });
    await runButton(page).click();
    await standing(page).filter({ hasText: 'One replicate as it computes' }).waitFor();
    other.kill();
    await status(page).filter({ hasText: 'does not answer' }).waitFor();
    await counts(page.locator('.map path.unit'), (count) => count > 10);
  },
);
