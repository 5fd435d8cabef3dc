// <fm-num>: a number of the text and a setting of a figure are one.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, until, visit } from './browser.mjs';
import { quiet, testPage } from './test_page.mjs';

after(close);
const where = await testPage('num',
  '<p>At time <fm-num for="train.t" min="0" max="1" step="0.05" label="time t">0.30</fm-num>, after <a href="#train.steps=7&amp;train.t=0.5">seven steps</a>.</p><p>Below zero: <fm-num for="other.x" min="-2" max="2" step="0.5">−1.5</fm-num></p>');
const input = 'fm-num input';
const value = (page) => page.inputValue(`${input} >> nth=0`);
const inLink = (page, what) => until(async () => decodeURIComponent(page.url()).includes(what), `${what} in ${page.url()}`);

test('it says what the text says, or what the link says', async () => {
  await visit(where, async (page) => {
    assert.equal(await value(page), '0.30');
    assert.equal(await page.inputValue(`${input} >> nth=1`), '-1.5');
    assert.equal(await page.getAttribute(input, 'aria-label'), 'time t');
  }, quiet);
  await visit(`${where}#train.t=0.7`, async (page) => assert.equal(await value(page), '0.70'), quiet);
});

test('arrow keys move it by its step, and the link holds it', async () => {
  await visit(where, async (page) => {
    await page.focus(input);
    await page.keyboard.press('ArrowUp');
    assert.equal(await value(page), '0.35');
    await inLink(page, 'train.t=0.35');
  }, quiet);
});

test('typed out of its limits it is put back to them; typed nonsense, to what the text says', async () => {
  await visit(where, async (page) => {
    await page.fill(input, '9');
    await page.press(input, 'Enter');
    await page.locator(input).first().blur();
    await inLink(page, 'train.t=1');
    await page.fill(input, '');
    await page.locator(input).first().blur();
    await inLink(page, 'train.t=0.3');
  }, quiet);
});

test('dragged by mouse it changes a step each five pixels; a click leaves it to be typed', async () => {
  await visit(where, async (page) => {
    const box = await page.locator('fm-num').first().boundingBox(), [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 31, y, { steps: 6 });
    await page.mouse.up();
    assert.equal(await value(page), '0.60');
    await page.mouse.click(x, y);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'INPUT');
    assert.equal(await value(page), '0.60');
  }, quiet);
});

test('dragged by a finger it does the same', async () => {
  await visit(where, async (page, context) => {
    const box = await page.locator('fm-num').first().boundingBox(), [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const cdp = await context.newCDPSession(page),
      touch = (type, ...at) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([a, b]) => ({ x: a, y: b })) });
    await touch('touchStart', [x, y]);
    for (let i = 1; i <= 10; i++) await touch('touchMove', [x - 2 * i, y]);
    await touch('touchEnd');
    const now = Number(await value(page));
    assert.ok(now >= 0.1 && now <= 0.2, `${now}`); // the first pixels of a touch may be held back
  }, { ...quiet, width: 390, height: 844, hasTouch: true, isMobile: true });
});

test('a sentence with a state in its link drives it, and Back undoes that', async () => {
  await visit(where, async (page) => {
    await page.click('main a');
    assert.equal(await value(page), '0.50');
    await page.goBack();
    await until(async () => (await value(page)) === '0.30', 'undone');
  }, quiet);
});
