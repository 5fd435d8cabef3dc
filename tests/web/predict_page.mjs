// All kinds of <fm-predict> on one page, and how the tests operate them.
import assert from 'node:assert/strict';
import path from 'node:path';
import { inPlane, visit } from './browser.mjs';
import { quiet, testPage } from './test_page.mjs';

export const names = { point: 'boat-lands', arrow: 'middle-arrow', curve: 'euler-error', slider: 'rk4-halving', choose: 'nearest-at-8', order: 'order-at-40',
  connect: 'least-pairing' };
export const where = await testPage(`predict-${path.basename(process.argv[1], '.test.mjs')}`, `
<div class="widget" id="figure" data-figure="figure"><div class="views" style="height: 20rem"><canvas></canvas></div></div>
${
  Object.values(names).map((name) =>
    `<fm-predict name="${name}"${
      name === 'boat-lands' ? ' covers="#figure"' : ''
    }><p>Something about ${name}. And what of it?</p><p slot="why">Because of ${name}.</p></fm-predict>`
  ).join('\n')
}`);

export const of = (kind) => `fm-predict[name="${names[kind]}"]`;
export const open = (body, options = {}) =>
  visit(where, async (page, context) => {
    for (const kind of Object.keys(names)) await page.waitForSelector(`${of(kind)} .ask-place > *`);
    await body(page, context);
  }, { ...quiet, ...options });
export const button = (page, kind, name) => page.locator(`${of(kind)} [data-name="${name}"]`);
export const told = async (page, kind) => {
  await page.waitForSelector(`${of(kind)}[data-outcome]`);
  return { outcome: await page.getAttribute(of(kind), 'data-outcome'), said: await page.textContent(`${of(kind)} .ask-said`),
    why: await page.locator(`${of(kind)} [slot=why]`).isVisible() };
};
/** What the engine answers to "Show me", in a fresh page: the truth, as it is written there. */
export const sentence = async (page, kind) => (await page.getAttribute(`${of(kind)} .ask-plane`, 'aria-label')) ?? '';

/** Where a place of the plane -4 to 4 lies on the screen. */
export async function onPlane(page, kind, x, y) {
  const svg = page.locator(`${of(kind)} .ask-plane`);
  await svg.scrollIntoViewIfNeeded();
  return inPlane(svg, (x + 4) / 8, (y + 4) / 8);
}
export const numbersIn = (text) => [...text.replaceAll('\u2212', '-').matchAll(/\((-?[\d.]+), (-?[\d.]+)\)/g)].map((m) => [Number(m[1]), Number(m[2])]);

/** "Show me" on one page tells the truth that a second page is then answered with. */
export async function truth(kind) {
  let out;
  await open(async (page) => {
    await button(page, kind, 'show').click();
    const { outcome, said, why } = await told(page, kind);
    assert.deepEqual([outcome, why], ['shown', true]);
    assert.match(said, /^Shown without a prediction/);
    if (kind === 'point' || kind === 'arrow') out = numbersIn(await sentence(page, kind)).at(-1);
    else if (kind === 'connect') out = [...(await sentence(page, kind)).matchAll(/([A-D]) with (\d)/g)].map((m) => m[2]);
    else if (kind === 'slider') out = Number.parseFloat(await page.textContent(`${of(kind)} .ask-true`));
    else if (kind === 'choose') out = await page.$$eval(`${of(kind)} label`, (all) => all.findIndex((l) => l.classList.contains('true')));
    else if (kind === 'order')
      out = await page.$$eval(`${of(kind)} li`,
        (all) => all.map((l, i) => (/number (\d)/.exec(l.textContent) ? Number(/number (\d)/.exec(l.textContent)[1]) - 1 : i)));
  });
  return out;
}
