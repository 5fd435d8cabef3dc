// Words that explain themselves, and symbols that light up together: what the build makes of a text.
import assert from 'node:assert/strict';
import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import MarkdownIt from 'markdown-it';
import katex from 'katex';
import { root } from '../../web/build/bundle.mjs';
import { predictionsOf, withKinds } from '../../web/build/predictions.mjs';
import { searchIndex } from '../../web/build/search.mjs';
import { katexOptions, markCode, markFormula, notes, readGlossary, wordsPlugin } from '../../web/build/terms.mjs';
import { load } from './modules.mjs';

const glossary = readGlossary(root);
function render(text) {
  const md = new MarkdownIt({ html: true }), used = new Set();
  md.use(wordsPlugin, { glossary, used, where: 'a lesson' });
  return { html: md.render(text), used: [...used].map((w) => w.word), notes: notes(used, (s) => md.renderInline(s)) };
}
const marked = (html) => [...html.matchAll(/<button[^>]*popovertarget="word-([a-z-]+)"[^>]*>([^<]*)<\/button>/g)].map((m) => [m[1], m[2]]);

test('the first use of a word is marked, later ones are not, whatever its form', () => {
  const { html, used } = render('Solvers ask for evaluations.\n\nA solver asks for one evaluation.');
  assert.deepEqual(marked(html), [['solver', 'Solvers'], ['evaluation', 'evaluations']]);
  assert.deepEqual(used, ['solver', 'evaluation']);
});
test('the longer word wins, and parts of words are no words', () => {
  assert.deepEqual(marked(render('the marginal velocity field; a batchwise resource').html), [['marginal-velocity', 'marginal velocity']]);
});
test('headings, links, emphasis, code and tables keep their own look', () => {
  assert.deepEqual(marked(render('# A solver\n\n[a solver](x) *solver* `solver`\n\n| solver |\n| --- |\n| solver |').html), []);
});
test('a caption keeps its own look', () => {
  const md = new MarkdownIt(), used = new Set();
  md.use(wordsPlugin, { glossary, used, where: 'a lesson' });
  assert.equal(md.renderInline('a solver'), 'a solver');
});
test('a place is marked by hand, under another word too; an unknown word fails the build', () => {
  assert.deepEqual(marked(render('an [integrator]{term=solver} of [order]{term} four, and in order').html), [['solver', 'integrator'], ['order', 'order']]);
  assert.throws(() => render('[nonsense]{term}'), /a lesson: lessons\/glossary\.md does not explain 'nonsense'/);
});
test('each marked word has its sentence on the page once, and only those', () => {
  const made = render('A solver, a solver, a trajectory.').notes;
  assert.equal([...made.matchAll(/popover id="word-/g)].length, 2);
  assert.match(made, /id="word-solver" class="word"><b>solver<\/b> A rule that follows/);
});
test('every word of the glossary is one sentence', () => {
  assert.ok(glossary.words.length >= 20);
  for (const { word, sentence } of glossary.words) assert.match(sentence, /^[^.?]*[.?]$/, word);
});

const formula = (tex) => markFormula(tex, glossary.symbols);
test('symbols of a formula are marked with their term, and the formula still parses', () => {
  assert.equal(formula('x_t = (1 - t)\\, x_0'), '\\htmlData{term=between}{x_t} = (1 - t)\\, \\htmlData{term=noise}{x_0}');
  assert.equal(formula('\\bar u_t - u_t'), '\\htmlData{term=exact}{\\bar u_t} - \\htmlData{term=velocity}{u_t}');
  const html = katex.renderToString(formula('x_t = \\alpha_t x_1 + \\sigma_t x_0'), { throwOnError: true, ...katexOptions });
  for (const term of ['between', 'alpha', 'data', 'sigma', 'noise']) assert.match(html, new RegExp(`data-term="${term}"`));
});
test('what only looks like a symbol is left alone', () => {
  for (const tex of ['x_0^a', 'x_{01}', 'x_01', '\\dot\\alpha_t', 'max_0', 'a_{b}^x_0']) assert.equal(formula(tex), tex, tex);
});
test('marking changes no spacing: the formula is as wide with it as without', () => {
  const spaces = (tex) => [...katex.renderToString(tex, { output: 'html', ...katexOptions }).matchAll(/margin-right:[^;"]*/g)].map(String);
  for (const tex of ['x_t = (1 - t)\\, x_0 + t\\, x_1', 'u_t = x_1 - x_0', '\\lVert v_\\theta(x_t, t) - u_t \\rVert^2'])
    assert.deepEqual(spaces(formula(tex)), spaces(tex), tex);
});
test('commands other than that one stay distrusted', () => {
  assert.equal(katexOptions.trust({ command: '\\href' }), false);
  assert.equal(katexOptions.trust({ command: '\\htmlClass' }), false);
});

test('identifiers of a listing are marked, in code and not in comments; the first of each can be focused', () => {
  const made = markCode('<span class="hljs-comment">// x_0 is noise</span>\nx_0 + s.<span class="hljs-built_in">x_1</span> - x_0 + max_0', glossary.symbols);
  assert.equal(made,
    '<span class="hljs-comment">// x_0 is noise</span>\n<span data-term="noise" tabindex="0">x_0</span> + s.<span class="hljs-built_in"><span data-term="data" tabindex="0">x_1</span></span> - <span data-term="noise">x_0</span> + max_0');
});

test('a glossary that is not written as one, or explains twice, fails the build', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'glossary-'));
  await mkdir(path.join(folder, 'lessons'));
  const write = (text) => writeFile(path.join(folder, 'lessons/glossary.md'), text);
  await write('- solver: A rule.');
  assert.throws(() => readGlossary(folder), /a word is written '- \*\*word\*\*/);
  await write('- **solver**: A rule.\n- **Solver**: A rule.');
  assert.throws(() => readGlossary(folder), /'Solver' is explained twice/);
});

const lesson = (attributes,
  inside = '<p>Where?</p><p slot="why">There.</p>') => [{ folder: '01-x', html: `<fm-flow></fm-flow><fm-predict ${attributes}>${inside}</fm-predict>` }];
test('predictions are listed with their lesson; what cannot be asked fails the build in a sentence', () => {
  assert.deepEqual(predictionsOf(lesson('name="boat-lands" covers="fm-flow"'), root), {
    'boat-lands': { lesson: '01-x', html: '<p>Where?</p><p slot="why">There.</p>' },
  });
  assert.equal(
    predictionsOf(lesson('name="boat-lands"', '<p>a <button type="button" class="term" x>solver</button></p><p slot="why">.</p>'), root)['boat-lands'].html,
    '<p>a solver</p><p slot="why">.</p>',
  );
  assert.throws(() => predictionsOf(lesson(''), root), /name="\.\.\." is missing/);
  assert.throws(() => predictionsOf(lesson('name="no-such"'), root), /there is no web\/src\/predictions\/no-such\.ts/);
  assert.throws(() => predictionsOf(lesson('name="boat-lands" covers="fm-flo"'), root), /it covers 'fm-flo', and the lesson has no such figure/);
  assert.throws(() => predictionsOf(lesson('name="boat-lands"', '<p>Where?</p>'), root), /slot="why"/);
  assert.throws(() => predictionsOf(lesson('name="boat-lands"', '<p>Where?</p><p slot="why">.</p>\n<p>'), root), /on a line of its own/);
  assert.throws(() => predictionsOf([...lesson('name="boat-lands"'), ...lesson('name="boat-lands"')], root), /01-x asks it too/);
});

test('a prediction on a page says its kind, so that its place is kept', () => {
  assert.equal(withKinds('<fm-predict name="boat-lands" covers="fm-flow">', root), '<fm-predict name="boat-lands" data-kind="point" covers="fm-flow">');
});

test('search finds titles, headings and words, the best first, however they are written', async () => {
  const { matches } = await load('ui/matches.ts');
  const rows = searchIndex([{ folder: '03-x', title: 'Conditional flow matching', summary: 'The loss.',
    headings: [{ id: 'the-loss', text: 'The loss, $x_0$' }, { id: 'naive', text: 'Naïve paths' }] }], [{ id: 'floor', word: 'floor',
    sentence: 'The loss that is left.' }]);
  assert.deepEqual(matches(rows, 'the loss')[0], ['The loss, x_0', '03-x/#the-loss', 'Conditional flow matching']);
  assert.deepEqual(matches(rows, 'LOSS').map((r) => r[0]), ['The loss, x_0', 'Conditional flow matching', 'floor']);
  assert.equal(matches(rows, 'naive')[0][1], '03-x/#naive');
  assert.equal(matches(rows, 'floor')[0][1], 'glossary/#floor');
  assert.deepEqual([matches(rows, ''), matches(rows, '  '), matches(rows, 'flow zebra')], [[], [], []]);
  assert.equal(matches(rows, 'fl match')[0][0], 'Conditional flow matching');
});
