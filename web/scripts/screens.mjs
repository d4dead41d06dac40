// Pictures of every screen to look at: three widths, both themes, over the real program. `npm run screens`, after a build of the page and the program; they go to dist/screens.
// ONLY=start,country makes some of them, LANGUAGE=ru another language, WIDTHS=360 other widths.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { serve } from './studio.mjs';

const to = fileURLToPath(new URL('../dist/screens/', import.meta.url));
mkdirSync(to, { recursive: true });
const listed = (name, otherwise) => (process.env[name] ? process.env[name].split(',') : otherwise);
const WIDTHS = listed('WIDTHS', ['360', '1366', '1920']).map(Number);
const THEMES = listed('THEMES', ['light', 'dark']);
const HEIGHTS = { 360: 740, 1366: 768, 1920: 1080 };
const SMALL = 'replicates=6&scale=100';
const [browser, studio] = await Promise.all([launch(), serve()]);

const ask = async (path, body) => {
  const answer = await fetch(`${studio.address}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json', origin: studio.address } } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return answer.json();
};
/** Computes a job to its end, and says which run it made. */
async function computed(kind, body) {
  const { id } = await ask(`jobs/${kind}`, { scenario: 'kazakhstan-2022', settings: {}, replicates: 6, scale: 100, seed: 1, facts: [], ...body });
  for (;;) {
    const job = await ask(`jobs/${id}`);
    if (job.state === 'done') return job.run;
    if (job.state !== 'running' && job.state !== 'waiting') throw new Error(`${kind}: ${job.state}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
const run = await computed('run', {});
const questions = await ask('questions/kazakhstan-2022');
const open = questions.find((row) => row.name === 'no-shutdown');
const compared = await computed('branch', { at: open.at, branches: open.branches, question: open.name, against: open.against });

const click = (role, name) => (page) => page.getByRole(role, { name }).first().click();
const SCREENS = {
  start: ['#/start/kazakhstan-2022'],
  record: [`#/country/kazakhstan-2022?${SMALL}&hour=86`],
  country: [`#/country/kazakhstan-2022?${SMALL}&run=${run}&hour=86`],
  place: [`#/country/kazakhstan-2022?${SMALL}&run=${run}&hour=86`, (page) => page.getByRole('combobox', { name: 'Place' }).selectOption({ label: 'Almaty' })],
  levers: [`#/country/kazakhstan-2022?${SMALL}&run=${run}&hour=86`, click('tab', 'Levers')],
  fit: [`#/country/kazakhstan-2022?${SMALL}&run=${run}&hour=86`, click('tab', 'Fit')],
  layers: [
    `#/country/kazakhstan-2022?${SMALL}&run=${run}&hour=86`,
    async (page) => {
      for (const name of [/^Regions by/, /^Uncertainty/, /wrong/]) await page.getByRole('checkbox', { name }).check();
    },
  ],
  adding: [`#/country/kazakhstan-2022?${SMALL}`, click('button', 'Add a shock or a call')],
  twin: [
    `#/country/kazakhstan-2022?${SMALL}`,
    async (page) => {
      await page
        .getByRole('group', { name: 'Orders, shocks and calls' })
        .getByRole('button', { name: /^network cut in the whole country/ })
        .press('Delete');
      await page.getByRole('button', { name: 'Run it beside the base' }).click();
      await page.getByText(/middle one/).waitFor({ timeout: 300_000 });
    },
  ],
  setup: ['#/setup/kazakhstan-2022?people.threshold=0.62', click('button', 'Participation')],
  branches: ['#/branches/kazakhstan-2022?at=96&branch=no-shutdown:shutdown.enabled=false,people.threshold=0.9'],
  compared: [`#/branches/kazakhstan-2022?run=${compared}`],
  evidence: [`#/evidence/kazakhstan-2022?run=${run}`],
  runs: ['#/runs/kazakhstan-2022'],
  own: ['#/own'],
  'classic-granovetter': ['#/classics?classic=granovetter', click('button', 'Run')],
  'classic-kuran': ['#/classics?classic=kuran'],
  'classic-watts': ['#/classics?classic=watts'],
  'classic-centola': ['#/classics?classic=centola-macy'],
  'classic-epstein': ['#/classics?classic=epstein', click('button', 'Run')],
  towns: ['#/country/two-towns'],
  france: ['#/country/france-2005?hour=120'],
  missing: ['#/country/kazakstan-2022'],
};
const only = listed('ONLY', [...Object.keys(SCREENS), 'report']);
const faults = [];

for (const colorScheme of THEMES) {
  for (const width of WIDTHS) {
    const context = await browser.newContext({
      viewport: { width, height: HEIGHTS[width] ?? 800 },
      colorScheme,
      locale: process.env.LANGUAGE ?? 'en-GB',
      reducedMotion: 'reduce',
    });
    for (const [name, [hash, act]] of Object.entries(SCREENS)) {
      if (!only.includes(name)) continue;
      const page = await context.newPage();
      const called = `${name}-${width}-${colorScheme}`;
      try {
        await page.goto(`${studio.address}/${hash}`);
        await page.locator('main h1').first().waitFor({ timeout: 60_000 });
        await page.waitForTimeout(900);
        if (act) {
          await act(page);
          await page.waitForTimeout(900);
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) faults.push(`${called}: ${wide} pixels wide`);
        await page.screenshot({ path: `${to}${called}.png` });
        await page.evaluate(() => scrollTo(0, 0));
        await page.screenshot({ path: `${to}${called}-whole.png`, fullPage: true });
      } catch (error) {
        faults.push(`${called}: ${String(error).split('\n')[0]}`);
        await page.screenshot({ path: `${to}${called}.png` }).catch(() => {});
      }
      await page.close();
    }
    if (only.includes('report')) {
      const page = await context.newPage();
      await page.goto(`${studio.address}/api/runs/${compared}/files/report.html`);
      await page.locator('h1').first().waitFor();
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${to}report-${width}-${colorScheme}-whole.png`, fullPage: true });
      if (width === 1366 && colorScheme === 'light') {
        await page.pdf({ path: `${to}report.pdf`, preferCSSPageSize: true, printBackground: true });
      }
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
await studio.stop();
console.log(to);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length ? 1 : 0;
