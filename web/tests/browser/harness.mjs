// What the browser's tests share: a page that is judged while it is open, waiting for what it answers, and the rules of accessibility.
// THROTTLE=8 makes the page's processor that many times slower: what passes then does not race.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const SLOWER = Number(process.env.THROTTLE ?? 1);

/** How long a page has to answer: only a page that is wrong takes this long, however busy the machine. PATIENCE=20, in seconds, for whoever works on one. */
export const PATIENCE = Number(process.env.PATIENCE ?? 120) * 1000;

/** Asks again until the claim holds: a page answers when it has time to. What the claim said last is the failure. */
export async function eventually(claim, within = PATIENCE) {
  const end = performance.now() + within;
  for (;;) {
    try {
      return await claim();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** What the probe finds once it finds the same twice, some frames apart: to be compared with what comes after. */
export async function settled(page, probe) {
  let last = await probe();
  await eventually(async () => {
    await frames(page, 3);
    const now = await probe();
    const before = last;
    last = now;
    assert.equal(now, before);
  });
  return last;
}

/** Lets the page draw this many pictures: whatever it had to do by then is done. */
export const frames = (page, count) =>
  page.evaluate(
    (count) =>
      new Promise((resolve) => {
        const next = () => (count-- > 0 ? requestAnimationFrame(next) : setTimeout(resolve));
        next();
      }),
    count,
  );

/** A page whose every complaint, and every request that it may not make, is a failure of the test that opened it. */
export async function open(
  context,
  browser,
  where,
  { expected = /$^/, mayAsk = (address) => address === where, viewport = { width: 1280, height: 860 }, ...options } = {},
) {
  const page = await browser.newPage({ viewport, locale: 'en-GB', ...options });
  page.setDefaultTimeout(PATIENCE);
  if (SLOWER > 1) await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !expected.test(message.text()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => !mayAsk(request.url()) && !/^(data|blob):/.test(request.url()) && complaints.push(`asked for ${request.url()}`));
  context.after(async () => {
    await page.close();
    assert.deepEqual(complaints, []);
  });
  await page.goto(where);
  await page.locator('h1').first().waitFor();
  return page;
}

/** No rule of accessibility is broken, once what moves has come to rest. */
export async function accessible(page, where = '') {
  // The content policy lets no script tag in; a function that the debugger runs is not the page's own.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  await eventually(async () => {
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
      return violations.map(
        (violation) =>
          `${violation.id}: ${violation.nodes
            .map((node) => node.target.join(' '))
            .slice(0, 4)
            .join(' | ')}`,
      );
    });
    assert.deepEqual(found, [], where);
  }, PATIENCE / 4);
}

/** Nothing stands wider than the screen. */
export const fits = (page, width, where = '') =>
  eventually(async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${where} ${wide} pixels of ${width}`);
  });

/** The text of a place on the page matches in the end. */
export const reads = (locator, words) => eventually(async () => assert.match(await locator.innerText(), words));

/** So many of them are there in the end; a number, or what the number must be. */
export const counts = (locator, right) =>
  eventually(async () => {
    const count = await locator.count();
    assert.ok(typeof right === 'number' ? count === right : right(count), `${count} of ${locator}`);
  });

/** The probe finds this in the end. */
export const becomes = (probe, value) => eventually(async () => assert.equal(await probe(), value));

/** The probe finds something else in the end. */
export const changes = (probe, before) => eventually(async () => assert.notEqual(await probe(), before));

/** The drawn marks: changes whenever they do. */
export const inked = (page) =>
  page
    .locator('.map canvas')
    .first()
    .evaluate((canvas) => canvas.toDataURL());
export const slider = (page) => page.getByRole('slider', { name: 'Hour shown' });
export const clock = (page) => page.locator('output.time').innerText();
export const hour = async (page) => Number(await slider(page).inputValue());

/** The clock has gone on past this hour. */
export const passes = (page, past) => eventually(async () => assert.ok((await hour(page)) > past));
