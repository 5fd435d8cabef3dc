// Lesson 7: with w = 1 a class has its law; with more its samples are surer than true ones, and further away.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { answered, close, control, number, picture, slide, still, until, visit } from './browser.mjs';

after(close);
const canvas = 'fm-guide canvas.plane';
const open = (hash, body) => visit(`/07-guidance/${hash}`, body, { prepare: answered('guidance-law', 'guided-arrow', 'variety-left') });
const label = (page) => page.getAttribute(canvas, 'aria-label');

test('what becomes of a class at w = 0, 1 and 3, as the text says; keys, class and time', async () => {
  await open('#guide.t=1', async (page) => {
    await page.$eval(canvas, (c) => c.scrollIntoView({ block: 'center' }));
    const at = async (w) => {
      await slide(page, control('fm-guide', 'w'), w);
      await until(async () => (await label(page)).includes(`guidance ${w.toFixed(1)}, time 1.00`), `guidance ${w}`);
      await page.evaluate(() => document.querySelector('fm-guide details').setAttribute('open', ''));
      const [distance, floor, sure, trueSure] = await Promise.all(['distance', 'floor', 'sureness', 'true-sureness'].map((n) => number(page, 'fm-guide', n)));
      return { distance, floor, sure, trueSure };
    };
    const one = await at(1), three = await at(3), none = await at(0);
    assert.ok(one.distance < 1.6 * one.floor, `w = 1: ${one.distance}, floor ${one.floor}`);
    assert.ok(three.distance > 2 * one.distance && three.sure > three.trueSure, `w = 3: ${JSON.stringify(three)}`);
    assert.ok(none.sure < one.sure - 1, `w = 0: ${JSON.stringify(none)}`);
    const before = await still(page, canvas);
    await page.check('fm-guide [data-name="label"][value="2"]', { force: true });
    await until(async () => (await picture(page, canvas)).hash !== before.hash && /guide\.label=2/.test(page.url()), 'another class');
    await page.focus(canvas);
    await page.keyboard.press('Shift+ArrowLeft');
    await until(async () => /guide\.x=-0\.2/.test(page.url()), 'a key moves the place');
    await slide(page, control('fm-guide', 't'), 0.4);
    await until(async () => /time 0\.40/.test(await label(page)), 'time');
  });
});

test('sixty digits are read: at w = 1 nearly all as asked, and with more guidance they are more alike', async () => {
  await open('', async (page) => {
    const figure = 'fm-dial', crowd = () => page.$eval(`${figure} canvas.grid`, (c) => c.getAttribute('aria-label'));
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    const at = async (w) => {
      await slide(page, control(figure, 'w'), w);
      await until(async () => (await crowd()).includes(`guidance ${w.toFixed(1)}:`), `guidance ${w}`);
      return { right: await number(page, figure, 'right'), spread: await number(page, figure, 'spread') };
    };
    await until(async () => (await crowd()).includes('guidance 1.0:'), 'the first sixty');
    const one = { right: await number(page, figure, 'right'), spread: await number(page, figure, 'spread') }, two = await at(2), six = await at(6),
      none = await at(0);
    // As the text says, give or take another draw of noise.
    assert.ok(one.right >= 93 && one.spread > 0.7 && one.spread < 0.9, JSON.stringify(one));
    assert.ok(two.right === 100 && two.spread > 0.45 && two.spread < 0.65, JSON.stringify(two));
    assert.ok(six.right === 100 && six.spread < 0.45, JSON.stringify(six));
    assert.ok(none.right < 25 && none.spread > 1.5, JSON.stringify(none));
    const chart = () => page.$eval(`${figure} canvas.chart`, (c) => c.getAttribute('aria-label'));
    assert.match(await chart(), /at 0\.0 .* at 1\.0 .* at 2\.0 .* at 6\.0 /);
    // Other noise forgets what was measured; the tour goes through the dial, and stops when it is told to.
    await page.click(control(figure, 'seed'));
    await until(async () => /by guidance: at 0\.0 [^;]*\.$/.test(await chart()), 'one measurement');
    await page.click(control(figure, 'all'));
    await until(async () => (await chart()).includes('at 0.5 '), 'the first of the tour');
    await page.click(control(figure, 'all'));
    assert.match(await page.textContent(control(figure, 'all')), /Go through/);
    await page.selectOption(control(figure, 'label'), '4');
    await until(async () => (await crowd()).includes('all of class 4'), 'sixty of a class');
  });
});
