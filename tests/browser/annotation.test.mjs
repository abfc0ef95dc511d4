/** Can a location be added, found again, changed, moved, deleted, and never lost on the way? */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { browse, check, drawn, onScreen, serve, settled, shot } from './program.mjs';

const items = '/collections/annotations/items';

describe('an annotation', () => {
  let server;
  let window;
  let page;

  before(async () => {
    server = await serve();
    // The tests break the connection and bring about a conflict: the browser says so.
    window = await browse(server.base, { expected: /Failed to load resource/ });
    page = window.page;
    await page.goto(server.base);
    await settled(page);
  });

  after(async () => {
    await window?.close();
    await server?.stop();
  });

  const kept = async () =>
    (await (await fetch(`${server.base}${items}`)).json()).features;
  const button = (name) => page.getByRole('button', { name, exact: true });
  const middle = async () => {
    const box = await page.locator('.map').boundingBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const fill = async (fields) => {
    for (const [name, value] of Object.entries(fields)) {
      await page.fill(`.annotation-form [name=${name}]`, value);
    }
  };

  test('is added by a click on the map and is there after a reload', async () => {
    await page.click('#tab-annotations');
    await button('Add location').click();
    await page.waitForSelector('.placing-note');
    const at = await middle();
    const there = await page.evaluate(() => {
      const { map } = window.dateline;
      const { clientWidth, clientHeight } = map.getContainer();
      return map.unproject([clientWidth / 2 + 40, clientHeight / 2 + 60]).toArray();
    });
    await page.mouse.click(at.x + 40, at.y + 60);
    await fill({
      title: 'Observation post',
      text: 'Seen from the road.',
      tags: 'undof, post',
    });
    await settled(page);
    await shot(page, 'annotation-form');
    await button('Save').click();
    await page.waitForSelector('.card.annotation .kept');
    await shot(page, 'annotation');
    const [one] = await kept();
    assert.equal(one.properties.title, 'Observation post');
    assert.deepEqual(one.properties.tags, ['undof', 'post']);
    for (const axis of [0, 1]) {
      assert.ok(
        Math.abs(one.geometry.coordinates[axis] - there[axis]) < 0.2,
        'it is where the click was',
      );
    }
    await page.reload();
    await settled(page);
    assert.equal(await page.textContent('.card.annotation h2'), 'Observation post');
    const pins = await drawn(page, /^annotation-pin$/);
    assert.ok(
      pins.some(({ key }) => key === one.id),
      'its pin is drawn',
    );
  });

  test('is changed and moved by dragging its pin', async () => {
    const [before] = await kept();
    await button('Change or move').click();
    await fill({ title: 'Observation post 58' });
    await settled(page);
    const from = await onScreen(page, before.geometry.coordinates);
    await page.mouse.move(from.x, from.y - 14);
    await page.mouse.down();
    await page.mouse.move(from.x + 50, from.y + 20, { steps: 5 });
    await page.mouse.up();
    await button('Save').click();
    await page.waitForSelector('.card.annotation .kept');
    const [now] = await kept();
    assert.equal(now.id, before.id);
    assert.equal(now.properties.title, 'Observation post 58');
    assert.ok(
      now.geometry.coordinates[0] > before.geometry.coordinates[0],
      'it moved east',
    );
    assert.ok(
      now.geometry.coordinates[1] < before.geometry.coordinates[1],
      'it moved south',
    );
  });

  test('is moved by typing coordinates, and nonsense is not sent', async () => {
    await button('Change or move').click();
    await fill({ lat: '133', lon: '35.9' });
    assert.equal(await button('Save').isDisabled(), true);
    await page.waitForSelector('#annotation-position.wrong');
    await fill({ lat: '33.1' });
    await button('Save').click();
    await page.waitForSelector('.card.annotation .kept');
    assert.deepEqual((await kept())[0].geometry.coordinates, [35.9, 33.1]);
  });

  test('that somebody else changed is not overwritten unasked', async () => {
    const [mine] = await kept();
    await button('Change or move').click();
    await fill({ title: 'My title' });
    const theirs = { ...mine, properties: { ...mine.properties, title: 'Their title' } };
    const answer = await fetch(`${server.base}${items}/${mine.id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/geo+json' },
      body: JSON.stringify(theirs),
    });
    assert.equal(answer.status, 200);
    await button('Save').click();
    await page.waitForSelector('[data-saving=conflict]');
    assert.match(await page.textContent('[data-saving=conflict]'), /Their title/);
    await button('Keep mine').click();
    await page.waitForSelector('.card.annotation .kept');
    assert.equal((await kept())[0].properties.title, 'My title');
  });

  test('that could not be saved is kept in the browser until it can', async () => {
    await page.goto(`${server.base}/#article=example`);
    await page.click('#tab-annotations');
    await page.route(`**${items}`, (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await button('Type coordinates').click();
    await fill({ title: 'Not lost', lat: '33.5', lon: '36.3' });
    await button('Save').click();
    await page.waitForSelector('[data-saving=failed]');
    await page.reload();
    await settled(page);
    assert.equal(await page.inputValue('.annotation-form [name=title]'), 'Not lost');
    await button('Save').click();
    await page.waitForSelector('[data-saving=failed]');
    await page.unroute(`**${items}`);
    await button('Try again').click();
    await page.waitForSelector('.card.annotation .kept');
    assert.deepEqual(
      (await kept()).map(({ properties }) => properties.title).toSorted(),
      ['My title', 'Not lost'],
    );
  });

  test('is added by keyboard alone', async () => {
    await page.goto(`${server.base}/#article=example`);
    await button('Add location').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.placing-note');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.annotation-form');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.card.annotation .kept');
    assert.equal((await kept()).length, 3);
  });

  test('is added at a place of the story', async () => {
    await page.goto(`${server.base}/#article=example`);
    await page.click('#tab-places');
    const first = page.locator('#panel a.place').first();
    const id = await first.getAttribute('data-place');
    await first.click();
    await button('Add an annotation here').click();
    await fill({ title: 'At the place' });
    await button('Save').click();
    await page.waitForSelector('.card.annotation .kept');
    const added = (await kept()).find(
      ({ properties }) => properties.title === 'At the place',
    );
    assert.equal(added.properties.place_id, id);
    assert.equal(added.properties.article, 'example');
  });

  test('can be downloaded with the others, and imported again', async () => {
    await page.goto(`${server.base}/#article=example`);
    await page.click('#tab-annotations');
    const before = (await kept()).length;
    assert.equal(await page.locator('#panel a.place').count(), before);
    const download = page.waitForEvent('download');
    await page.locator('.annotations a.download').click();
    const text = await readFile(await (await download).path(), 'utf8');
    assert.equal(check(text).features.length, before);
    await page.locator('.annotations input[type=file]').setInputFiles({
      name: 'annotations.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(text),
    });
    await page.waitForFunction(
      (n) => document.querySelectorAll('#panel a.place').length === n,
      2 * before,
    );
    const tags = (await kept()).map(({ properties }) => properties.tags ?? []);
    assert.equal(
      tags.filter((list) => list.join() === 'undof,post').length,
      2,
      'tags come back',
    );
    await page.locator('.annotations input[type=file]').setInputFiles({
      name: 'broken.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from('{"type":"Topology"}'),
    });
    await page.waitForSelector('.notice[data-tone=bad]');
    await page.locator('.notice .close').click();
  });

  test('is deleted only after a question', async () => {
    const before = (await kept()).length;
    await page.locator('#panel a.place').first().click();
    await button('Delete').click();
    await button('Cancel').click();
    assert.equal((await kept()).length, before);
    await button('Delete').click();
    await page.locator('dialog .strong.bad').click();
    await page.waitForSelector('.annotations');
    assert.equal((await kept()).length, before - 1);
    assert.equal(await page.locator('#panel a.place').count(), before - 1);
  });
});
