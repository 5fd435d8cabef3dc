// Every prediction, asked with three draws: its own answer is right, and one that is far from it is not.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { importTs, loadEngine, root } from './load.mjs';

const engine = await loadEngine();
const files = readdirSync(path.join(root, 'web/src/predictions')).filter((file) => file.endsWith('.ts'));
const digits = 'which-digit-when.ts'; // needs the published network and a page that fetches it: tests/web/predict.test.mjs
const modules = { name: 'modules', setup(host) {
  host.onResolve({ filter: /^wasm:/ }, ({ path: name }) => ({ path: name, external: true }));
} };

const inAxis = ({ from, to, log }, v) => (log ? Math.log(v / from) / Math.log(to / from) : (v - from) / (to - from));
/** The end of an axis that is further away. */
const farEnd = (axis, v) => (inAxis(axis, v) > 0.5 ? axis.from : axis.to);

/** An answer of the question's kind that nobody would call near. */
function farFrom(question, truth) {
  switch (question.kind) {
    case 'point':
      return [farEnd(question.axes.x, truth[0]), farEnd(question.axes.y, truth[1])];
    case 'arrow':
      return truth.map((v) => -v);
    case 'curve':
      return truth.map((v) => farEnd(question.axes.y, v));
    case 'slider':
      return [farEnd({ from: question.min, to: question.max, log: question.log }, truth[0])];
    case 'choose':
      return [(truth[0] + 1) % question.options.length];
    case 'order':
      return [...truth].reverse();
    case 'connect':
      return [...truth.slice(1), truth[0]];
  }
}

/** What the reader's hand could enter. */
function holds(question, truth) {
  assert.ok(truth.length > 0 && truth.every(Number.isFinite), `${truth}`);
  if (question.kind === 'slider') assert.ok(truth[0] >= question.min && truth[0] <= question.max, `${truth[0]} lies in ${question.min} to ${question.max}`);
  if (question.kind === 'choose') assert.ok(Number.isInteger(truth[0]) && truth[0] >= 0 && truth[0] < question.options.length, `${truth[0]}`);
  if (question.kind === 'curve') assert.equal(truth.length, question.columns.length);
  if (question.kind === 'order') assert.deepEqual([...truth].sort((a, b) => a - b), question.items.map((_, i) => i));
  if (question.kind === 'point') {
    for (const [axis, v] of [[question.axes.x, truth[0]], [question.axes.y, truth[1]]]) assert.ok(v >= axis.from && v <= axis.to, `${v}`);
  }
}

for (const file of files.filter((name) => name !== digits))
  test(`${path.basename(file, '.ts')}: the answer is right, its opposite is not`, async () => {
    const { default: prediction } = await importTs(`web/src/predictions/${file}`, [modules]);
    const asked = new Set();
    for (const seed of [1, 2, 3]) {
      const question = prediction.ask(engine, seed), answer = await prediction.answer(engine, seed), { truth } = answer;
      holds(question, truth);
      const right = prediction.score(answer, [...truth], engine, seed), wrong = prediction.score(answer, farFrom(question, truth), engine, seed);
      assert.equal(right.quality, 'right', right.sentence);
      assert.notEqual(wrong.quality, 'right', `seed ${seed}: ${wrong.sentence}`);
      assert.ok(right.sentence && wrong.sentence && question.given && question.what);
      asked.add(JSON.stringify([question, truth]));
    }
    assert.ok(prediction.fresh ? asked.size > 1 : true, 'another draw asks something else');
  });
