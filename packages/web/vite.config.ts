import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { workspaceSources } from '../../setup/workspace-sources.mjs';

/** The built files work on any host and under any path. Nothing is inline, so that a strict Content-Security-Policy is possible. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [svelte()],
  resolve: { alias: workspaceSources },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    outDir: '../cli/page',
  },
});
