// Nothing moves under the eyes of a reader: what a page will hold has its place before it is there.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { close, root, visit } from './browser.mjs';

after(close);
const lessons = (await readdir(path.join(root, 'lessons'), { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name).sort();
const pages = ['/', '/bench.html', ...lessons.map((l) => `/${l}/`)];
/** Half of what is held to be good; one line of text that moves half a window is 0.02. */
const most = 0.05;

/** Every shift, what it moved, and whether all figures and questions of the window have come. */
const watch = (page) =>
  page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries())
        if (!hadRecentInput) globalThis.shifts.push({ value, moved: sources.map((s) => s.node?.textContent?.trim().slice(0, 40) ?? '') });
    }).observe({ type: 'layout-shift', buffered: true });
  });

for (const where of pages)
  for (const [width, height] of [[1280, 900], [390, 844]])
    test(`${where} at ${width}: what comes later moves nothing`, async () => {
      await visit(where, async (page) => {
        // Through the page as a reader goes, who waits at each figure until it is there.
        for (const part of await page.locator('fm-predict, .widget > *').all()) {
          await part.scrollIntoViewIfNeeded();
          await part.and(page.locator('fm-predict:has(.ask-place > *), [data-figure], fm-speed:has(button), fm-review')).waitFor({ state: 'attached' });
        }
        await page.evaluate(() =>
          document.fonts.ready.then(() =>
            new Promise((r) => {
              requestAnimationFrame(() => requestAnimationFrame(r));
            })
          )
        );
        const shifts = await page.evaluate(() => globalThis.shifts), sum = shifts.reduce((s, { value }) => s + value, 0);
        assert.ok(sum < most, `shifts of ${sum.toFixed(3)}: ${JSON.stringify(shifts)}`);
      }, { width, height, prepare: watch });
    });
