/** Does the page work for anyone: on a phone, without WebGL, in the dark, with a screen reader? */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessible, drawn, inBrowser, serve, settled, shot } from './program.mjs';

describe('the page', () => {
  let server;

  before(async () => {
    server = await serve();
  });

  after(async () => {
    await server?.stop();
  });

  test('is accessible in each of its states', async () => {
    await inBrowser(server.base, {}, async (page) => {
      await page.goto(server.base);
      await settled(page);
      await accessible(page, 'the story');
      await page.locator('#panel a.place').first().click();
      await accessible(page, 'a place');
      await page.click('#tab-layers');
      await accessible(page, 'the layers');
      await page.click('#tab-annotations');
      await page.getByRole('button', { name: 'Add location' }).click();
      await accessible(page, 'placing');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Type coordinates' }).click();
      await page.fill('[name=lat]', '133');
      await page.fill('[name=lon]', '0');
      await accessible(page, 'the form');
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.getByRole('button', { name: 'Open a story' }).click();
      await accessible(page, 'opening a story');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Stories' }).click();
      await accessible(page, 'the shelf');
    });
  });

  test('fits a phone', async () => {
    await inBrowser(server.base, { phone: true }, async (page) => {
      await page.goto(server.base);
      await settled(page);
      await shot(page, 'phone');
      const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
      assert.ok(width <= 390, `${width} px wide`);
      const map = await page.locator('.map').boundingBox();
      assert.ok(map.height > 180 && map.y < 100, 'the map is on top');
      await page.locator('.story a.mention').first().tap();
      await page.waitForSelector('.strip');
      await page.locator('.strip a').tap();
      await page.waitForSelector('.card h2');
      await settled(page);
      await shot(page, 'phone-place');
      await page.locator('.card .quote').first().tap();
      await page.waitForSelector('.story a.mention.here');
      for (const tab of ['places', 'layers', 'annotations', 'story']) {
        await page.tap(`#tab-${tab}`);
        await accessible(page, `${tab} on a phone`);
      }
    });
  });

  test('follows a dark colour scheme without losing what is drawn', async () => {
    await inBrowser(server.base, { dark: true }, async (page) => {
      await page.goto(server.base);
      await settled(page);
      await shot(page, 'dark');
      await accessible(page, 'the dark');
      const before = (await drawn(page, /^literal-/)).length;
      assert.ok(before > 0);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.waitForTimeout(300);
      await settled(page);
      assert.ok(
        (await drawn(page, /^literal-/)).length > 0,
        'places survive a new style',
      );
    });
  });

  test('works without WebGL, but for the map', async () => {
    await inBrowser(server.base, { webgl: false }, async (page) => {
      await page.goto(server.base);
      await settled(page);
      await shot(page, 'no-webgl');
      assert.match(await page.textContent('.map-note'), /WebGL/);
      await page.locator('.story a.mention').first().click();
      await page.waitForSelector('.card h2');
      await page.click('#tab-layers');
      await page.locator('[data-layer=annotations] a.download').waitFor();
      await page.locator('[data-layer="disengagement-1974"] a.download').waitFor();
      await page.click('#tab-annotations');
      await page.getByRole('button', { name: 'Type coordinates' }).click();
      await page.fill('[name=title]', 'Typed');
      await page.fill('[name=lat]', '33.1');
      await page.fill('[name=lon]', '35.9');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.waitForSelector('.card.annotation .kept');
      await accessible(page, 'the page without WebGL');
    });
  });
});
