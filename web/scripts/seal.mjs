// Turns Vite's output into one file: script and style inlined, a content policy that names them by hash, a check of what came out.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../dist/', import.meta.url);
const PLACEHOLDER = '/*REPORT-DATA*/';
const LIMIT = 300_000;
const LIMIT_GZIPPED = 120_000;
const NOTICE = `<!--
  Groundswell report, MIT licence. Contains Svelte (MIT, Svelte contributors), d3-array and internmap (ISC, Mike Bostock),
  Fluent (Apache-2.0, Mozilla and contributors).
-->`;

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const only = (ending) => {
  const found = readdirSync(new URL('assets/', DIST)).filter((name) => name.endsWith(ending));
  if (found.length !== 1) throw new Error(`one ${ending} file was expected in dist/assets, found ${found.length}: ${found.join(', ')}`);
  return readFileSync(new URL(`assets/${found[0]}`, DIST), 'utf8').trim();
};

// Neither may close its own element: inside a string `<\/script` is the same text.
const script = only('.js').replaceAll('</script', '<\\/script').replaceAll('<!--', '\\x3c!--');
const style = only('.css').replaceAll('</style', '<\\/style');
const policy = ["default-src 'none'", `script-src ${hash(script)}`, `style-src ${hash(style)}`, 'img-src data:', "base-uri 'none'", "form-action 'none'"].join(
  '; ',
);

const page = readFileSync(new URL('report.html', DIST), 'utf8')
  .replace(/\s*<script[^>]*\ssrc=[^>]*><\/script>/, '')
  .replace(/\s*<link[^>]*rel="stylesheet"[^>]*>/, '')
  .replace('<meta charset="utf-8" />', () => `<meta charset="utf-8" />\n    ${NOTICE}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`)
  .replace('</head>', () => `<style>${style}</style>\n  </head>`)
  .replace('</body>', () => `<script type="module">${script}</script>\n  </body>`);

const faults = [
  [page.split(PLACEHOLDER).length !== 2, `the placeholder ${PLACEHOLDER} must stand in the page exactly once`],
  [/\s(src|href)="(?!data:|#)/.test(page.replace(script, '')), 'the page refers to another file'],
  [!page.includes('Content-Security-Policy'), 'the content policy is missing'],
  [page.length > LIMIT, `${page.length} bytes are more than ${LIMIT}`],
  [gzipSync(page).length > LIMIT_GZIPPED, `${gzipSync(page).length} bytes gzipped are more than ${LIMIT_GZIPPED}`],
].filter(([wrong]) => wrong);
if (faults.length) throw new Error(faults.map(([, why]) => why).join('\n'));

writeFileSync(new URL('report.html', DIST), page);
rmSync(new URL('assets/', DIST), { recursive: true });
console.log(`dist/report.html: ${Buffer.byteLength(page)} bytes, ${gzipSync(page, { level: 9 }).length} gzipped`);
