// A browser and a Studio for the tests of one file, and what they often do with them.
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from '../../scripts/browser.mjs';
import { program, serve } from '../../scripts/studio.mjs';
import { PATIENCE, frames, open } from './harness.mjs';

export const ARTEFACTS = fileURLToPath(new URL('../../artefacts/', import.meta.url));
/** Small enough for a test: 13,000 agents. */
export const SMALL = 'replicates=4&scale=1000';
/** So much that it is still computed when the slowest page has asked for the next thing: to be cancelled. */
export const LONG = 'replicates=900&scale=10';
export const TOWNS = '#/country/two-towns';
export const KAZAKHSTAN = `#/country/kazakhstan-2022?${SMALL}`;

export const screens = {
  start: '#/start/kazakhstan-2022',
  country: '#/country/kazakhstan-2022',
  setup: '#/setup/kazakhstan-2022?people.threshold=0.62',
  branches: '#/branches/kazakhstan-2022?at=96&branch=no-shutdown:shutdown.enabled=false,people.threshold=0.9',
  own: '#/own',
  classics: '#/classics',
  evidence: '#/evidence/kazakhstan-2022',
  runs: '#/runs/kazakhstan-2022',
};

export let browser;
export let studio;

// Without cargo there is no program to test; with GROUNDSWELL named, a missing one is a failure.
export const skip = program() === null ? 'no groundswell is built: cargo build -p groundswell-app' : false;

before(async () => {
  if (skip) return;
  mkdirSync(ARTEFACTS, { recursive: true });
  [browser, studio] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  await studio?.stop();
});

export const mayAsk = (address) => address.startsWith(studio.address);
export const show = (context, hash = '', options = {}, expected = /$^/) =>
  open(context, browser, `${studio.address}/${hash}`, { mayAsk, expected, ...options });

export const runButton = (page) => page.getByRole('button', { name: 'Run', exact: true });
export const status = (page) => page.getByRole('region', { name: 'Run' }).getByRole('status');
export const standing = (page) => page.locator('.standing');
/** The screen that an address names is on the page, with what it had to fetch and draw. */
export const shown = async (page, hash) => {
  await page.locator(`nav [aria-current=page][href^="${/^#\/\w+/.exec(hash)[0]}"]`).waitFor();
  await page.locator('main h1').waitFor();
  await frames(page, 20);
};
export const finished = (page) =>
  standing(page)
    .filter({ hasText: /^\s*Run \d{4}-/ })
    .waitFor({ timeout: PATIENCE });
export const runIn = (address) => /[?&]run=([^&]+)/.exec(address)?.[1];
export const runOf = (page) => runIn(page.url());

export async function compute(page) {
  // A run that was open may stand on the page for a moment longer.
  const before = runOf(page);
  await runButton(page).click();
  await page.waitForURL((url) => ![undefined, before].includes(runIn(url.href)), { timeout: PATIENCE });
  await finished(page);
}

export async function taken(page, click) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
