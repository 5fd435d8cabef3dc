// Lesson 6: sorted pairs are shorter, what is learned from them is straighter, and one step goes further.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { answered, close, control, number, picture, slide, still, text, until, visit } from './browser.mjs';

after(close);
const open = (hash, body) => visit(`/06-coupling/${hash}`, body, { prepare: answered('least-pairing', 'labels-law') });
const canvases = 'fm-coupling canvas.plane';
const learned = (page, way) =>
  until(async () => (await page.$$eval(canvases, (all, w) => all.length === 2 && all[1].getAttribute('aria-label').includes(`${w}. A pair`), way)), way);
const both = async (page, name) => (await text(page, 'fm-coupling', name)).replaceAll('\u202f', '').split('|').map(Number);

test('optimal pairs: shorter, learned straighter, and better in one step, not in many', async () => {
  await open('', async (page) => {
    await page.$eval(canvases, (c) => c.scrollIntoView());
    await learned(page, 'optimal in batches of 128');
    await page.evaluate(() => document.querySelector('fm-coupling details').setAttribute('open', ''));
    const [cost, straightness, one, crossings, many] = await Promise.all(
      ['cost', 'straightness', 'one-step', 'crossings', 'many-steps'].map((n) => both(page, n)),
    );
    assert.ok(cost[1] < 0.3 * cost[0], `cost ${cost}`);
    assert.ok(straightness[1] < 0.1 * straightness[0], `straightness ${straightness}`);
    assert.ok(one[1] < 0.6 * one[0], `one step ${one}`);
    assert.ok(crossings[1] < 0.3 * crossings[0], `crossings ${crossings}`);
    assert.ok(many[1] > 0.5 * many[0], `forty steps ${many}`);
    const before = await still(page, canvases);
    await page.check('fm-coupling [data-name="show"][value="flow"]', { force: true });
    await until(async () => (await picture(page, canvases)).hash !== before.hash && /coupling\.show=flow/.test(page.url()), 'what is learned');
    await slide(page, control('fm-coupling', 't'), 0.4);
    await until(async () => /coupling\.t=0\.4/.test(page.url()), 'time in the link');
  });
});

test('a second round of pairs, the network’s own, is straighter than the first', async () => {
  await open('#coupling.way=reflow', async (page) => {
    await page.$eval(canvases, (c) => c.scrollIntoView());
    await learned(page, 'reflow: its own pairs');
    const straightness = await both(page, 'straightness'), one = await both(page, 'one-step');
    assert.ok(straightness[1] < 0.2 * straightness[0], `straightness ${straightness}`);
    assert.ok(one[1] < 0.7 * one[0], `one step ${one}`);
  });
});

test('pairs sorted across classes give a class its own side of the noise, and samples that miss it; within classes they do not', async () => {
  await open('#labels.t=1', async (page) => {
    const asked = 'fm-labels canvas.plane:last-of-type', said = () => page.$$eval('fm-labels canvas.plane', (all) => all.at(-1).getAttribute('aria-label'));
    await page.$eval('fm-labels', (e) => e.scrollIntoView({ block: 'center' }));
    await page.evaluate(() => document.querySelector('fm-labels details').setAttribute('open', ''));
    const at = async (way, words) => {
      await page.selectOption(control('fm-labels', 'way'), way);
      await until(async () => (await said())?.includes(`pairs: ${words}. W2`), words);
      return Promise.all(['distance', 'floor', 'of-noise', 'noise-floor'].map((n) => number(page, 'fm-labels', n)));
    };
    const independent = await at('independent', 'independent'), across = await at('minibatch-ot', 'sorted, blind to classes');
    const within = await at('classwise-ot', 'sorted within classes');
    assert.ok(across[0] > 2 * independent[0] && across[0] > 3 * across[1], `across: ${across}, independent: ${independent}`);
    assert.ok(across[2] > 2 * independent[2], `noise of a class, across: ${across}, independent: ${independent}`);
    assert.ok(within[0] < 1.4 * independent[0] && within[2] < 1.4 * within[3], `within: ${within}, independent: ${independent}`);
    const before = await still(page, asked);
    await page.check('fm-labels [data-name="label"][value="1"]', { force: true });
    await until(async () => (await picture(page, asked)).hash !== before.hash && /labels\.label=1/.test(page.url()), 'the other class');
    await slide(page, control('fm-labels', 't'), 0.4);
    await until(async () => /time 0\.40/.test(await said()), 'time');
  });
});
