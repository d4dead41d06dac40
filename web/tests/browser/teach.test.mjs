// The classics that move and the event of one's own, in a real browser over a real `groundswell studio`.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accessible, becomes, changes, counts, eventually, fits, reads, settled } from './harness.mjs';
import { ARTEFACTS, runButton, show, skip } from './station.mjs';

/** What is drawn, in a few letters: a picture in a failure would fill the screen. */
const inked = (page) =>
  page
    .locator('canvas')
    .first()
    .evaluate(async (canvas) => {
      const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(canvas.toDataURL()));
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16)).join('');
    });

describe('the classics that move', { skip }, () => {
  for (const name of ['granovetter', 'kuran', 'watts', 'centola-macy']) {
    test(`${name} plays, steps, and is another when a slider moves`, async (context) => {
      const page = await show(context, `#/classics?classic=${name}`);
      const said = page.locator('.said').first();
      await reads(said, /Round \d+ of \d+/);
      const first = await inked(page);
      await changes(() => inked(page), first);
      await page.getByRole('button', { name: 'Back to the start' }).click();
      await reads(said, /Round 0 of/);
      await page.getByRole('button', { name: 'One step', exact: true }).click();
      await reads(said, /Round 1 of/);
      // At its end every setting shows.
      await page.getByRole('slider', { name: 'Round' }).press('End');
      const before = await settled(page, () => inked(page));
      const slider = page.locator('.lever input[type=range]').first();
      const value = await slider.inputValue();
      await slider.press('ArrowRight');
      await slider.press('ArrowRight');
      assert.notEqual(await slider.inputValue(), value);
      await page.waitForURL(/[?&]c\.\w+=/);
      await changes(() => inked(page), before);
      await page.getByText('A question to try:').waitFor();
      await accessible(page);
      // A copied link opens the same settings.
      const shown = await slider.inputValue();
      await page.reload();
      await becomes(() => page.locator('.lever input[type=range]').first().inputValue(), shown);
    });
  }

  test('Epstein’s grid goes on at its tick when a slider moves', async (context) => {
    const page = await show(context, '#/classics?classic=epstein');
    await runButton(page).click();
    const grid = page.getByRole('img', { name: /^Grid at tick/ });
    const tick = async () => Number(/tick (\d+)/.exec(await grid.getAttribute('aria-label'))[1]);
    await eventually(async () => assert.ok((await tick()) > 12));
    const before = await tick();
    await page.getByRole('slider', { name: 'Legitimacy of the authorities' }).fill('0.7');
    await page.waitForURL(/c\.legitimacy=0\.7/);
    await eventually(async () => assert.ok((await tick()) > before + 3));
    await accessible(page);
    await fits(page, 1280);
  });
});

describe('one’s own event', { skip }, () => {
  test('what cannot be is said, and a click on the world chooses a country', async (context) => {
    const page = await show(context, '#/own', {}, /422/);
    await counts(page.locator('.nation'), (count) => count > 200);
    await page.locator('[data-iso3=AUS]').click();
    await becomes(() => page.getByRole('combobox', { name: 'Country' }).inputValue(), 'AUS');
    await page.getByLabel('First day').fill('2020-08-08');
    await page.getByRole('button', { name: 'Add a trigger' }).click();
    await page.getByLabel('Name', { exact: true }).fill('a ruling');
    await page.getByLabel('When, local time').fill('2021-08-08T12:00');
    await page.getByLabel('Title').fill(`Late ${process.pid}`);
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('alert').waitFor();
    await accessible(page);
    await page.screenshot({ path: `${ARTEFACTS}own-refused.png`, fullPage: true });
    await page.getByLabel('When, local time').fill('2020-08-10T12:00');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByRole('heading', { name: `Late ${process.pid}` }).waitFor();
    // It stands in the list of events from now on, and its trigger is a bar of the timeline.
    await page.getByRole('link', { name: 'Workspace' }).click();
    await page
      .getByRole('group', { name: 'Orders, shocks and calls' })
      .getByRole('button', { name: /^a ruling/ })
      .waitFor();
  });
});
