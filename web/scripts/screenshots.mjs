// Pictures of the filled report to look at: light, dark, phone, print. `npm run screenshots`, after a build; they go to dist/screenshots.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { fill, fixture } from './sample.mjs';

const to = fileURLToPath(new URL('../dist/screenshots/', import.meta.url));
mkdirSync(to, { recursive: true });
const address = fill(fixture(), 'sample.html');
const browser = await launch();

async function shoot(name, options, each = async () => {}) {
  const page = await browser.newPage(options);
  page.on('console', (message) => message.type() === 'error' && console.log(name, message.text()));
  page.on('pageerror', (error) => console.log(name, error.message));
  await page.goto(address);
  await page.waitForTimeout(300);
  await each(page);
  await page.screenshot({ path: `${to}${name}.png`, fullPage: true });
  await page.close();
}

const wide = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 };
await shoot('light', wide);
await shoot('dark', { ...wide, colorScheme: 'dark' });
await shoot('phone', phone);
await shoot('french', { ...wide, locale: 'fr-FR' });
await shoot('wide', { viewport: { width: 1900, height: 1000 } });
const page = await browser.newPage(wide);
await page.goto(address);
await page.waitForTimeout(300);
await page.pdf({ path: `${to}print.pdf`, preferCSSPageSize: true, printBackground: true });
await browser.close();
console.log(to);
