// Every prediction, asked with three draws: its own answer is right, and one that is far from it is not.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { farFrom, ofDigits, predictionOf } from './guesses.mjs';
import { loadEngine, root } from './load.mjs';

const engine = await loadEngine();
const files = readdirSync(path.join(root, 'web/src/predictions')).filter((file) => file.endsWith('.ts'));
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

// Those of digits need the published networks and a page that fetches them: tests/web/predict.test.mjs.
for (const file of files.filter((name) => !ofDigits.includes(path.basename(name, '.ts'))))
  test(`${path.basename(file, '.ts')}: the answer is right, its opposite is not`, async () => {
    const prediction = await predictionOf(path.basename(file, '.ts'));
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
