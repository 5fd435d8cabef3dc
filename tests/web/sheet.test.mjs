// A sheet costs nothing that nobody sees: it draws when it is asked to and in sight, once a frame at most.
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import test, { after } from 'node:test';
import { close, root, until, visit } from './browser.mjs';
import { quiet, testPage } from './test_page.mjs';

after(close);

test('off screen nothing draws; in sight many wishes are one frame; back in sight, what was asked for meanwhile', async () => {
  const { outputFiles: [script] } = await build({
    stdin: { contents: "import { Sheet } from './web/src/ui/screen'; window.Sheet = Sheet;", resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'error',
  });
  // From a page without an icon to fetch: Chromium complains of one that is asked for when its page is gone.
  await visit(await testPage('sheet', '<p>Nothing.</p>'), async (page) => {
    await page.goto('about:blank');
    await page.setContent('<!doctype html><body style="margin: 0"><div style="height: 3000px"></div>');
    await page.addScriptTag({ content: script.text });
    await page.evaluate(() => {
      window.draws = 0;
      window.sheet = new window.Sheet(() => {
        window.draws++;
      });
      window.sheet.canvas.style.cssText = 'display: block; width: 200px; height: 200px';
      document.body.append(window.sheet.canvas);
    });
    /** Draws during three frames, each with five wishes. */
    const draws = () =>
      page.evaluate(async () => {
        const frame = () =>
            new Promise((done) => {
              requestAnimationFrame(() => requestAnimationFrame(done));
            }), before = window.draws;
        for (let k = 0; k < 3; k++) {
          for (let i = 0; i < 5; i++) window.sheet.invalidate();
          await frame();
        }
        return window.draws - before;
      });
    const scroll = (y) => page.evaluate((top) => window.scrollTo(0, top), y);
    await draws(); // the observers have told their first
    assert.equal(await draws(), 0, 'below the window');
    await scroll(3000);
    await until(() => page.evaluate(() => window.draws > 0), 'the sheet draws when it comes into sight');
    assert.equal(await draws(), 3, 'once a frame');
    await scroll(0);
    await until(() => page.evaluate(() => !window.sheet.inSight), 'the sheet is gone from sight');
    assert.equal(await draws(), 0, 'above the window');
    const before = await page.evaluate(() => window.draws);
    await scroll(3000);
    await until(() => page.evaluate((n) => window.draws === n + 1, before), 'one frame for all that was asked for');
  }, quiet);
});
