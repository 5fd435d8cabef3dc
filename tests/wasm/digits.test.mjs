// The published network draws the class that it is asked for. Judged by the nearest mean image of MNIST's test set,
// a crude classifier that is right on 82% of the real digits.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { loadDigits, root } from './load.mjs';

const folder = process.env.MNIST_DIR ?? '';
const idx = async (name) => {
  const zipped = path.join(folder, `${name}.gz`);
  return existsSync(zipped) ? gunzipSync(await readFile(zipped)) : readFile(path.join(folder, name));
};

test('sampled digits are of the class that was asked for', { skip: folder ? false : 'set MNIST_DIR to the folder with the four files' }, async () => {
  const images = (await idx('t10k-images-idx3-ubyte')).subarray(16), labels = (await idx('t10k-labels-idx1-ubyte')).subarray(8);
  const means = Array.from({ length: 10 }, () => new Float64Array(784)), counts = new Array(10).fill(0);
  labels.forEach((label, i) => {
    counts[label]++;
    for (let k = 0; k < 784; k++) means[label][k] += images[784 * i + k] / 127.5 - 1;
  });
  means.forEach((mean, c) => mean.forEach((_, k) => { mean[k] /= counts[c]; }));
  const nearest = (x) => {
    const distances = means.map((mean) => mean.reduce((sum, m, k) => sum + (x[k] - m) ** 2, 0));
    return distances.indexOf(Math.min(...distances));
  };

  const engine = await loadDigits();
  const net = engine.unet(new Uint8Array(await readFile(path.join(root, 'web/weights/small.safetensors'))));
  const each = 5, steps = 12;
  let right = 0;
  for (let i = 0; i < 10 * each; i++) {
    let x = engine.noise.normal(784, 77, i);
    for (let s = 0; s < steps; s++) x = net.step('euler', x, s / steps, 1 / steps, [i % 10], 1);
    right += nearest(x) === i % 10;
  }
  // Real digits would give 41 of 50, give or take 2.7; blind guessing gives 5.
  assert.ok(right >= 33, `${right} of ${10 * each}`);
  net.dispose();
});
