// The index: noise becomes a drawing, the reader's own too.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, picture, still, until, visit } from './browser.mjs';

after(close);
const said = (page) => page.textContent('fm-hero .message');
const learned = (page) => until(async () => /Learned here/.test(await said(page)), 'the drawing is learned');

test('at first sight noise flows into a drawing', async () => {
  await visit('/', async (page) => {
    await learned(page);
    const { hash, ink } = await picture(page, 'fm-hero .plane');
    assert.ok(hash !== 0 && ink >= 0);
    assert.match(await page.getAttribute('fm-hero .plane', 'aria-label'), /flow from Gaussian noise into a heart/);
  });
});

test('what the reader draws is learned, and kept in the link', async () => {
  let link = '';
  await visit('/', async (page) => {
    await until(async () => (await said(page)) !== '', 'it has begun');
    await page.click(control('fm-hero', 'draw'));
    const box = await page.locator('fm-hero .plane').boundingBox();
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.4 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.6 * box.height, { steps: 12 });
    await page.mouse.up();
    await until(async () => /hero\.of=own/.test(page.url()) && /hero\.ink=/.test(page.url()), 'the drawing in the link');
    await learned(page);
    link = new URL(page.url()).hash;
  });
  assert.ok(link.length < 400, `${link.length} characters`);
  await visit(`/${link}`, async (page) => {
    await learned(page);
    assert.match(await page.getAttribute('fm-hero .plane', 'aria-label'), /your own/);
  });
});

test('without a pointer a drawing is chosen from the list; nonsense in a link is left out', async () => {
  await visit('/#hero.of=unicorn&hero.ink=%21', async (page) => {
    assert.equal(await page.inputValue(control('fm-hero', 'of')), 'heart');
    await page.selectOption(control('fm-hero', 'of'), 'spiral');
    await until(async () => /into a spiral/.test(await page.getAttribute('fm-hero .plane', 'aria-label')), 'a spiral');
    assert.match(page.url(), /hero\.of=spiral/);
  });
});

const card = (which) => `fm-card[picture="${which}"] canvas`;
test('the cards flow once they are seen, and again when pointed at; their worker is not asked for before, and goes', async () => {
  await visit('/', async (page) => {
    const asked = [];
    page.on('request', (r) => {
      if (/card_job/.test(r.url())) asked.push(r.url());
    });
    await learned(page);
    assert.deepEqual(asked, [], 'below the window nothing is computed');
    for (const which of ['wind', 'moons', 'digit']) {
      await page.locator(card(which)).scrollIntoViewIfNeeded();
      await until(async () => (await picture(page, card(which))).hash !== 0, `the ${which}`);
    }
    assert.equal(asked.length > 0, true);
    await until(() => page.workers().every((w) => !/card_job/.test(w.url())), 'the worker goes');
    const rest = (await still(page, card('moons'))).hash;
    await page.hover('.cards a[href^="03"]');
    await until(async () => (await picture(page, card('moons'))).hash !== rest, 'it flows again');
    await until(async () => (await picture(page, card('moons'))).hash === rest, 'and comes to rest where it was');
  }, { width: 1280, height: 600, reducedMotion: 'no-preference', serviceWorkers: 'block', allowed: /Service Worker/ });
});

test('who asks for stillness has cards that stand still', async () => {
  await visit('/', async (page) => {
    await page.locator(card('digit')).scrollIntoViewIfNeeded();
    await until(async () => (await picture(page, card('digit'))).hash !== 0, 'the digit');
    const { hash } = await still(page, card('digit'));
    await page.hover('.cards a[href^="08"]');
    for (let i = 0; i < 3; i++) assert.equal((await still(page, card('digit'))).hash, hash);
  });
});
