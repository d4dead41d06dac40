import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The Studio: `dist/studio/`, names with hashes, no script or style inside the page, so that a strict content policy holds. */
export default defineConfig({
  plugins: [svelte()],
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
    rollupOptions: { input: 'studio.html' },
  },
});
