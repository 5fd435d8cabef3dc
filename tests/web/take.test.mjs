// What a reader takes away from a figure: a link, a picture and its numbers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { after } from 'node:test';
import { answered, close, control, until, visit } from './browser.mjs';
import { load } from './modules.mjs';

after(close);
const open = (hash, body, options = {}) =>
  visit(`/02-paths/${hash}`, body, { prepare: answered('half-way-width', 'variance-kept', 'shift-twice'), ...options });
const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(control('fm-pair', name))]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};
const unfold = (page) =>
  page.$eval('fm-pair .more', (d) => {
    d.open = true;
  });

test('numbers: settings and what is read off, in a file that spreadsheets read', async () => {
  await open('#pair.t=0.25&pair.kind=cosine', async (page) => {
    await unfold(page);
    const { name, bytes } = await saved(page, 'save-numbers'), rows = bytes.toString().split('\r\n').filter(Boolean);
    assert.equal(name, 'pair.csv');
    assert.equal(rows[0], 'what,name,value');
    assert.ok(rows.includes('setting,t,0.25') && rows.includes('setting,kind,cosine'), rows.join('\n'));
    const readouts = await page.$$eval('fm-pair .readout', (all) => all.map((row) => row.querySelector('dd').textContent.trim()));
    assert.ok(readouts.length > 0 && readouts.every((value) => rows.some((row) => row.startsWith('number,') && row.replaceAll('"', '').endsWith(value))),
      rows.join('\n'));
  });
});

test('a picture: all that is drawn, at the resolution of the screen, and not empty', async () => {
  await open('#pair.t=0.5', async (page) => {
    await unfold(page);
    await until(async () => /\d/.test(await page.getAttribute('fm-pair canvas.plane', 'aria-label')), 'drawn');
    const { name, bytes } = await saved(page, 'save-picture'), wide = await page.$eval('fm-pair canvas.plane', (c) => c.width);
    assert.equal(name, 'pair.png');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.ok(bytes.readUInt32BE(16) > wide && bytes.length > 5000, `${bytes.readUInt32BE(16)} wide, ${bytes.length} bytes`);
  }, { deviceScaleFactor: 2 });
});

test('a link: of this figure alone, to the state that it is in, and where there is no clipboard it is shown', async () => {
  await open('#pair.t=0.25&schedules.t=0.9', async (page, context) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await unfold(page);
    await page.click(control('fm-pair', 'copy-link'));
    await until(async () => /clipboard/.test(await page.textContent('fm-pair .message')), 'said');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /\/02-paths\/#pair\.t=0\.25$/);
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.click(control('fm-pair', 'copy-link'));
    await until(async () => (await page.textContent('fm-pair .message')).includes(link), 'shown');
  });
  await open('', async (page) => {
    await unfold(page);
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.click(control('fm-pair', 'copy-link'));
    await until(async () => /#pair\.[a-z]+=/.test(await page.textContent('fm-pair .message')), 'a figure at its beginning is named too');
  });
});

test('commas, quotes and lines inside a cell', async () => {
  const { csv } = await load('ui/take.ts');
  assert.equal(csv([['a', 'b,c'], ['say "x"', '1\n2']]), 'a,"b,c"\r\n"say ""x""","1\n2"\r\n');
});
