// <fm-predict>: points, arrows and curves by mouse, by keyboard and by touch, graded rightly and wrongly; covering its figure.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { close, root, until, visit } from './browser.mjs';
import { button, names, numbersIn, of, onPlane, open, sentence, told, truth, where } from './predict_page.mjs';
import { quiet, testPage } from './test_page.mjs';

after(close);

test('a point: by mouse where the boat lands, and far from it; the figure is covered until then', async () => {
  const [x, y] = await truth('point');
  await open(async (page) => {
    assert.equal(await page.locator('#figure canvas').isVisible(), false, 'covered');
    assert.match(await page.textContent('.cover'), /^And what of it\?/, 'the sentence that asks');
    assert.equal(await button(page, 'point', 'commit').isEnabled(), false, 'nothing said yet');
    await page.click('.cover button');
    assert.equal(await page.evaluate(() => document.activeElement.classList.contains('ask-plane')), true);
    await page.mouse.click(...await onPlane(page, 'point', x, y));
    await button(page, 'point', 'commit').click();
    const { outcome, said, why } = await told(page, 'point');
    assert.deepEqual([outcome, why], ['right', true], said);
    assert.equal(await page.locator('#figure canvas').isVisible(), true, 'uncovered');
  });
  await open(async (page) => {
    await page.mouse.click(...await onPlane(page, 'point', -x, -y));
    await button(page, 'point', 'commit').click();
    const { outcome, said } = await told(page, 'point');
    assert.equal(outcome, 'off');
    const off = Number(/You are ([\d.]+) away/.exec(said)[1]);
    assert.ok(Math.abs(off - 2 * Math.hypot(x, y)) < 0.1, `${said}; it is ${2 * Math.hypot(x, y)}`);
  });
});

test('a point: by keyboard alone, and by touch', async () => {
  await open(async (page) => {
    await page.focus(`${of('point')} .ask-plane`);
    await page.keyboard.press('ArrowRight');
    const [before] = numbersIn(await page.textContent(`${of('point')} .ask-said`));
    await page.keyboard.press('Shift+ArrowUp');
    const [after_] = numbersIn(await page.textContent(`${of('point')} .ask-said`));
    assert.ok(Math.abs(after_[1] - before[1] - 0.8) < 0.02, 'a tenth of the plane');
    await page.keyboard.press('Enter');
    await told(page, 'point');
  });
  await open(async (page) => {
    await page.touchscreen.tap(...await onPlane(page, 'point', 1, -1));
    const [[x, y]] = numbersIn(await page.textContent(`${of('point')} .ask-said`));
    assert.ok(Math.hypot(x - 1, y + 1) < 0.1);
    await button(page, 'point', 'commit').tap();
    await told(page, 'point');
  }, { width: 390, height: 844, hasTouch: true, isMobile: true });
});

test('an arrow: by mouse, with the exact field right and turned round wrong; by keyboard; by touch', async () => {
  const [u, v] = await truth('arrow'), scale = 1;
  const drag = async (page, sign) => {
    const at = numbersIn(await page.textContent(`${of('arrow')} .ask-given`)).at(-1);
    await page.mouse.move(...await onPlane(page, 'arrow', ...at));
    await page.mouse.down();
    await page.mouse.move(...await onPlane(page, 'arrow', at[0] + sign * scale * u, at[1] + sign * scale * v), { steps: 4 });
    await page.mouse.up();
    await button(page, 'arrow', 'commit').click();
    return told(page, 'arrow');
  };
  await open(async (page) => {
    const { outcome, said } = await drag(page, 1);
    assert.equal(outcome, 'right', said);
  });
  await open(async (page) => {
    const { outcome, said } = await drag(page, -1);
    assert.equal(outcome, 'off');
    assert.match(said, /1(7\d|80) degrees off, the right length/);
  });
  await open(async (page) => {
    await page.focus(`${of('arrow')} .ask-plane`);
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    assert.match(await page.textContent(`${of('arrow')} .ask-said`), /0\.48 long/, '3 of 50 steps of 8');
    await page.keyboard.press('Enter');
    await told(page, 'arrow');
    assert.equal(await page.getAttribute(`${of('arrow')} .ask-plane`, 'role'), 'img');
  });
  await open(async (page) => {
    await page.touchscreen.tap(...await onPlane(page, 'arrow', 2, 2));
    await button(page, 'arrow', 'commit').tap();
    await told(page, 'arrow');
  }, { width: 390, height: 844, hasTouch: true, isMobile: true });
});

test('a curve: drawn by mouse, moved by keyboard, drawn by touch; graded against the measured errors', async () => {
  // On this plane: 1 to 128 across, 0.001 to 10 up, both logarithmic, 0.7 as high as wide.
  const at = async (page, x, y) => {
    const svg = page.locator(`${of('curve')} .ask-plane`);
    await svg.scrollIntoViewIfNeeded();
    const box = await svg.boundingBox(), scale = box.width / 400;
    return [box.x + scale * (38 + 350 * (Math.log(x) / Math.log(128))), box.y + scale * (10 + 245 * (1 - Math.log(y / 1e-3) / Math.log(1e4)))];
  };
  const stroke = async (page, y0, y1) => {
    await page.mouse.move(...await at(page, 1, y0));
    await page.mouse.down();
    await page.mouse.move(...await at(page, 128, y1), { steps: 12 });
    await page.mouse.up();
    await button(page, 'curve', 'commit').click();
    return told(page, 'curve');
  };
  let first, last;
  await open(async (page) => {
    await button(page, 'curve', 'show').click();
    await told(page, 'curve');
    [first, last] = [.../from ([\d.]+) at 1 to ([\d.]+) at 130/.exec(await sentence(page, 'curve')) ?? []].slice(1).map(Number);
    assert.ok(first > 10 * last, 'Euler’s error falls');
  });
  await open(async (page) => assert.notEqual((await stroke(page, first, last)).outcome, 'off'));
  await open(async (page) => assert.equal((await stroke(page, 0.002, 8)).outcome, 'off'));
  await open(async (page) => {
    await page.focus(`${of('curve')} .ask-plane`);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowUp');
    assert.match(await page.textContent(`${of('curve')} .ask-said`), /Your curve at 2: 0\.75/, 'a tenth of four decades up from 0.3');
    await page.keyboard.press('Enter');
    await told(page, 'curve');
  });
  await open(async (page) => {
    await page.touchscreen.tap(...await at(page, 16, 0.1));
    await button(page, 'curve', 'commit').tap();
    await told(page, 'curve');
  }, { width: 390, height: 844, hasTouch: true, isMobile: true });
});

test('new numbers ask something else, are in the link, and a link asks the same again', async () => {
  await open(async (page) => {
    const given = () => page.textContent(`${of('point')} .ask-given`), before = await given();
    await button(page, 'point', 'show').click();
    await told(page, 'point');
    await button(page, 'point', 'again').click();
    await until(async () => (await given()) !== before, 'another place');
    await until(async () => /boat-lands\.seed=2/.test(page.url()), 'the seed in the link');
    const second = await given();
    await page.reload();
    await until(async () => (await given()) === second, 'the same again');
  });
});

test('what was answered is remembered, and the figure is not covered a second time', async () => {
  await open(async (page) => {
    await button(page, 'point', 'show').click();
    await told(page, 'point');
    await page.reload();
    await page.waitForSelector(`${of('point')} .ask-place > *`);
    assert.equal(await page.locator('.cover').count(), 0);
    assert.match(await page.textContent(`${of('point')} .ask-said`), /shown last time/);
  });
});

test('without JavaScript question and reason can be read', async () => {
  await visit(where, async (page) => {
    assert.equal(await page.locator(`${of('point')} p`).first().isVisible(), true);
    assert.equal(await page.locator(`${of('point')} [slot=why]`).isVisible(), true);
  }, { javaScriptEnabled: false });
});

for (const colorScheme of ['light', 'dark'])
  test(`axe finds nothing before and after answering, in ${colorScheme}; a phone holds it`, async () => {
    const axe = await readFile(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
    await open(async (page) => {
      await page.evaluate(axe);
      const look = async () => (await page.evaluate(() => globalThis.axe.run())).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
      assert.deepEqual(await look(), []);
      for (const kind of Object.keys(names)) {
        await button(page, kind, 'show').click();
        await told(page, kind);
      }
      assert.deepEqual(await look(), []);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
      const small = await page.$$eval('fm-predict :is(button, label, select)',
        (all) => all.filter((e) => e.offsetParent && e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML.slice(0, 90)));
      assert.deepEqual(small.filter((html) => !/for="slider/.test(html)), []);
    }, { colorScheme, bypassCSP: true, width: 390, height: 844, hasTouch: true, isMobile: true });
  });

for (const [name, low, high] of [['which-digit-when', 0, 0.7], ['variety-left', 0.3, 0.95]])
  test(`a prediction about digits is answered by the published network: ${name}`, async () => {
    const digits = await testPage(`of-${name}`, `<fm-predict name="${name}"><p>When?</p><p slot="why">Then.</p></fm-predict>`);
    await visit(digits, async (page) => {
      await page.waitForSelector('fm-predict .ask-place > *');
      await page.click('fm-predict [data-name="show"]');
      await page.waitForSelector('fm-predict[data-outcome]');
      const truth = Number.parseFloat(await page.textContent('.ask-true'));
      assert.ok(truth > low && truth < high, `${truth}`);
    }, { ...quiet,
      prepare: (page) =>
        page.route(`**/test-of-${name}/weights/*`, async (route) =>
          route.fulfill({ body: await readFile(path.join(root, 'build/site/weights', path.basename(new URL(route.request().url()).pathname))) })) });
  });

test('whoever opens a link to a state of the figure sees that state', async () => {
  await visit(`${where}#figure.t=0.5`, async (page) => {
    await page.waitForSelector(`${of('point')} .ask-place > *`);
    assert.equal(await page.locator('#figure canvas').isVisible(), true);
  }, quiet);
});
