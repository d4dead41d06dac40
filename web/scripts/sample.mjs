// Fills the built page with the fixture, exactly as the Rust binary does: one replacement, `<` escaped.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const DIST = new URL('../dist/', import.meta.url);

/** Writes `dist/<name>` holding `json` as its run, and returns its file address. */
export function fill(json, name) {
  const page = readFileSync(new URL('report.html', DIST), 'utf8');
  const file = new URL(name, DIST);
  writeFileSync(
    file,
    page.replace('/*REPORT-DATA*/', () => json.replaceAll('<', '\\u003c')),
  );
  return file.href;
}

export const fixture = () => readFileSync(new URL('../fixtures/report.json', import.meta.url), 'utf8');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(fill(fixture(), 'sample.html'));
