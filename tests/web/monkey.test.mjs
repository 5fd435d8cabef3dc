// A random reader on every lesson: whatever is clicked, dragged, typed and set, the page stays quiet, small and alive.
//   FM_MONKEY_SECONDS=180 FM_MONKEY_SEED=7 node --test tests/web/monkey.test.mjs     longer, and from another seed
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { close, root, settled, visit } from './browser.mjs';
import { play } from './monkey.mjs';

after(close);
const seconds = Number(process.env.FM_MONKEY_SECONDS ?? 12), seed = Number(process.env.FM_MONKEY_SEED ?? 1);
const lessons = (await readdir(path.join(root, 'lessons'), { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name).sort();
/** Megabytes. Films and networks of other settings come and go; what would be kept for each act does not. The page's heap
 *  may be so much larger at the end than when it was warm; and a worker's module never needs more than this. */
const heapBound = 12, moduleBound = 96;

/** Lets a worker say how large the memory of its module is. */
const measured = (page) =>
  page.route(/assets\/[^/]*(job|worker)-[A-Z0-9]{8}\.js$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `globalThis.memories = [];
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  globalThis.memories.push((made.instance ?? made).exports.memory);
  return made;
};
${await answer.text()}` });
  });

/** The page's heap after a collection, and the memory of each worker's module, in megabytes. */
async function sizes(page, cdp) {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const modules = await Promise.all(page.workers().map((worker) =>
    // one that was ended meanwhile has none
    worker.evaluate(() => globalThis.memories.reduce((sum, m) => sum + m.buffer.byteLength, 0)).catch(() => 0)
  ));
  return { heap: usedSize / 1e6, modules: modules.map((bytes) => bytes / 1e6) };
}

for (const lesson of lessons)
  test(`${lesson}: a random reader finds nothing that it says, loses or forgets to give back`, async (t) => {
    try {
      await visit(`/${lesson}/`, async (page, context) => {
        const cdp = await context.newCDPSession(page), begun = Date.now();
        await settled(page);
        const log = await play(page, seed, Date.now() + 400 * seconds);
        const before = await sizes(page, cdp);
        log.push(...await play(page, seed + 1, Date.now() + 600 * seconds));
        const now = await sizes(page, cdp);
        t.diagnostic(
          `${log.length} acts in ${Math.round((Date.now() - begun) / 1000)} s; heap ${before.heap.toFixed(1)} then ${now.heap.toFixed(1)} MB, modules of ${
            now.modules.map((m) => m.toFixed(1)).join(', ')
          } MB`,
        );
        assert.ok(now.heap < before.heap + heapBound, `the heap grew from ${before.heap} to ${now.heap} MB`);
        assert.ok(now.modules.length > 0 && now.modules.every((m) => m < moduleBound), `modules of ${now.modules.join(', ')} MB`);
        // It still answers: each figure comes into sight, is drawn, and hears its bar, if it has one.
        for (const figure of await page.locator('[data-figure]').all()) {
          await figure.scrollIntoViewIfNeeded();
          await page.waitForFunction((e) => e.querySelector('canvas').width > 0, await figure.elementHandle());
          assert.notEqual(...await figure.evaluate((e) =>
            [0.25, 0.5].map((part) => {
              const bar = e.querySelector('input[type=range]');
              if (!bar) return part;
              bar.value = Number(bar.min) + part * (bar.max - bar.min);
              bar.dispatchEvent(new Event('input'));
              return bar.style.getPropertyValue('--fill');
            })
          ));
        }
      }, { serviceWorkers: 'block', allowed: /Service Worker/, reducedMotion: 'no-preference', prepare: measured });
    } catch (error) {
      throw new Error(`with FM_MONKEY_SEED=${seed} FM_MONKEY_SECONDS=${seconds}: ${error.message}`, { cause: error });
    }
  });
