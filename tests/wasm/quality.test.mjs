// The measurement that stands beside a setting is of the same question and guidance, and of about as many evaluations.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importTs } from './load.mjs';

const { measuredIn, measuredNear } = await importTs('web/src/weights/quality.ts');
const row = (labels, guidance, network_evaluations, times_floor) => ({ solver: 'heun', steps: 1, labels, guidance, network_evaluations, times_floor,
  samples: 10000, accuracy: null });
const rows = [row('class', 1, 50, 1.2), row('class', 1, 8, 4), row('class', 2, 100, 1.9), row('any', 0, 50, 3)];

test('the nearest number of evaluations, as a ratio, within a factor of two', () => {
  const of = (...setting) => measuredNear(rows, ...setting)?.times_floor ?? null;
  assert.equal(of('turn', 1, 50), 1.2);
  assert.equal(of('7', 1, 26), 1.2);
  assert.equal(of('turn', 1, 19), null); // 2.4 times 8, and 50 is 2.6 times 19
  assert.equal(of('turn', 1, 16), 4);
  assert.equal(of('turn', 2, 100), 1.9);
  assert.equal(of('turn', 3, 100), null);
  assert.equal(of('any', 2, 40), 3);
  assert.equal(of('4', 0, 60), 3); // the label is ignored
});

test('rows that are damaged are left out', () => {
  assert.deepEqual(measuredIn('x'), []);
  assert.deepEqual(measuredIn([null, {}, { ...rows[0], times_floor: null }, { ...rows[0], network_evaluations: 0 }, rows[3]]), [rows[3]]);
});
