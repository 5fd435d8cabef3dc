// What a reader's browser would see, measured through the pages' own buttons in headless Chromium: `./course bench pages`.
import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { close, control, number, root, until, visit } from '../web/browser.mjs';

const runs = 3;
const median = (x) => [...x].sort((a, b) => a - b)[Math.floor(x.length / 2)];
const spread = (x, digits) => `${median(x).toFixed(digits)} (${Math.min(...x).toFixed(digits)} to ${Math.max(...x).toFixed(digits)})`;

const training = { speed: [], frames: [], seconds: [] };
for (let i = 0; i < runs; i++)
  await visit('/03-conditional-flow-matching/', async (page) => {
    await until(async () => (await number(page, 'fm-train', 'floor')) > 0, 'ready');
    await page.$eval('fm-train', (e) => e.scrollIntoView());
    const began = Date.now();
    await page.click(control('fm-train', 'train'));
    const frames = await page.evaluate(() => new Promise((done) => {
      let count = 0;
      const start = performance.now();
      const tick = (now) => (now - start < 3000 ? (count++, requestAnimationFrame(tick)) : done(count / ((now - start) / 1000)));
      requestAnimationFrame(tick);
    }));
    await until(async () => (await number(page, 'fm-train', 'step-count')) >= 3000, '3,000 steps', 300000);
    training.seconds.push((Date.now() - began) / 1000);
    training.frames.push(frames);
    training.speed.push(await number(page, 'fm-train', 'speed'));
  }, { serviceWorkers: 'block', allowed: /Service Worker/, reducedMotion: 'no-preference' });

const digits = [];
await visit('/08-digits/#digits.count=16&digits.steps=20&digits.solver=euler&digits.guidance=1', async (page) => {
  const done = () => until(async () => (await number(page, 'fm-digits', 'time')) > 0, 'digits', 300000);
  await done(); // warm: the first run compiles
  for (let i = 0; i < runs; i++) {
    await page.click(control('fm-digits', 'sample'));
    await done();
    digits.push(await number(page, 'fm-digits', 'time'));
  }
}, { serviceWorkers: 'block', allowed: /Service Worker/ });

const bodies = [];
let pageBytes = 0;
await visit('/03-conditional-flow-matching/', async (page) => {
  await until(async () => (await number(page, 'fm-train', 'floor')) > 0, 'ready');
  await page.evaluate(() => document.fonts.ready);
  for (const body of await Promise.all(bodies)) pageBytes += gzipSync(body).length;
}, {
  serviceWorkers: 'block', allowed: /Service Worker/,
  prepare: (page) => page.on('response', (r) => bodies.push(r.body().catch(() => Buffer.alloc(0)))),
});
await close();

const assets = path.join(root, 'build/site/assets'), names = await readdir(assets);
const matching = async (pattern) => Buffer.concat(await Promise.all(names.filter((name) => pattern.test(name)).map((name) => readFile(path.join(assets, name)))));
const kB = (bytes) => `${Math.round(bytes / 1000)} kB`;
const plane = await matching(/^engine-.*\.wasm$/), digit = await matching(/^digits-.*\.wasm$/), script = await matching(/\.js$/);
const rows = [
  ['training widget, steps/s inside the worker', spread(training.speed, 0)],
  ['3,000 updates on the page, from click to read-out, s', spread(training.seconds, 1)],
  ['frames/s of the page while it trains', spread(training.frames, 0)],
  ['16 digits at 20 evaluations, s', spread(digits, 2)],
  ['engine.wasm, as it is / gzipped', `${kB(plane.length)} / ${kB(gzipSync(plane).length)}`],
  ['digits.wasm, as it is / gzipped', `${kB(digit.length)} / ${kB(gzipSync(digit).length)}`],
  ['script of all pages, as it is / gzipped', `${kB(script.length)} / ${kB(gzipSync(script).length)}`],
  ['what lesson 3 loads before it runs, everything gzipped', kB(pageBytes)],
];
console.log(`${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, median of ${runs} runs (least to most)\n`);
console.log('| measured | |\n| --- | --- |');
for (const [what, value] of rows) console.log(`| ${what} | ${value} |`);
