// The whole course, from the index to its last page by the links to the next one: every question is answered on the way, by
// one reader wrongly and by another rightly, and at the end everything is done.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { farFrom, inAxis, ofDigits, predictionOf } from '../wasm/guesses.mjs';
import { loadEngine } from '../wasm/load.mjs';
import { close, inPlane, settled, slide, until, visit } from './browser.mjs';

after(close);
const engine = await loadEngine(), lessons = 8;

/** What is asked on the page, and the truth. The digits are asked of the page's own network: there the page tells it. */
async function truthOf(name) {
  if (ofDigits.includes(name)) return null;
  const prediction = await predictionOf(name), question = prediction.ask(engine, 1), { truth } = await prediction.answer(engine, 1);
  return { question, truth };
}
const truths = new Map();
const known = async (name) => {
  if (!truths.has(name)) truths.set(name, await truthOf(name));
  return truths.get(name);
};

/** Enters a guess as a hand would. */
async function enter(page, of, { kind, axes, ...q }, guess) {
  const svg = page.locator(`${of} .ask-plane`);
  const at = (x, y) => inPlane(svg, inAxis(axes.x, x), inAxis(axes.y, y), axes.aspect);
  switch (kind) {
    case 'choose':
      return page.locator(`${of} label`).nth(guess[0]).click();
    case 'slider':
      return slide(page, `${of} input`, q.log ? Math.round(1000 * inAxis({ from: q.min, to: q.max, log: true }, guess[0])) : guess[0]);
    case 'order': {
      const first = (item) => `${of} button[aria-label^="${q.items[item]}:"]`;
      for (const item of [...guess].reverse())
        for (let k = 0; k < q.items.length; k++) await page.locator(first(item)).first().click();
      return;
    }
    case 'connect':
      for (const [i, j] of guess.entries()) await page.locator(`${of} .ask-pairs > *`).nth(i).locator('input').nth(j).check({ force: true });
      return;
    case 'point':
      return page.mouse.click(...await at(...guess));
    case 'arrow':
      await page.mouse.move(...await at(...q.at));
      await page.mouse.down();
      await page.mouse.move(...await at(q.at[0] + q.scale * guess[0], q.at[1] + q.scale * guess[1]));
      return page.mouse.up();
    case 'curve': {
      const inside = (v) => Math.min(axes.y.to, Math.max(axes.y.from, v));
      await page.mouse.move(...await at(q.columns[0], inside(guess[0])));
      await page.mouse.down();
      for (let i = 0; i < guess.length; i++) await page.mouse.move(...await at(q.columns[i], inside(guess[i])));
      return page.mouse.up();
    }
  }
}

async function answer(page, name, rightly) {
  const of = `fm-predict[name="${name}"]`, told = await known(name);
  await page.locator(of).scrollIntoViewIfNeeded();
  const { question, truth } = told ?? { question: { kind: 'slider', min: 0, max: 1 }, truth: null };
  const box = page.locator(`${of} .ask-place`);
  await box.evaluate((e) => e.scrollIntoView({ block: 'center' }));
  if (truth) await enter(page, of, question, rightly ? truth : farFrom(question, truth));
  else await slide(page, `${of} input`, rightly ? 0.4 : 0);
  await page.click(`${of} [data-name="commit"]`);
  await page.waitForSelector(`${of}[data-outcome]`, { timeout: 120000 });
  const outcome = await page.getAttribute(of, 'data-outcome');
  // Of the digits nobody knows before; there the two readers only answer.
  if (!truth) return;
  if (rightly) assert.equal(outcome, 'right', `${name}: ${await page.textContent(`${of} .ask-said`)}`);
  else assert.notEqual(outcome, 'right', name);
}

async function walk(rightly) {
  await visit('/', async (page) => {
    await page.click('main a[data-lesson^="01-"]');
    const asked = {};
    for (let n = 1;; n++) {
      await page.waitForSelector('body[data-lesson]');
      const lesson = await page.getAttribute('body', 'data-lesson');
      assert.equal(Number.parseInt(lesson, 10), n, `lesson ${n} comes next, not ${lesson}`);
      await settled(page);
      const names = await page.$$eval('article fm-predict, main fm-predict', (all) => [...new Set(all.filter((e) =>
        !e.closest('.review')
      ).map((e) => e.getAttribute('name')))]);
      for (const name of names) await answer(page, name, rightly);
      asked[lesson] = names.length;
      await page.locator('section.foot').scrollIntoViewIfNeeded();
      await until(() => page.evaluate((l) => Boolean(JSON.parse(localStorage.getItem('progress') ?? '{}').read?.[l]), lesson), `${lesson} is read`);
      const next = page.locator('a.next[rel="next"]');
      if (await next.count() === 0) break;
      await next.click();
      await page.waitForFunction((l) => document.body.dataset.lesson !== l, lesson);
    }
    assert.equal(Object.keys(asked).length, lessons);
    await page.goto(new URL('/', page.url()).href);
    await until(() => page.evaluate((n) => document.querySelectorAll('a[data-lesson].done').length >= n, lessons), 'every lesson is done');
    const progress = await page.evaluate(() => JSON.parse(localStorage.getItem('progress')));
    for (const [lesson, count] of Object.entries(asked)) {
      assert.ok(count > 0, `${lesson} asks something`);
      assert.equal(Object.values(progress.predicted).filter((p) => p.lesson === lesson).length, count, lesson);
    }
  });
}

test('a reader who is always wrong comes from the index to the end, and has done everything', () => walk(false));
test('a reader who is always right does so too', () => walk(true));
