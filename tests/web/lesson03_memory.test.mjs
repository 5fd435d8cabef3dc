// Lesson 3: what the exact field and a network remember of their data points, through the figure's own controls.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { close, control, number, slide, text, until } from './browser.mjs';
import { page03, visit } from './lesson03_page.mjs';

after(close);
const memory = 'fm-memory';

test('the exact field gives its points back, a network learns twenty by heart, a narrow one less so, and 256 not', async () => {
  await visit(page03, async (page) => {
    await page.$eval(memory, (e) => e.scrollIntoView({ block: 'center' }));
    const said = () => page.$$eval(`${memory} canvas.plane`, (all) => all[1].getAttribute('aria-label'));
    const learned = async (points) => {
      await until(async () => new RegExp(`with ${points} data points and 500 samples by the network, 3,000`).test(await said()), `${points}`);
      const [early, late] = (await text(page, memory, 'network')).split('|').map(Number);
      return { exact: await number(page, memory, 'exact'), fresh: await number(page, memory, 'fresh'), early, late };
    };
    const few = await learned(20);
    assert.ok(few.exact < 0.01 && few.late < 0.5 * few.fresh && few.early > 1.5 * few.late, `of 20: ${JSON.stringify(few)}`);
    await page.check(`${memory} [data-name="age"][value="early"]`, { force: true });
    await until(async () => /by the network, 200 updates/.test(await said()) && /memory\.age=early/.test(page.url()), 'the early network');
    await page.check(`${memory} [data-name="age"][value="late"]`, { force: true });
    await slide(page, control(memory, 'width'), 0);
    await until(async () => /–$/.test(await text(page, memory, 'network')), 'nothing old stays');
    const narrow = await learned(20);
    assert.ok(narrow.late > 1.1 * few.late, `narrow: ${JSON.stringify(narrow)}`);
    await slide(page, control(memory, 'width'), 2);
    await slide(page, control(memory, 'points'), 3);
    const many = await learned(256);
    assert.ok(many.exact < 0.02 && many.late > 0.75 * many.fresh && many.late < 1.6 * many.fresh, `of 256: ${JSON.stringify(many)}`);
  });
});
