// The C interface through its typed wrapper: what goes in comes out, and every fault is a status with a sentence.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { loadEngine, rawExports, root } from './load.mjs';

const engine = await loadEngine();
const problem = () => engine.sample('moons', 512, 1);
const config = (points, more = {}) => ({
  points, source: 'gaussian', sigmaMin: 0, hidden: [64, 64, 64], activation: 'silu', timeFeatures: 16, batch: 256, learningRate: 2e-3,
  seed: 1, ...more,
});

test('a seed names the same numbers as natively', () => {
  // random_tests.cpp freezes the doubles, bit by bit; these are their floats.
  const expected = [0.4971310920348003, 0.013023451140699503, 0.5945720882592941];
  assert.deepEqual(engine.normal(3, 1), Float32Array.from(expected));
});

test('the path is exact at its ends and its target is x1 - x0', () => {
  const x0 = engine.sample('gaussian', 50, 3), x1 = engine.sample('ring', 50, 4);
  assert.deepEqual(engine.path(x0, x1, 0, 0).xt, x0);
  assert.deepEqual(engine.path(x0, x1, 1, 0).xt, x1);
  const { ut } = engine.path(x0, x1, 0.3, 0);
  ut.forEach((u, i) => assert.equal(u, Math.fround(x1[i] - x0[i])));
});

test('posterior weights sum to 1 and their mean is the marginal field', () => {
  const points = problem(), at = engine.posterior(points, 'gaussian', 0, 0.4, 0.3, -0.2);
  assert.ok(Math.abs(at.weights.reduce((a, b) => a + b) - 1) < 1e-5);
  const { u } = engine.marginalField(points, 'gaussian', 0, 0.4, Float32Array.of(0.3, -0.2));
  assert.ok(Math.hypot(u[0] - at.mean[0], u[1] - at.mean[1]) < 1e-6);
  at.partners.slice(0, 20).forEach((p, i) => { // each line passes through the place
    const place = i % 2 ? -0.2 : 0.3;
    assert.ok(Math.abs(0.6 * p + 0.4 * points[i] - place) < 1e-5);
  });
});

test('training: the loss falls to the floor, a seed repeats to the bit, and a run in pieces is the run', () => {
  const points = problem(), a = engine.trainer(config(points)), b = engine.trainer(config(points));
  const losses = a.run(1500), mean = losses.slice(-500).reduce((x, y) => x + y) / 500;
  const floor = engine.irreducibleLoss(points, 'gaussian', 0, 4000, 1);
  assert.ok(mean < 1.1 * floor.mean + 3 * floor.standardError, `${mean} against ${floor.mean}`);
  const pieces = [...b.run(700), ...b.run(800)];
  assert.deepEqual(Float32Array.from(pieces), losses);
  assert.equal(a.steps, 1500);
  const path = a.solve('heun', 10, engine.sample('gaussian', 20, 5));
  assert.equal(path.length, 11 * 40);
  assert.ok(path.every(Number.isFinite));
  a.dispose();
  b.dispose();
});

test('divergence comes back as fewer losses, at the last good step', () => {
  const t = engine.trainer(config(problem(), { learningRate: 10 }));
  const losses = t.run(500);
  assert.ok(losses.length < 500);
  assert.ok(t.steps <= losses.length);
  assert.ok(t.velocity(Float32Array.of(0, 0), 0.5).every(Number.isFinite));
  t.dispose();
});

test('the published networks give their parity fixtures', async (t) => {
  const manifest = JSON.parse(await readFile(path.join(root, 'web/weights/manifest.json'), 'utf8'));
  const entries = Object.entries(manifest.networks);
  assert.ok(entries.length > 0);
  for (const [name, entry] of entries)
    await t.test(name, async () => {
      const net = engine.unet(new Uint8Array(await readFile(path.join(root, 'web/weights', entry.file))));
      const { seed, t: times, label, velocity, tolerance } = entry.parity;
      const x = engine.normal(784 * times.length, seed);
      let worst = 0;
      times.forEach((time, i) => {
        const v = net.velocity(x.slice(784 * i, 784 * (i + 1)), time, [label[i]]);
        v.forEach((value, k) => { worst = Math.max(worst, Math.abs(value - velocity[784 * i + k])); });
      });
      assert.ok(worst < tolerance, `largest difference ${worst}`);
      net.dispose();
    });
});

test('a damaged weights file is refused with a sentence', async () => {
  const bytes = new Uint8Array(await readFile(path.join(root, 'web/weights/small.safetensors')));
  assert.throws(() => engine.unet(bytes.slice(0, -2)), /lies outside the file/);
  assert.throws(() => engine.unet(new Uint8Array([...bytes, 0])), /left over/);
  assert.throws(() => engine.unet(new Uint8Array(3)), /shorter than its 8-byte length/);
});

test('faults are sentences, not crashes', () => {
  const points = problem();
  assert.throws(() => engine.path(points, points, 1.5, 0), /t lies in \[0, 1\]/);
  assert.throws(() => engine.path(points, points, NaN, 0), /t lies in/);
  assert.throws(() => engine.marginalField(points, 'moons', 0, 0.5, points), /choose another source/);
  assert.throws(() => engine.marginalField(points, 'gaussian', 0, 1, points), /stop short of t = 1/);
  assert.throws(() => engine.trainer(config(points, { hidden: [0] })), /1 to 4096/);
  assert.throws(() => engine.trainer(config(points, { timeFeatures: 3 })), /even/);
  assert.throws(() => engine.trainer(config(points, { learningRate: NaN })), /learning rate/);
  assert.throws(() => engine.trainer(config(Float32Array.of(NaN, 0))), /not finite/);
  assert.throws(() => engine.trainer(config(new Float32Array(0))), /data set/);
});

test('random arguments: statuses, never a trap, and no memory is kept', async () => {
  const x = await rawExports();
  const random = (() => { let s = 1; return () => (s = (s * 48271) % 2147483647) / 2147483647; })();
  const ints = [0, 1, 2, 7, -1, 1e9, 2147483647, -2147483648], reals = [0, 1, 0.5, -1, NaN, Infinity, 1e300];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const buffer = x.fm_alloc(1 << 20);
  const small = () => pick([0, 1, 2, 7, -1, 2147483647]);
  const pointer = () => pick([0, buffer]);
  const calls = [
    () => x.fm_sample(pick(ints), small(), 1, 2, pointer()),
    () => x.fm_normal(small(), 1, 2, pointer()),
    () => x.fm_blend(small(), pointer(), pointer(), pick(reals), 1, pointer()),
    () => x.fm_draw_pairs(small(), pointer(), pick(ints), small(), 1, 1, pointer(), pointer()),
    () => x.fm_path_sample(small(), pointer(), pointer(), pick(reals), pick(reals), pointer(), pointer()),
    () => x.fm_bin_average(small(), pointer(), pointer(), pick([-1, 0, 3, 2147483647]), pick(reals), pointer(), pointer()),
    () => x.fm_marginal_field(small(), pointer(), pick(ints), pick(reals), pick(reals), small(), pointer(), pointer(), pointer()),
    () => x.fm_posterior(small(), pointer(), pick(ints), pick(reals), pick(reals), pick(reals), pick(reals), pointer(), pointer(), pointer()),
    () => x.fm_irreducible_loss(small(), pointer(), pick(ints), pick(reals), pick([-1, 0, 1, 5]), 1, pointer()),
    () => { const h = x.fm_trainer_create(small(), pointer(), pick(ints), pick(reals), pointer(), pick([-1, 0, 1, 99]), pick(ints), pick([-2, 3, 4, 16]), pick([-1, 0, 5]), pick(reals), 1); x.fm_trainer_destroy(h); return h ? 0 : -1; },
    () => { const h = x.fm_unet_create(pointer(), pick([0, 1, 8, 100])); x.fm_unet_destroy(h); return h ? 0 : -1; },
    () => x.fm_unet_step(0, pick(ints), small(), pointer(), 0, 1, pointer(), 1),
    () => x.fm_trainer_run(0, 5, pointer()),
  ];
  const points = x.fm_alloc(8 * 16), hidden = x.fm_alloc(4);
  new Float32Array(x.memory.buffer, points, 32).fill(0.5);
  new Int32Array(x.memory.buffer, hidden, 1)[0] = 8;
  const trainer = x.fm_trainer_create(16, points, 0, 0, hidden, 1, 0, 4, 5, 1e-3, 1);
  const file = await readFile(path.join(root, 'web/weights/small.safetensors')), bytes = x.fm_alloc(file.length);
  new Uint8Array(x.memory.buffer).set(file, bytes);
  const net = x.fm_unet_create(bytes, file.length);
  assert.ok(trainer && net);
  const few = () => pick([-1, 0, 1, 2147483647]);
  calls.push(
    () => x.fm_trainer_run(trainer, pick([-5, 0, 3, 2147483647 * pick([0, 1]) && -1]), pointer()),
    () => x.fm_trainer_velocity(trainer, small(), pointer(), pick(reals), pointer()),
    () => x.fm_trainer_solve(trainer, pick(ints), pick([-1, 0, 1, 5, 2147483647]), small(), pointer(), pointer()),
    () => x.fm_trainer_set_learning_rate(trainer, pick([1e-3, NaN, -1, Infinity])),
    () => x.fm_unet_velocity(net, few(), pointer(), pick([0, 1, NaN]), pointer(), pointer()),
    () => x.fm_unet_step(net, pick([-1, 0, 9]), few(), pointer(), pick([0, NaN]), pick([1, 2]), pointer(), pick(reals)),
  );
  // Sizes that fit the buffer where a call succeeds: 7 rows at most, or a refusal.
  for (let i = 0; i < 5000; i++) {
    new Float32Array(x.memory.buffer, buffer, 64).fill(pick([0, 1, NaN, Infinity, -1e30]));
    const status = pick(calls)();
    assert.ok(status >= -1 && status <= 7, String(status));
  }
  // Far more than the memory would hold if one of them were kept.
  const before = x.memory.buffer.byteLength;
  for (let i = 0; i < 100; i++) {
    x.fm_unet_destroy(x.fm_unet_create(bytes, file.length));
    x.fm_trainer_destroy(x.fm_trainer_create(16, points, 0, 0, hidden, 1, 0, 4, 60000, 1e-3, 1));
  }
  assert.equal(x.memory.buffer.byteLength, before);
});
