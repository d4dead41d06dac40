import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { lean } from './scripts/lean.ts';

/** In `npm run dev` the fixture stands where the Rust binary would put a run. */
function fixtureInDevelopment(): Plugin {
  return {
    name: 'groundswell-fixture',
    apply: 'serve',
    transformIndexHtml(html) {
      const data = readFileSync(new URL('./fixtures/report.json', import.meta.url), 'utf8');
      return html.replace('/*REPORT-DATA*/', () => data.replaceAll('<', '\\u003c'));
    },
  };
}

export default defineConfig({
  plugins: [svelte(), lean, fixtureInDevelopment()],
  server: { open: false, host: '127.0.0.1' },
  build: {
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 1_000_000,
    rollupOptions: { input: 'report.html' },
  },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' },
});
