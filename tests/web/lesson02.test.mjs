// Lesson 2: each figure's numbers are those of the closed forms, its controls change picture and link, and its keys work.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { answered, close, control, measured, number, picture, slide, still, text, until, visit } from './browser.mjs';
import { changes, label, see } from './figure_page.mjs';

after(close);
const page02 = '/02-paths/';
const open = (hash, body, options = {}) => visit(page02 + hash, body, { prepare: answered('half-way-width', 'variance-kept', 'shift-twice'), ...options });
const near = (page, widget, name, value, tolerance) =>
  until(async () => Math.abs((await number(page, widget, name)) - value) <= tolerance, `${widget} says ${value} as its ${name}`);

test('a pair on the straight line: its place, its velocity, and the drags of its ends', async () => {
  await open('#pair.ax=-1&pair.ay=0&pair.bx=2&pair.by=1&pair.t=0.5', async (page) => {
    await see(page, 'fm-pair');
    const told = () => text(page, 'fm-pair', 'velocity');
    await until(async () => (await told()) === '(3.00, 1.00)', 'x_1 - x_0');
    await until(async () => (await text(page, 'fm-pair', 'place')) === '(0.50, 0.50)', 'the middle');
    await slide(page, control('fm-pair', 't'), 0.9);
    await until(async () => (await text(page, 'fm-pair', 'place')) === '(1.70, 0.90)', 'nine tenths of the way');
    assert.equal(await told(), '(3.00, 1.00)');
    await page.focus('fm-pair canvas.plane');
    await page.keyboard.press('Shift+ArrowRight');
    await until(async () => /pair\.ax=-0\.5/.test(page.url()) && (await told()) === '(2.50, 1.00)', 'the noise by its keys');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await until(async () => /pair\.by=1\.1/.test(page.url()), 'the data by its keys');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+ArrowLeft');
    await until(async () => /pair\.t=0\.8/.test(page.url()), 'the place along the path');
    await changes(page, 'fm-pair', 'schedule', () => page.selectOption(control('fm-pair', 'kind'), 'cosine'), /pair\.kind=cosine/);
    await changes(page, 'fm-pair', 'source', () => page.selectOption(control('fm-pair', 'source'), 'uniform'), /pair\.source=uniform/);
    await changes(page, 'fm-pair', 'ten pairs', () => slide(page, control('fm-pair', 'pairs'), 1), /pair\.pairs=10/);
    await changes(page, 'fm-pair', 'other pairs', () => page.click(control('fm-pair', 'seed')), /pair\.seed=2/);
  });
});

test('a mouse drags the data point, and the dot along its path', async () => {
  await open('#pair.ax=-2&pair.ay=0&pair.bx=2&pair.by=0&pair.t=0.25', async (page) => {
    await see(page, 'fm-pair');
    await until(async () => (await text(page, 'fm-pair', 'velocity')) === '(4.00, 0.00)', 'ready');
    const box = await page.locator('fm-pair canvas.plane').boundingBox(), scale = (box.width - 30) / 8.4;
    const at = (x, y) => [box.x + 24 + (x + 4.2) * scale, box.y + 6 + (4.2 - y) * scale];
    const drag = async (from, to) => {
      await page.mouse.move(...at(...from));
      await page.mouse.down();
      await page.mouse.move(...at(...to), { steps: 3 });
      await page.mouse.up();
    };
    await drag([-1, 0], [1, 0.2]);
    await until(async () => /pair\.t=0\.7[45]/.test(page.url()), 'three quarters of the way');
    await drag([2, 0], [2, 2]);
    await until(async () => /pair\.by=(1\.9|2)/.test(page.url()), 'the data point is higher');
  });
});

test('schedules have the values and slopes of their formulas', async () => {
  const closed = {
    'cond-ot': [0.5, 0.5, 1, -1],
    polynomial: [0.25, 0.75, 1, -1],
    'linear-vp': [0.5, Math.sqrt(0.75), 1, -0.5 / Math.sqrt(0.75)],
    cosine: [Math.SQRT1_2, Math.SQRT1_2, (Math.PI / 2) * Math.SQRT1_2, -(Math.PI / 2) * Math.SQRT1_2],
    'variance-preserving': [Math.exp(-0.25 * 19.9 / 4 - 0.025), Math.sqrt(1 - Math.exp(-0.25 * 19.9 / 2 - 0.05)), null, null],
  };
  await open('#schedules.t=0.5', async (page) => {
    await see(page, 'fm-schedules');
    for (const [kind, values] of Object.entries(closed)) {
      await page.selectOption(control('fm-schedules', 'kind'), kind);
      await page.evaluate(() => document.querySelector('fm-schedules details').setAttribute('open', ''));
      for (const [i, name] of ['alpha', 'sigma', 'd-alpha', 'd-sigma'].entries())
        if (values[i] !== null) await near(page, 'fm-schedules', name, values[i], 0.015); // 120 steps of time, two digits
    }
  });
});

test('each control of the schedules changes picture and link', async () => {
  await open('', async (page) => {
    await see(page, 'fm-schedules');
    await measured(page, 'fm-schedules', 'alpha');
    const does = (what, act, link) => changes(page, 'fm-schedules', what, act, link);
    await does('time', () => slide(page, control('fm-schedules', 't'), 0.8), /schedules\.t=0\.8/);
    await does('schedule', () => page.selectOption(control('fm-schedules', 'kind'), 'linear-vp'), /schedules\.kind=linear-vp/);
    await does('flow', () => page.check('fm-schedules [data-name="way"][value="flow"]', { force: true }), /schedules\.way=flow/);
    await does('other pairs', () => page.click(control('fm-schedules', 'seed')), /schedules\.seed=2/);
    const chart = 'fm-schedules canvas.chart', before = await still(page, chart);
    await page.check('fm-schedules [data-name="curves"][value="snr"]', { force: true });
    await until(async () => (await picture(page, chart)).hash !== before.hash && /schedules\.curves=snr/.test(page.url()), 'the chart');
  });
});

test('particles that start right have the law at every time; those that start wrong have not', async () => {
  await open('#density.t=0', async (page) => {
    await see(page, 'fm-density');
    for (const t of [0, 0.5, 1]) {
      await slide(page, control('fm-density', 't'), t);
      await until(async () => new RegExp(`at time ${t.toFixed(2)}`).test(await label(page, 'fm-density')), `the law at ${t}`);
      const [distance, floor] = [await measured(page, 'fm-density', 'distance'), await measured(page, 'fm-density', 'floor')];
      assert.ok(distance < 2.5 * floor && floor > 0.01, `at ${t}: ${distance}, floor ${floor}`);
    }
    await page.selectOption(control('fm-density', 'start'), 'uniform');
    await until(async () => (await number(page, 'fm-density', 'distance')) > 3 * (await number(page, 'fm-density', 'floor')), 'the wrong source is seen');
    await changes(page, 'fm-density', 'data', () => page.selectOption(control('fm-density', 'data'), 'ring'), /density\.data=ring/);
    await changes(page, 'fm-density', 'the law alone', () => page.check('fm-density [data-name="show"][value="law"]', { force: true }), /density\.show=law/);
  });
});

test('time grids: half of the steps, the longest and the shortest, by formula', async () => {
  const shift = (s) => s / (s + 3 * (1 - s));
  await open('#grid.steps=10', async (page) => {
    await see(page, 'fm-grid');
    await near(page, 'fm-grid', 'half', shift(0.5), 6e-4);
    await near(page, 'fm-grid', 'longest', 1 - shift(0.9), 6e-4);
    await slide(page, control('fm-grid', 'done'), 0.3);
    await near(page, 'fm-grid', 'time', shift(0.3), 6e-4);
    for (const [warp, half] of [['uniform', 0.5], ['power', 0.25], ['cosine', 0.5]]) {
      await changes(page, 'fm-grid', warp, () => page.check(`fm-grid [data-name="warp"][value="${warp}"]`, { force: true }), new RegExp(`grid\\.warp=${warp}`));
      await near(page, 'fm-grid', 'half', half, 6e-4);
    }
    await changes(page, 'fm-grid', 'steps', () => slide(page, control('fm-grid', 'steps'), 4), /grid\.steps=4/);
  });
});
