import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Headings and blank lines of the catalogues are for those who write them. */
export const lean: Plugin = {
  name: 'lean-catalogues',
  enforce: 'pre',
  load(id) {
    const [file = '', query] = id.split('?');
    if (query !== 'raw' || !file.endsWith('.ftl')) return undefined;
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    return `export default ${JSON.stringify(`${lines.join('\n')}\n`)};`;
  },
};
