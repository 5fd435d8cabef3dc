// Lesson 3: what flows through the sides of a box and what is inside, through the figure's own controls.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, number, slide, text, until } from './browser.mjs';
import { changes, label, see } from './figure_page.mjs';
import { page03, visit } from './lesson03_page.mjs';

after(close);
const ledger = 'fm-ledger';
const value = (words) => Number(words.replace('\u2212', '-'));
/** All that the figure says of its box, once it says what `words` asks for. */
const entry = async (page, words) => {
  await until(async () => words.test(await label(page, ledger)), `${words}`);
  const said = await label(page, ledger);
  const sides = /flow per unit of time (\S+) at the left, (\S+) at the right, (\S+) at the bottom and (\S+) at the top/.exec(said).slice(1).map(value);
  const [before, came, went, after_] = /Of (\d+) particles inside, (\d+) more came in and (\d+) went out: (\d+)\./.exec(said).slice(1).map(Number);
  return { sides, before, came, went, after: after_, net: await text(page, ledger, 'net'), change: await text(page, ledger, 'change'),
    mass: await number(page, ledger, 'mass') };
};
const balanced = ({ sides, net, change, before, came, went, after: left }, where) => {
  assert.equal(net, change, where);
  assert.ok(Math.abs(sides.reduce((a, b) => a + b) - value(net)) < 2.1e-4, `${where}: ${sides} make ${net}, in four rounded numbers`);
  assert.equal(before + came - went, left, where);
};

test('what flows in is what there is more of, wherever the box is and whatever the time; particles balance in whole numbers', async () => {
  await visit(page03, async (page) => {
    await see(page, ledger);
    const masses = [];
    for (const law of ['two', 'ring', 'one']) {
      await page.selectOption(control(ledger, 'law'), law);
      for (const t of [0, 0.5, 0.8, 1]) {
        await slide(page, control(ledger, 't'), t);
        const name = { two: 'two clouds', ring: 'eight Gaussians', one: 'one cloud' }[law];
        const one = await entry(page, new RegExp(`${name} at time ${t.toFixed(2)}\\.`));
        balanced(one, `${law} at ${t}`);
        masses.push(one);
      }
    }
    // Counted particles are a draw of the law: 3000 of them, at the middle of the window, within 5 deviations.
    const { mass, before, after: left } = masses[1], counted = (before + left) / 2 / 3000;
    assert.ok(Math.abs(counted - mass) < 5 * Math.sqrt(mass * (1 - mass) / 3000), `${counted} for ${mass}`);
    assert.ok(masses.some(({ change }) => value(change) > 0.3) && masses.some(({ change }) => value(change) < -0.05), 'more, and less');
  });
});

test('the box by its middle, by its corners, by mouse and by keys', async () => {
  await visit(page03, async (page) => {
    await see(page, ledger);
    await entry(page, /\(0\.90, −0\.20\) to \(2\.70, 1\.60\)/);
    const canvas = `${ledger} canvas.plane`;
    await page.focus(canvas);
    await changes(page, ledger, 'a key', () => page.keyboard.press('Shift+ArrowLeft'), /ledger\.left=0\.4/);
    balanced(await entry(page, /\(0\.40, −0\.20\) to \(2\.20, 1\.60\)/), 'moved by a key');
    await page.keyboard.press('Enter');
    await changes(page, ledger, 'a corner', () => page.keyboard.press('Shift+ArrowDown'), /ledger\.bottom=-0\.7/);
    balanced(await entry(page, /\(0\.40, −0\.70\) to \(2\.20, 1\.60\)/), 'a corner moved by a key');
    // By mouse: the middle to another place, and the upper right corner beyond the lower left one, which stops it.
    const at = async (x, y) => {
      const { x: left, y: top, width, height } = await page.locator(canvas).boundingBox(), scale = Math.min(width - 30, height - 28) / 8.4;
      return [left + 24 + (width - 30 - 8.4 * scale) / 2 + (x + 4.2) * scale, top + 6 + (height - 28 - 8.4 * scale) / 2 + (4.2 - y) * scale];
    };
    const drag = async (from, to) => {
      await page.mouse.move(...await at(...from));
      await page.mouse.down();
      await page.mouse.move(...await at(...to), { steps: 5 });
      await page.mouse.up();
    };
    await changes(page, ledger, 'a drag', () => drag([1.3, 0.45], [0, 0.45]), /ledger\.left=-0\.9/);
    balanced(await entry(page, /\(−0\.90, −0\.\d+\) to \(0\.90, 1\.\d+\)/), 'moved by mouse');
    await changes(page, ledger, 'a corner by mouse', () => drag([0.9, 1.6], [-3, -3]), /ledger\.right=-0\.6/);
    balanced(await entry(page, /to \(−0\.60, −0\.\d+\)/), 'as small as it gets');
    await changes(page, ledger, 'particles', () => page.check(`${ledger} [data-name="show"][value="particles"]`, { force: true }), /ledger\.show=particles/);
    await changes(page, ledger, 'other particles', () => page.click(control(ledger, 'seed')), /ledger\.seed=2/);
  });
});

test('a link whose box is inside out shows a box', async () => {
  await visit(`${page03}#ledger.left=2&ledger.right=-1&ledger.bottom=0.5&ledger.top=0.5`, async (page) => {
    await see(page, ledger);
    balanced(await entry(page, /\(−1\.00, 0\.50\) to \(2\.00, 0\.80\)/), 'in order');
  });
});
