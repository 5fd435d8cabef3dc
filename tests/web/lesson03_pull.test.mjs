// Lesson 3: how strongly each data point pulls at one place, through the figure's own controls.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, number, slide, text, until, visit as open } from './browser.mjs';
import { changes, label, see } from './figure_page.mjs';
import { page03, visit } from './lesson03_page.mjs';

after(close);
const pull = 'fm-pull';
const pairOf = (words) => words.match(/\((.+?), (.+?)\)/).slice(1).map((v) => Number(v.replace('\u2212', '-')));
const at = async (page, t) => {
  await slide(page, control(pull, 't'), t);
  await until(async () => (await label(page, pull)).includes(`at time ${t.toFixed(2)}.`), `t = ${t}`);
  const words = await label(page, pull);
  return { largest: await number(page, pull, 'largest'), count: await number(page, pull, 'number'), velocity: pairOf(await text(page, pull, 'velocity')),
    end: pairOf(/leads to (\(.*?\))/.exec(words)[1]), last: pairOf(/ends at (\(.*?\))/.exec(words)[1]), place: pairOf(/is at (\(.*?\))/.exec(words)[1]) };
};
const average = async (page) => Number(/on average over particles ([\d.]+)\.$/.exec(await page.getAttribute(`${pull} canvas.chart`, 'aria-label'))[1]);

test('at t = 0 every point pulls alike, then ever fewer, and at the end one has won', async () => {
  await visit(page03, async (page) => {
    await see(page, pull);
    const seen = [];
    for (const t of [0, 0.2, 0.4, 0.6, 0.9]) seen.push({ ...await at(page, t), average: await average(page) });
    assert.deepEqual([seen[0].count, seen[0].largest, seen[0].average], [12, 8, 12], 'an eighth and a bit of a hundred each');
    for (let i = 1; i < seen.length; i++) assert.ok(seen[i].count < seen[i - 1].count && seen[i].average < seen[i - 1].average, `${JSON.stringify(seen[i])}`);
    assert.deepEqual([seen[4].count, seen[4].largest], [1, 100]);
    // What the arrow says: the end is where the mean velocity leads in the time that is left, up to the digits that are shown.
    for (const [i, t] of [[1, 0.2], [2, 0.4]])
      for (const k of [0, 1])
        assert.ok(Math.abs(seen[i].place[k] + (1 - t) * seen[i].velocity[k] - seen[i].end[k]) < 0.011, `${JSON.stringify(seen[i])}`);
  });
});

test('the mean of many leads to none of them; near the end the flow goes where it leads; more points take longer', async () => {
  await visit(page03, async (page) => {
    await see(page, pull);
    const early = await at(page, 0.2), late = await at(page, 0.9), off = (s) => Math.hypot(s.end[0] - s.last[0], s.end[1] - s.last[1]);
    assert.ok(off(early) > 0.5, `${JSON.stringify(early)}`);
    assert.ok(off(late) < 0.02, `${JSON.stringify(late)}`);
    const fewer = await at(page, 0.6), few = await average(page);
    await slide(page, control(pull, 'points'), 4);
    await until(
      async () => /of 30$/.test(await text(page, pull, 'number')) && /of 30 points/.test(await page.getAttribute(`${pull} canvas.chart`, 'aria-label')),
      'thirty',
    );
    const [here, all] = [await number(page, pull, 'number'), await average(page)];
    assert.ok(here > 1.5 * fewer.count && all > 1.5 * few, `of 30 points ${here} and ${all}, of 12 ${fewer.count} and ${few}`);
  });
});

test('x_t by mouse and by keys, other points, and the link', async () => {
  await visit(`${page03}#pull.t=0.4`, async (page) => {
    await see(page, pull);
    const before = await text(page, pull, 'number');
    await changes(page, pull, 'a press', async () => {
      const { width, height } = await page.locator(`${pull} canvas.plane`).boundingBox();
      await page.click(`${pull} canvas.plane`, { position: { x: 0.75 * width, y: 0.3 * height } });
    }, /pull\.x=[12]\.\d+.*pull\.y=[12](\.\d+)?/);
    await until(async () => (await text(page, pull, 'number')) !== before, 'another number');
    await page.focus(`${pull} canvas.plane`);
    await changes(page, pull, 'a key', () => page.keyboard.press('Shift+ArrowDown'));
    await changes(page, pull, 'other points', () => page.click(control(pull, 'seed')), /pull\.seed=4/);
    const said = await label(page, pull);
    await page.reload();
    await see(page, pull);
    await until(async () => (await label(page, pull)) === said, 'the same again');
  });
});

test('picture, curve and numbers are covered until the question is answered', async () => {
  await open(page03, async (page) => {
    await page.waitForSelector('#pull .cover');
    assert.equal(await page.locator('#pull [data-covered]').count(), 3);
    const ask = 'fm-predict[name="how-many-pull"]';
    await page.waitForSelector(`${ask} [data-name="show"]`);
    await page.click(`${ask} [data-name="show"]`);
    await until(async () => (await page.$('#pull .cover')) === null, 'uncovered');
  });
});
