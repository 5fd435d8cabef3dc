// Lesson 4: a network at every age, and what its text says of twins, measured.
import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { answered, close, control, number, picture, slide, still, text, until, visit } from './browser.mjs';

after(close);
const open = (hash, body) => visit(`/04-training/${hash}`, body, { prepare: answered('updates-enough', 'expected-at-start') });
const see = (page, widget) => page.$eval(`${widget} canvas.plane`, (c) => c.scrollIntoView({ block: 'center' }));
const both = async (page, name) => (await text(page, 'fm-twins', name)).split('|').map(Number);
const label = (page) => page.getAttribute('fm-rewind canvas.plane', 'aria-label');

test('back through a training: the same noise, ever nearer to the data', async () => {
  await open('', async (page) => {
    await see(page, 'fm-rewind');
    await until(async () => /after 1.280 updates/.test(await label(page)) && (await number(page, 'fm-rewind', 'floor')) > 0, 'trained');
    const now = await number(page, 'fm-rewind', 'distance'), floor = await number(page, 'fm-rewind', 'floor');
    assert.ok(now < 1.5 * floor, `${now}, floor ${floor}`);
    const before = await still(page, 'fm-rewind canvas.plane');
    await slide(page, control('fm-rewind', 'update'), 0);
    await until(async () => /after 0 updates/.test(await label(page)) && /rewind\.update=0/.test(page.url()), 'the untrained one');
    const far = await number(page, 'fm-rewind', 'distance');
    assert.ok(far > 1.8 * now, `${far} and ${now}`);
    assert.notEqual((await still(page, 'fm-rewind canvas.plane')).hash, before.hash);
    await slide(page, control('fm-rewind', 't'), 0.3);
    await until(async () => /rewind\.t=0\.3/.test(page.url()), 'time in the link');
  });
});

test('twins: what the text says matters does, and what it says does not is within a tenth', async () => {
  const limits = { average: [1.25, Infinity], rate: [1.5, Infinity], batch: [1.8, Infinity], width: [1.25, Infinity], sigma: [1.25, Infinity],
    times: [0.88, 1.14], features: [0.88, 1.14], activation: [0.85, 1.18], 'late-times': [0, 0.97] };
  await open('', async (page) => {
    await see(page, 'fm-twins');
    for (const [difference, [least, most]] of Object.entries(limits)) {
      await page.selectOption(control('fm-twins', 'difference'), difference);
      if (difference !== 'average') await until(async () => page.url().includes(`twins.difference=${difference}`), 'the link'); // it opens with that one
      await until(async () => /\d \| \d/.test(await text(page, 'fm-twins', 'errors')), difference);
      const [left, right] = await both(page, 'errors');
      assert.ok(left / right >= least && left / right <= most, `${difference}: ${left} and ${right}`);
    }
    const before = await picture(page, 'fm-twins canvas.plane');
    await page.click(control('fm-twins', 'seed'));
    await until(async () => /twins\.seed=2/.test(page.url()) && /\d \| \d/.test(await text(page, 'fm-twins', 'errors')), 'another seed');
    assert.notEqual((await picture(page, 'fm-twins canvas.plane')).hash, before.hash);
  });
});
