/** Does the page show a story and its map, linked both ways, and let stories come and go? */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { browse, check, drawn, onScreen, serve, settled, shot } from './program.mjs';

/** Waits until `what` is so; says so if it never is. */
async function until(what, isSo) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`never came true: ${what}`);
}

describe('a story', () => {
  let server;
  let story;
  let window;
  let page;

  before(async () => {
    server = await serve();
    story = await (await fetch(`${server.base}/articles/example`)).json();
    window = await browse(server.base);
    page = window.page;
    await page.goto(server.base);
    await settled(page);
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  const home = async () => {
    await page.goto(`${server.base}/#article=example`);
    await page.click('#tab-places');
    await page.click('.whole-story');
    await settled(page);
  };

  test('is there at first sight, each place in the list and each mention in the text', async () => {
    await shot(page, 'desktop');
    assert.equal(await page.textContent('.story h1'), story.article.title);
    const listed = await page
      .locator('#panel a.place')
      .evaluateAll((links) => links.map(({ dataset }) => dataset.place));
    assert.deepEqual(listed.toSorted(), story.features.map(({ id }) => id).toSorted());
    const marked = await page
      .locator('.story a.mention')
      .evaluateAll((links) =>
        links.map((link) => ({ ...link.dataset, text: link.textContent })),
      );
    assert.ok(marked.length > 5);
    for (const { place, index, text } of marked) {
      const { mentions } = story.features.find(({ id }) => id === place).properties;
      assert.equal(text, mentions[index].quote);
    }
  });

  test('has every place on the map that belongs in the picture', async () => {
    await home();
    const view = await page.evaluate(() =>
      window.dateline.map.getBounds().toArray().flat(),
    );
    const keys = new Set((await drawn(page, /-(dot|spot)$/)).map(({ key }) => key));
    const inView = story.features.filter(({ geometry }) => {
      if (geometry.type !== 'Point') return false;
      const [lon, lat] = geometry.coordinates;
      return view[0] < lon && lon < view[2] && view[1] < lat && lat < view[3];
    });
    assert.ok(inView.length > 2);
    assert.deepEqual(
      inView.map(({ id }) => id).filter((id) => !keys.has(id)),
      [],
    );
  });

  /** A town that no other place of the story hides. */
  const town = () =>
    story.features.find(
      ({ geometry, properties }) =>
        geometry.type === 'Point' &&
        properties.kind === 'city' &&
        properties.role === 'literal',
    );
  const isLit = (id, state) =>
    page.evaluate(
      ([id, state]) =>
        window.dateline.map.getFeatureState({ source: 'story', id })[state] === true,
      [id, state],
    );

  test('leads from a word to its place on the map', async () => {
    await home();
    const { id, geometry, properties } = town();
    const mention = page.locator(`.story a.mention[data-place="${id}"]`).last();
    await mention.hover();
    await until('the place lights up under the pointer', () => isLit(id, 'hovered'));
    await mention.click();
    await until('the place is selected', () => isLit(id, 'selected'));
    await settled(page);
    const center = await page.evaluate(() => window.dateline.map.getCenter().toArray());
    assert.ok(
      Math.hypot(
        center[0] - geometry.coordinates[0],
        center[1] - geometry.coordinates[1],
      ) < 0.1,
    );
    assert.equal(await page.textContent('.card h2'), properties.name);
    assert.equal(await page.locator('.card .quote').count(), properties.mentions.length);
    assert.ok((await page.textContent('.card .confidence')).includes('%'));
    assert.ok((await page.textContent('.card .provenance')).includes(properties.source));
    assert.match(page.url(), /place=.*&mention=\d+$/);
    await shot(page, 'place');
    await page.locator('.card .quote').first().click();
    await page.waitForSelector(
      `.story a.mention.here[data-place="${id}"][data-index="0"]`,
    );
  });

  test('leads from the map to the words, and back with the back button', async () => {
    await home();
    const { id, geometry } = town();
    await page.evaluate(
      (center) => window.dateline.map.jumpTo({ center, zoom: 9 }),
      geometry.coordinates,
    );
    await settled(page);
    const { x, y } = await onScreen(page, geometry.coordinates);
    await page.mouse.move(x + 1, y + 1);
    await page.mouse.click(x, y);
    await page.waitForSelector(`.card[data-place="${id}"]`);
    const marks = page.locator(`.story a.mention[data-place="${id}"]`);
    const lit = page.locator(`.story a.mention.on[data-place="${id}"]`);
    assert.equal(await lit.count(), await marks.count());
    await page.goBack();
    await page.waitForSelector('#panel a.place');
    await page.goForward();
    await page.waitForSelector(`.card[data-place="${id}"]`);
  });

  test('can be walked through by keyboard', async () => {
    await home();
    await page.locator('#panel a.place').first().focus();
    await page.keyboard.press('ArrowDown');
    const second = await page.locator('#panel a.place').nth(1).getAttribute('data-place');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`.card[data-place="${second}"]`);
    assert.equal(
      await page.evaluate(() => document.activeElement.closest('.card') !== null),
      true,
    );
    await page.keyboard.press('Escape');
    await page.waitForSelector('#panel a.place');
    const focused = await page.evaluate(() => document.activeElement.dataset.place);
    assert.equal(focused, second, 'the focus is back on the place it left');
  });

  test('has quiet places that can be switched off', async () => {
    await home();
    await page.click('#tab-layers');
    const literal = page.locator('[data-layer=story] .switch input').first();
    await literal.uncheck();
    await settled(page);
    await until(
      'no literal place is drawn',
      async () => (await drawn(page, /^literal-/)).length === 0,
    );
    await literal.check();
    await until('they are back', async () => (await drawn(page, /^literal-/)).length > 0);
  });

  test('lies under the lines of 1974, told apart, explained and to be had as a file', async () => {
    await home();
    await page.click('#tab-layers');
    const layer = page.locator('[data-layer="disengagement-1974"]');
    await layer.getByRole('button', { name: 'Show on the map' }).click();
    await settled(page);
    await shot(page, 'lines');
    const lines = await drawn(page, /^reference-disengagement-1974-line$/);
    const looks = new Map(
      lines.map(({ name, color, turn }) => [name, `${color} ${turn}`]),
    );
    assert.deepEqual([...looks.keys()].toSorted(), ['Line A (Alpha)', 'Line B (Bravo)']);
    assert.equal(new Set(looks.values()).size, 2, 'each line has a look of its own');
    const areas = await drawn(page, /^reference-disengagement-1974-area$/);
    assert.ok(areas.some(({ name }) => name === 'Area of Separation'));
    assert.equal(await layer.locator('.legend .swatch').count(), 3);
    assert.match(await layer.locator('details').textContent(), /Accuracy/);

    const download = page.waitForEvent('download');
    await layer.locator('a.download').click();
    const file = await (await download).path();
    const read = check(await readFile(file, 'utf8'));
    assert.equal(read.features.length, 3);

    await layer.locator('.switch input').uncheck();
    await until(
      'the lines are gone',
      async () => (await drawn(page, /^reference-disengagement-1974/)).length === 0,
    );
    await layer.locator('.switch input').check();
  });

  test('can be pasted, and what looks like markup in it stays text', async () => {
    const title = '<img src=x onerror="alert(1)"> & a second title';
    await page.getByRole('button', { name: 'Open a story' }).click();
    await page.getByLabel('Headline').fill(title);
    await page.getByRole('button', { name: 'Read the story' }).click();
    await page.waitForSelector('dialog .wrong');
    await page
      .getByLabel('Story text')
      .fill('🕊️ Envoys met in Amman, Jordan.\n\nThen they left <b>Paris</b>.');
    await page.getByRole('button', { name: 'Read the story' }).click();
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.waitForFunction(
      (title) => document.querySelector('.story h1')?.textContent === title,
      title,
    );
    assert.equal(await page.locator('.story img, .story b').count(), 0);
    for (const text of await page.locator('.story a.mention').allTextContents()) {
      assert.match(text, /^(Amman|Jordan|Paris)$/, 'a mention is marked where it stands');
    }
    await page.reload();
    await settled(page);
    assert.equal(await page.textContent('.story h1'), title);

    await page.getByRole('button', { name: 'Stories' }).click();
    const entry = page.locator('.shelf li').filter({ hasText: 'a second title' });
    assert.equal(await entry.locator('.place-name').textContent(), title);
    await entry.getByRole('button', { name: /^Delete/ }).click();
    await page.locator('dialog .strong.bad').click();
    await page.waitForFunction(
      (title) => document.querySelector('.story h1')?.textContent === title,
      story.article.title,
    );
    assert.match(page.url(), /article=example/);
  });

  test('can be a file', async () => {
    await page.getByRole('button', { name: 'Open a story' }).click();
    await page.locator('dialog input[type=file]').setInputFiles({
      name: 'story.html',
      mimeType: 'text/html',
      buffer: Buffer.from(
        '<html><head><title>From a file</title></head><body><article><h1>From a file</h1><p>Talks resumed in Amman, Jordan, on Monday after a long pause that few had expected to end.</p></article></body></html>',
      ),
    });
    await page.waitForFunction(
      () => document.querySelector('.story h1')?.textContent === 'From a file',
    );
    await page.goBack();
    await page.waitForFunction(
      (title) => document.querySelector('.story h1')?.textContent === title,
      story.article.title,
    );
  });
});
