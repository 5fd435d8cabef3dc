// The same pages in Firefox: each opens, its main button works, nothing is reported; and one seed gives the same bits
// in Firefox, in Chromium and in node.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { close, origin, root, until, visit } from './browser.mjs';

const program = process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
const skip = program ? false : 'Firefox is not here: install firefox-esr, or set FIREFOX';
const firefox = program ? await puppeteer.launch({ browser: 'firefox', executablePath: program, headless: true }) : null;
after(async () => {
  await firefox?.close();
  await close();
});

/** Opens a page and calls body(page); then requires that nothing was reported. */
async function open(where, body) {
  const page = await firefox.newPage(), complaints = [];
  page.on('console', (m) => {
    if (['error', 'warn'].includes(m.type())) complaints.push(`console: ${m.text()}`);
  });
  page.on('pageerror', (e) => complaints.push(`error: ${e.message}`));
  try {
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(origin + where);
    await body(page);
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
  }
}
/** Presses a button once it is there and can be pressed. */
async function press(page, selector) {
  await until(() =>
    page.evaluate((s) => {
      const button = document.querySelector(s);
      button?.scrollIntoView({ block: 'center' });
      return button !== null && !button.disabled;
    }, selector), `${selector} can be pressed`);
  await page.evaluate((s) => document.querySelector(s).click(), selector);
}
const number = (page, selector) => page.evaluate((s) => Number.parseFloat((document.querySelector(s)?.textContent ?? '').replaceAll('\u202f', '')), selector);

test('the index: something is drawn', { skip }, async () => {
  await open('/', async (page) => {
    await until(() =>
      page.evaluate(() => {
        const canvas = document.querySelector('fm-hero canvas');
        if (!canvas?.width) return false;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size > 50;
      }), 'colours on the hero');
  });
});

test('lesson 3 trains', { skip }, async () => {
  await open('/03-conditional-flow-matching/#train.run=none', async (page) => {
    await page.evaluate(() => document.querySelector('fm-train').scrollIntoView());
    await until(
      async () => (await number(page, 'fm-train [data-name="floor"]')) > 0 && page.evaluate(() => document.querySelector('fm-train .busy[hidden]') !== null),
      'the network is there',
      120000,
    );
    await press(page, 'fm-train [data-name="train"]');
    await until(async () => (await number(page, 'fm-train [data-name="step-count"]')) > 50, 'fifty steps');
  });
});

test('lesson 8 samples digits', { skip }, async () => {
  await open('/08-digits/#digits.count=1&digits.steps=3', async (page) => {
    await until(async () => (await number(page, 'fm-digits [data-name="time"]')) > 0, 'the first digit');
    await press(page, 'fm-digits [data-name="sample"]');
    await until(async () => (await number(page, 'fm-digits [data-name="time"]')) > 0, 'another one');
  });
});

// Firefox's clock moves in whole milliseconds, which a race must not divide by.
test('the race runs', { skip }, async () => {
  await open('/bench.html', async (page) => {
    await press(page, 'fm-speed [data-name="run"]');
    await until(() => page.evaluate(() => document.querySelectorAll('fm-speed tbody tr').length > 0), 'its first row', 180000);
  });
});

test('one seed, the same bits in Firefox, in Chromium and in node, and they are the frozen ones', { skip }, async () => {
  const folder = path.join(root, 'build/test-pages/test-bits'), wasm = path.join(root, 'build/wasm/wasm/engine.wasm');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({ entryPoints: [path.join(root, 'tests/web/bits.ts')], outfile: path.join(folder, 'bits.mjs'), bundle: true, format: 'esm', target: 'es2022',
    logLevel: 'error' });
  await cp(path.join(folder, 'bits.mjs'), path.join(folder, 'bits.js'));
  await cp(wasm, path.join(folder, 'engine.wasm'));
  await writeFile(path.join(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>bits</title><link rel="icon" href="data:,"><script type="module" src="bits.js"></script>');
  const { digests } = await import(pathToFileURL(path.join(folder, 'bits.mjs')).href);
  const here = await digests(new WebAssembly.Module(await readFile(wasm)));
  const lines = (await readFile(path.join(root, 'tests/bits/frozen.txt'), 'utf8')).trim().split('\n').map((l) => [l.slice(9), l.slice(0, 8)]);
  const frozen = Object.fromEntries(lines);
  assert.ok(Object.keys(here).length > 25);
  for (const [name, digest] of Object.entries(here)) assert.equal(digest, frozen[name], name);

  const inPage = async () => globalThis.digests(await WebAssembly.compileStreaming(fetch('engine.wasm')));
  await visit('/test-bits/', async (page) => assert.deepEqual(await page.evaluate(inPage), here), { serviceWorkers: 'block' });
  await open('/test-bits/', async (page) => assert.deepEqual(await page.evaluate(inPage), here));
});
