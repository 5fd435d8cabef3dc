// The pool of workers on its own, in a page of the site: the same digits whoever does them, and what happens when a
// worker is lost, a job cancelled, a pool closed.
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import path from 'node:path';
import test, { after } from 'node:test';
import { addresses } from '../../web/build/bundle.mjs';
import { close, root, until, visit } from './browser.mjs';

after(close);

// Its worker and the module have the names that the site has them under.
const { outputFiles } = await build({
  stdin: { contents: "export { Pool } from './pool';", resolveDir: path.join(root, 'web/src/engine/runtime') },
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  outfile: '/pool_test.js',
  loader: { '.wasm': 'file' },
  assetNames: '[name]-[hash]',
  plugins: [addresses],
});
const { text: script } = outputFiles.find((file) => file.path === '/pool_test.js');

/** Runs body(page) in a page that has `openPool(workers)` and `sampled(pool)`: 8 images in 4 steps, and what was shown. */
const withPool = (body) =>
  visit('/bench.html', async (page) => {
    await page.evaluate(async () => {
      const { Pool } = await import('/assets/pool_test.js');
      const manifest = await (await fetch('/weights/manifest.json')).json();
      const bytes = new Uint8Array(await (await fetch(`/weights/${
        Object.values(manifest.networks).filter((n) => n.architecture.kind === 'velocity-unet').sort((a, b) =>
          a.bytes - b.bytes
        )[0].file
      }`)).arrayBuffer());
      globalThis.openPool = async (workers) => {
        Object.defineProperty(navigator, 'hardwareConcurrency', { value: workers, configurable: true });
        const pool = new Pool();
        await pool.load('net', bytes);
        return pool;
      };
      globalThis.sampled = async (pool, steps = 4, count = 8) => {
        const x0 = await pool.run('noise', { seed: 3, count, numbers: 784 }), out = new Float32Array(x0.length), order = [];
        const labels = Array.from({ length: count }, (_, i) =>
          i);
        await pool.sample({ network: 'net', x0, labels, solver: 'euler', steps, guidance: 1 }, (step, x) => {
          out.set(x);
          order.push([step, x.length / 784]);
        }).result;
        return { out: [...out], order };
      };
    });
    await body(page);
  }, {
    serviceWorkers: 'block',
    allowed: /Service Worker/,
    prepare: (page) => page.route('**/assets/pool_test.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script })),
  });

test('one worker and three give the same digits to the bit; all images are shown at the same step', async () => {
  await withPool(async (page) => {
    const [one, three] = await page.evaluate(async () => {
      const results = [];
      for (const workers of [1, 3]) {
        const pool = await openPool(workers);
        results.push(await sampled(pool));
        pool.dispose();
      }
      return results;
    });
    assert.deepEqual(three.out, one.out);
    assert.ok(one.out.every(Number.isFinite) && one.out.some((v) => v > 0.5));
    for (const { order } of [one, three]) assert.deepEqual(order, [[1, 8], [2, 8], [3, 8], [4, 8]]);
  });
});

test('a worker that is lost is replaced, and its digits are done again', async () => {
  await withPool(async (page) => {
    const { whole, broken, deaths } = await page.evaluate(async () => {
      const pool = await openPool(2), whole = await sampled(pool);
      let deaths = 0;
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function(message) {
        if (message.kind !== 'step' || deaths) return post.call(this, message);
        deaths++;
        this.terminate();
        this.dispatchEvent(new ErrorEvent('error', { message: 'lost' }));
      };
      const broken = await sampled(pool);
      Worker.prototype.postMessage = post;
      pool.dispose();
      return { whole: whole.out, broken: broken.out, deaths };
    });
    assert.equal(deaths, 1);
    assert.deepEqual(broken, whole);
  });
});

test('a worker that does not hear of a cancel is ended, and the next sampling does not suffer', async () => {
  await withPool(async (page) => {
    const { whole, message, next } = await page.evaluate(async () => {
      const pool = await openPool(2), whole = await sampled(pool), x0 = await pool.run('noise', { seed: 1, count: 8, numbers: 784 });
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function(message) {
        if (!message.cancel) post.call(this, message);
      };
      let first;
      const begun = new Promise((resolve) => {
        first = resolve;
      });
      const sampling = pool.sample({ network: 'net', x0, labels: new Array(8).fill(1), solver: 'rk4', steps: 100000, guidance: 2 }, first);
      const ended = sampling.result.then(() => 'done', (error) => error.message);
      await begun;
      sampling.cancel();
      const next = await sampled(pool); // begun while the old workers are still busy
      Worker.prototype.postMessage = post;
      const message = await ended;
      pool.dispose();
      return { whole: whole.out, message, next: next.out };
    });
    assert.equal(message, 'cancelled');
    assert.deepEqual(next, whole);
  });
});

test('a pool without a network, or closed, says so', async () => {
  await withPool(async (page) => {
    const message = await page.evaluate(async () => {
      const pool = await openPool(1);
      pool.dispose();
      return pool.sample({ network: 'net', x0: new Float32Array(784), labels: [1], solver: 'euler', steps: 1, guidance: 1 }, () => {}).result.catch((e) =>
        e.message
      );
    });
    assert.match(message, /no network/);
  });
});

test('cancel ends a sampling at once, and the pool goes on; a closed pool leaves no worker', async () => {
  await withPool(async (page) => {
    const before = page.workers().length;
    const { waited, message, after: digits } = await page.evaluate(async () => {
      const pool = (globalThis.pool = await openPool(2)), x0 = await pool.run('noise', { seed: 1, count: 8, numbers: 784 });
      let first;
      const begun = new Promise((resolve) => {
        first = resolve;
      });
      const sampling = pool.sample({ network: 'net', x0, labels: new Array(8).fill(1), solver: 'rk4', steps: 1000, guidance: 2 }, first);
      const ended = sampling.result.then(() => 'done', (error) => error.message);
      await begun;
      const start = performance.now();
      sampling.cancel();
      const message = await ended;
      return { waited: performance.now() - start, message, after: (await sampled(pool)).out };
    });
    assert.equal(message, 'cancelled');
    assert.ok(waited < 400, `${waited} ms`);
    assert.ok(digits.every(Number.isFinite));
    assert.equal(page.workers().length, before + 2);
    await page.evaluate(() => globalThis.pool.dispose());
    await until(() => page.workers().length === before, 'the workers end');
  });
});
