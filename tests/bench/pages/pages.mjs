// What a reader's browser would see, measured through the pages' own buttons in headless Chromium,
// and the cost of each picture of a flow: `./course bench pages [pictures] [--json]`.
import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { answered, close, control, number, root, text, until, visit } from '../../web/browser.mjs';
import { ready } from '../../web/lesson03_page.mjs';
import { measureGoodField } from './good_field.mjs';
import { measureOpening } from './opening.mjs';
import { measurePictures } from './pictures.mjs';

const page03 = '/03-conditional-flow-matching/';
const runs = 3, quiet = { serviceWorkers: 'block', allowed: /Service Worker/ };
const [known, given] = [['pictures', '--json'], process.argv.slice(2)], unknown = given.find((word) => !known.includes(word));
if (unknown) {
  console.error(`course: bench pages does not know '${unknown}': it takes pictures, for these alone, and --json`);
  process.exit(1);
}
const median = (x) => [...x].sort((a, b) => a - b)[Math.floor(x.length / 2)];
const spread = (what, unit, x) => ({ what, unit, median: median(x), least: Math.min(...x), most: Math.max(...x) });

async function measurePages() {
  const training = { speed: [], frames: [], seconds: [] };
  for (let i = 0; i < runs; i++)
    await visit(`${page03}#train.run=none`, async (page) => {
      await ready(page);
      const began = Date.now();
      await page.click(control('fm-train', 'train'));
      const frames = await page.evaluate(() =>
        new Promise((done) => {
          let count = 0;
          const start = performance.now();
          const tick = (now) => (now - start < 3000 ? (count++, requestAnimationFrame(tick)) : done(count / ((now - start) / 1000)));
          requestAnimationFrame(tick);
        })
      );
      await until(async () => (await number(page, 'fm-train', 'step-count')) >= 3000, '3,000 steps', 300000);
      training.seconds.push((Date.now() - began) / 1000);
      training.frames.push(frames);
      training.speed.push(await number(page, 'fm-train', 'speed'));
    }, { ...quiet, prepare: answered('middle-arrow', 'fourth-side', 'how-many-pull', 'loss-stops', 'learned-by-heart', 'arrow-at-the-end'),
      reducedMotion: 'no-preference' });

  const digits = [];
  await visit('/08-digits/#digits.count=16&digits.steps=20&digits.solver=euler&digits.guidance=1', async (page) => {
    const done = () => until(async () => (await number(page, 'fm-digits', 'time')) > 0, 'digits', 300000);
    await done(); // warm: the first run compiles
    for (let i = 0; i < runs; i++) {
      await page.click(control('fm-digits', 'sample'));
      await done();
      const said = await text(page, 'fm-digits', 'time');
      digits.push(Number.parseFloat(said) / (said.endsWith('ms') ? 1000 : 1));
    }
  }, quiet);

  const assets = path.join(root, 'build/site/assets'), names = await readdir(assets);
  const matching = async (pattern) =>
    Buffer.concat(await Promise.all(names.filter((name) => pattern.test(name)).map((name) => readFile(path.join(assets, name)))));
  const size = (what, bytes) => ({ what, unit: 'kB', whole: bytes.length / 1000, gzipped: gzipSync(bytes).length / 1000 });
  return [
    spread('training widget, inside the worker', 'steps/s', training.speed),
    spread('3,000 updates on the page, from click to read-out', 's', training.seconds),
    spread('the page while it trains', 'frames/s', training.frames),
    spread('16 digits at 20 evaluations', 's', digits),
    size('engine.wasm', await matching(/^engine-.*\.wasm$/)),
    size('digits.wasm', await matching(/^digits-.*\.wasm$/)),
    size('script of all pages', await matching(/\.js$/)),
  ];
}

async function measureDrawing() {
  let rows;
  // The page that is left for a blank one may still ask for its icon.
  await visit('/', async (page) => {
    rows = await measurePictures(page);
  }, { ...quiet, allowed: /Service Worker|icon\.svg|ERR_FAILED/ });
  return rows.map(({ kind, ...row }) => ({ ...row, what: kind === 'engine' ? `engine: ${row.what}` : row.what, unit: 'ms' }));
}

const tables = {
  ...(given.includes('pictures')
    ? {}
    : { pages: await measurePages(), opening: await measureOpening(runs, quiet, spread), 'a good field': await measureGoodField() }),
  pictures: await measureDrawing(),
};
await close();

const machine = `${os.cpus()[0].model.trim()}, ${os.cpus().length} cores`;
if (given.includes('--json')) console.log(JSON.stringify({ machine, ...tables }, null, 1));
else {
  const digitsOf = (x) => x.toFixed(x >= 100 ? 0 : x >= 10 ? 1 : 2);
  const value = (r) =>
    r.median === undefined
      ? [r.whole, r.gzipped].filter((x) => x !== undefined).map(digitsOf).join(' / ')
      : `${digitsOf(r.median)} (${digitsOf(r.least)} to ${digitsOf(r.most)})`;
  console.log(`${machine}: median (least to most), or size / size gzipped\n`);
  for (const [name, rows] of Object.entries(tables)) {
    console.log(`| ${name} | | |\n| --- | ---: | --- |`);
    for (const row of rows) console.log(`| ${row.what} | ${value(row)} | ${row.unit} |`);
    console.log();
  }
}
