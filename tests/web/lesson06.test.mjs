// Lesson 6: sorted pairs are shorter, what is learned from them is straighter, and one step goes further.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { answered, close, control, number, picture, slide, still, text, until, visit } from './browser.mjs';

after(close);
const open = (hash, body) => visit(`/06-coupling/${hash}`, body, { prepare: answered('least-pairing', 'copy-needs', 'labels-law', 'maps-agree') });
const canvases = 'fm-coupling canvas.plane';
const learned = (page, way) =>
  until(async () => (await page.$$eval(canvases, (all, w) => all.length === 2 && all[1].getAttribute('aria-label').includes(`${w}. A pair`), way)), way);
const both = async (page, name, figure = 'fm-coupling') => (await text(page, figure, name)).replaceAll('\u202f', '').split('|').map(Number);

test('optimal pairs: shorter, learned straighter, and better in one step, not in many', async () => {
  await open('', async (page) => {
    await page.$eval(canvases, (c) => c.scrollIntoView());
    await learned(page, 'optimal in batches of 128');
    await page.evaluate(() => document.querySelector('fm-coupling details').setAttribute('open', ''));
    const [cost, straightness, one, crossings, many] = await Promise.all(
      ['cost', 'straightness', 'one-step', 'crossings', 'many-steps'].map((n) => both(page, n)),
    );
    assert.ok(cost[1] < 0.3 * cost[0], `cost ${cost}`);
    assert.ok(straightness[1] < 0.1 * straightness[0], `straightness ${straightness}`);
    assert.ok(one[1] < 0.6 * one[0], `one step ${one}`);
    assert.ok(crossings[1] < 0.3 * crossings[0], `crossings ${crossings}`);
    assert.ok(many[1] > 0.5 * many[0], `forty steps ${many}`);
    const before = await still(page, canvases);
    const looks = [before.hash];
    for (const show of ['flow', 'field', 'density']) {
      await page.selectOption(control('fm-coupling', 'show'), show);
      await until(async () => !looks.includes((await picture(page, canvases)).hash) && page.url().includes(`coupling.show=${show}`), show);
      looks.push((await still(page, canvases)).hash);
    }
    await slide(page, control('fm-coupling', 't'), 0.4);
    await until(async () => /coupling\.t=0\.4/.test(page.url()), 'time in the link');
  });
});

test('the network’s own pairs are learned straighter; each further round straightens less, and forgets a little', async () => {
  await open('#coupling.way=reflow', async (page) => {
    await page.$eval(canvases, (c) => c.scrollIntoView());
    const found = [];
    for (const [way, words] of [['reflow', 'reflow: its own pairs'], ['reflow-2', 'reflow, a second round'], ['reflow-3', 'reflow, a third round']]) {
      await page.selectOption(control('fm-coupling', 'way'), way);
      await until(async () => Number.isFinite((await both(page, 'straightness'))[1]), `the numbers of ${way}`);
      await learned(page, words);
      found.push([...await both(page, 'straightness'), ...await both(page, 'one-step'), ...await both(page, 'many-steps')]);
    }
    const [first, second, third] = found;
    // The text's own numbers: seed, batches and network are those of its links.
    assert.deepEqual(found.map((numbers) => numbers[1]), [0.011, 0.005, 0.004]);
    assert.ok(first[1] < 0.01 * first[0] && first[3] < 0.4 * first[2], `straightness and one step: ${first}`);
    assert.deepEqual([first[5], second[5], third[5]], [0.32, 0.34, 0.35]);
    const before = await still(page, canvases);
    await page.selectOption(control('fm-coupling', 'show'), 'time');
    await until(async () => (await picture(page, canvases)).hash !== before.hash && /coupling\.show=time/.test(page.url()), 'over time');
  });
});

test('pairs sorted across classes give a class its own side of the noise, and samples that miss it; within classes they do not', async () => {
  await open('#labels.t=1', async (page) => {
    const asked = 'fm-labels canvas.plane:last-of-type', said = () => page.$$eval('fm-labels canvas.plane', (all) => all.at(-1).getAttribute('aria-label'));
    await page.$eval('fm-labels', (e) => e.scrollIntoView({ block: 'center' }));
    await page.evaluate(() => document.querySelector('fm-labels details').setAttribute('open', ''));
    const at = async (way, words) => {
      await page.selectOption(control('fm-labels', 'way'), way);
      await until(async () => (await said())?.includes(`pairs: ${words}. W2`), words);
      return Promise.all(['distance', 'floor', 'of-noise', 'noise-floor'].map((n) => number(page, 'fm-labels', n)));
    };
    const independent = await at('independent', 'independent'), across = await at('minibatch-ot', 'sorted, blind to classes');
    const within = await at('classwise-ot', 'sorted within classes');
    assert.ok(across[0] > 2 * independent[0] && across[0] > 3 * across[1], `across: ${across}, independent: ${independent}`);
    assert.ok(across[2] > 2 * independent[2], `noise of a class, across: ${across}, independent: ${independent}`);
    assert.ok(within[0] < 1.4 * independent[0] && within[2] < 1.4 * within[3], `within: ${within}, independent: ${independent}`);
    const before = await still(page, asked);
    await page.check('fm-labels [data-name="label"][value="1"]', { force: true });
    await until(async () => (await picture(page, asked)).hash !== before.hash && /labels\.label=1/.test(page.url()), 'the other class');
    await slide(page, control('fm-labels', 't'), 0.4);
    await until(async () => /time 0\.40/.test(await said()), 'time');
  });
});

test('pairs that cross: their mean points sideways, and the loss that is left falls as they part', async () => {
  await open('', async (page) => {
    const figure = 'fm-crossing', said = () => page.getAttribute(`${figure} canvas`, 'aria-label');
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    const at = async (share, words) => {
      await slide(page, control(figure, 'share'), share);
      await until(async () => (await said())?.includes(`pairs: ${words};`), words);
      return Object.fromEntries(await Promise.all(['spread', 'floor', 'straightness'].map(async (n) => [n, await number(page, figure, n)])));
    };
    const independent = await at(0, 'independent');
    assert.match(await said(), /At \(0\.00, 0\.00\) the mean velocity is \(5\.\d+, 0\.00\)/); // to the side, though no pair goes that way
    const nearly = await at(0.8, '80 % of the way to optimal'), best = await at(1, 'optimal');
    assert.ok(independent.spread > 1.5 && nearly.spread > 0.9 * independent.spread, `spread ${independent.spread}, ${nearly.spread}`);
    assert.ok(nearly.floor < 0.5 * independent.floor && best.floor < 0.2 * independent.floor, `floor ${independent.floor}, ${nearly.floor}, ${best.floor}`);
    assert.ok(best.straightness < 0.1 * independent.straightness, `straightness ${independent.straightness}, ${best.straightness}`);
    await page.focus(`${figure} canvas`);
    await page.keyboard.press('Shift+ArrowUp');
    await until(async () => /crossing\.y=0\.5/.test(page.url()), 'the point in the link');
  });
});

test('two Gaussians: flow and optimal transport agree where the axes do', async () => {
  await open('', async (page) => {
    const figure = 'fm-ellipses', said = () => page.getAttribute(`${figure} canvas`, 'aria-label');
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    const apart = async (turn, words) => {
      await slide(page, control(figure, 'turn'), turn);
      await until(async () => (await said())?.includes(`turned by ${words}`), words);
      return number(page, figure, 'distance');
    };
    assert.equal(await apart(0, '0°'), 0);
    assert.equal(await apart(90, '90°'), 0);
    const [some, half] = [await apart(15, '15°'), await apart(45, '45°')];
    assert.ok(some > 0.1 && half > 1.3 * some, `${some}, ${half}`);
    assert.ok(await number(page, figure, 'flow-cost') > await number(page, figure, 'optimal-cost'));
    const before = await still(page, `${figure} canvas`);
    await page.focus(`${figure} canvas`);
    await page.keyboard.press('ArrowRight');
    await until(async () => /ellipses\.turn=46/.test(page.url()) && (await picture(page, `${figure} canvas`)).hash !== before.hash, 'a key turns it');
    await slide(page, control(figure, 'stretch'), 1);
    await until(async () => (await number(page, figure, 'distance')) === 0, 'a round target');
  });
});

test('basins: each point gets its share by both ways, and the flow’s ways are longer', async () => {
  await open('', async (page) => {
    const figure = 'fm-basins', said = (side) => page.$$eval(`${figure} canvas`, (all, i) => all[i].getAttribute('aria-label'), side);
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    await until(async () => /lands on by optimal transport/.test(await said(1)), 'basins');
    const [least, most] = (await text(page, figure, 'shares')).split('–').map(Number.parseFloat);
    assert.ok(least > 12 && most < 13, `${least} to ${most} of 12.5 %`);
    const [flow, optimal] = await both(page, 'cost', figure);
    assert.ok(flow > 1.01 * optimal && flow < 2 * optimal, `${flow} against ${optimal}`);
    const differ = await number(page, figure, 'differ');
    assert.ok(differ > 1 && differ < 50, `${differ} %`);
    const before = await said(0);
    await page.focus(`${figure} canvas`);
    await page.keyboard.press('Shift+ArrowLeft');
    await until(async () => (await said(0)) !== before && /basins\.x=0\.1/.test(page.url()), 'the noise moves');
    const still1 = await still(page, `${figure} canvas`);
    await slide(page, control(figure, 't'), 1);
    await until(async () => (await picture(page, `${figure} canvas`)).hash !== still1.hash, 'time moves the particles');
  });
});

test('bases: a fitted one shortens pairs and hardly straightens; a blurred copy does both in its own pairs, and none in any; without blur nothing is new', async () => {
  await open('', async (page) => {
    const figure = 'fm-base', said = () => page.$$eval(`${figure} canvas.plane`, (all) => all[1].getAttribute('aria-label'));
    await page.$eval(figure, (e) => e.scrollIntoView({ block: 'center' }));
    await page.evaluate(() => document.querySelector('fm-base details').setAttribute('open', ''));
    const at = async (base, name, width) => {
      await page.selectOption(control(figure, 'base'), base);
      if (width !== undefined) await slide(page, control(figure, 'width'), width);
      await until(
        async () => (await said())?.includes(`from ${name} to two moons`) && !(await page.$eval(`${figure} .stage`, (e) => e.classList.contains('stale'))),
        name,
      );
      return Object.fromEntries(
        await Promise.all(
          ['cost', 'straightness', 'evaluations', 'floor', 'novelty'].map(async (n) => [n, (await text(page, figure, n)).split('|').map(Number.parseFloat)]),
        ),
      );
    };
    const fitted = await at('fitted', 'fitted Gaussian');
    assert.ok(await page.isHidden(control(figure, 'width')), 'a fitted base has no blur');
    assert.ok(fitted.cost[1] < 0.5 * fitted.cost[0] && fitted.straightness[1] > 0.8 * fitted.straightness[0], JSON.stringify(fitted));
    assert.ok(fitted.evaluations[1] > 0.6 * fitted.evaluations[0], JSON.stringify(fitted));
    const any = await at('copy-any', 'blurred copy, any pairs', 0.4), own = await at('copy', 'blurred copy, own pairs', 0.4);
    assert.ok(any.straightness[1] > any.straightness[0] && any.evaluations[1] > 0.6 * any.evaluations[0], JSON.stringify(any));
    assert.ok(Math.abs(own.cost[1] - 2 * 0.4 ** 2) < 0.05 && own.straightness[1] < 0.05 * own.straightness[0], JSON.stringify(own));
    assert.ok(own.evaluations[1] === 1 && own.floor[1] < 0.2 * own.floor[0] && own.novelty[1] > 80, JSON.stringify(own));
    const wide = await at('copy', 'blurred copy, own pairs', 1.2), none = await at('copy', 'blurred copy, own pairs', 0);
    assert.ok(wide.cost[1] > 5 * own.cost[1] && wide.straightness[1] > 5 * own.straightness[1] && wide.evaluations[1] > 1, JSON.stringify(wide));
    assert.deepEqual(['cost', 'straightness', 'floor', 'novelty'].map((n) => none[n][1]), [0, 0, 0, 0]);
    const before = await still(page, `${figure} canvas.plane`);
    await slide(page, control(figure, 't'), 0.3);
    await until(async () => (await picture(page, `${figure} canvas.plane`)).hash !== before.hash && /base\.t=0\.3/.test(page.url()), 'time');
  });
});
