// Lesson 8: digits in the browser, and what happens when the weights are not what they should be.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { close, control, number, picture, root, slide, text, until, visit } from './browser.mjs';

after(close);
const page08 = '/08-digits/';
const done = (page) => until(async () => (await number(page, 'fm-digits', 'time')) > 0, 'digits', 120000);
const said = (page) => page.textContent('fm-digits .message');
const plane = 'fm-digits .plane';

test('digits are sampled; t leads back to noise; a seed repeats and another differs', async () => {
  await visit(`${page08}#digits.steps=10&digits.guidance=1`, async (page) => {
    await done(page);
    await page.waitForTimeout(200);
    const digits = await picture(page, plane);
    assert.ok(digits.ink > 0.05 && digits.ink < 0.3, `${digits.ink} of the grid is ink: strokes on a dark ground`);
    await slide(page, control('fm-digits', 'frame'), 0);
    await page.waitForTimeout(200);
    const noise = await picture(page, plane);
    assert.ok(noise.ink > 0.35, `${noise.ink} of noise is bright`);
    await slide(page, control('fm-digits', 'frame'), 10);
    await page.waitForTimeout(200);
    assert.equal((await picture(page, plane)).hash, digits.hash);
    await page.click(control('fm-digits', 'sample'));
    await done(page);
    await page.waitForTimeout(200);
    assert.equal((await picture(page, plane)).hash, digits.hash, 'the same seed');
    await page.click(control('fm-digits', 'seed'));
    await until(async () => (await picture(page, plane)).hash !== digits.hash, 'another seed');
    await until(async () => /digits\.seed=2/.test(page.url()), 'the seed in the link');
  });
});

test('solver, steps and guidance set the number of evaluations that is shown', async () => {
  await visit(`${page08}#digits.count=1&digits.steps=2&digits.guidance=1`, async (page) => {
    const cost = () => text(page, 'fm-digits', 'evaluations');
    await done(page);
    assert.equal(await cost(), '2 an image');
    await page.selectOption(control('fm-digits', 'solver'), 'rk4');
    assert.equal(await cost(), '8 an image');
    await slide(page, control('fm-digits', 'guidance'), 3);
    assert.equal(await cost(), '16 an image');
    await page.selectOption(control('fm-digits', 'label'), 'any');
    assert.equal(await cost(), '8 an image');
  });
});

test('cancel stops at once, keeps what was reached, and sampling works again', async () => {
  await visit(`${page08}#digits.count=64&digits.steps=100`, async (page) => {
    await until(async () => (await text(page, 'fm-digits', 'sample')) === 'Cancel', 'it runs');
    await page.click(control('fm-digits', 'sample'));
    assert.match(await said(page), /Cancelled/);
    await page.check('fm-digits [data-name="count"][value="1"]', { force: true });
    await slide(page, control('fm-digits', 'steps'), 2);
    await page.click(control('fm-digits', 'sample'));
    await done(page);
  });
});

test('the morph joins two digits and follows its switches', async () => {
  await visit(page08, async (page) => {
    await done(page);
    const strip = 'fm-morph .strip';
    await page.$eval(strip, (c) => c.scrollIntoView());
    await until(async () => /A row of 9/.test(await page.getAttribute(strip, 'aria-label')), 'a row', 120000);
    const first = (await picture(page, strip)).hash;
    await page.uncheck(control('fm-morph', 'normalised'));
    await until(async () => (await picture(page, strip)).hash !== first, 'another row');
  });
});

test('the network is kept for the next visit', async () => {
  await visit(`${page08}#digits.count=1&digits.steps=1`, async (page) => {
    await done(page);
    const fetched = [];
    page.on('request', (r) => { if (r.url().includes('.safetensors')) fetched.push(r.url()); });
    await page.reload();
    await done(page);
    assert.deepEqual(fetched, []);
  }, { serviceWorkers: 'block', allowed: /Service Worker/ });
});

const faults = [
  ['a wrong digest', 'small.safetensors', (bytes) => { bytes[bytes.length - 5] ^= 1; return bytes; }, /SHA-256 differs/],
  ['a truncated file', 'small.safetensors', (bytes) => bytes.subarray(0, 1000), /download broke off/],
  ['a missing file', 'small.safetensors', null, /could not be downloaded/],
  ['a missing manifest', 'manifest.json', null, /manifest\.json\) is missing/],
  ['a damaged manifest', 'manifest.json', () => Buffer.from('{"networks": '), /is damaged/],
  ['a manifest of the future', 'manifest.json', () => Buffer.from('{"version": 99, "networks": {}}'), /version that this page does not know/],
];
for (const [name, file, change, words] of faults)
  test(`${name}: the page says so, and recovers when it is mended`, async () => {
    let broken = true;
    await visit(`${page08}#digits.count=1&digits.steps=1`, async (page) => {
      await until(async () => words.test(await said(page)), String(words));
      assert.equal(await text(page, 'fm-digits', 'sample'), 'Try again');
      broken = false;
      await page.click(control('fm-digits', 'sample'));
      await done(page);
    }, {
      allowed: /404|Service Worker/, serviceWorkers: 'block',
      prepare: async (page) => page.route(`**/weights/${file}`, async (route) => {
        if (!broken) return route.continue();
        if (!change) return route.fulfill({ status: 404, body: 'gone' });
        return route.fulfill({ body: change(await readFile(path.join(root, 'web/weights', file))) });
      }),
    });
  });
