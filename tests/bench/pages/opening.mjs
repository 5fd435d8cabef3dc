// What a reader waits for and downloads until the first figure of a page is drawn, nothing cached, and what a page loads in all.
import { gzipSync } from 'node:zlib';
import { importTs } from '../../wasm/load.mjs';
import { visit } from '../../web/browser.mjs';
import { page03, ready } from '../../web/lesson03_page.mjs';

// Not lesson 1: its first figure waits for the reader's answer.
const pages = { 'the index': ['/', 'fm-hero'], 'lesson 3': [page03, 'fm-targets'], 'lesson 8': ['/08-digits/', 'fm-digits'] };
const { words: { empty } } = await importTs('web/src/ui/strings/figure.ts');

/** [{what, unit, median, ..} or {what, unit, gzipped}] */
export async function measureOpening(runs, options, spread) {
  const rows = [];
  for (const [name, [where, widget]] of Object.entries(pages)) {
    const seconds = [];
    let bytes = 0;
    for (let k = 0; k < runs; k++) ({ seconds: seconds[k], bytes } = await opened(where, widget, options));
    rows.push(spread(`${name}: its first figure is drawn after`, 's', seconds), { what: `${name}: loaded by then`, unit: 'kB', gzipped: bytes / 1000 });
  }
  return [...rows, { what: 'lesson 3 with all its figures, everything', unit: 'kB', gzipped: (await everything(options)) / 1000 }];
}

/** Seconds from the navigation to a first drawn frame, and the bytes of what had come by then. */
async function opened(where, widget, options) {
  const came = [];
  let drawn;
  await visit(where, async (page) => {
    await page.waitForFunction(() => globalThis.drawnAt !== undefined);
    drawn = await page.evaluate(() => ({ seconds: globalThis.drawnAt / 1000, at: performance.timeOrigin + globalThis.drawnAt }));
  }, { ...options, prepare: async (page) => {
    follow(page, came);
    await page.addInitScript(watch, [widget, empty]);
  } });
  const bodies = await Promise.all(came.filter((c) => c.at <= drawn.at).map((c) => c.body));
  return { seconds: drawn.seconds, bytes: bodies.reduce((sum, b) => sum + gzipSync(b).length, 0) };
}

async function everything(options) {
  const came = [];
  let bytes = 0;
  await visit(page03, async (page) => {
    await ready(page);
    await page.evaluate(() => document.fonts.ready);
    for (const { body } of came) bytes += gzipSync(await body).length;
  }, { ...options, prepare: (page) => follow(page, came) });
  return bytes;
}

const follow = (page, came) => {
  page.on('response', (r) => came.push({ at: Date.now(), body: r.body().catch(() => Buffer.alloc(0)) }));
};

/** In the page: when the first picture of the widget says what it shows. Its axes alone are drawn long before. */
function watch([widget, empty]) {
  const look = () => {
    const said = document.querySelector(`${widget} canvas`)?.getAttribute('aria-label');
    if (said && said !== empty) globalThis.drawnAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
