// The published network draws the class that it is asked for. Judged by the nearest mean image of MNIST's test set,
// a crude classifier that is right on 82% of the real digits.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { importTs, loadDigits, publishedWeights, root } from './load.mjs';

const folder = process.env.MNIST_DIR ?? '';
const idx = async (name) => {
  const zipped = path.join(folder, `${name}.gz`);
  return existsSync(zipped) ? gunzipSync(await readFile(zipped)) : readFile(path.join(folder, name));
};

/** Mean images of MNIST's test set, and squared distances from them. */
async function classifier() {
  const images = (await idx('t10k-images-idx3-ubyte')).subarray(16), labels = (await idx('t10k-labels-idx1-ubyte')).subarray(8);
  const means = Array.from({ length: 10 }, () => new Float64Array(784)), counts = new Array(10).fill(0);
  labels.forEach((label, i) => {
    counts[label]++;
    for (let k = 0; k < 784; k++) means[label][k] += images[784 * i + k] / 127.5 - 1;
  });
  means.forEach((mean, c) =>
    mean.forEach((_, k) => {
      mean[k] /= counts[c];
    })
  );
  return (x) => {
    const distances = means.map((mean) => mean.reduce((sum, m, k) => sum + (x[k] - m) ** 2, 0));
    return distances.indexOf(Math.min(...distances));
  };
}

const open = async () => {
  const engine = await loadDigits();
  return { engine, net: engine.unet(await publishedWeights()) };
};
const skip = folder ? false : 'set MNIST_DIR to the folder with the four files';

test('sampled digits are of the class that was asked for', { skip }, async () => {
  const nearest = await classifier(), { engine, net } = await open();
  const each = 5, steps = 12;
  let right = 0;
  for (let i = 0; i < 10 * each; i++) {
    let x = engine.noise.normal(784, 77, i);
    for (let s = 0; s < steps; s++) ({ x } = net.step('euler', x, s / steps, 1 / steps, [i % 10], 1));
    right += nearest(x) === i % 10;
  }
  // Real digits would give 41 of 50, give or take 2.7; blind guessing gives 5.
  assert.ok(right >= 33, `${right} of ${10 * each}`);
  net.dispose();
});

test('the morph begins with a 3 and an 8', { skip }, async () => {
  const { first, mostSeed, steps } = await importTs('web/src/widgets/morph/seeds.ts');
  const nearest = await classifier(), { engine, net } = await open(), label = first.label === 'any' ? 10 : Number(first.label);
  const classOf = (seed) => {
    let x = engine.noise.normal(784, seed);
    for (let s = 0; s < steps; s++) ({ x } = net.step('euler', x, s / steps, 1 / steps, [label], 1));
    return nearest(x);
  };
  const found = [classOf(first.a), classOf(first.b)];
  if (found.join() !== '3,8') {
    const all = Array.from({ length: mostSeed + 1 }, (_, seed) => [seed, classOf(seed)]), of = (c) =>
      all.filter(([, k]) => k === c).map(([seed]) => seed).join(' ');
    assert.fail(`the seeds ${first.a} and ${first.b} give a ${found.join(' and a ')}; a 3 from ${of(3)}; an 8 from ${of(8)}. Look at them and choose.`);
  }
  net.dispose();
  net.dispose(); // twice is harmless
});

test('what the network expects is x + (1 - t) v, whatever the solver, guided or not', async () => {
  const { engine, net } = await open(), x = engine.noise.normal(784, 5), t = 0.3;
  const v = net.velocity(x, t, [7]), free = net.velocity(x, t, [10]);
  for (const solver of ['euler', 'heun', 'rk4'])
    for (const w of [0, 1, 3]) {
      const { belief } = net.step(solver, x, t, 0.1, [7], w);
      belief.forEach((b, i) => {
        const expected = x[i] + (1 - t) * (free[i] + w * (v[i] - free[i]));
        assert.ok(Math.abs(b - expected) < 1e-5 * (1 + 4 * Math.abs(expected)), `${b} and ${expected}`); // float rounding, w + 1 terms
      });
    }
  net.dispose();
});

test('what a network answers is what its trainer noted in the manifest', async () => {
  const { networks } = JSON.parse(await readFile(path.join(root, 'web/weights/manifest.json'), 'utf8')), engine = await loadDigits();
  for (const { file, architecture, parity } of Object.values(networks)) {
    const net = engine.unet(new Uint8Array(await readFile(path.join(root, 'web/weights', file)))), size = net.numbers;
    assert.deepEqual([net.base, size], [architecture.base, architecture.kind === 'latent-flow' ? 196 : 784]);
    const x = engine.noise.normal(2 * size, parity.seed);
    for (const i of [0, 1])
      net.velocity(x.slice(size * i, size * (i + 1)), Math.fround(parity.t[i]), [parity.label[i]])
        .forEach((v, k) => assert.ok(Math.abs(v - parity.velocity[size * i + k]) < parity.tolerance));
    if (parity.decoded) net.decode(x).forEach((v, k) => assert.ok(Math.abs(v - parity.decoded[k]) < parity.tolerance, `decoded ${k}: ${v}`));
    net.dispose();
  }
});

test('every layer of the network is seen whole, a channel off changes what follows it and not what comes before', async () => {
  const { engine, net } = await open(), x = engine.noise.normal(784, 5), t = 0.4;
  const shapes = net.shapes(), plain = net.layers(x, t, 7, null);
  assert.deepEqual(shapes.map((s) => `${s.layer} ${s.channels} x ${s.side}`), ['embedding 128 x 1', 'in-conv 32 x 28', 'block1 32 x 28', 'down 64 x 14',
    'block2 64 x 14', 'down2 64 x 7', 'block5 64 x 7', 'block6 64 x 7', 'joined2 64 x 14', 'block3 64 x 14', 'joined 32 x 28', 'block4 32 x 28']);
  plain.layers.forEach(({ values, scales, shifts, channels, side, block }) => {
    assert.equal(values.length, channels * side * side);
    assert.deepEqual([scales.length, shifts.length], block ? [channels, channels] : [0, 0]);
    assert.ok(values.some((v) => v !== 0));
  });
  const { belief } = net.step('euler', x, t, 0.1, [7], 1);
  assert.deepEqual(plain.belief, belief);
  const off = { layer: 'block2', channel: 3 }, without = net.layers(x, t, 7, off),
    same = (k) => plain.layers[k].values.every((v, i) => v === without.layers[k].values[i]);
  // The layer itself is told as it was before its channel was put out.
  assert.deepEqual(plain.layers.map((_, k) => same(k)), shapes.map((_, k) => k <= 4));
  assert.ok(without.belief.some((v, i) => Math.abs(v - belief[i]) > 1e-4));
  const effects = net.effects(x, t, 7, 'block2'), off3 = Math.sqrt(without.belief.reduce((sum, v, i) => sum + (v - belief[i]) ** 2, 0) / 784);
  assert.equal(effects.length, 64);
  assert.ok(Math.abs(effects[3] / off3 - 1) < 1e-4, `${effects[3]} and ${off3}`); // a mean of 784 floats
  assert.throws(() => net.layers(x, t, 7, { layer: 'block2', channel: 64 }), /64 channels/);
  assert.throws(() => net.decode(x), /of digits, not of latents/);
  net.dispose();
});

test('the network that reads digits reads real ones, and the spread of a class is that of its pairs', { skip }, async () => {
  const { realSpread } = await importTs('web/src/widgets/dial/real.ts');
  const engine = await loadDigits(), judge = engine.classifier(new Uint8Array(await readFile(path.join(root, 'native/eval/judges/accuracy.safetensors'))));
  const bytes = (await idx('t10k-images-idx3-ubyte')).subarray(16), labels = [...(await idx('t10k-labels-idx1-ubyte')).subarray(8)], count = 4000;
  const images = Float32Array.from(bytes.subarray(0, 784 * count), (v) => v / 127.5 - 1), { digits, sure, features } = judge.read(images);
  // 99.26 % of all ten thousand; of these, give or take 0.14.
  const right = digits.filter((d, i) => d === labels[i]).length / count;
  assert.ok(right > 0.98, `${right}`);
  assert.ok(sure.every((p) => p > 0.1 && p <= 1) && sure.filter((p) => p > 0.9).length > 0.9 * count);
  const asked = labels.slice(0, count), spread = judge.spread(features, asked);
  let sum = 0, pairs = 0;
  const zeros = asked.flatMap((l, i) => (l === 0 ? [i] : []));
  for (const i of zeros)
    for (const j of zeros)
      if (i < j) {
        pairs++;
        for (let k = 0; k < 128; k++) sum += (features[128 * i + k] - features[128 * j + k]) ** 2;
      }
  const only = judge.spread(Float32Array.from(zeros.flatMap((i) => [...features.subarray(128 * i, 128 * i + 128)])), zeros.map(() => 0));
  assert.ok(Math.abs(only / (sum / pairs) - 1) < 1e-5);
  assert.ok(Math.abs(spread / realSpread - 1) < 0.01, `${spread}`);
  assert.throws(() => judge.spread(features.slice(0, 256), [1, 2]), /no class has two points/);
  judge.dispose();
});
