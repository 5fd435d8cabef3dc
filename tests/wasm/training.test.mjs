// Networks in training, through the typed wrapper: what they reach, and what is done with them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { loadEngine } from './load.mjs';
import { openNetwork } from './network_file.mjs';
import { config, problem, straight } from './problems.mjs';

const engine = await loadEngine();

test('training: the loss falls to the floor, a seed repeats to the bit, and a run in pieces is the run', () => {
  const points = problem(engine), a = engine.trainer(config(points)), b = engine.trainer(config(points));
  const losses = a.run(1500), mean = losses.slice(-500).reduce((x, y) => x + y) / 500;
  const floor = engine.fields.irreducibleLoss(points, 'gaussian', straight, 4000, 1);
  assert.ok(mean < 1.1 * floor.mean + 3 * floor.standardError, `${mean} against ${floor.mean}`);
  const pieces = [...b.run(700), ...b.run(800)];
  assert.deepEqual(Float32Array.from(pieces), losses);
  assert.equal(a.steps, 1500);
  const path = a.solve('heun', 10, engine.data.sample('gaussian', 20, 5));
  assert.equal(path.length, 11 * 40);
  assert.ok(path.every(Number.isFinite));
  a.dispose();
  b.dispose();
});

test('divergence comes back as fewer losses, at the last good step', () => {
  const t = engine.trainer(config(problem(engine), { learningRate: 10 }));
  const losses = t.run(500);
  assert.ok(losses.length < 500);
  assert.ok(t.steps <= losses.length);
  assert.ok(t.velocity(Float32Array.of(0, 0), 0.5).every(Number.isFinite));
  t.dispose();
});

test('a learned field under another schedule, and in reversed time, leads noise to the same data', () => {
  const points = problem(engine), noise = engine.data.sample('gaussian', 300, 9), t = engine.trainer(config(points));
  t.run(300);
  const plain = t.field(), end = plain.solve('rk4', engine.fields.grid(0, 0.99, 100), noise).slice(-600);
  const back = { ...straight, reversed: true }, reversed = plain.under(back);
  const same = reversed.solve('rk4', engine.fields.grid(1, 0.01, 100), noise).slice(-600);
  end.forEach((v, i) => assert.ok(Math.abs(v - same[i]) < 1e-4));
  const cosine = plain.under({ kind: 'cosine', parameter: 0 }), { t: reached, scale } = engine.paths.change(straight, { kind: 'cosine', parameter: 0 }, 0.9);
  const [there, here] = [cosine.solve('rk4', engine.fields.grid(0, 0.9, 200), noise).slice(-600),
    plain.solve('rk4', engine.fields.grid(0, reached, 200), noise).slice(-600)];
  there.forEach((v, i) => assert.ok(Math.abs(v - scale * here[i]) < 1e-3)); // x^to = s x^from
  assert.throws(() => reversed.divergence(noise, 0.5), /under its own schedule/);
  assert.throws(() => engine.trainer(config(points, { schedule: back })), /noise at t = 0/);
  for (const field of [reversed, cosine, plain]) field.dispose();
  t.dispose();
});

test('a picture can be the source: its points are drawn anew, coupled, and led to the data', () => {
  const base = engine.data.picture(2, Float32Array.of(0, 1, 1, 0), 1, 500, 1), points = problem(engine);
  const { x0 } = engine.transport.drawPairs(points, 'gaussian', 64, 1, 1, { kind: 'minibatch-ot', regularisation: 0 }, null, base);
  const known = new Set(Array.from({ length: 500 }, (_, i) => `${base[2 * i]},${base[2 * i + 1]}`));
  for (let i = 0; i < 64; i++) assert.ok(known.has(`${x0[2 * i]},${x0[2 * i + 1]}`));
  const t = engine.trainer(config(points, { base })), losses = t.run(200), field = t.field();
  assert.ok(losses.slice(-50).reduce((a, b) => a + b) < 0.8 * losses.slice(0, 50).reduce((a, b) => a + b));
  assert.throws(() => field.diffuse(1, engine.fields.grid(0, 0.9, 5), base, 1), /standard normal/);
  const logP = engine.data.pictureLogDensity(2, Float32Array.of(0, 1, 1, 0), 1, Float32Array.of(0.5, 0.5, -0.5, 0.5));
  assert.deepEqual([...logP], [Math.log(0.5), -Infinity]);
  field.dispose();
  t.dispose();
});

test('a class, its guidance, and the likelihood of a learned field', () => {
  const { points, labels } = engine.data.labelled('moons', 500, 1);
  const t = engine.trainer(config(points, { labels, classes: 2, emaDecay: 0.99, coupling: { kind: 'classwise-ot', regularisation: 0 }, batch: 64 }));
  assert.equal(t.run(200).length, 200);
  const at = Float32Array.of(0.3, 0.3), plain = t.field(), zero = t.field(0, 1), strong = t.field(0, 3);
  const [u, u0, u3] = [plain, zero, strong].map((f) => f.velocity(at, 0.5));
  u3.forEach((v, i) => assert.ok(Math.abs(v - (u[i] + 3 * (u0[i] - u[i]))) < 1e-5));
  const exact = plain.logLikelihood('data', 'rk4', 20, 0, 1, at), guessed = plain.logLikelihood('data', 'rk4', 20, 64, 1, at);
  const again = plain.logLikelihood('noise', 'rk4', 20, 0, 1, exact.end);
  assert.ok(Math.abs(again.logP[0] - exact.logP[0]) < 1e-3 && Math.abs(again.end[0] - at[0]) < 1e-3);
  const { divergence } = plain.divergence(at, 0.5), estimate = plain.divergence(at, 0.5, 200);
  assert.ok(Math.abs(divergence[0] - estimate.divergence[0]) < 5 * estimate.standardError[0] + 1e-6);
  assert.throws(() => strong.divergence(at, 0.5), /without guidance/);
  assert.ok(Math.abs(exact.logP[0] - guessed.logP[0]) < 5 * guessed.standardError[0] + 1e-6);
  assert.equal(exact.standardError[0], 0);
  for (const field of [plain, zero, strong]) field.dispose();
  t.dispose();
});

test('a network as a file: its very weights, applied as it says, are its velocity; after dispose there is none', () => {
  const t = engine.trainer(config(problem(engine), { emaDecay: 0.9 }));
  t.run(30);
  const bytes = t.file(), { words, shapes, velocity } = openNetwork(Buffer.from(bytes)), places = engine.data.sample('gaussian', 200, 3);
  assert.deepEqual([words.steps, words.weights], ['30', 'averaged, decay 0.9']);
  assert.equal(bytes.length % 4, 0);
  assert.match(shapes['layers.0.weight'], /^F32 \d+ x 18$/);
  for (const time of [0, 0.4, 1]) {
    const v = t.velocity(places, time);
    for (let i = 0; i < v.length; i += 2)
      velocity(places.slice(i, i + 2), time).forEach((w, j) => assert.ok(Math.abs(w - v[i + j]) < 1e-5, `${w}, ${v[i + j]}`));
  }
  t.dispose();
  assert.throws(() => t.file(), /there is no trainer/);
});
