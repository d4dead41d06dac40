import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { lean } from './scripts/lean.ts';

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
