// Every page: quiet, accessible, whole on a phone, and there without a network.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { appendix } from '../../web/build/appendix.mjs';
import { close, number, origin, root, settled, text, until, visit } from './browser.mjs';

after(close);
const lessons = (await readdir(path.join(root, 'lessons'), { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name).sort();
const beside = appendix.map(({ folder }) => `/${folder}/`);
const pages = ['/', '/bench.html', ...lessons.map((l) => `/${l}/`), ...beside];
const axe = await readFile(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

for (const where of pages)
  for (const colorScheme of ['light', 'dark'])
    test(`${where} in ${colorScheme}: axe finds nothing serious`, async () => {
      await visit(where, async (page) => {
        await settled(page);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        const serious = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
        assert.deepEqual(serious.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`), []);
      }, { colorScheme, bypassCSP: true });
    });

for (const where of pages)
  test(`${where} fits a phone: nothing sticks out, and touch targets are large enough`, async () => {
    await visit(where, async (page) => {
      await settled(page);
      // What was measured of a network comes with its weights, and is the widest readout.
      if (await page.$('fm-digits')) await until(async () => /\d/.test(await text(page, 'fm-digits', 'quality')), 'the distance from real digits');
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
      const cut = await page.$$eval('.katex-display',
        (all) => all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.querySelector('annotation').textContent));
      assert.deepEqual(cut, [], 'no formula is wider than the page');
      const wide = await page.$$eval('.readout dd', (all) => all.filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.parentElement.textContent));
      assert.deepEqual(wide, [], 'no readout is wider than its column');
      const small = await page.$$eval('button, select, input[type=range], .segments label',
        (all) => all.filter((e) => e.getClientRects().length && e.getBoundingClientRect().height < 24).map((e) => e.outerHTML.slice(0, 80)));
      assert.deepEqual(small, []);
    }, { width: 390, height: 844, hasTouch: true, isMobile: true });
  });

test('on a narrow window no control that has the focus hides behind its picture, upright or across', async () => {
  for (const [width, height] of [[390, 844], [844, 390]])
    await visit('/03-conditional-flow-matching/#train.run=none', async (page) => {
      await page.$eval('fm-train', (e) => e.scrollIntoView());
      await page.waitForSelector('fm-train[data-figure] .panel');
      await page.$eval('fm-train .more', (d) => {
        d.open = true;
      });
      await page.focus('fm-train [data-name="particles"]');
      for (let left = 12; left > 0; left--) {
        const { name, top, bottom, behind } = await page.evaluate(() => {
          const { top, bottom } = document.activeElement.getBoundingClientRect(), stage = document.querySelector('fm-train .stage').getBoundingClientRect();
          return { name: document.activeElement.outerHTML.slice(0, 80), top, bottom, behind: stage.bottom };
        });
        assert.ok(top >= Math.max(0, behind - 1) && bottom <= height, `${name}: ${top} to ${bottom}, the picture to ${behind} of ${height}`);
        await page.keyboard.press('Shift+Tab');
        if (await page.evaluate(() => !document.activeElement.closest('.panel'))) break;
      }
    }, { width, height, hasTouch: true, isMobile: true });
});

test('no figure is taller than 640 px in the window of a laptop', async () => {
  for (const where of pages)
    await visit(where, async (page) => {
      for (const figure of await page.locator('.widget > *').all()) await figure.scrollIntoViewIfNeeded();
      await page.waitForFunction(() => [...document.querySelectorAll('.widget > *')].every((e) => e.dataset.figure));
      const tall = await page.$$eval('[data-figure]',
        (all) => all.map((e) => [e.localName, e.getBoundingClientRect().height]).filter(([, height]) => height > 640));
      assert.deepEqual(tall, [], where);
    }, { width: 1366, height: 768 });
});

test('every control has a name', async () => {
  for (const where of pages)
    await visit(where, async (page) => {
      await settled(page);
      const nameless = await page.$$eval('input, select, button',
        (all) => all.filter((e) => !(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label'))).map((e) => e.outerHTML));
      assert.deepEqual(nameless, []);
    });
});

test('the index lists the lessons that exist, and every link leads somewhere', async () => {
  await visit('/', async (page) => {
    const links = await page.$$eval('.cards a', (all) => all.map((a) => a.getAttribute('href')));
    assert.deepEqual(links, lessons.map((l) => `${l}/`));
  });
  for (const where of pages)
    await visit(where, async (page) => {
      const links = await page.$$eval('a[href]', (all) => all.map((a) => a.href.split('#')[0]));
      for (const href of new Set(links)) if (href.startsWith(origin)) assert.equal((await page.request.get(href)).status(), 200, href);
      for (const folder of beside) assert.ok(links.includes(origin + folder), `${where} leads to ${folder}`);
      const outside = links.filter((href) => !href.startsWith(origin));
      assert.deepEqual(outside.filter((href) => !href.startsWith('https://arxiv.org/abs/')), [], where);
      assert.ok(outside.length === 0 || where === '/references/', where);
    });
});

test('each symbol of the notation leads to the heading that explains it', async () => {
  await visit('/notation/', async (page) => {
    const links = await page.$$eval('tbody a', (all) => all.map((a) => a.href));
    assert.equal(links.length, await page.$$eval('tbody tr', (all) => all.length));
    for (const href of new Set(links)) {
      const [where, id] = href.split('#');
      assert.ok((await (await page.request.get(where)).text()).includes(`id="${id}"`), href);
    }
  });
});

test('the glossary has every word once and says where it is met; its links and those of search arrive', async () => {
  await visit('/glossary/', async (page) => {
    const words = await page.$$eval('main li > a[id] + strong', (all) => all.map((e) => [e.previousSibling.id, e.textContent]));
    assert.ok(words.length > 25);
    assert.deepEqual(words.map(([, word]) => word), words.map(([, word]) => word).sort((a, b) => a.localeCompare(b, 'en')));
    assert.ok(await page.$eval('#solver', (a) => a.parentElement.querySelector('a[href="../01-flows-and-solvers/"]') !== null));
    await page.click('.search summary');
    await page.fill('.search input', 'reflow');
    await page.click('.search a[href$="glossary/#reflow"]');
    await until(() => page.url().endsWith('/glossary/#reflow'), 'there');
  });
});

test('the page for teachers has a plan for each lesson, the reason of each prediction, and what each checker knows', async () => {
  await visit('/teacher/', async (page) => {
    assert.equal(await page.$$eval('#plans ~ .scroll tbody tr', (all) => all.length), lessons.length);
    const predictions = await (await page.request.get(`${origin}/predictions.json`)).json();
    assert.equal(await page.$$eval('.answers dd', (all) => all.filter((e) => e.textContent.trim().length > 20).length), Object.keys(predictions).length);
    assert.match(await page.textContent('#answers-2 ~ ul'), /02\.1.*the weights are exchanged/s);
  });
});

test('after the first visit the course works without a network', async () => {
  await visit('/03-conditional-flow-matching/', async (page, context) => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the service worker takes over');
    await context.setOffline(true);
    await page.reload();
    await page.$eval('fm-train', (e) => e.scrollIntoView());
    await until(async () => (await number(page, 'fm-train', 'floor')) > 0, 'the widgets run offline');
    await page.goto(`${origin}/`);
    assert.match(await page.title(), /Flow Matching/);
  }, { allowed: /ERR_INTERNET_DISCONNECTED/ });
});

test('a page loads the widgets that it shows, and no others', async () => {
  const loaded = {};
  for (const where of pages)
    await visit(where, async (page) => {
      assert.deepEqual(await page.$$eval('*', (all) => all.filter((e) => e.localName.startsWith('fm-') && !e.matches(':defined')).map((e) => e.localName)), []);
      loaded[where] = await page.evaluate(() => performance.getEntriesByType('resource').map((r) => r.name.split('/').pop().replace(/-[A-Z0-9]{8}\./, '.')));
    }, { serviceWorkers: 'block', allowed: /Service Worker/ });
  assert.ok(loaded['/08-digits/'].includes('digits.js') && loaded['/bench.html'].includes('speed.js'));
  for (const alien of ['train.js', 'speed.js']) assert.ok(!loaded['/08-digits/'].includes(alien), alien);
  for (const alien of ['digits.js', 'digits.wasm', 'speed.js']) assert.ok(!loaded['/03-conditional-flow-matching/'].includes(alien), alien);
});

test('the theme can be chosen and is remembered', async () => {
  await visit('/', async (page) => {
    await page.click('#theme');
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
    await page.reload();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  }, { colorScheme: 'light' });
});

test('training for a while does not grow the memory', async () => {
  await visit('/03-conditional-flow-matching/#train.run=none', async (page) => {
    const heap = async () => {
      await page.evaluate(() => globalThis.gc?.());
      return page.evaluate(() => performance.memory.usedJSHeapSize / 1e6);
    };
    await page.locator('fm-train').scrollIntoViewIfNeeded();
    await until(async () => (await number(page, 'fm-train', 'floor')) > 0 && (await page.$('fm-train .busy[hidden]')) !== null, 'the network is there');
    await page.click('fm-train [data-name="train"]');
    await until(async () => (await number(page, 'fm-train', 'step-count')) > 500, 'warm');
    const before = await heap();
    await until(async () => (await number(page, 'fm-train', 'step-count')) > 4000, 'a long run');
    const after = await heap();
    assert.ok(after < before + 20, `${before} MB before, ${after} MB after`); // garbage not yet collected counts too
  });
});
