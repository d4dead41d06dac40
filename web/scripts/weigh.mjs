// Finishes the Studio's build: the page gets the name that the server looks for, and what a strict content policy or the budget forbids fails.
import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/studio/', import.meta.url);
/** The first screen in the heaviest of the languages, gzipped, and every screen: nobody loads more than one language. */
const [FIRST_GZIPPED, LIMIT_GZIPPED] = [150_000, 230_000];

renameSync(new URL('studio.html', DIST), new URL('index.html', DIST));
const page = readFileSync(new URL('index.html', DIST), 'utf8');
const files = readdirSync(DIST, { recursive: true })
  .map(String)
  .filter((name) => statSync(new URL(name, DIST)).isFile());
const weight = (name) => gzipSync(readFileSync(new URL(name, DIST)), { level: 9 }).length;
const isLanguage = (name) => /(^|\/)(en|fr|ru|kk)-[\w-]{8}\.js$/.test(name);
const sum = (names) => names.reduce((total, name) => total + weight(name), 0);
const languages = files.filter(isLanguage);
const total = sum(files.filter((name) => !isLanguage(name))) + Math.max(...languages.map(weight));
const first = ['index.html', ...[...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1])];

const faults = [
  [/<script(?![^>]*\ssrc=)[^>]*>/.test(page), 'the page has an inline script'],
  [/<style|\sstyle=|\son\w+=/.test(page), 'the page has an inline style or handler'],
  [files.some((name) => name !== 'index.html' && !/-[\w-]{8}\.\w+$/.test(name)), `a file has no hash in its name: ${files.join(', ')}`],
  [languages.length !== 4, `four languages were expected, found ${languages.join(', ')}`],
  [
    sum(first) + Math.max(...languages.map(weight)) > FIRST_GZIPPED,
    `the first screen takes ${sum(first) + Math.max(...languages.map(weight))} bytes gzipped, more than ${FIRST_GZIPPED}`,
  ],
  [total > LIMIT_GZIPPED, `${total} bytes gzipped are more than ${LIMIT_GZIPPED}`],
].filter(([wrong]) => wrong);
if (faults.length) throw new Error(faults.map(([, why]) => why).join('\n'));
console.log(
  `dist/studio: ${files.length} files, ${total} bytes gzipped with the heaviest language, ${sum(first)} of them for the first picture (and a language), ${sum(files)} with all languages`,
);
