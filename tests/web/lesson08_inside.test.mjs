// Lesson 8: the network from inside.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, number, picture, slide, still, text, until, visit } from './browser.mjs';
import { page08 } from './lesson08_page.mjs';

after(close);
const figure = 'fm-unet', canvas = `${figure} canvas`;
const words = (page, i) => page.$$eval(canvas, (all, k) => all[k].getAttribute('aria-label'), i);
const open = (hash, body) =>
  visit(`${page08}${hash}`, async (page) => {
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    await until(async () => /Most hangs on|numbers that tell/.test(await words(page, 1)), 'the layer');
    await body(page);
  });

test('a layer is chosen by list or in the U, and is as wide and as small as it is said to be', async () => {
  await open('#unet.layer=block5', async (page) => {
    assert.match(await text(page, figure, 'shape'), /^64 of 7 × 7$/);
    await page.selectOption(control(figure, 'layer'), 'block1');
    await until(async () => /^The 32 channels of block 1 \(28 × 28\), each 28 by 28 pixels. Most/.test(await words(page, 1)), 'block 1');
    // The third column of the U's lowest row but one: block 2.
    await page.locator(canvas).first().click({ position: await page.$eval(canvas, (c) => ({ x: c.clientWidth * (3.5 / 9), y: c.clientHeight * 0.45 })) });
    await until(async () => /^The 64 channels of block 2/.test(await words(page, 1)) && /unet\.layer=block2/.test(page.url()), 'a click');
    await page.selectOption(control(figure, 'layer'), 'embedding');
    await until(async () => /128 numbers/.test(await words(page, 1)), 'what blocks are told');
    const before = await still(page, `${canvas}:nth-child(2)`);
    await page.fill(`${figure} .transport input`, '0.9');
    await until(async () => /t = 0\.90/.test(await words(page, 0)), 'another time');
    await until(async () => (await picture(page, `${canvas}:nth-child(2)`)).hash !== before.hash, 'other bars');
  });
});

test('a channel that is off changes the answer, the strongest most, and the picture says which', async () => {
  await open('#unet.layer=block2&unet.t=0.5', async (page) => {
    assert.match(await text(page, figure, 'change'), /none/);
    const strongest = Number(/channel (\d+)/.exec(await words(page, 1))[1]);
    await page.click(control(figure, 'strongest'));
    await until(async () => (await words(page, 0)).includes(`With its channel ${strongest} off`), 'the strongest off');
    const most = await number(page, figure, 'change');
    assert.ok(most > 0.02, `${most}`);
    for (const channel of [1, 20, 64].filter((k) => k !== strongest)) {
      await slide(page, control(figure, 'off'), channel);
      await until(async () => (await words(page, 0)).includes(`With its channel ${channel} off`), `channel ${channel}`);
      assert.ok(await number(page, figure, 'change') <= most);
    }
    // A click on a channel puts it out, another one lights it again.
    const second = page.locator(canvas).nth(1), corner = await second.evaluate((c) => ({ x: c.clientWidth / 2 + 3, y: 22 }));
    await second.click({ position: corner });
    await until(async () => /unet\.off=\d/.test(page.url()) && !(await words(page, 0)).includes('channel 64 off'), 'a click');
    const shown = await still(page, canvas);
    await second.click({ position: corner });
    await until(async () => /No channel is off/.test(await words(page, 0)) && (await picture(page, canvas)).hash !== shown.hash, 'lit again');
    // Layers have other numbers of channels.
    await slide(page, control(figure, 'off'), 64);
    await page.selectOption(control(figure, 'layer'), 'block1');
    await until(async () => /of block 1/.test(await words(page, 1)), 'another layer');
    await slide(page, control(figure, 'off'), 64);
    await until(async () => (await words(page, 0)).includes('With its channel 32 off'), 'the last one');
  });
});

test('latents become digits, in less time than pixels do, and both are of the class that was asked for', async () => {
  const latent = 'fm-latent', rows = `${latent} canvas`, said = (page) => page.getAttribute(rows, 'aria-label');
  await visit(page08, async (page) => {
    await page.$eval(latent, (e) => e.scrollIntoView({ block: 'center' }));
    const times = () =>
      Promise.all(['latent-time', 'pixel-time'].map(async (name) => {
        const value = await text(page, latent, name);
        return Number.parseFloat(value) * (value.endsWith('ms') ? 0.001 : 1);
      }));
    await until(async () => (await times()).every(Number.isFinite), 'both');
    const [quick, slow] = await times();
    assert.ok(quick < slow, `${quick} and ${slow}`);
    assert.match(await said(page), /^10 digits, the classes 0 to 9 in turn, at time 1\.00/);
    const end = await still(page, rows);
    await page.fill(`${latent} .transport input`, '0.2');
    await until(async () => /at time 0\.20/.test(await said(page)) && (await picture(page, rows)).hash !== end.hash, 'another time');
    await page.selectOption(control(latent, 'label'), '7');
    await until(async () => /all of class 7/.test(await said(page)), 'a class');
    await slide(page, control(latent, 'steps'), 0);
    await until(async () => /latent\.steps=5/.test(page.url()) && (await times()).every(Number.isFinite), 'few steps');
    assert.match(await text(page, latent, 'quality'), / and /);
  });
});
