// Lesson 8: digits in the browser, all at the same time t.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, picture, slide, still, text, until, visit } from './browser.mjs';
import { done, more, page08, said } from './lesson08_page.mjs';

after(close);
const plane = 'fm-digits .grid', strip = 'fm-morph .grid';
const words = (page, canvas = plane) => page.getAttribute(canvas, 'aria-label');
const quick = 'digits.steps=4&digits.guidance=1';

test('digits are sampled without being asked; t leads back to noise; a seed repeats and another differs', async () => {
  await visit(`${page08}#${quick}`, async (page) => {
    await done(page);
    const digits = await still(page, plane);
    await slide(page, control('fm-digits', 't'), 0);
    const noise = await still(page, plane);
    assert.ok(noise.ink > digits.ink + 0.02, `noise ${noise.ink}, digits ${digits.ink}: static is brighter than strokes on black`);
    assert.match(await words(page), /10 digits, the classes 0 to 9 in turn, at time 0\.00/);
    await slide(page, control('fm-digits', 't'), 1);
    assert.equal((await still(page, plane)).hash, digits.hash);
    await page.click(control('fm-digits', 'sample'));
    await done(page);
    assert.equal((await still(page, plane)).hash, digits.hash, 'the same seed');
    await page.click(control('fm-digits', 'seed'));
    await done(page);
    assert.notEqual((await still(page, plane)).hash, digits.hash, 'another seed');
    await until(async () => /digits\.seed=2/.test(page.url()), 'the seed in the link');
  });
});

test('while it samples, the bar and the words tell the time that all images have reached', async () => {
  await visit(`${page08}#digits.steps=10&digits.guidance=1`, async (page) => {
    await done(page);
    const told = await page.evaluate(() => globalThis.told), seen = new Set(told.map(([, words]) => words));
    for (const [bar, words] of told) {
      assert.equal(bar, words);
      assert.equal(Math.round(10 * Number(words)) / 10, Number(words), 'a time of a step');
    }
    assert.ok(seen.size >= 2 && seen.has('1.00'), [...seen].join(' '));
  }, { prepare: (page) =>
    page.addInitScript(() => {
      // Every word that is said of the picture, and what the bar says with it.
      globalThis.told = [];
      new MutationObserver(() => {
        const words = /at time (\d\.\d\d)/.exec(document.querySelector('fm-digits .grid')?.getAttribute('aria-label') ?? '')?.[1];
        if (words !== undefined) globalThis.told.push([document.querySelector('fm-digits .transport output').textContent, words]);
      }).observe(document, { attributeFilter: ['aria-label'], subtree: true });
    }) });
});

test('every control acts at once and is in the link; the number of evaluations is shown', async () => {
  await visit(`${page08}#digits.count=1&digits.steps=2&digits.guidance=1`, async (page) => {
    const cost = () => text(page, 'fm-digits', 'evaluations');
    await more(page, 'fm-digits');
    const changes = async (act, shown, link) => {
      await done(page);
      const before = (await still(page, plane)).hash;
      await act();
      await done(page);
      assert.notEqual((await still(page, plane)).hash, before, String(link));
      assert.equal(await cost(), shown);
      await until(async () => link.test(page.url()), `${link} in the link`);
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
    // An observer that begins later is told later: the figure knows by then.
    await page.$eval('fm-digits', (e) =>
      new Promise((gone) => {
        new IntersectionObserver(([entry]) => {
          if (!entry.isIntersecting) gone();
        }).observe(e);
      }));
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
    await until(async () => /time 1\.00/.test(await words(page, strip)), 'a row');
    const first = (await still(page, strip)).hash;
    await page.click('a[href="#morph.normalised=0"]');
    await until(async () => (await picture(page, strip)).hash !== first && /time 1\.00/.test(await words(page, strip)), 'another row');
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
    page.on('request', (r) => {
      if (r.url().includes('.safetensors')) fetched.push(r.url());
    });
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
