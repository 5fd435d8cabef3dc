// A real headless Chromium on the built site. Whatever goes wrong on a page is collected, and a test that ends
// with something collected fails.
import { createServer } from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { filesOf } from '../../web/build/files.mjs';

export const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');

const site = filesOf(path.join(root, 'build/site')), testPages = filesOf(path.join(root, 'build/test-pages')); // see test_page.mjs
const server = createServer((request, response) => (request.url.startsWith('/test-') ? testPages : site)(request, response));
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
export const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

export async function close() {
  await browser.close();
  server.close();
  server.closeAllConnections?.();
}

/** Opens a page and calls body(page, context); then requires that nothing was reported, but what `allowed` matches. */
export async function visit(where, body, { allowed = null, width = 1280, height = 900, prepare = null, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage(), complaints = [];
  page.on('console', (m) => {
    // Reading a canvas back is what the tests do, not the page.
    if (['error', 'warning'].includes(m.type()) && !m.text().includes('willReadFrequently')) complaints.push(`console: ${m.text()}`);
  });
  page.on('pageerror', (e) => complaints.push(`error: ${e.message}`));
  page.on('request', (r) => {
    if (!r.url().startsWith(origin) && !/^(data|blob):/.test(r.url())) complaints.push(`third party: ${r.url()}`);
  });
  try {
    await prepare?.(page, context);
    await page.goto(origin + where);
    await body(page, context);
  } finally {
    await context.close();
  }
  const left = complaints.filter((c) => !allowed?.test(c));
  if (left.length) throw new Error(`the page complained: ${left.join('\n')}`);
}

export const control = (widget, name) => `${widget} [data-name="${name}"]`;

/** The text of a readout, and as a number. */
export const text = (page, widget, name) => page.textContent(control(widget, name));
export const number = async (page, widget, name) => Number.parseFloat((await text(page, widget, name)).replace('\u2212', '-').replaceAll('\u202f', ''));

/** For how long what must come is waited for: a busy machine is slow, and only what never comes is a fault. */
const patience = 120000;

/** Waits until check() is true, asking a few times a second. */
export async function until(check, what, milliseconds = patience) {
  const end = Date.now() + milliseconds;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((r) => setTimeout(r, 100));
  }
}

/** A readout once it has a number: one that is computed in a worker has none at first. */
export async function measured(page, widget, name) {
  let value = NaN;
  await until(async () => Number.isFinite(value = await number(page, widget, name)), `${widget} says its ${name}`);
  return value;
}

/** Every element of the page has been defined, and every question asked. */
export const settled = (page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('*')].every((e) =>
      !e.localName.startsWith('fm-') || (e.matches(':defined') && (e.localName !== 'fm-predict' || e.querySelector('.ask-place > *')))
    )
  );

/** Where a place of a question's plane lies on the screen, by its shares of the two axes (x from the left, y from below). */
export async function inPlane(svg, x, y, aspect = 1) {
  const box = await svg.boundingBox(), scale = box.width / 400;
  return [box.x + scale * (38 + 350 * x), box.y + scale * (10 + 350 * aspect * (1 - y))];
}

/** Sets a slider as a keyboard would leave it. */
export async function slide(page, selector, value) {
  await page.$eval(selector, (input, v) => {
    input.value = String(v);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, value);
}

/** A digest of what a canvas shows. */
export const picture = (page, selector) =>
  page.$eval(selector, (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let hash = 0, ink = 0;
    for (let i = 0; i < data.length; i += 4) {
      hash = (Math.imul(hash, 31) + data[i] + 256 * data[i + 1] + data[i + 3]) | 0;
      ink += data[i] > 128;
    }
    return { hash, ink: (4 * ink) / data.length };
  });

/** The picture once it stands still. */
export async function still(page, selector) {
  let before = await picture(page, selector), now;
  await until(async () => {
    await new Promise((r) => setTimeout(r, 150));
    now = await picture(page, selector);
    const same = now.hash === before.hash;
    before = now;
    return same;
  }, `${selector} stands still`);
  return now;
}

/** For visit(): a reader who has answered these predictions, so that they cover nothing. */
export const answered = (...names) => (page) =>
  page.addInitScript((all) => {
    const one = { lesson: '', outcome: 'right', seed: 1, interval: 1e9, due: 1e15, at: 1 };
    localStorage.setItem('progress', JSON.stringify({ version: 1, read: {}, exercised: {}, predicted: Object.fromEntries(all.map((n) => [n, one])) }));
  }, names);
