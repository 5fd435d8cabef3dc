// The fonts of the site hold the letters that its pages use, as wide as in the whole fonts, and little else.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after } from 'node:test';
import { formulasOf, lettersOf } from '../../web/build/letters.mjs';
import { close, root, visit } from './browser.mjs';

after(close);
const assets = path.join(root, 'build/site/assets'), site = path.join(root, 'build/site');
const built = (name) => path.join(assets, readdirSync(assets).find((file) => file.startsWith(`${name}-`) && file.endsWith('.woff2')));
const pages = Object.fromEntries(
  readdirSync(site, { recursive: true }).filter((file) => file.endsWith('index.html')).map((file) => [file, readFileSync(path.join(site, file), 'utf8')]),
);

test('formulas are what KaTeX sets, without what it says to a screen reader', () => {
  const one =
    '<p>p<span class="katex"><span class="katex-mathml"><math>hidden</math></span><span class="katex-html" aria-hidden="true"><span>a</span><span>+<span>b</span></span></span></span>q</p>';
  assert.equal(formulasOf(one + one), 'a+ba+b');
});

test('letters are those of the pages and of what modules say, and all of ASCII', async () => {
  const { text } = await lettersOf({ a: '<p>né ∂</p>' }, path.join(root, 'web/src'));
  for (const letter of 'Zz~é∂–“') assert.ok(text.includes(letter), letter);
});

for (const [name, whole, kind] of [
  ['inter-latin-wght-normal', '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', 'text'],
  ['source-serif-4-latin-wght-normal', '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2', 'text'],
  ['source-serif-4-latin-wght-italic', '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2', 'text'],
  ['KaTeX_Main-Regular', 'katex/dist/fonts/KaTeX_Main-Regular.woff2', 'formulas'],
  ['KaTeX_Math-Italic', 'katex/dist/fonts/KaTeX_Math-Italic.woff2', 'formulas'],
]) {
  test(`${name}: every letter and every line is as wide as in the whole font, for half of the bytes`, async () => {
    const [part, all] = await Promise.all([readFile(built(name)), readFile(path.join(root, 'node_modules', whole))]);
    assert.ok(part.length < 0.55 * all.length, `${part.length} of ${all.length}`);
    const letters = (await lettersOf(pages, path.join(root, 'web/src')))[kind];
    const lines = kind === 'text' ? Object.values(pages).flatMap((html) => html.replace(/<[^>]*>/g, '\n').split('\n').filter((line) => line.length > 40)) : [];
    await visit('/', async (page) => {
      await page.goto('about:blank');
      const differ = await page.evaluate(async ([a, b, list]) => {
        for (const [family, bytes] of [['part', a], ['whole', b]]) {
          const face = new FontFace(family, `url(data:font/woff2;base64,${bytes})`, { weight: '400 700' });
          document.fonts.add(await face.load());
        }
        const ctx = document.createElement('canvas').getContext('2d');
        const wide = (family, weight, what) => {
          ctx.font = `${weight} 100px ${family}, monospace`;
          return ctx.measureText(what).width;
        };
        const off = (what, weight) => {
          const whole = wide('whole', weight, what);
          return Math.abs(wide('part', weight, what) - whole) / Math.max(1, whole);
        };
        // A narrower range of weights rounds a letter's advance anew: a unit or two of a thousand.
        return list.filter((what) => ![400, 550, 700].every((weight) => off(what, weight) < 5e-3));
      }, [part.toString('base64'), all.toString('base64'), [...letters, ...lines]]);
      assert.deepEqual(differ, []);
    }, { allowed: /icon\.svg|ERR_FAILED/ }); // what a page without an address asks for
  });
}
