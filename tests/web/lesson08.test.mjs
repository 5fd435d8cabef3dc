// Lesson 8: digits in the browser, all at the same time t, and what happens when the weights are not what they should be.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { close, control, picture, root, slide, text, until, visit } from './browser.mjs';

after(close);
const page08 = '/08-digits/', plane = 'fm-digits .grid', strip = 'fm-morph .grid';
const done = (page) => until(async () => /\d/.test(await text(page, 'fm-digits', 'time')), 'digits', 120000);
const said = (page, widget = 'fm-digits') => page.textContent(`${widget} .message`);
const words = (page, canvas = plane) => page.getAttribute(canvas, 'aria-label');
const more = (page, widget) => page.$eval(`${widget} .more`, (d) => { d.open = true; });
/** The picture once it stands still. */
const still = async (page, canvas = plane) => {
  let before = await picture(page, canvas), now;
  await until(async () => {
    await page.waitForTimeout(150);
    now = await picture(page, canvas);
    const same = now.hash === before.hash;
    before = now;
    return same;
  }, 'the picture stands still');
  return now;
};
const quick = 'digits.steps=4&digits.guidance=1';

test('digits are sampled without being asked; t leads back to noise; a seed repeats and another differs', async () => {
  await visit(`${page08}#${quick}`, async (page) => {
    await done(page);
    const digits = await still(page);
    await slide(page, control('fm-digits', 't'), 0);
    const noise = await still(page);
    assert.ok(noise.ink > digits.ink + 0.02, `noise ${noise.ink}, digits ${digits.ink}: static is brighter than strokes on black`);
    assert.match(await words(page), /10 digits, the classes 0 to 9 in turn, at time 0\.00/);
    await slide(page, control('fm-digits', 't'), 1);
    assert.equal((await still(page)).hash, digits.hash);
    await page.click(control('fm-digits', 'sample'));
    await done(page);
    assert.equal((await still(page)).hash, digits.hash, 'the same seed');
    await page.click(control('fm-digits', 'seed'));
    await done(page);
    assert.notEqual((await still(page)).hash, digits.hash, 'another seed');
    await until(async () => /digits\.seed=2/.test(page.url()), 'the seed in the link');
  });
});

test('while it samples, the bar and the words tell the time that all images have reached', async () => {
  await visit(`${page08}#digits.steps=10&digits.guidance=1`, async (page) => {
    const seen = new Set();
    await until(async () => {
      const state = await page.evaluate(() => ({
        bar: document.querySelector('fm-digits .transport output').textContent,
        words: /at time (\d\.\d\d)/.exec(document.querySelector('fm-digits .grid').getAttribute('aria-label'))?.[1],
        done: document.querySelector('fm-digits [data-name="time"]').textContent !== '–',
      }));
      if (state.words !== undefined) {
        assert.equal(state.bar, state.words);
        assert.equal(Math.round(10 * Number(state.words)) / 10, Number(state.words), 'a time of a step');
        seen.add(state.words);
      }
      return state.done;
    }, 'digits', 120000);
    assert.ok(seen.size >= 2 && seen.has('1.00'), [...seen].join(' '));
  });
});

test('every control acts at once and is in the link; the number of evaluations is shown', async () => {
  await visit(`${page08}#digits.count=1&digits.steps=2&digits.guidance=1`, async (page) => {
    const cost = () => text(page, 'fm-digits', 'evaluations');
    await more(page, 'fm-digits');
    const changes = async (act, shown, link) => {
      await done(page);
      const before = (await still(page)).hash;
      await act();
      await done(page);
      assert.notEqual((await still(page)).hash, before, String(link));
      assert.equal(await cost(), shown);
      await until(async () => link.test(page.url()), `${link} in the link`, 5000);
    };
    await changes(() => page.selectOption(control('fm-digits', 'solver'), 'rk4'), '8 an image', /digits\.solver=rk4/);
    await changes(() => slide(page, control('fm-digits', 'guidance'), 3), '16 an image', /digits\.guidance=3/);
    await changes(() => page.selectOption(control('fm-digits', 'label'), 'any'), '8 an image', /digits\.label=any/);
    await changes(() => slide(page, control('fm-digits', 'steps'), 2), '12 an image', /digits\.steps=3/);
    await changes(() => page.check('fm-digits [data-name="count"][value="10"]', { force: true }), '12 an image', /x|#(?!.*digits\.count)/);
  });
});

test('a change cancels what runs, and so does the button; what was reached stays', async () => {
  await visit(`${page08}#digits.count=60&digits.steps=100&digits.solver=rk4`, async (page) => {
    await more(page, 'fm-digits');
    await until(async () => /at time/.test(await words(page)), 'it runs');
    await page.click(control('fm-digits', 'sample'));
    assert.match(await said(page), /Stopped/);
    assert.equal(await text(page, 'fm-digits', 'sample'), 'Sample again');
    await page.click(control('fm-digits', 'sample'));
    await page.click('a[href="#digits.steps=1&digits.guidance=1&digits.t=1"]');
    await page.selectOption(control('fm-digits', 'solver'), 'euler');
    await page.check('fm-digits [data-name="count"][value="1"]', { force: true });
    await done(page);
    assert.equal(await text(page, 'fm-digits', 'evaluations'), '1 an image');
    assert.match(await words(page), /A digit, .* in 1 steps?,/);
  });
});

test('out of sight nothing is sampled; back in sight it is', async () => {
  await visit(`${page08}#digits.count=60&digits.steps=20&digits.guidance=1`, async (page) => {
    await until(async () => /at time/.test(await words(page)), 'it runs');
    await page.$eval('footer', (e) => e.scrollIntoView());
    await page.waitForTimeout(600);
    const left = await words(page);
    await page.waitForTimeout(1500);
    assert.equal(await words(page), left);
    assert.equal(await text(page, 'fm-digits', 'time'), '–');
    await page.selectOption(control('fm-digits', 'label'), '3'); // scrolled back to by nobody yet
    await page.$eval('fm-digits', (e) => e.scrollIntoView());
    await until(async () => /class 3/.test(await words(page)), 'it goes on');
  });
});

test('the picture opens above the fold, and the way is played once when motion is not refused', async () => {
  for (const [width, height] of [[1280, 720], [390, 844]])
    await visit(`${page08}#digits.steps=2&digits.guidance=1`, async (page) => {
      const { top } = await page.$eval(plane, (e) => e.getBoundingClientRect());
      assert.ok(top < 0.65 * height, `it begins at ${top} of ${height}`);
      await done(page);
      await until(async () => (await page.getAttribute(control('fm-digits', 'play'), 'data-playing')) === 'true', 'it plays');
      await until(async () => (await page.getAttribute(control('fm-digits', 'play'), 'data-playing')) === 'false', 'once');
    }, { width, height, reducedMotion: 'no-preference' });
});

test('the morph begins with a 3 and an 8 that differ, follows its switches, and is driven by sentences', async () => {
  await visit(`${page08}#digits.count=1&digits.steps=1`, async (page) => {
    await page.$eval(strip, (c) => c.scrollIntoView());
    await until(async () => /time 1\.00/.test(await words(page, strip)), 'a row', 120000);
    const first = (await still(page, strip)).hash;
    await page.click('a[href="#morph.normalised=0"]');
    await until(async () => (await picture(page, strip)).hash !== first && /time 1\.00/.test(await words(page, strip)), 'another row', 120000);
    assert.ok(!(await page.isChecked(control('fm-morph', 'normalised'))));
    const seeds = await words(page, strip);
    await page.click(control('fm-morph', 'other'));
    await until(async () => (await words(page, strip)) !== seeds, 'other seeds');
  });
});

test('other seeds are never two equal ones', async () => {
  const { load } = await import('./modules.mjs'), { otherSeeds, mostSeed, first } = await load('widgets/morph/seeds.ts');
  let pair = { a: 42, b: 38 }; // these were 49 and 49 next
  for (let i = 0; i < 50000; i++) {
    pair = otherSeeds(pair);
    assert.ok(pair.a !== pair.b && pair.a <= mostSeed && pair.b <= mostSeed);
  }
  assert.notEqual(first.a, first.b);
});

test('the network is kept for the next visit', async () => {
  await visit(`${page08}#digits.count=1&digits.steps=1`, async (page) => {
    await done(page);
    const fetched = [];
    page.on('request', (r) => { if (r.url().includes('.safetensors')) fetched.push(r.url()); });
    await page.reload();
    await done(page);
    assert.deepEqual(fetched, []);
  }, { serviceWorkers: 'block', allowed: /Service Worker/ });
});

test('without JavaScript the place of the figure says what it would show', async () => {
  await visit(page08, async (page) => {
    assert.match(await page.textContent('fm-digits noscript, fm-digits'), /needs JavaScript/);
  }, { javaScriptEnabled: false });
});

const published = async () => JSON.parse(await readFile(path.join(root, 'web/weights/manifest.json'), 'utf8'));
const best = async (manifest) => Object.values(manifest.networks).sort((a, b) => a.metrics.test_loss - b.metrics.test_loss)[0];
const weightsFile = (await best(await published())).file;
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
    allowed: /Service Worker/, serviceWorkers: 'block',
    prepare: (page) => page.route('**/weights/manifest.json', async (route) => {
      const manifest = await published(), entry = await best(manifest);
      manifest.networks.twin = { ...entry, metrics: { test_loss: entry.metrics.test_loss + 1, quality: { rows: [measured] } } };
      await route.fulfill({ json: manifest });
    }),
  });
});

/** The manifest with its networks' best entry changed. */
const changed = (change) => async () => {
  const manifest = await published(), entry = await best(manifest);
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
  ['a wrong digest', { [weightsFile]: (bytes) => { bytes[bytes.length - 5] ^= 1; return bytes; } }, /SHA-256 differs/],
  ['a truncated file', { [weightsFile]: (bytes) => bytes.subarray(0, 1000) }, /download broke off/],
  ['a file that is too long', { [weightsFile]: (bytes) => Buffer.concat([bytes, Buffer.alloc(10)]) }, /is longer than/],
  ['a missing file', { [weightsFile]: null }, /could not be downloaded/],
  ['a missing manifest', { [manifestFile]: null }, /manifest\.json\) is missing/],
  ['a damaged manifest', { [manifestFile]: () => Buffer.from('{"networks": ') }, /is damaged/],
  ['a manifest of the future', { [manifestFile]: () => Buffer.from('{"version": 99, "networks": {}}') }, /version that this page does not know/],
  ['no networks at all', { [manifestFile]: () => Buffer.from('{"version": 1, "networks": null}') }, /is damaged/],
  ['an empty list', { [manifestFile]: () => Buffer.from('{"version": 1, "networks": {}}') }, /No network has been published/],
  ['an entry that is none', { [manifestFile]: () => Buffer.from('{"version": 1, "networks": {"small": null}}') }, /No network has been published/],
  ['a network without its size', { [manifestFile]: changed((e) => { delete e.bytes; }) }, /damaged: its network .* does not say how long/],
  ['a bad address', { [manifestFile]: changed((e) => { e.file = 'http://['; }) }, /damaged: its network .* has no file name/],
  ['a network of another size than it says', { [manifestFile]: changed((e) => { e.architecture.base = 64; }) }, /channels where 64 were published/],
  ['weights that were never learned', {
    [weightsFile]: nonsense, [manifestFile]: changed((e) => { e.sha256 = digest(nonsense(original)); }),
  }, /does not answer what its trainer noted/],
  ['weights that were never learned, and nothing noted', {
    [weightsFile]: nonsense, [manifestFile]: changed((e) => { e.sha256 = digest(nonsense(original)); delete e.parity; }),
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
      allowed: /404|Service Worker/, serviceWorkers: 'block',
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
      await page.waitForTimeout(1000);
      await page.clock.runFor(1000 * seconds);
      await until(async () => sentence.test(await said(page)), String(sentence));
      silent = false;
      await page.click(control('fm-digits', 'sample'));
      await done(page);
    }, {
      allowed: /Service Worker/, serviceWorkers: 'block',
      prepare: async (page) => {
        await page.clock.install();
        await page.route(`**/${file}`, (route) => {
          asked = true;
          return silent ? undefined : route.continue();
        });
      },
    });
  });
