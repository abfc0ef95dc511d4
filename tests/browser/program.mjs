/**
 * How do the tests get at the page? Starts the real program on a free port with an empty data
 * folder, opens it in Chromium, and holds what no page of ours may do: ask another host, or
 * complain in the console.
 *
 * The program is `DATELINE_BIN`, else target/debug/dateline; the browser is `CHROMIUM`, else
 * /usr/bin/chromium.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
/** The page's own folder holds the packages that the tests use. */
const require = createRequire(join(root, 'web/package.json'));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');
export const { check } = await import(require.resolve('@placemarkio/check-geojson'));

export const output = join(root, 'tests/browser/output');
mkdirSync(output, { recursive: true });

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const software = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** Starts `dateline serve`; `stop` ends it and removes its data. */
export async function serve() {
  const program = resolve(
    process.env.DATELINE_BIN ?? join(root, 'target/debug/dateline'),
  );
  assert.ok(existsSync(program), `${program} is missing: build it, or set DATELINE_BIN`);
  const data = mkdtempSync(join(tmpdir(), 'dateline-test-'));
  const server = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  server.stderr.on('data', (chunk) => (log += chunk));
  const base = await new Promise((found, failed) => {
    let said = '';
    server.stdout.on('data', (chunk) => {
      said += chunk;
      const address = /http:\/\/[\d.]+:\d+/.exec(said);
      if (address) found(address[0]);
    });
    server.on('exit', (code) => failed(new Error(`dateline ended with ${code}: ${log}`)));
  });
  return {
    base,
    stop: async () => {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      const late = setTimeout(() => server.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(late);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/**
 * Opens a browser. `phone`, `dark` and `webgl: false` change what it is; `expected` matches
 * console errors that the test itself brings about.
 */
export async function browse(base, options = {}) {
  const { phone = false, dark = false, webgl = true, expected } = options;
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...flags, ...(webgl ? software : ['--disable-3d-apis'])],
  });
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    colorScheme: dark ? 'dark' : 'light',
    isMobile: phone,
    hasTouch: phone,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints = [];
  page.on('console', (message) => {
    const text = message.text();
    if (!['error', 'warning'].includes(message.type()) || expected?.test(text)) return;
    complaints.push(`${message.type()}: ${text}`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const elsewhere = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOwn = origin === base || protocol === 'blob:' || protocol === 'data:';
    if (!isOwn) elsewhere.push(request.url());
  });
  return {
    page,
    /** Closes the browser and holds the page to its promises. */
    close: async () => {
      await browser.close();
      assert.deepEqual(elsewhere, [], 'the page asked another host');
      assert.deepEqual(complaints, [], 'the console is not silent');
    },
  };
}

/** Does `work` in a browser of its own, which is closed and held to its promises whatever comes. */
export async function inBrowser(base, options, work) {
  const { page, close } = await browse(base, options);
  let done = false;
  try {
    await work(page);
    done = true;
  } finally {
    // A failure of the work itself says more than one that follows from it.
    await close().catch((error) => {
      if (done) throw error;
    });
  }
}

/** Waits until the story, and the map if there is one, have come to rest. */
export async function settled(page) {
  await page.waitForSelector('.story h1, .story .trouble, .card');
  await page.waitForSelector('[data-map="ready"], [data-map="unavailable"]');
  await page.waitForFunction(() => {
    const map = window.dateline?.map;
    if (!map) return document.querySelector('[data-map="unavailable"]') !== null;
    return map.loaded() && map.areTilesLoaded() && !map.isMoving();
  });
}

/** What is drawn of the given layers (or of those whose id matches), as keys and names. */
export function drawn(page, pattern) {
  return page.evaluate((source) => {
    const { map } = window.dateline;
    const wanted = new RegExp(source);
    const layers = map.getStyle().layers.filter(({ id }) => wanted.test(id));
    return map
      .queryRenderedFeatures({ layers: layers.map(({ id }) => id) })
      .map(({ layer, properties }) => ({ layer: layer.id, ...properties }));
  }, pattern.source);
}

/** Where a position on earth is on the screen. */
export async function onScreen(page, position) {
  const box = await page.locator('.map').boundingBox();
  const at = await page.evaluate(
    (lngLat) => window.dateline.map.project(lngLat),
    position,
  );
  return { x: box.x + at.x, y: box.y + at.y };
}

/** Holds that axe finds nothing to complain about in the state that the page is in. */
export async function accessible(page, state) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const said = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' | ')}`,
  );
  assert.deepEqual(said, [], `axe on ${state}`);
}

export function shot(page, name) {
  return page.screenshot({ path: join(output, `${name}.png`) });
}
