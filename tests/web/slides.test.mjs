// A lesson as slides: a figure or a question at a time, by keys and buttons, in the address.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { answered, close, control, settled, until, visit } from './browser.mjs';

after(close);
const open = (hash, body, options = {}) =>
  visit(`/02-paths/${hash}`, body, { prepare: answered('half-way-width', 'variance-kept', 'shift-twice'), ...options });
const shown = (page) =>
  page.$$eval('main > *', (all) => all.filter((e) => e.checkVisibility()).map((e) => (e.firstElementChild?.dataset.figure ?? e.getAttribute('name'))));
const count = (page) => page.textContent('.slide-bar span');

test('the arrow keys lead from one to the next, and Escape back into the lesson', async () => {
  await open('', async (page) => {
    await settled(page);
    const all = await page.$$eval('main > .widget, main > fm-predict', (every) => every.length);
    assert.equal(await page.isVisible('.slide-bar'), false);
    await page.click('#slides');
    assert.deepEqual([await shown(page), await count(page)], [['half-way-width'], `1 of ${all}`]);
    await page.keyboard.press('ArrowRight');
    await until(async () => (await shown(page)).join() === 'pair', 'the next');
    assert.equal(await page.textContent('.slide-bar b'), 'One pair');
    await until(() => /slides\.at=2/.test(page.url()), 'its number in the address');
    // A slider that has the focus keeps its keys; the page keys always turn.
    await page.focus(control('fm-pair', 't'));
    await page.keyboard.press('ArrowRight');
    await until(() => /pair\.t=/.test(page.url()), 'the slider moved');
    assert.equal(await count(page), `2 of ${all}`);
    await page.keyboard.press('PageDown');
    await until(async () => (await count(page)) === `3 of ${all}`, 'the third');
    await page.click('[data-name="slide-back"]');
    await until(async () => (await count(page)) === `2 of ${all}`, 'by button');
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('.slide-bar'), false);
    assert.ok(await page.$eval('fm-pair', (e) => e.getBoundingClientRect().top > 0 && e.getBoundingClientRect().top < innerHeight), 'on in the lesson');
    await until(() => !/slides/.test(page.url()), 'gone from the address');
  });
});

test('an address opens at its slide; the first has nothing before it, the last nothing after; nonsense is no slide', async () => {
  await open('#slides.at=2', async (page) => {
    await until(async () => (await shown(page)).join() === 'pair', 'there');
    for (let i = 0; i < 30; i++) await page.keyboard.press('PageDown');
    assert.equal(await page.isDisabled('[data-name="slide-next"]'), true);
    for (let i = 0; i < 30; i++) await page.keyboard.press('PageUp');
    assert.equal(await page.isDisabled('[data-name="slide-back"]'), true);
  });
  await open('#slides.at=99', async (page) => assert.equal(await page.isVisible('.slide-bar'), false));
});

test('a figure fits a projector, a laptop and a phone across', async () => {
  for (const [width, height] of [[1920, 1080], [1366, 768], [1024, 768]])
    await open('#slides.at=2', async (page) => {
      await settled(page);
      await page.waitForSelector('fm-pair .stage canvas');
      const { bottom, right } = await page.$eval('fm-pair .stage', (e) => e.getBoundingClientRect().toJSON());
      assert.ok(bottom <= height - 60 && right <= width, `${width} x ${height}: to ${right}, ${bottom}`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    }, { width, height });
});
