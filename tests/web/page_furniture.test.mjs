// The page's furniture in a browser: words, symbols, search, what was done, and what was missed.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, origin, settled, until, visit } from './browser.mjs';
import { quiet, testPage } from './test_page.mjs';

after(close);
const lesson = '/03-conditional-flow-matching/', phone = { width: 390, height: 844, hasTouch: true, isMobile: true };
const word = 'button.term[popovertarget="word-continuity-equation"], button.term[popovertarget="word-velocity-field"]';
const open = (page) => page.locator('.word:popover-open');

test('a word explains itself to a mouse that rests on it, to a key, and to a finger', async () => {
  await visit(lesson, async (page) => {
    const button = page.locator(word).first();
    await button.scrollIntoViewIfNeeded();
    await button.hover();
    await open(page).waitFor();
    const note = await open(page).boundingBox(), at = await button.boundingBox();
    assert.ok(Math.abs(note.y - at.y) < 150 && note.x >= 0 && note.x + note.width <= 1280, 'beside its word');
    await page.mouse.move(5, 5);
    await until(async () => (await open(page).count()) === 0, 'it closes when the mouse leaves');
    await button.focus();
    await page.keyboard.press('Enter');
    await open(page).waitFor();
    await page.keyboard.press('Escape');
    await until(async () => (await open(page).count()) === 0, 'Escape closes it');
    assert.equal(await page.evaluate((s) => document.activeElement.matches(s), word), true, 'the focus stays');
    const described = await button.getAttribute('aria-describedby');
    assert.match(await page.textContent(`#${described}`), /\w.*\.\s*$/s, 'a screen reader reads the sentence with the word');
  });
  await visit(lesson, async (page) => {
    await page.locator(word).first().tap();
    const box = await open(page).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.y >= 0);
    await page.touchscreen.tap(4, 500); // the margin
    await until(async () => (await open(page).count()) === 0, 'a tap elsewhere closes it');
  }, phone);
});

test('a symbol lights up everywhere: by mouse, by focus, by tap; Escape ends that; figures hear of it', async () => {
  await visit(lesson, async (page) => {
    await page.evaluate(() => {
      globalThis.heard = [];
      document.addEventListener('term', (e) => globalThis.heard.push(e.detail));
    });
    const lit = () =>
      page.$$eval('.lit', (all) =>
        [...new Set(all.map((e) => `${e.closest('.katex') ? 'formula' : e.closest('code') ? 'code' : 'other'} ${e.dataset.term}`))].sort());
    const symbol = page.locator('.katex [data-term="noise"]').first();
    await symbol.scrollIntoViewIfNeeded();
    await symbol.hover();
    const both = await lit();
    assert.ok(both.includes('formula noise') && both.includes('code noise'), both.join());
    assert.ok(both.every((s) => s.endsWith(' noise')));
    await page.mouse.move(2, 2);
    assert.deepEqual(await lit(), []);
    assert.deepEqual(await page.evaluate(() => globalThis.heard), ['noise', null]);
    await page.locator('code [data-term="data"][tabindex]').first().focus();
    assert.ok((await lit()).includes('formula data'));
    await page.keyboard.press('Escape');
    assert.deepEqual(await lit(), []);
  });
  await visit(lesson, async (page) => {
    await page.locator('.katex [data-term="between"]').first().tap();
    await until(async () => (await page.locator('code .lit').count()) > 0, 'held');
    await page.locator('.katex [data-term="between"]').first().tap();
    await until(async () => (await page.locator('.lit').count()) === 0, 'let go');
  }, phone);
});

test('search asks for its index only when opened, finds a heading and goes there, by keyboard alone', async () => {
  await visit(lesson, async (page) => {
    let asked = 0;
    page.on('request', (r) => {
      asked += r.url().endsWith('/search.json');
    });
    await settled(page);
    assert.equal(asked, 0);
    await page.keyboard.press('/');
    await page.keyboard.type('what can go');
    await until(async () => (await page.locator('.search li').count()) > 0, 'results');
    assert.equal(asked, 1);
    assert.match(await page.textContent('.search [role=status]'), /result/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#what-can-go-wrong$/);
  }, { serviceWorkers: 'block', allowed: /Service Worker/i });
  await visit('/', async (page) => {
    await page.click('.search summary');
    await page.fill('.search input', 'zebra');
    await until(async () => /Nothing/.test(await page.textContent('.search [role=status]')), 'nothing found is said');
    await page.fill('.search input', 'solver');
    await until(async () => /one step to|from one time/.test(await page.textContent('.search ul')), 'a word with its sentence');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.search input').isVisible(), false);
  });
});

test('a lesson whose end was seen counts as read, on the index too', async () => {
  await visit(lesson, async (page) => {
    assert.equal(await page.evaluate(() => localStorage.getItem('progress')), null);
    await page.evaluate(() => document.querySelector('section.foot').scrollIntoView());
    await until(() => page.evaluate(() => localStorage.getItem('progress') !== null), 'read');
    await page.goto(`${origin}/`);
    assert.match(await page.textContent('.cards [data-lesson="03-conditional-flow-matching"] .state'), /minutes · read/);
  });
});

test('a missed prediction comes back at the end of another lesson, with new numbers', async () => {
  const where = await testPage('review', '<fm-review></fm-review>');
  const listed = { 'boat-lands': { lesson: '01-x', html: '<p>Where does it land?</p><p slot="why">There.</p>' } };
  const missed = (minutesAgo) =>
    JSON.stringify({ version: 1, read: {}, exercised: {}, predicted: {
      'boat-lands': { lesson: '01-x', outcome: 'off', seed: 4, interval: 432e6, at: Date.now() - 6e5 - 6e4 * minutesAgo, due: Date.now() - 6e4 * minutesAgo },
    } });
  const prepare = (minutesAgo) => async (page) => {
    await page.route('**/predictions.json', (route) => route.fulfill({ json: listed }));
    await page.addInitScript((text) => {
      if (!localStorage.getItem('progress')) localStorage.setItem('progress', text);
    }, missed(minutesAgo));
  };
  await visit(where, async (page) => {
    await page.waitForSelector('fm-review fm-predict .ask-place > *');
    assert.match(await page.textContent('fm-review'), /Where does it land\?/);
    assert.match(await page.textContent('fm-review .ask-said'), /missed it last time/);
    await page.click('fm-review [data-name="show"]');
    await page.waitForSelector('fm-review [data-outcome]');
    const kept = JSON.parse(await page.evaluate(() => localStorage.getItem('progress'))).predicted['boat-lands'];
    assert.deepEqual([kept.lesson, kept.seed], ['01-x', 5]);
  }, { ...quiet, prepare: prepare(1) });
  await visit(where, async (page) => {
    await page.waitForSelector('fm-review:defined', { state: 'attached' });
    assert.equal(await page.locator('fm-review').isVisible(), false, 'not yet due');
  }, { ...quiet, prepare: prepare(-5) });
});
