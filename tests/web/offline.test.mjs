// After one visit: the lessons are there with the server gone, hanging, failing, or replaced by somebody's sign-in page.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import test, { after } from 'node:test';
import { chromium } from 'playwright-core';
import { filesOf } from '../../web/build/files.mjs';
import { root, until } from './browser.mjs';
import * as shared from './browser.mjs';

const files = filesOf(path.join(root, 'build/site'));
let mode = 'well';
const answers = {
  well: files,
  hanging() {},
  failing(request, response) {
    response.statusCode = 500;
    response.end('<h1>Internal error</h1>');
  },
  captive(request, response) {
    response.setHeader('Content-Type', 'text/html');
    response.end('<h1>Welcome to the café</h1>');
  },
  redirecting(request, response) {
    response.writeHead(302, { Location: 'http://127.0.0.1:1/login' });
    response.end();
  },
  gone(request) {
    request.socket.destroy();
  },
};
const server = createServer((request, response) => answers[mode](request, response)).listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await shared.close();
});

/** A page after its first visit, taken over by the service worker. */
async function visited(prepare = async () => {}) {
  mode = 'well';
  const context = await browser.newContext(), page = await context.newPage();
  await prepare(page);
  await page.goto(`${origin}/`);
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the service worker takes over');
  return { context, page };
}

for (const trouble of ['gone', 'hanging', 'failing', 'captive', 'redirecting'])
  test(`the server is ${trouble}: the lessons are there, by each of their addresses`, async () => {
    const { context, page } = await visited();
    mode = trouble;
    for (const where of ['/08-digits/', '/08-digits', '/08-digits/index.html', '/', '/index.html', '/bench.html']) {
      const begun = Date.now();
      await page.goto(origin + where, { waitUntil: 'domcontentloaded', timeout: 60000 });
      assert.match(await page.title(), /Flow Matching, Live/, where);
      assert.ok(Date.now() - begun < 30000, `${where} took ${Date.now() - begun} ms`); // the worker gives a server up after 2.5 s; a busy machine adds its own
    }
    await page.goto(`${origin}/08-digits/`, { waitUntil: 'domcontentloaded' });
    await until(() => page.$eval('fm-digits canvas', () => true).catch(() => false), 'its modules are there as well');
    await context.close();
  });

test('old copies of our own go, but for the last; what else this origin keeps stays', async () => {
  const { context, page } = await visited(async (page) => {
    await page.goto(`${origin}/icon.svg`); // of the origin, but without our script
    await page.evaluate(async (here) => {
      for (const key of [`course ${here}/ 1`, `course ${here}/ 2`, `course ${here}/ 3`, `course ${here}/another/ 1`, 'course-other', 'weights'])
        await caches.open(key);
    }, origin);
  });
  const keys = () => page.evaluate(() => caches.keys());
  await until(async () => !(await keys()).includes(`course ${origin}/ 1`), 'the oldest goes');
  const left = await keys();
  assert.ok(!left.includes(`course ${origin}/ 2`));
  for (const key of [`course ${origin}/ 3`, `course ${origin}/another/ 1`, 'course-other', 'weights']) assert.ok(left.includes(key), key);
  assert.equal(left.filter((key) => key.startsWith(`course ${origin}/ `)).length, 2);
  await context.close();
});

test('what the network has is shown first when it is well', async () => {
  const { context, page } = await visited();
  answers.newer = (request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end('<title>newer</title><meta name="generator" content="flow-matching-live">');
  };
  mode = 'newer';
  await page.goto(`${origin}/`);
  assert.equal(await page.title(), 'newer');
  await context.close();
});
