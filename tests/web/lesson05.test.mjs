// Lesson 5: what evaluations buy, the four readings and the equations that tie them, and noise that changes no law.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { answered, close, control, measured, number, slide, text, until, visit } from './browser.mjs';
import { changes, label, see } from './figure_page.mjs';

after(close);
const page05 = '/05-sampling/';
const open = (hash, body, options = {}) => visit(page05 + hash, body, { prepare: answered('euler-enough', 'fastest-growing', 'noise-and-law'), ...options });
const pair = async (page, name) => (await text(page, 'fm-read', name)).replaceAll('\u2212', '-').match(/-?[\d.]+/g).map(Number);

test('a network is trained and measured; ten or twenty Euler steps come near the floor, as the text says', async () => {
  await open('', async (page) => {
    await see(page, 'fm-budget');
    await until(async () => /Evaluations to stay/.test(await label(page, 'fm-budget')), 'all is measured');
    assert.ok((await number(page, 'fm-budget', 'floor')) > 0.05);
    for (const solver of ['euler', 'heun', 'rk4', 'dopri5']) {
      const needs = await number(page, 'fm-budget', solver);
      assert.ok(needs >= 2 && needs <= 20, `${solver} needs ${needs}`);
    }
    await changes(page, 'fm-budget', 'schedule', () => page.selectOption(control('fm-budget', 'kind'), 'cosine'), /budget\.kind=cosine/);
  });
});

test('the four readings at a place obey their equations', async () => {
  await open('#read.t=0.4&read.x=0.9&read.y=1.2', async (page) => {
    await see(page, 'fm-read');
    await page.evaluate(() => document.querySelector('fm-read details').setAttribute('open', ''));
    const [v, x1, x0, score] = [await pair(page, 'at-velocity'), await pair(page, 'at-data'), await pair(page, 'at-noise'), await pair(page, 'at-score')];
    const rounding = 0.02;
    for (const [k, x] of [0.9, 1.2].entries()) {
      assert.ok(Math.abs(0.4 * x1[k] + 0.6 * x0[k] - x) < rounding, `the place ${k}`);
      assert.ok(Math.abs(x1[k] - x0[k] - v[k]) < rounding, `the velocity ${k}`);
      assert.ok(Math.abs(-x0[k] / 0.6 - score[k]) < rounding, `the score ${k}`);
    }
    await page.focus('fm-read canvas.plane');
    await changes(page, 'fm-read', 'a key', () => page.keyboard.press('Shift+ArrowLeft'), /read\.x=0\.4/);
    await changes(page, 'fm-read', 'arrows', () => page.check('fm-read [data-name="quantity"][value="score"]', { force: true }), /read\.quantity=score/);
    await changes(page, 'fm-read', 'time', () => slide(page, control('fm-read', 't'), 0.9), /read\.t=0\.9/);
    await changes(page, 'fm-read', 'schedule', () => page.selectOption(control('fm-read', 'kind'), 'variance-preserving'), /read\.kind=/);
  });
});

test('noise on the way makes paths long and leaves the law; with few steps it does not', async () => {
  const at = async (page, hash) => {
    await page.evaluate((h) => {
      location.hash = h;
    }, hash);
    const [, strength, steps] = /strength=([\d.]+)&diffusion.steps=(\d+)/.exec(hash);
    await until(
      async () =>
        new RegExp(`noise on the way ${Number(strength) ? Number(strength).toFixed(1) : 'none.*'}, in ${steps} steps`).test(await label(page, 'fm-diffusion')),
      hash,
    );
    return { distance: await measured(page, 'fm-diffusion', 'distance'), floor: await measured(page, 'fm-diffusion', 'floor'),
      length: await measured(page, 'fm-diffusion', 'length') };
  };
  await open('#diffusion.t=1', async (page) => {
    await see(page, 'fm-diffusion');
    const flow = await at(page, '#diffusion.t=1&diffusion.strength=0&diffusion.steps=100'),
      noisy = await at(page, '#diffusion.t=1&diffusion.strength=1&diffusion.steps=100');
    assert.ok(noisy.length > 2 * flow.length, `${noisy.length} and ${flow.length}`);
    for (const { distance, floor } of [flow, noisy]) assert.ok(distance < 1.6 * floor, `${distance}, floor ${floor}`);
    const short = await at(page, '#diffusion.t=1&diffusion.strength=1&diffusion.steps=5'),
      flowShort = await at(page, '#diffusion.t=1&diffusion.strength=0&diffusion.steps=5');
    assert.ok(short.distance > 1.2 * flowShort.distance, `five steps: ${short.distance}, the flow ${flowShort.distance}`);
    await changes(page, 'fm-diffusion', 'time', () => slide(page, control('fm-diffusion', 't'), 0.5), /diffusion\.t=0\.5/);
  });
});
