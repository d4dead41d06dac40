import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

/** Headings and blank lines of the catalogues are for those who write them. */
const lean: Plugin = {
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

/** The Studio: `dist/studio/`, names with hashes, no script or style inside the page, so that a strict content policy holds. */
export default defineConfig({
  plugins: [svelte(), lean],
  base: '/',
  server: {
    open: false,
    host: '127.0.0.1',
    // `npm run dev:studio` draws what a running `groundswell studio` answers. It refuses foreign origins, so the page's is not passed on.
    proxy: {
      '/api': {
        target: process.env.STUDIO ?? 'http://127.0.0.1:7878',
        changeOrigin: true,
        configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
      },
    },
  },
  build: {
    target: 'es2022',
    outDir: 'dist/studio',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // A data address is not allowed by the policy, and there are no pictures to inline.
    assetsInlineLimit: 0,
    // One sheet is smaller than twelve, and no screen is drawn before its own has come.
    cssCodeSplit: false,
    rollupOptions: { input: 'studio.html' },
  },
});
