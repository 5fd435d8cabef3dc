// Lesson 3: the network that learns, through its own controls.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, number, picture, slide, still, text, until } from './browser.mjs';
import { page03, press, ready, said, steps, targets, visit } from './lesson03_page.mjs';

after(close);
/** What is under "More" can be used. */
const more = (page, widget) =>
  page.$eval(`${widget} .more`, (d) => {
    d.open = true;
  });
/** How many steps the link says were done, once they are the steps that are shown. */
const inLink = async (page) => {
  let all = 0;
  await until(async () => {
    const run = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('train.run') ?? '';
    all = [...run.matchAll(/(\d+)@/g)].reduce((sum, [, n]) => sum + Number(n), 0);
    return all > 0 && all === (await steps(page));
  }, 'the link says what was done');
  return all;
};

test("training by the page's own button reaches the floor, and the learned field carries noise to moons", async () => {
  await visit(`${page03}#train.run=none`, async (page) => {
    await ready(page);
    assert.equal(await text(page, 'fm-train', 'train'), 'Train');
    await press(page, 'train');
    await until(async () => (await steps(page)) >= 3000, '3,000 steps');
    await press(page, 'train');
    await until(async () => (await text(page, 'fm-train', 'train')) === 'Train on', 'paused');
    const loss = await number(page, 'fm-train', 'loss'), floor = await number(page, 'fm-train', 'floor');
    assert.ok(floor > 1.7 && floor < 2.1, `floor ${floor}`);
    assert.ok(loss < 1.1 * floor, `loss ${loss} against the floor ${floor}`);
    await until(async () => (await number(page, 'fm-train', 'field-error')) < 0.5, 'a small error of the field');
    // The last losses come after the click; the link holds their number once all are there.
    const frozen = await inLink(page);
    assert.equal(await steps(page), frozen);
    await page.waitForTimeout(300);
    assert.equal(await steps(page), frozen, 'paused means paused');
    await press(page, 'play'); // reduced motion: straight to t = 1
    await until(async () => /train\.t=1/.test(page.url()), 't = 1 in the link');
  });
});

test('one step is one step; rewind gives the same run again; another seed another', async () => {
  await visit(`${page03}#train.run=none`, async (page) => {
    const run = async () => {
      const losses = [];
      for (let i = 1; i <= 3; i++) {
        await press(page, 'step');
        await until(async () => (await steps(page)) === i, `step ${i}`);
        losses.push(await text(page, 'fm-train', 'loss'));
      }
      return losses;
    };
    await ready(page);
    const first = await run();
    await press(page, 'rewind');
    await until(async () => (await steps(page)) === 0, 'rewound');
    assert.deepEqual(await run(), first);
    await press(page, 'seed'); // what was done is done again, with other data and weights
    await until(async () => (await steps(page)) === 3 && /^Train/.test(await text(page, 'fm-train', 'train')), 'three steps of another network');
    await until(async () => (await text(page, 'fm-train', 'loss')) !== first[2], 'another loss');
    await until(async () => /train\.seed=2/.test(page.url()), 'the seed in the link');
  });
});

test('the field is drawn as arrows while it moves or is learned, and as streamlines once it rests', async () => {
  await visit(`${page03}#train.t=0.3`, async (page) => {
    await ready(page);
    const plane = 'fm-train .plane', words = () => page.getAttribute(plane, 'aria-label');
    await until(async () => /time 0\.30 .*as \d+ streamlines/.test(await words()), 'streamlines');
    const lines = await still(page, plane);
    await page.evaluate((where) => {
      globalThis.told = [];
      const canvas = document.querySelector(where);
      new MutationObserver(() => globalThis.told.push(canvas.getAttribute('aria-label'))).observe(canvas, { attributeFilter: ['aria-label'] });
    }, plane);
    await slide(page, control('fm-train', 't'), 0.6);
    await until(async () => /time 0\.60 .*streamlines/.test(await words()), 'streamlines of another time');
    assert.match((await page.evaluate(() => globalThis.told))[0], /time 0\.60 .*as arrows/);
    await slide(page, control('fm-train', 't'), 0.3);
    await until(async () => (await picture(page, plane)).hash === lines.hash, 'the same time, the same lines');
    await press(page, 'train');
    const before = await steps(page);
    await until(async () => (await steps(page)) > before + 200, 'it trains');
    assert.match(await words(), /as arrows/);
    await press(page, 'train');
    await until(async () => /streamlines/.test(await words()), 'streamlines of what was learned');
    await page.check('fm-train [data-name="view"][value="error"]', { force: true });
    await until(async () => /as arrows/.test(await words()), 'two arrows at a place can be compared');
  });
});

test('a learning rate that is too large is explained, and survived', async () => {
  await visit(`${page03}#train.rate=1&train.run=none`, async (page) => {
    await ready(page);
    await press(page, 'train');
    await until(async () => /too large/.test(await said(page, 'fm-train')), 'an explanation');
    assert.match(await text(page, 'fm-train', 'train'), /^Train/);
    assert.doesNotMatch(await page.textContent('fm-train'), /NaN|Infinity/);
    await slide(page, control('fm-train', 'rate'), -2.7);
    const before = await steps(page);
    await press(page, 'train');
    await until(async () => (await steps(page)) > before + 50, 'training goes on');
  });
});

test('each control of the training widget changes what is shown, and the link', async () => {
  await visit(page03, async (page) => {
    await more(page, 'fm-train');
    await ready(page);
    const canvas = 'fm-train .plane';
    await page.$eval(canvas, (c) => c.scrollIntoView({ block: 'center' }));
    const changes = async (what, act, link) => {
      const before = await still(page, canvas);
      await act();
      await until(async () => (await picture(page, canvas)).hash !== before.hash, `${what} changes the picture`);
      await until(async () => link.test(page.url()), `${what} in the link`);
    };
    await changes('time', () => slide(page, control('fm-train', 't'), 0.6), /train\.t=0\.6/);
    await changes('exact field', () => page.check('fm-train [data-name="view"][value="exact"]', { force: true }), /train\.view=exact/);
    await changes('error', () => page.check('fm-train [data-name="view"][value="error"]', { force: true }), /train\.view=error/);
    await changes('steps', () => slide(page, control('fm-train', 'steps'), 0), /train\.steps=1/);
    await changes('solver', () => page.selectOption(control('fm-train', 'solver'), 'rk4'), /train\.solver=rk4/);
    await changes('particles', () => page.uncheck(control('fm-train', 'particles')), /train\.particles=0/);
    await changes('data', () => page.selectOption(control('fm-train', 'data'), 'ring'), /train\.data=ring/);
    await changes('source', () => page.selectOption(control('fm-train', 'source'), 'uniform'), /train\.source=uniform/);
    await slide(page, control('fm-train', 'rate'), -2);
    await until(async () => /train\.rate=-2/.test(page.url()), 'rate in the link');
  });
});

test('the exact field follows t while the network trains', async () => {
  await visit(page03, async (page) => {
    await ready(page);
    await press(page, 'train');
    await until(async () => (await steps(page)) > 1500, 'some training');
    for (let i = 1; i <= 10; i++) await slide(page, control('fm-train', 't'), i / 20);
    await until(async () => /at time 0\.50/.test(await page.getAttribute('fm-train .plane', 'aria-label')), 'the fields of t = 0.5');
    const training = await number(page, 'fm-train', 'field-error');
    assert.ok(training < 0.6, `field error ${training}: the field of another time would give 2`);
  });
});

test('a link that is pasted into the open page is followed', async () => {
  await visit(page03, async (page) => {
    await page.evaluate(() => {
      location.hash = '#train.t=0.9';
    });
    await until(async () => (await page.inputValue(control('fm-train', 't')).catch(() => '')) === '0.9', 'the state of the link');
  });
});

test('a link restores its state; nonsense in a link falls back to the beginning', async () => {
  await visit(`${page03}#targets.t=0.25&targets.field=exact&targets.source=uniform&train.t=0.75&train.solver=heun&train.steps=3&train.data=checkerboard`,
    async (page) => {
      assert.equal(await page.inputValue(control(targets, 't')), '0.25');
      assert.ok(await page.isChecked('fm-targets:not([view]) [data-name="field"][value="exact"]'));
      assert.equal(await page.inputValue(control(targets, 'source')), 'uniform');
      assert.equal(await page.inputValue(control('fm-train', 't')), '0.75');
      assert.equal(await page.inputValue(control('fm-train', 'solver')), 'heun');
      assert.equal(await page.inputValue(control('fm-train', 'data')), 'checkerboard');
      assert.match(await page.textContent('fm-train .panel'), /3 \(6 evaluations\)/);
    });
  await visit(`${page03}#targets.t=7&targets.data=unicorns&train.seed=-1&train.steps=NaN&train.rate=1e9&x`, async (page) => {
    assert.equal(await page.inputValue(control(targets, 't')), '0.5');
    assert.equal(await page.inputValue(control(targets, 'data')), 'moons');
    await ready(page);
  });
});

test('a link to a trained network trains it again to the same bits, through a change of rate too', async () => {
  const seen = [];
  for (let i = 0; i < 2; i++)
    await visit(`${page03}#train.run=300@-2.7.200@-2`, async (page) => {
      await page.$eval('fm-train', (e) => e.scrollIntoView());
      await ready(page);
      await until(async () => (await steps(page)) === 500, '500 steps');
      await until(async () => (await number(page, 'fm-train', 'field-error')) > 0, 'its field');
      seen.push([await text(page, 'fm-train', 'loss'), await text(page, 'fm-train', 'field-error')]);
    });
  assert.deepEqual(seen[0], seen[1]);
});

test('the link says what was done: steps at their rate', async () => {
  await visit(`${page03}#train.run=none`, async (page) => {
    await ready(page);
    await press(page, 'step');
    await until(async () => /train\.run=1%40-1\.8/.test(page.url()), 'one step in the link');
    await press(page, 'step');
    await until(async () => /train\.run=2%40-1\.8/.test(page.url()), 'two steps');
  });
});

test('after a change of the data nothing old stays on show, and time may move while it trains', async () => {
  await visit(page03, async (page) => {
    await page.$eval('fm-train', (e) => e.scrollIntoView());
    await ready(page);
    const old = await text(page, 'fm-train', 'floor');
    // Read in the same moment: the new floor may be there soon.
    assert.equal(await page.$eval('fm-train', (e) => {
      const select = e.querySelector('[data-name="data"]');
      select.value = 'ring';
      select.dispatchEvent(new Event('change'));
      return e.querySelector('[data-name="floor"]').textContent;
    }), '–');
    await press(page, 'play');
    await ready(page);
    assert.notEqual(await text(page, 'fm-train', 'floor'), old);
    assert.equal((await said(page, 'fm-train')).trim(), '');
  });
});
