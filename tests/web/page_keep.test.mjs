// What a reader has done, in a browser: exercises are ticked off, and all of it is saved, read again and forgotten.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { after } from 'node:test';
import { close, origin, until, visit } from './browser.mjs';

after(close);
const lesson = '/01-flows-and-solvers/';
const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('progress') ?? '{}'));
const state = (page) => page.textContent('.cards [data-lesson="01-flows-and-solvers"] .state');
const said = (page) => page.textContent('.keep .message');

test('an exercise that is ticked off is remembered, counts on the index, and can be taken back', async () => {
  await visit(lesson, async (page) => {
    const box = page.getByLabel(/01\.2 A step of Heun/);
    assert.equal(await box.isChecked(), false);
    await box.check();
    assert.ok((await kept(page)).exercised['01.2'] > 0);
    await page.reload();
    assert.equal(await page.getByLabel(/01\.2/).isChecked(), true);
    assert.equal(await page.getByLabel(/01\.1/).isChecked(), false);
    await page.goto(`${origin}/`);
    assert.match(await state(page), /one exercise/);
    await page.goto(origin + lesson);
    await page.getByLabel(/01\.2/).uncheck();
    assert.deepEqual((await kept(page)).exercised, {});
  });
});

test('what was done goes to another browser as a file; a file that is none changes nothing; forgetting asks first', async () => {
  let file;
  await visit(lesson, async (page) => {
    await page.getByLabel(/01\.1/).check();
    await page.goto(`${origin}/`);
    await page.click('.keep summary');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.keep [data-name="save"]')]);
    assert.equal(download.suggestedFilename(), 'flow-matching-progress.json');
    file = await readFile(await download.path());
  });
  await visit('/', async (page) => {
    await page.click('.keep summary');
    const give = (buffer) => page.setInputFiles('.keep input[type=file]', { name: 'some.json', mimeType: 'application/json', buffer });
    await give(Buffer.from('{"version": 1'));
    await until(async () => /holds no progress/.test(await said(page)), 'a file that is none');
    assert.equal(await page.evaluate(() => localStorage.getItem('progress')), null);
    await give(file);
    await until(async () => /one exercise/.test(await state(page)), "the other browser's exercise");
    await page.click('.keep [data-name="forget"]');
    assert.match(await said(page), /will be forgotten/);
    assert.match(await state(page), /one exercise/, 'not at the first click');
    await page.click('.keep [data-name="forget"]');
    await until(async () => !/exercise/.test(await state(page)), 'forgotten');
  });
});
