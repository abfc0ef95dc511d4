import { defineConfig } from 'vite';

/** Where `npm run dev` finds a running `dateline serve`. */
const server = process.env.DATELINE_URL ?? 'http://127.0.0.1:8080';
const doors = ['/articles', '/layers', '/collections', '/basemap'];

export default defineConfig({
  // The map draws itself, so nothing may be inlined: the page's policy allows no data: fonts
  // and no inline script.
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licences.txt' },
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  server: { proxy: Object.fromEntries(doors.map((door) => [door, server])) },
});
