// The reader's race: it runs to its end, both sides agree, and every cell of the table is a number.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, until, visit } from './browser.mjs';

after(close);

test('the race runs, and its table is whole', async () => {
  await visit('/bench.html', async (page) => {
    const rows = () => page.$$eval('fm-speed tbody tr', (all) => all.map((tr) => [...tr.children].map((cell) => cell.textContent)));
    await page.click(control('fm-speed', 'run'));
    await until(async () => (await rows()).length === 3 && !(await page.$eval(control('fm-speed', 'run'), (b) => b.disabled)), 'the race ends');
    const table = await rows();
    for (const [, ours, plain, ratio, share] of table) {
      assert.match(ours, /^[\d\u202f.]+$/);
      assert.match(plain, /^[\d\u202f.]+$/);
      assert.ok(Number(ratio) > 1, `times as fast: ${ratio}`);
      assert.ok(Number.parseFloat(share) > 0 && Number.parseFloat(share) < 200, share);
    }
    assert.match(await page.textContent('fm-speed .message'), /Medians of 5 rounds.*16 digits.* took \d+\.\d\d s on/);
    await page.setViewportSize({ width: 390, height: 844 });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390, 'the table fits a phone');
  }, { serviceWorkers: 'block', allowed: /Service Worker/ });
});
