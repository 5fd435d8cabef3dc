// <fm-predict>: sliders, choices, orders and pairs by mouse, by keyboard and by touch, graded rightly and wrongly.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close } from './browser.mjs';
import { button, of, open, told, truth } from './predict_page.mjs';

after(close);

test('a slider: 16 is right for an order of four, 2 is not; by keyboard and by touch', async () => {
  const factor = await truth('slider');
  assert.ok(factor > 10 && factor < 22, `${factor}`);
  const set = async (page, value) => {
    await page.$eval(`${of('slider')} input`, (input, v) => {
      input.value = String(v);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, Math.round(500 * Math.log10(value)));
    await button(page, 'slider', 'commit').click();
    return told(page, 'slider');
  };
  await open(async (page) => assert.equal((await set(page, 16)).outcome, 'right'));
  await open(async (page) => {
    const { outcome, said } = await set(page, 2);
    assert.equal(outcome, 'off');
    assert.match(said, /It is 1\d\.\d; you said [78]\.\d times too little/);
  });
  await open(async (page) => {
    await page.focus(`${of('slider')} input`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await told(page, 'slider');
  });
  await open(async (page) => {
    const box = await page.locator(`${of('slider')} input`).boundingBox();
    assert.ok(box.height >= 44);
    await page.locator(`${of('slider')} input`).tap({ position: { x: 0.6 * box.width, y: box.height / 2 } });
    await button(page, 'slider', 'commit').tap();
    await told(page, 'slider');
  }, { width: 390, height: 844, hasTouch: true, isMobile: true });
});

test('a choice: by mouse right and wrong, by keyboard, by touch', async () => {
  const right = await truth('choose');
  const pick = (page, i) => page.locator(`${of('choose')} label`).nth(i);
  await open(async (page) => {
    await pick(page, right).click();
    await button(page, 'choose', 'commit').click();
    assert.equal((await told(page, 'choose')).outcome, 'right');
  });
  await open(async (page) => {
    await page.focus(`${of('choose')} input`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal((await told(page, 'choose')).outcome, right === 1 ? 'right' : 'off');
  });
  await open(async (page) => {
    await pick(page, (right + 1) % 3).tap();
    await button(page, 'choose', 'commit').tap();
    assert.equal((await told(page, 'choose')).outcome, 'off');
  }, { width: 390, height: 844, hasTouch: true, isMobile: true });
});

test('an order: by buttons, by arrow keys, by dragging with mouse and finger', async () => {
  const truthful = await truth('order');
  const now = (page) => page.$$eval(`${of('order')} li span`, (all) => all.map((s) => s.textContent));
  const names_ = ['Euler, 40 steps', 'Heun, 20 steps', 'RK4, 10 steps'];
  const wanted = truthful.reduce((out, place, item) => {
    out[place] = names_[item];
    return out;
  }, []);
  await open(async (page) => {
    assert.deepEqual(await now(page), names_);
    for (let place = 0; place < 3; place++)
      for (let at = (await now(page)).indexOf(wanted[place]); at > place; at--)
        await page.click(`${of('order')} button[aria-label="${wanted[place]}: towards nearest"]`);
    assert.deepEqual(await now(page), wanted);
    await button(page, 'order', 'commit').click();
    assert.equal((await told(page, 'order')).outcome, 'right');
  });
  await open(async (page) => {
    await page.focus(`${of('order')} button[aria-label="RK4, 10 steps: towards nearest"]`);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.deepEqual(await now(page), [names_[2], names_[0], names_[1]]);
    assert.match(await page.evaluate(() => document.activeElement.ariaLabel), /^RK4/, 'the focus goes with it');
  });
  const drag = async (page) => {
    const rows = page.locator(`${of('order')} li`);
    await rows.nth(0).scrollIntoViewIfNeeded();
    const [a, c] = [await rows.nth(0).boundingBox(), await rows.nth(2).boundingBox()];
    return [[a.x + 30, a.y + a.height / 2], [c.x + 30, c.y + 0.9 * c.height]];
  };
  await open(async (page) => {
    const [from, to] = await drag(page);
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 8 });
    await page.mouse.up();
    assert.deepEqual(await now(page), [names_[1], names_[2], names_[0]]);
    await button(page, 'order', 'commit').click();
    await told(page, 'order');
  });
  await open(async (page, context) => {
    const [from, to] = await drag(page), cdp = await context.newCDPSession(page),
      touch = (type, ...at) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y]) => ({ x, y })) });
    await touch('touchStart', from);
    for (let i = 1; i <= 6; i++) await touch('touchMove', [from[0], from[1] + (i / 6) * (to[1] - from[1])]);
    await touch('touchEnd');
    assert.deepEqual(await now(page), [names_[1], names_[2], names_[0]]);
  }, { width: 390, height: 844, hasTouch: true, isMobile: true });
});

test('connecting: by strokes and by buttons; the assignment of the engine is the least', async () => {
  const best = await truth('connect');
  assert.equal(new Set(best).size, 4);
  const press = async (page, partners, how = 'click') => {
    for (let i = 0; i < 4; i++) await page.locator(`${of('connect')} fieldset`).nth(i).locator('label').nth(Number(partners[i]) - 1)[how]();
    await button(page, 'connect', 'commit')[how]();
    return told(page, 'connect');
  };
  await open(async (page) => assert.equal((await press(page, best)).outcome, 'right'));
  await open(async (page) => {
    const { said } = await press(page, [best[1], best[0], best[2], best[3]], 'tap');
    assert.match(said, /times the least/);
  }, { width: 390, height: 844, hasTouch: true, isMobile: true });
  await open(async (page) => {
    // A stroke from A's dot to 3's.
    await page.locator(`${of('connect')} .ask-plane`).scrollIntoViewIfNeeded();
    const dot = (i) => page.locator(`${of('connect')} circle.handle`).nth(i).boundingBox().then((b) => [b.x + b.width / 2, b.y + b.height / 2]);
    await page.mouse.move(...await dot(0));
    await page.mouse.down();
    await page.mouse.move(...await dot(4 + 2), { steps: 5 });
    await page.mouse.up();
    assert.match(await page.textContent(`${of('connect')} .ask-said`), /^You connect A with 3\./);
    assert.equal(await button(page, 'connect', 'commit').isEnabled(), false, 'three are missing');
  });
  await open(async (page) => {
    await page.focus(`${of('connect')} input`);
    await page.keyboard.press('Space');
    assert.match(await page.textContent(`${of('connect')} .ask-said`), /^You connect A with 1\./);
  });
});
