// Cells of the plane, in pixels: a colour a cell, a stronger border between two, faded by weight.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importTs } from '../wasm/load.mjs';

const { cellPixels, hues } = await importTs('web/src/plot/cells.ts');

test('cells: a colour each, upright, faded by their weights, and a border where two meet', () => {
  const n = 4, colors = [[255, 0, 0], [0, 0, 255]], out = new Uint8ClampedArray(4 * n * n);
  // The lower half is cell 0, the upper one cell 1; the right column is hardly there.
  const labels = Int32Array.from({ length: n * n }, (_, i) => (i < 8 ? 0 : 1)),
    weights = Float32Array.from({ length: n * n }, (_, i) => (i % n === 3 ? 0.1 : 1));
  cellPixels({ labels, weights, n }, colors, 0.4, out);
  const at = (x, y) => [...out.slice(4 * ((n - 1 - y) * n + x), 4 * ((n - 1 - y) * n + x) + 4)];
  assert.deepEqual(at(0, 0), [255, 0, 0, 102]);
  assert.deepEqual(at(0, 3), [0, 0, 255, 102]);
  assert.deepEqual(at(0, 1), [255, 0, 0, 230]); // below the border
  assert.deepEqual(at(0, 2), [0, 0, 255, 102]);
  assert.deepEqual(at(3, 0), [255, 0, 0, 10]);
});

test('hues: each is told apart from every other, and none is brighter by much', () => {
  for (const n of [2, 8, 12]) {
    const all = hues(n, false);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) assert.ok(Math.hypot(...all[i].map((v, k) => v - all[j][k])) > 40, `${n}: ${all[i]} and ${all[j]}`);
    const sums = all.map((c) => c[0] + c[1] + c[2]);
    assert.ok(Math.max(...sums) - Math.min(...sums) < 4);
  }
});
