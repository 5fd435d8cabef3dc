// A reader saves the network that a figure trained: its file holds it, and says how it is applied.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { after } from 'node:test';
import { answered, close, control, until, visit as openPage } from './browser.mjs';
import { page03, press, ready, steps, visit } from './lesson03_page.mjs';
import { openNetwork } from '../wasm/network_file.mjs';

after(close);
const save = async (page, figure) => {
  await page.$eval(`${figure} .more`, (d) => {
    d.open = true;
  });
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(control(figure, 'save-network'))]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};
const dense = { 'time.frequencies': 'F32 8', 'layers.0.weight': 'F32 64 x 18', 'layers.0.bias': 'F32 64', 'layers.1.weight': 'F32 64 x 64',
  'layers.1.bias': 'F32 64', 'layers.2.weight': 'F32 64 x 64', 'layers.2.bias': 'F32 64', 'layers.3.weight': 'F32 2 x 64', 'layers.3.bias': 'F32 2' };

test("lesson 3's network: the file's tensors, its words, and by a few lines of JavaScript the figure's own velocity", async () => {
  await visit(`${page03}#train.run=60@-1.8&train.particles=false`, async (page) => {
    // What the worker tells its page of the learned field, at 19 x 19 places and the time of the figure.
    await page.addInitScript(() => {
      const Real = Worker;
      window.fields = [];
      window.Worker = class extends Real {
        asked = new Map();
        constructor(...of) {
          super(...of);
          this.addEventListener('message', ({ data }) => {
            const payload = data.result && this.asked.get(data.id);
            if (payload) window.fields.push({ t: payload.t, places: [...payload.exact.places], u: [...data.result.u] });
          });
        }
        postMessage(message, ...rest) {
          if (message.kind === 'learnedField') this.asked.set(message.id, message.payload);
          super.postMessage(message, ...rest);
        }
      };
    });
    await page.reload();
    await ready(page);
    assert.equal(await steps(page), 60);
    await until(async () => page.evaluate(() => window.fields.length > 0), 'a field');
    await page.waitForTimeout(500);
    const { name, bytes } = await save(page, 'fm-train'), { words, shapes, velocity } = openNetwork(bytes);
    assert.equal(name, 'train.safetensors');
    assert.deepEqual(shapes, dense);
    assert.deepEqual([words.format, words.steps, words.hidden, words.activation, words.time_features, words.schedule, words.schedule_parameter, words.source], [
      'flow-matching-live',
      '60',
      '64,64,64',
      'silu',
      '16',
      'cond-ot',
      '0',
      'gaussian',
    ]);
    assert.match(words.weights, /^averaged, decay 0\.999$/);
    const { t, places, u } = await page.evaluate(() => window.fields.at(-1));
    assert.equal(u.length, 2 * 19 * 19);
    let most = 0, size = 0;
    for (let i = 0; i < u.length; i += 2) {
      const v = velocity(places.slice(i, i + 2), t);
      most = Math.max(most, Math.abs(v[0] - u[i]), Math.abs(v[1] - u[i + 1]));
      size = Math.max(size, Math.abs(u[i]));
    }
    assert.ok(most < 1e-5 && size > 1, `${most} off, of ${size}`);
    // Another update is another network.
    await press(page, 'step');
    await until(async () => (await steps(page)) === 61, 'one more');
    const next = openNetwork((await save(page, 'fm-train')).bytes);
    assert.equal(next.words.steps, '61');
    assert.notDeepEqual(next.velocity([0, 0], 0.5), velocity([0, 0], 0.5));
  });
});

test('other figures with a network save theirs: one age of a training, and that of sorted pairs', async () => {
  await openPage('/04-training/#rewind.update=40', async (page) => {
    const figure = 'fm-rewind', shown = () => page.getAttribute(`${figure} canvas`, 'aria-label');
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    await until(async () => /40 updates/.test(await shown()), 'the network after 40 updates');
    const { name, bytes } = await save(page, figure), { words, shapes } = openNetwork(bytes);
    assert.equal(name, 'rewind.safetensors');
    assert.equal(words.steps, '40');
    assert.deepEqual(shapes, dense);
  }, { prepare: answered('updates-enough') });
  await openPage('/06-coupling/#coupling.way=ot-16', async (page) => {
    const figure = 'fm-coupling';
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    await page.$eval(`${figure} .more`, (d) => {
      d.open = true;
    });
    await page.click(control(figure, 'save-network'));
    assert.match(await page.textContent(`${figure} .message`), /There is no network yet/);
    await until(async () => /optimal in batches of 16\. A pair/.test(await page.$$eval(`${figure} canvas`, (all) => all[1].getAttribute('aria-label'))),
      'learned');
    assert.deepEqual([openNetwork((await save(page, figure)).bytes).words].map((w) => [w.steps, w.source]), [['2000', 'eight-gaussians']]);
  }, { prepare: answered('least-pairing') });
});
