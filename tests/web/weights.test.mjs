// The published networks in lesson 8: a choice of them, and what happens when the weights are not what they should be.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { close, control, root, text, until, visit } from './browser.mjs';
import { done, more, page08, said } from './lesson08_page.mjs';

after(close);
const published = async () => JSON.parse(await readFile(path.join(root, 'web/weights/manifest.json'), 'utf8'));
/** The entry that a page opens unasked: the smallest, and of one size the best. */
const unasked = (manifest) =>
  Object.values(manifest.networks).filter((n) => Number.isFinite(n.metrics.test_loss))
    .sort((a, b) => a.bytes - b.bytes || a.metrics.test_loss - b.metrics.test_loss)[0];
const weightsFile = unasked(await published()).file;
const small = `digits.count=1&digits.steps=1`;

const measured = { solver: 'euler', steps: 1, network_evaluations: 2, labels: 'class', guidance: 2, samples: 10, times_floor: 73.2, accuracy: 1 };

test('with two networks there is a choice, which acts at once', async () => {
  await visit(`${page08}#${small}`, async (page) => {
    await done(page);
    await more(page, 'fm-digits');
    await until(async () => (await page.$(control('fm-digits', 'network'))) !== null, 'the choice');
    assert.doesNotMatch(await text(page, 'fm-digits', 'quality'), /^73/);
    await page.selectOption(control('fm-digits', 'network'), 'twin');
    await until(async () => /^73\.2/.test(await text(page, 'fm-digits', 'quality')), 'the other one, with what was measured of it');
    await done(page);
    await until(async () => /digits\.network=twin/.test(page.url()), 'its name in the link');
  }, {
    allowed: /Service Worker/,
    serviceWorkers: 'block',
    prepare: (page) =>
      page.route('**/weights/manifest.json', async (route) => {
        const manifest = await published(), entry = unasked(manifest);
        manifest.networks.twin = { ...entry, metrics: { test_loss: entry.metrics.test_loss + 1, quality: { rows: [measured] } } };
        await route.fulfill({ json: manifest });
      }),
  });
});

test('a network for few steps brings its setting, and says when it is asked at other times', async () => {
  await visit(`${page08}#${small}`, async (page) => {
    await done(page);
    await more(page, 'fm-digits');
    await until(async () => (await page.$(control('fm-digits', 'network'))) !== null, 'the choice');
    await page.selectOption(control('fm-digits', 'network'), 'quick');
    await until(async () => (await text(page, 'fm-digits', 'evaluations')) === '4 an image', 'four Euler steps without guidance');
    await done(page);
    assert.equal(await said(page), '');
    await page.evaluate(() => {
      location.hash = 'digits.network=quick&digits.steps=3&digits.guidance=1&digits.count=1';
    });
    await until(async () => /1, 2 or 4 steps; at other times it guesses/.test(await said(page)), 'what three steps ask');
    await page.selectOption(control('fm-digits', 'network'), 'small');
    await until(async () => (await text(page, 'fm-digits', 'evaluations')) === '40 an image', 'the setting of the other one');
  }, {
    allowed: /Service Worker/,
    serviceWorkers: 'block',
    prepare: (page) =>
      page.route('**/weights/manifest.json', async (route) => {
        const manifest = await published(), entry = unasked(manifest);
        manifest.networks.quick = { ...entry, metrics: { pair_loss: 0.01 }, training: { config: { ...entry.training.config, euler_steps: 4 } } };
        await route.fulfill({ json: manifest });
      }),
  });
});

test('a larger network is offered with its size, and is not what the page opens unasked', async () => {
  const asked = [];
  await visit(`${page08}#${small}`, async (page) => {
    page.on('request', (request) => asked.push(request.url()));
    await done(page);
    await more(page, 'fm-digits');
    await until(async () => (await page.$(control('fm-digits', 'network'))) !== null, 'the choice');
    const offered = await page.$eval(control('fm-digits', 'network'), (box) => [...box.options].map((option) => option.textContent));
    assert.ok(offered.some((line) => /^large \(9\.8 MB, loss 0\.001\)$/.test(line)), offered.join('; '));
    assert.ok(!asked.some((url) => /large-/.test(url)), 'it is not fetched');
  }, {
    allowed: /Service Worker/,
    serviceWorkers: 'block',
    prepare: (page) =>
      page.route('**/weights/manifest.json', async (route) => {
        const manifest = await published(), entry = unasked(manifest);
        manifest.networks.large = { ...entry, file: 'large-0.safetensors', bytes: 9_800_000, metrics: { test_loss: 0.001 } };
        await route.fulfill({ json: manifest });
      }),
  });
});

/** The manifest with the entry changed that the page opens. */
const changed = (change) => async () => {
  const manifest = await published(), entry = unasked(manifest);
  change(entry, manifest);
  return Buffer.from(JSON.stringify(manifest));
};
/** Weights that are finite nonsense, and a manifest that names their digest. */
const nonsense = (bytes) => {
  const out = Buffer.from(bytes), head = 8 + Number(out.readBigUInt64LE(0));
  for (let i = head; i + 1 < out.length; i += 2) out.writeUInt16LE(0x7bff, i); // 65504 as float16
  return out;
};
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
const original = await readFile(path.join(root, 'web/weights', weightsFile));

const manifestFile = 'manifest.json';
const faults = [
  ['a wrong digest', { [weightsFile]: (bytes) => {
    bytes[bytes.length - 5] ^= 1;
    return bytes;
  } }, /SHA-256 differs/],
  ['a truncated file', { [weightsFile]: (bytes) => bytes.subarray(0, 1000) }, /download broke off/],
  ['a file that is too long', { [weightsFile]: (bytes) => Buffer.concat([bytes, Buffer.alloc(10)]) }, /is longer than/],
  ['a missing file', { [weightsFile]: null }, /could not be downloaded/],
  ['a missing manifest', { [manifestFile]: null }, /manifest\.json\) is missing/],
  ['a damaged manifest', { [manifestFile]: () => Buffer.from('{"networks": ') }, /is damaged/],
  ['a manifest of the future', { [manifestFile]: () => Buffer.from('{"version": 99, "networks": {}}') }, /version that this page does not know/],
  ['no networks at all', { [manifestFile]: () => Buffer.from('{"version": 1, "networks": null}') }, /is damaged/],
  ['an empty list', { [manifestFile]: () => Buffer.from('{"version": 1, "networks": {}}') }, /No network has been published/],
  ['an entry that is none', { [manifestFile]: () => Buffer.from('{"version": 1, "networks": {"small": null}}') }, /No network has been published/],
  ['a network without its size', { [manifestFile]: changed((e) => {
    delete e.bytes;
  }) }, /damaged: its network .* does not say how long/],
  ['a bad address', { [manifestFile]: changed((e) => {
    e.file = 'http://[';
  }) }, /damaged: its network .* has no file name/],
  ['a network of another size than it says', { [manifestFile]: changed((e) => {
    e.architecture.base = 64;
  }) }, /channels where 64 were published/],
  ['weights that were never learned', {
    [weightsFile]: nonsense,
    [manifestFile]: changed((e) => {
      e.sha256 = digest(nonsense(original));
    }),
  }, /does not answer what its trainer noted/],
  ['weights that were never learned, and nothing noted', {
    [weightsFile]: nonsense,
    [manifestFile]: changed((e) => {
      e.sha256 = digest(nonsense(original));
      delete e.parity;
    }),
  }, /no pictures/],
];
for (const [name, files, sentence] of faults)
  test(`${name}: the page says so, and recovers when it is mended`, async () => {
    let broken = true;
    await visit(`${page08}#${small}`, async (page) => {
      await until(async () => sentence.test(await said(page)), `${sentence}, but ${await said(page)}`);
      assert.doesNotMatch(await page.textContent('fm-digits'), /NaN|undefined|TypeError|Invalid URL|Cannot/);
      broken = false;
      // In a new page, where it is the network that is at fault and not its download, the list is read anew.
      if (await text(page, 'fm-digits', 'sample') === 'Try again') await page.click(control('fm-digits', 'sample'));
      else await page.reload();
      await until(async () => !sentence.test(await said(page)), 'mended');
      await done(page);
    }, {
      allowed: /404|Service Worker/,
      serviceWorkers: 'block',
      prepare: async (page) => {
        for (const [file, change] of Object.entries(files))
          await page.route(`**/weights/${file}`, async (route) => {
            if (!broken) return route.continue();
            if (!change) return route.fulfill({ status: 404, body: 'gone' });
            return route.fulfill({ body: await change(Buffer.from(await readFile(path.join(root, 'web/weights', file)))) });
          });
      },
    });
  });

const silences = [
  [`weights/${manifestFile}`, 21, /did not arrive: nothing came for 20 seconds/],
  [`weights/${weightsFile}`, 21, /did not arrive: nothing came for 20 seconds/],
  ['assets/digits_worker-*.js', 62, /has not started within 60 seconds/],
];
for (const [file, seconds, sentence] of silences)
  test(`a server that is silent about ${file} is given up, in words`, async () => {
    let silent = true, asked = false;
    await visit(`${page08}#${small}`, async (page) => {
      await until(() => asked, 'it asks');
      // More than once: the clock that the page waits by may begin after it asked.
      await until(async () => {
        await page.clock.runFor(1000 * seconds);
        return sentence.test(await said(page));
      }, String(sentence));
      silent = false;
      await page.click(control('fm-digits', 'sample'));
      await done(page);
    }, {
      allowed: /Service Worker/,
      serviceWorkers: 'block',
      prepare: async (page) => {
        await page.clock.install();
        await page.route(`**/${file}`, (route) => {
          asked = true;
          return silent ? undefined : route.continue();
        });
      },
    });
  });
