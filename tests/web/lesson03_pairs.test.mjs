// Lesson 3: pairs, their average, and the exact field, through the figure's own controls.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, measured, number, slide, text, until, visit as open } from './browser.mjs';
import { line, page03, said, targets, visit } from './lesson03_page.mjs';

after(close);

test('more pairs bring the average to the exact field', async () => {
  await visit(`${page03}#targets.field=both&targets.pairs=300`, async (page) => {
    await page.$eval(targets, (e) => e.scrollIntoView());
    const error = () => number(page, targets, 'bin-error');
    const coarse = await measured(page, targets, 'bin-error');
    await slide(page, control(targets, 'pairs'), 8);
    await until(async () => (await error()) < coarse / 3, 'a third of the error');
  });
});

test('a probe by mouse and by keyboard says what passes there, and Escape removes it', async () => {
  await visit(page03, async (page) => {
    await page.focus('fm-targets:not([view]) .plane');
    await page.keyboard.press('Enter');
    await until(async () => /mean velocity/.test(await said(page, targets)), 'the probe speaks');
    const first = await said(page, targets);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
    await until(async () => (await said(page, targets)) !== first, 'the probe moved');
    await until(async () => /targets\.x=1\.5/.test(page.url()), 'its place in the link');
    await page.keyboard.press('Escape');
    await until(async () => (await said(page, targets)) === '', 'the probe is gone');
    const box = await page.locator('fm-targets:not([view]) .plane').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await until(async () => /mean velocity/.test(await said(page, targets)), 'hovering probes');
    await page.mouse.move(2, 2);
    await until(async () => (await said(page, targets)) === '', 'leaving removes');
  });
});

test('a message does not move what stands under it', async () => {
  await visit(`${page03}#targets.t=0.5`, async (page) => {
    const at = () => page.$eval(`${targets} [data-name="t"]`, (e) => e.getBoundingClientRect().top - e.closest('.figure').getBoundingClientRect().top);
    await page.$eval(targets, (e) => e.scrollIntoView());
    const before = await at();
    await page.focus(`${targets} .plane`);
    await page.keyboard.press('Enter');
    await until(async () => /mean velocity/.test(await said(page, targets)), 'the probe speaks');
    assert.equal(await at(), before);
  });
});

test('the straight line is drawn, one pair first; its velocity does not change with time', async () => {
  await visit(page03, async (page) => {
    await until(async () => /\(/.test(await text(page, line, 'velocity')), 'the velocity of the pair');
    const v = await text(page, line, 'velocity'), x = await text(page, line, 'place');
    await slide(page, control(line, 't'), 0.5);
    await until(async () => (await text(page, line, 'place')) !== x, 'the pair moves');
    assert.equal(await text(page, line, 'velocity'), v);
    await page.click('a[href^="#line.pairs=10"]');
    await until(async () => /line\.pairs=10/.test(page.url()) && /10 pairs/.test(await page.getAttribute(`${line} .plane`, 'aria-label')), 'ten pairs');
  });
});

test('the exact field alone is drawn as streamlines, beside the average as arrows', async () => {
  await visit(`${page03}#targets.field=exact&targets.t=0.6`, async (page) => {
    const words = () => page.getAttribute(`${targets} .plane`, 'aria-label');
    await page.$eval(targets, (e) => e.scrollIntoView());
    await until(async () => /exact marginal velocity.* as \d+ streamlines/.test(await words()), 'streamlines');
    await page.check(`${targets} [data-name="field"][value="both"]`, { force: true });
    await until(async () => /together.* as arrows/.test(await words()), 'arrows');
    await page.check(`${targets} [data-name="field"][value="pairs"]`, { force: true });
    await until(async () => /each of 300 pairs/.test(await words()) && !/drawn as/.test(await words()), 'pairs');
  });
});

test('the same link shows the same numbers', async () => {
  const seen = [];
  for (let i = 0; i < 2; i++)
    await visit(`${page03}#targets.field=both&targets.seed=12&targets.t=0.37&targets.x=0.4&targets.y=0.2`, async (page) => {
      await page.$eval(targets, (e) => e.scrollIntoView());
      await until(async () => /mean velocity/.test(await said(page, targets)), 'the probe speaks');
      await until(async () => (await number(page, targets, 'bin-error')) > 0, 'an error');
      seen.push([await said(page, targets), await text(page, targets, 'bin-error')]);
    });
  assert.deepEqual(seen[0], seen[1]);
});

test('a figure whose question is open is covered until it is answered', async () => {
  await open(page03, async (page) => {
    await page.waitForSelector('#average .cover');
    assert.equal(await page.$('fm-targets[view] .cover'), null, 'the first figure is open');
    const ask = 'fm-predict[name="middle-arrow"]';
    await page.waitForSelector(`${ask} [data-name="show"]`);
    await page.click(`${ask} [data-name="show"]`);
    await until(async () => (await page.$('#average .cover')) === null, 'uncovered');
  });
});
