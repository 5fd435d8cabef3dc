// Lesson 8: walks through noise: between four noises, and from a drawing back to its own.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, number, picture, still, until, visit } from './browser.mjs';
import { page08 } from './lesson08_page.mjs';

after(close);
const words = (page, figure, i) => page.$$eval(`${figure} canvas`, (all, k) => all[k].getAttribute('aria-label'), i);
const pixelsOf = (page, selector, i, box) =>
  page.$$eval(selector, (all, [k, [x, y, w, h]]) => {
    const c = all[k], { data } = c.getContext('2d').getImageData(x * c.width, y * c.height, w * c.width, h * c.height);
    return Array.from({ length: data.length / 4 }, (_, j) => data[4 * j]);
  }, [i, box]);
const apart = (a, b) => Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0) / a.length);

test('between four noises: the digit under the ring follows, and a neighbour is more alike than a corner', async () => {
  await visit(`${page08}#map.x=-1&map.y=1`, async (page) => {
    const figure = 'fm-map', planes = `${figure} canvas`;
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    await until(async () => /A square of 49/.test(await words(page, figure, 0)), 'the square');
    await until(async () => /0\.00 of the way to the right and 0\.00 down/.test(await words(page, figure, 1)), 'its corner');
    const one = () => pixelsOf(page, planes, 1, [0, 0, 1, 1]);
    await still(page, planes);
    const corner = await one();
    await page.focus(planes);
    await page.keyboard.press('ArrowRight');
    await until(async () => /0\.05 of the way to the right/.test(await words(page, figure, 1)), 'a step');
    const step = apart(corner, await one());
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight');
    await until(async () => /1\.00 of the way to the right/.test(await words(page, figure, 1)) && /map\.x=1/.test(page.url()), 'the other corner');
    const across = apart(corner, await one());
    assert.ok(step > 0 && step < 0.5 * across, `${step} after a step, ${across} after all`);
    const before = await picture(page, planes);
    await page.click(control(figure, 'seed'));
    await until(async () => /of seed 7/.test(await words(page, figure, 0)) && (await picture(page, planes)).hash !== before.hash, 'other noises');
  });
});

test('a drawing goes back to its noise and comes again; other labels change it, unless it was taken for another', async () => {
  await visit(`${page08}#invert.of=seven&invert.label=7`, async (page) => {
    const figure = 'fm-invert', planes = `${figure} canvas`;
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    const taken = (what) => until(async () => (await words(page, figure, 1)).includes(`taken for ${what},`), what);
    // Cells of the right picture: its noise, the drawing again, then the classes.
    const cell = (k) => pixelsOf(page, planes, 1, [(k % 4) / 4, Math.floor(k / 4) / 3, 1 / 4, 1 / 4]);
    const changed = async () => {
      await still(page, `${figure} canvas.grown`);
      const again = await cell(1), others = await Promise.all([0, 2, 3, 5, 6, 8].map((c) => cell(2 + c)));
      return others.reduce((sum, image) => sum + apart(again, image), 0) / others.length;
    };
    await taken('class 7');
    assert.ok(await number(page, figure, 'error') < 0.05, 'the round trip');
    const loudness = await number(page, figure, 'loudness');
    assert.ok(loudness > 0.6 && loudness < 0.8, `loudness ${loudness}`);
    const honest = await changed();
    await page.selectOption(control(figure, 'label'), '3');
    await taken('class 3');
    const lie = await changed();
    assert.ok(lie < 0.9 * honest, `${lie} against ${honest}`);
    // A drawing by hand is taken back, and stands in the link.
    await page.click(control(figure, 'draw'));
    const box = await (await page.$(planes)).boundingBox(), at = (x, y) => [box.x + box.width * x, box.y + box.height * y];
    await page.mouse.move(...at(0.5, 0.2));
    await page.mouse.down();
    await page.mouse.move(...at(0.5, 0.8), { steps: 8 });
    await page.mouse.up();
    await page.click(control(figure, 'draw'));
    await until(async () => (await words(page, figure, 1)).includes('The noise that your own'), 'a drawing');
    assert.match(page.url(), /invert\.ink=\w+/);
  });
});
