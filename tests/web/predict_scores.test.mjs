// What a guess is worth, and that in words.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './modules.mjs';

const scores = await load('predictions/parts/scores.ts');
const answer = (...truth) => ({ truth, marks: [] });
const is = (score, quality, sentence) => {
  assert.equal(score.quality, quality, score.sentence);
  assert.match(score.sentence, sentence);
};

test('arrows: the angle between them and the ratio of their lengths', () => {
  is(scores.arrowScore(answer(1, 0), [1, 0]), 'right', /^0 degrees off, the right length\.$/);
  is(scores.arrowScore(answer(2, 0), [0.97, 0.24]), 'near', /^14 degrees off, half the length\.$/);
  is(scores.arrowScore(answer(1, 0), [-2, 0]), 'off', /^180 degrees off, twice the length\.$/);
  is(scores.arrowScore(answer(0, 1), [3, 0]), 'off', /^90 degrees off, 3\.0 times the length\.$/);
  is(scores.arrowScore(answer(0, 1), [0, 0]), 'off', /hardly any length/);
});
test('points: how far away, beside the whole way', () => {
  is(scores.pointScore(answer(0, 0), [0.3, 0.4], 5), 'right', /0\.50 away from it; the whole way was 5\.00/);
  is(scores.pointScore(answer(0, 0), [0, 1], 5), 'near', /1\.00/);
  is(scores.pointScore(answer(0, 0), [3, 4], 5), 'off', /5\.00/);
});
test('values: too much or too little, by how much', () => {
  is(scores.valueScore(answer(2), [2.001], 2), 'right', /^It is 2\.00\.$/);
  is(scores.valueScore(answer(2), [1.5], 2), 'near', /^It is 2\.00; you said 0\.50 too little\.$/);
  is(scores.valueScore(answer(2), [0], 2), 'off', /2\.00 too little/);
});
test('values on a logarithmic scale: by which factor, the same on both sides', () => {
  is(scores.factorScore(answer(16), [16]), 'right', /^It is 16\.0; you said just that\.$/);
  is(scores.factorScore(answer(16), [10]), 'near', /1\.6 times too little/);
  is(scores.factorScore(answer(16), [25.6]), 'near', /1\.6 times too much/);
  is(scores.factorScore(answer(16), [2]), 'off', /8\.0 times too little/);
});
test('orders: two neighbours exchanged are near, a reversed order is not', () => {
  is(scores.orderScore(answer(2, 1, 0), [2, 1, 0]), 'right', /Every one/);
  is(scores.orderScore(answer(2, 1, 0), [1, 2, 0]), 'near', /^1 of 3 is in place\.$/);
  is(scores.orderScore(answer(2, 1, 0), [0, 1, 2]), 'off', /^1 of 3 is in place\.$/);
  is(scores.orderScore(answer(2, 1, 0), [1, 0, 2]), 'off', /^None is in its place\.$/);
});
test('curves: by the area between them', () => {
  is(scores.curveScore(answer(0, 0.5, 1), [0, 0.5, 1], (v) => v), 'right', /0% of the height/);
  is(scores.curveScore(answer(0, 0.5, 1), [0.1, 0.6, 0.9], (v) => v), 'near', /10% of the height/);
  is(scores.curveScore(answer(0, 0.5, 1), [1, 0.5, 0], (v) => v), 'off', /67% of the height/);
});
test('choices', () => {
  is(scores.choiceScore(answer(1), [1], ['a', 'b']), 'right', /^It is b\.$/);
  is(scores.choiceScore(answer(1), [0], ['a', 'b']), 'off', /^It is b, not a\.$/);
});
