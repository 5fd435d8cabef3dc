// Lesson 1: each control changes picture and link; the numbers are those of the closed forms; links and keys work.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, measured, number, picture, slide, text, until, visit } from './browser.mjs';
import { changes, label, see } from './figure_page.mjs';

after(close);
const page01 = '/01-flows-and-solvers/';
/** Opens the lesson with its covered figures uncovered. */
const open = (hash, body, options) =>
  visit(page01 + hash, async (page, context) => {
    for (const covering of await page.$$('fm-predict[covers]')) {
      await covering.waitForSelector('[data-name="show"]:not([disabled])');
      await (await covering.$('[data-name="show"]')).click();
    }
    await until(async () => (await page.locator('.cover').count()) === 0, 'nothing is covered');
    await body(page, context);
  }, options);
const pairOf = (words) => (words.replaceAll('\u2212', '-').match(/-?[\d.]+/g) ?? []).map(Number);

test('a rotation carries the boat half around, and the return by more steps is nearer', async () => {
  await open('#flow.wind=rotation&flow.x=1.5&flow.y=-0.5&flow.view=back&flow.solver=euler&flow.steps=20', async (page) => {
    await see(page, 'fm-flow');
    await until(async () => (await text(page, 'fm-flow', 'end')) === '(\u22121.50, 0.50)', 'the closed form');
    const error = () => number(page, 'fm-flow', 'measure');
    const far = await measured(page, 'fm-flow', 'measure');
    await page.evaluate(() => {
      document.querySelector('fm-flow details').open = true;
    });
    await page.selectOption(control('fm-flow', 'solver'), 'rk4');
    await until(async () => (await error()) < far / 100, 'RK4 returns nearer');
  });
});

test('a saddle and a source end where e says; the distance of two boats is never 0', async () => {
  await open('#flow.wind=saddle&flow.x=0.5&flow.y=1.5', async (page) => {
    await see(page, 'fm-flow');
    const [x, y] = [0.5 * Math.E, 1.5 / Math.E];
    await until(async () => {
      const [a, b] = pairOf(await text(page, 'fm-flow', 'end')) ?? [];
      return Math.abs(a - x) < 0.006 && Math.abs(b - y) < 0.006;
    }, 'the saddle');
    await page.selectOption(control('fm-flow', 'wind'), 'source');
    await until(async () => {
      const [a] = pairOf(await text(page, 'fm-flow', 'end')) ?? [];
      return Math.abs(a - x) < 0.006;
    }, 'the source');
    await page.check('fm-flow [data-name="view"][value="two"]', { force: true });
    for (const t of [0, 0.4, 1]) {
      await slide(page, control('fm-flow', 't'), t);
      await until(async () => (await number(page, 'fm-flow', 'measure')) > 0, 'a distance');
    }
  });
});

test('each control of the wind changes picture and link; keys and mouse move the boat', async () => {
  await open('', async (page) => {
    await see(page, 'fm-flow');
    await until(async () => /lands at/.test(await label(page, 'fm-flow')), 'ready');
    const does = (what, act, link) => changes(page, 'fm-flow', what, act, link);
    await does('time', () => slide(page, control('fm-flow', 't'), 0.3), /flow\.t=0\.3/);
    await does('wind', () => page.selectOption(control('fm-flow', 'wind'), 'shear'), /flow\.wind=shear/);
    await does('strength', () => slide(page, control('fm-flow', 'strength'), 1.5), /flow\.strength=1\.5/);
    await does('flow map', () => page.check('fm-flow [data-name="view"][value="grid"]', { force: true }), /flow\.view=grid/);
    await does('one boat', () => page.check('fm-flow [data-name="view"][value="boat"]', { force: true }));
    await does('other tracers', () => page.click(control('fm-flow', 'seed')), /flow\.seed=2/);
    await page.focus('fm-flow canvas.plane');
    await does('a key', () => page.keyboard.press('Shift+ArrowRight'), /flow\.x=0\.45/);
    const box = await page.locator('fm-flow canvas.plane').boundingBox();
    await does('the mouse', () => page.mouse.click(box.x + 0.75 * box.width, box.y + 0.5 * box.height), /flow\.x=2\.\d/);
  });
});

test('the worked example: RK4 and Euler end where they should, and Next slope takes one at a time', async () => {
  const exact = 5 - 4 * Math.log(2);
  await open('#steps.solver=euler&steps.steps=32', async (page) => {
    await see(page, 'fm-steps');
    await until(async () => Math.abs((await number(page, 'fm-steps', 'end')) - exact - -0.0118) < 2e-4, 'Euler is 0.0118 short');
    await until(async () => Math.abs((await number(page, 'fm-steps', 'ratio')) - 2) < 0.1, 'half the step, half the error');
    await page.check('fm-steps [data-name="solver"][value="rk4"]', { force: true });
    await until(async () => Math.abs((await number(page, 'fm-steps', 'ratio')) - 16) < 0.5, 'half the step, a sixteenth');
    await until(async () => Math.abs((await number(page, 'fm-steps', 'end')) - exact) < 1e-5, 'the end of RK4');
    await changes(page, 'fm-steps', 'steps', () => slide(page, control('fm-steps', 'steps'), 2), /steps\.steps=2/);
    await changes(page, 'fm-steps', 'one step', () => slide(page, control('fm-steps', 'steps'), 1));
    await changes(page, 'fm-steps', 'the bar', () => slide(page, control('fm-steps', 'done'), 0), /steps\.done=0/);
    for (const [k, where] of [[1, /1 of 4 slopes; the last is 0\.000, taken at t = 0\.00/], [2, /taken at t = 0\.50, x = 2\.000/], [3,
      /taken at t = 0\.50, x = 2\.083/]])
    {
      await page.click(control('fm-steps', 'next'));
      await until(async () => where.test(await label(page, 'fm-steps')), `slope ${k}`);
    }
    await until(async () => (await text(page, 'fm-steps', 'end')) === '–', 'no end before the last slope');
    await page.focus('fm-steps canvas.plane');
    await changes(page, 'fm-steps', 'a key', () => page.keyboard.press('Shift+ArrowUp'), /steps\.start=2\.05/);
    await page.click(control('fm-steps', 'next'));
    await page.check('fm-steps [data-name="solver"][value="heun"]', { force: true });
    await slide(page, control('fm-steps', 'done'), 1);
    await until(async () => /Heun is lucky/.test(await page.textContent('fm-steps .message')), 'Heun is told apart');
  });
});

const slopeOf = async (page, solver) => Number.parseFloat((await page.textContent(`fm-race [data-name="solver-${solver}"] b`)).replace(/^slope /, ''));

test("the race: every slope is its order, Heun's looks like 3, and half a step late all are 1", async () => {
  await open('', async (page) => {
    await see(page, 'fm-race');
    await until(async () => (await slopeOf(page, 'tsit5')) > 0, 'all nine');
    const orders = { euler: 1, midpoint: 2, heun: 3, rk4: 4, heun3: 3, 'rk4-3/8': 4, bosh3: 3, dopri5: 5, tsit5: 5 };
    for (const [solver, order] of Object.entries(orders))
      await until(async () => Math.abs((await slopeOf(page, solver)) - order) < 0.25, `${solver} of order ${order}`);
    await changes(page, 'fm-race', 'half a step late', () => page.check(control('fm-race', 'late'), { force: true }), /race\.late=1/);
    await until(async () => Math.abs((await slopeOf(page, 'tsit5')) - 1) < 0.2, 'order 1');
    for (const solver of Object.keys(orders)) await until(async () => Math.abs((await slopeOf(page, solver)) - 1) < 0.2, `${solver} of order 1`);
    await changes(page, 'fm-race', 'rotation', () => page.selectOption(control('fm-race', 'problem'), 'rotation'), /race\.problem=rotation/);
    await until(async () => Math.abs((await slopeOf(page, 'rk4')) - 4) < 0.3, 'a rotation forgives it');
    await changes(page, 'fm-race', 'another solver', () => page.click('fm-race [data-name="solver-euler"]'), /race\.solver=euler/);
    await changes(page, 'fm-race', 'where they end', () => page.check('fm-race [data-name="view"][value="ends"]', { force: true }), /race\.view=ends/);
    const off = (words) => Number(/RK4 ([\d.e-]+),/.exec(words)?.[1]);
    await until(async () => off(await label(page, 'fm-race')) > 0, 'ends');
    const few = off(await label(page, 'fm-race'));
    await changes(page, 'fm-race', 'evaluations', () => slide(page, control('fm-race', 'evaluations'), 48), /race\.evaluations=48/);
    await until(async () => off(await label(page, 'fm-race')) < few / 50, 'more evaluations, a smaller error');
  });
});

test('with twelve evaluations on the way to the moons the highest order is worst', async () => {
  await open('#race.view=ends&race.problem=moons&race.evaluations=12', async (page) => {
    await see(page, 'fm-race');
    const off = async (solver) => Number((await page.textContent(`fm-race [data-name="solver-${solver}"] b`)).replace('off by ', ''));
    await until(async () => (await off('tsit5')) > 0, 'ends');
    for (const solver of ['euler', 'midpoint', 'heun', 'rk4', 'heun3', 'rk4-3/8', 'bosh3', 'dopri5'])
      assert.ok((await off('tsit5')) > (await off(solver)), solver);
  });
});

test('the race on a trained network learns it first, and can be left in the middle', async () => {
  await open('#race.problem=net', async (page) => {
    await see(page, 'fm-race');
    await until(async () => /learns the moons first/.test(await page.textContent('fm-race .message')), 'training');
    await page.selectOption(control('fm-race', 'problem'), 'worked');
    await until(async () => (await slopeOf(page, 'tsit5')) > 4, 'the other problem');
    await page.selectOption(control('fm-race', 'problem'), 'net');
    await until(async () => (await slopeOf(page, 'heun')) > 1, 'slopes of the network');
    await until(async () => Math.abs((await slopeOf(page, 'euler')) - 1) < 0.4, 'Euler on the network');
  });
});

test('an adaptive solver: tighter is nearer and dearer; every control changes picture and link', async () => {
  await open('', async (page) => {
    await see(page, 'fm-adaptive');
    await until(async () => (await number(page, 'fm-adaptive', 'evaluations')) > 0, 'ready');
    const [, refused] = (await text(page, 'fm-adaptive', 'steps')).split(', ').map(Number);
    assert.ok(refused > 0, 'it opens with steps that were taken back');
    const numbers = async () => [await number(page, 'fm-adaptive', 'evaluations'), Number((await text(page, 'fm-adaptive', 'error')).replace('\u2212', '-'))];
    const [dear, far] = await numbers();
    await changes(page, 'fm-adaptive', 'tolerance', () => slide(page, control('fm-adaptive', 'tolerance'), -7), /adaptive\.tolerance=-7/);
    const [dearer, nearer] = await numbers();
    assert.ok(dearer > dear && nearer < far / 10, `${dear}, ${far}; ${dearer}, ${nearer}`);
    await changes(page, 'fm-adaptive', 'solver', () => page.check('fm-adaptive [data-name="solver"][value="tsit5"]', { force: true }),
      /adaptive\.solver=tsit5/);
    await changes(page, 'fm-adaptive', 'wind', () => page.selectOption(control('fm-adaptive', 'wind'), 'gyre'), /adaptive\.wind=gyre/);
    await changes(page, 'fm-adaptive', 'time', () => slide(page, control('fm-adaptive', 't'), 0.5), /adaptive\.t=0\.5/);
    await page.focus('fm-adaptive canvas.plane');
    await changes(page, 'fm-adaptive', 'a key', () => page.keyboard.press('Shift+ArrowUp'), /adaptive\.y=-2\.55/);
  });
});

test('the same link shows the same numbers, and nonsense in a link falls back to the beginning', async () => {
  const seen = [];
  for (let i = 0; i < 2; i++)
    await open('#flow.wind=gyre&flow.x=0.31&flow.y=1.7&flow.t=0.4&flow.view=two', async (page) => {
      await see(page, 'fm-flow');
      await until(async () => /second boat/.test(await label(page, 'fm-flow')), 'ready');
      seen.push(await label(page, 'fm-flow'));
    });
  assert.equal(seen[0], seen[1]);
  await open('#flow.wind=hurricane&flow.x=99&flow.t=-1&steps.steps=0.5&race.problem=7&adaptive.tolerance=3', async (page) => {
    assert.equal(await page.inputValue(control('fm-flow', 'wind')), 'gyre');
    assert.equal(await page.inputValue(control('fm-steps', 'steps')), '1');
    assert.equal(await page.inputValue(control('fm-race', 'problem')), 'worked');
    assert.equal(await page.inputValue(control('fm-adaptive', 'tolerance')), '-4');
  });
});

test('sentences drive the figures', async () => {
  await open('', async (page) => {
    assert.deepEqual(
      await page.$$eval('a[href^="#"][href*="="]',
        (all) =>
          all.flatMap((a) => [...new URLSearchParams(a.hash.slice(1))].map(([name]) => name.split('.')[0])).filter((name) =>
            !document.querySelector(`fm-${name}`)
          )),
      [],
    );
    await page.click('a[href^="#flow.wind=saddle"]');
    await until(async () => (await page.inputValue(control('fm-flow', 'wind'))) === 'saddle', 'the saddle');
    await page.click('a[href^="#race.late=1&race.problem=worked"]');
    await until(() => page.isChecked(control('fm-race', 'late')), 'half a step late');
    await page.click('a[href^="#steps.solver=heun&steps.steps=16"]');
    await until(async () => (await page.inputValue(control('fm-steps', 'steps'))) === '16', 'sixteen steps');
  });
});
