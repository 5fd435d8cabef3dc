// A figure pinned beside itself: A and B begin alike, differ in what is set, and are both in the link.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { answered, close, control, until, visit } from './browser.mjs';

after(close);
const A = 'fm-pair:not([data-second])', B = 'fm-pair[data-second]';
const open = (hash, body, options = {}) =>
  visit(`/02-paths/${hash}`, body, { prepare: answered('half-way-width', 'variance-kept', 'shift-twice'), ...options });
const unfold = (page, of) =>
  page.$eval(`${of} .more`, (d) => {
    d.open = true;
  });
const said = (page, of) => page.getAttribute(`${of} canvas.plane`, 'aria-label');
// What is off the screen draws nothing, and on a phone B is below it.
const drawn = async (page, of) => {
  await until(async () => (await page.$(of)) !== null, `${of} is there`);
  await page.locator(of).scrollIntoViewIfNeeded();
  await until(async () => /\d/.test((await said(page, of)) ?? ''), `${of} is drawn`);
};
const pin = async (page) => {
  await drawn(page, A);
  await unfold(page, A);
  await page.click(control(A, 'pin'));
  await drawn(page, B);
};

test('B begins where A is, and then differs in what is set in it', async () => {
  await open('#pair.t=0.25&pair.seed=3', async (page) => {
    await pin(page);
    assert.equal(await said(page, B), await said(page, A));
    await page.selectOption(control(B, 'kind'), 'cosine');
    await until(async () => (await said(page, B)) !== (await said(page, A)), 'B differs');
    assert.equal(await page.inputValue(control(A, 'kind')), 'cond-ot');
    await until(() => page.evaluate(() => /pair-b\.kind=cosine/.test(location.hash) && /pair\.pinned=1/.test(location.hash)), 'both are in the link');
  });
});

test('the time of A moves both, that of B only B', async () => {
  await open('#pair.t=0.25', async (page) => {
    await pin(page);
    const slide = (of, key) => page.press(`${of} .transport input`, key);
    await slide(A, 'End');
    await until(async () => /time 1\.00/.test(await said(page, A)) && /time 1\.00/.test(await said(page, B)), 'both at 1');
    await slide(B, 'Home');
    await until(async () => /time 0\.00/.test(await said(page, B)), 'B at 0');
    assert.match(await said(page, A), /time 1\.00/);
  });
});

test('a link opens both; taken away, nothing of B is left, and it can be pinned again', async () => {
  await open('#pair.pinned=1&pair-b.kind=cosine&pair.t=0.5&pair-b.t=0.5', async (page) => {
    await drawn(page, B);
    assert.equal(await page.inputValue(control(B, 'kind')), 'cosine');
    assert.equal(await page.inputValue(control(A, 'kind')), 'cond-ot');
    await unfold(page, A);
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.click(control(A, 'copy-link'));
    await until(async () => {
      const link = await page.textContent(`${A} .message`);
      return link.includes('pair-b.kind=cosine') && link.includes('pair.pinned=1');
    }, 'the copied link has both');
    await unfold(page, B);
    await page.click(control(B, 'pin'));
    await until(async () => (await page.$(B)) === null, 'B is gone');
    await until(() => page.evaluate(() => !/pair-b|pinned/.test(location.hash)), 'and out of the link');
    await page.click(control(A, 'pin'));
    await drawn(page, B);
    assert.equal(await page.inputValue(control(B, 'kind')), 'cond-ot');
  });
});

test('two that are drawn beside each other, on a phone one above the other; nothing is wider than the screen', async () => {
  for (const width of [1280, 900, 390])
    await open('#pair.pinned=1&pair-b.kind=cosine', async (page) => {
      await drawn(page, B);
      const [a, b] = await Promise.all([A, B].map((of) => page.$eval(of, (e) => e.getBoundingClientRect().toJSON())));
      if (width > 861) assert.ok(Math.abs(a.top - b.top) < 2 && b.left >= a.right, 'beside');
      else assert.ok(b.top >= a.bottom, 'below');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `no wider than ${width}`);
    }, { width });
});

test('a figure whose answer is covered is not pinned before the question is answered', async () => {
  await visit('/03-conditional-flow-matching/', async (page) => {
    await page.locator('#average').scrollIntoViewIfNeeded();
    await until(async () => (await page.$('#average [data-covered]')) !== null, 'covered');
    await page.$eval('#average .more', (d) => {
      d.open = true;
    });
    await page.click(control('#average', 'pin'));
    await until(async () => /question first/.test(await page.textContent('#average .message')), 'it says why');
    assert.equal(await page.$('fm-targets[data-second]'), null);
  });
});
