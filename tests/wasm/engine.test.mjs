// The C interface through its typed wrapper: what goes in comes out, and every fault is a status with a sentence.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { parse } from '../../wasm/bind.mjs';
import { importTs, loadDigits, loadEngine, rawExports, root } from './load.mjs';

const engine = await loadEngine(), digits = await loadDigits();
const problem = () => engine.data.sample('moons', 512, 1);
const straight = { kind: 'cond-ot', parameter: 0 };
const config = (points, more = {}) => ({
  points, source: 'gaussian', schedule: straight, hidden: [64, 64, 64], activation: 'silu', timeFeatures: 16, batch: 256, learningRate: 2e-3,
  seed: 1, ...more,
});

test('a seed names the same numbers as natively', () => {
  // random_tests.cpp freezes the doubles, bit by bit; these are their floats.
  const expected = [0.4971310920348003, 0.013023451140699503, 0.5945720882592941];
  for (const module of [engine, digits]) assert.deepEqual(module.noise.normal(3, 1), Float32Array.from(expected));
});

test('the path is exact at its ends and its target is x1 - x0', () => {
  const x0 = engine.data.sample('gaussian', 50, 3), x1 = engine.data.sample('ring', 50, 4);
  assert.deepEqual(engine.paths.sample(x0, x1, 0, straight).xt, x0);
  assert.deepEqual(engine.paths.sample(x0, x1, 1, straight).xt, x1);
  const { ut } = engine.paths.sample(x0, x1, 0.3, straight);
  ut.forEach((u, i) => assert.equal(u, Math.fround(x1[i] - x0[i])));
});

test('posterior weights sum to 1 and their mean is the marginal field', () => {
  const points = problem(), at = engine.fields.posterior(points, 'gaussian', straight, 0.4, 0.3, -0.2);
  assert.ok(Math.abs(at.weights.reduce((a, b) => a + b) - 1) < 1e-5);
  const field = engine.fields.ofPoints(points, 'gaussian', straight);
  const { u } = field.sample(Float32Array.of(0.3, -0.2), 0.4);
  field.dispose();
  assert.ok(Math.hypot(u[0] - at.mean[0], u[1] - at.mean[1]) < 1e-6);
  at.partners.slice(0, 20).forEach((p, i) => { // each line passes through the place
    const place = i % 2 ? -0.2 : 0.3;
    assert.ok(Math.abs(0.6 * p + 0.4 * points[i] - place) < 1e-5);
  });
});

test('training: the loss falls to the floor, a seed repeats to the bit, and a run in pieces is the run', () => {
  const points = problem(), a = engine.trainer(config(points)), b = engine.trainer(config(points));
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
      const net = digits.unet(new Uint8Array(await readFile(path.join(root, 'web/weights', entry.file))));
      const { seed, t: times, label, velocity, tolerance } = entry.parity;
      const x = digits.noise.normal(784 * times.length, seed);
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
  assert.throws(() => digits.unet(bytes.slice(0, -2)), /lies outside the file/);
  assert.throws(() => digits.unet(new Uint8Array([...bytes, 0])), /left over/);
  assert.throws(() => digits.unet(new Uint8Array(3)), /shorter than its 8-byte length/);
});

test('faults are sentences, not crashes', () => {
  const points = problem();
  assert.throws(() => engine.paths.sample(points, points, 1.5, straight), /t lies in \[0, 1\]/);
  assert.throws(() => engine.paths.sample(points, points, NaN, straight), /t lies in/);
  assert.throws(() => engine.fields.ofPoints(points, 'moons', straight), /choose another source/);
  const field = engine.fields.ofPoints(points, 'gaussian', straight);
  assert.throws(() => field.velocity(points, 1), /stop short of the data/);
  assert.throws(() => field.logLikelihood('data', 'rk4', 10, 0, 1, points), /knows its density already/);
  field.dispose();
  assert.throws(() => engine.paths.convert('velocity', 'score', straight, 1, points, points), /stop short of the data/);
  assert.throws(() => engine.transport.distance('w2', points, points, points.slice(2)), /where 1024 are needed/);
  assert.throws(() => engine.transport.assign(3, Float64Array.of(1, 2)), /where 9 are needed/);
  assert.throws(() => engine.transport.assign(2, Float64Array.of(1, NaN, 1, 1)), /a cost is a number/);
  assert.throws(() => engine.trainer(config(points, { classes: 2 })), /needs data with labels/);
  assert.throws(() => engine.trainer(config(points, { hidden: [0] })), /1 to 4096/);
  assert.throws(() => engine.trainer(config(points, { timeFeatures: 3 })), /even/);
  assert.throws(() => engine.trainer(config(points, { learningRate: NaN })), /learning rate/);
  assert.throws(() => engine.trainer(config(Float32Array.of(NaN, 0))), /not finite/);
  assert.throws(() => engine.trainer(config(new Float32Array(0))), /data set/);
});

test('handles, networks and workspaces are given back: no memory is kept', async () => {
  const x = await rawExports('engine'), d = await rawExports('digits');
  const points = x.fm_alloc(8 * 16), hidden = x.fm_alloc(4), { trainerOptions } = await importTs('web/src/engine/names.ts'), options = x.fm_alloc(trainerOptions.size);
  new Float32Array(x.memory.buffer, points, 32).fill(0.5);
  new Int32Array(x.memory.buffer, hidden, 1)[0] = 8;
  const view = new DataView(x.memory.buffer, options);
  new Uint8Array(x.memory.buffer, options, trainerOptions.size).fill(0);
  for (const [name, value] of Object.entries({ coupling: 1, timesScale: 1, timeFeatures: 4, batch: 2000, learningRate: 1e-3, emaDecay: 0.9, seed: 1 })) {
    const [offset, write] = trainerOptions.fields[name];
    view[write](offset, value, true);
  }
  const file = await readFile(path.join(root, 'web/weights/small.safetensors')), bytes = d.fm_alloc(file.length);
  new Uint8Array(d.memory.buffer).set(file, bytes);
  const columns = x.fm_alloc(4 * 16), out = x.fm_alloc(16);
  const cycle = () => {
    const net = d.fm_unet_create(bytes, file.length);
    const trainer = x.fm_trainer_create(16, points, 0, 0, 0, 0, 1, hidden, options);
    const field = x.fm_field_of_trainer(trainer, -1, 1);
    assert.ok(net && trainer && field);
    assert.equal(x.fm_trainer_run(trainer, 1, columns), 1);
    assert.equal(x.fm_assign_points(16, 2, points, points, columns, 0, out), 0);
    assert.equal(x.fm_field_velocity(0, 1, points, 0.5, out, 0), -1); // failures keep nothing either
    x.fm_field_destroy(field);
    x.fm_trainer_destroy(trainer);
    d.fm_unet_destroy(net);
  };
  for (let i = 0; i < 3; i++) cycle();
  const sizes = () => [x, d].map(({ memory }) => memory.buffer.byteLength), before = sizes();
  for (let i = 0; i < 60; i++) cycle();
  assert.deepEqual(sizes(), before);
});

test('every field of every schedule: conversions there and back, solvers that agree, a chain of densities', () => {
  const x0 = engine.data.sample('gaussian', 40, 1), x1 = engine.data.sample('ring', 40, 2);
  const close = (a, b, tolerance) => a.forEach((v, i) => assert.ok(Math.abs(v - b[i]) < tolerance, `${v} and ${b[i]}`));
  for (const [kind, parameter] of [['cond-ot', 0], ['polynomial', 2], ['variance-preserving', 0], ['linear-vp', 0], ['cosine', 0]]) {
    const schedule = { kind, parameter }, { xt, ut } = engine.paths.sample(x0, x1, 0.6, schedule);
    for (const to of ['data', 'noise', 'score'])
      close(engine.paths.convert(to, 'velocity', schedule, 0.6, xt, engine.paths.convert('velocity', to, schedule, 0.6, xt, ut)), ut, 1e-3);
    const [{ logSnr }] = engine.paths.schedule(schedule, [0.6]);
    assert.ok(Math.abs(engine.paths.timesAt(schedule, [logSnr])[0] - 0.6) < 1e-9);
    const normal = [{ weight: 1, mean: [0, 0], covariance: [1, 0, 1] }];
    const data = [{ weight: 0.5, mean: [1, 1], covariance: [0.3, 0.1, 0.2] }, { weight: 0.5, mean: [-1, 0], covariance: [0.2, 0, 0.2] }];
    const field = engine.fields.ofMixture(normal, data, schedule);
    const grid = engine.fields.grid(0, 0.9, 60), fixed = field.solve('rk4-3/8', grid, x0);
    const { states, outcome, t, evaluations } = field.solveAdaptive('tsit5', 0, 0.9, [0.45, 0.9], x0, { relative: 1e-6 });
    assert.equal(outcome, 'reached');
    assert.equal(t, 0.9);
    assert.ok(evaluations > 10);
    close(states.slice(80), fixed.slice(-80), 2e-3);
    const still = field.diffuse(0, grid, x0, 1);
    close(still, field.solve('euler', grid, x0), 1e-12);
    const { score, noise } = field.posterior(xt, 0.6), sigma = engine.paths.schedule(schedule, [0.6])[0].sigma;
    close(score, noise.map((v) => -v / sigma), 1e-3);
    // The first step is the caller's, who saves the evaluation that would have chosen it.
    const own = field.solveAdaptive('tsit5', 0, 0.01, [0.01], x0, { firstStep: 0.01, relative: 1 });
    assert.deepEqual([own.steps, own.evaluations], [1, 7]);
    // The same in reversed time: the same places, the other way.
    const back = { ...schedule, reversed: true }, mirrored = engine.paths.sample(x0, x1, 1 - 0.6, back);
    close(mirrored.xt, xt, 1e-6);
    close(mirrored.ut, ut.map((v) => -v), 1e-5);
    const reversed = engine.fields.ofMixture(normal, data, back);
    close(reversed.solve('rk4-3/8', grid.map((time) => 1 - time), x0).slice(-80), fixed.slice(-80), 1e-5);
    assert.throws(() => reversed.diffuse(1, grid, x0, 1), /a schedule that is not reversed/);
    reversed.dispose();
    field.dispose();
  }
});

test('posterior weights of components and of points, by their definitions', () => {
  const t = 0.4, place = [0.3, -0.2], data = [[1, 1], [-1, 0], [0, 2]].map((mean, k) => ({ weight: (k + 1) / 6, mean, covariance: [0.3, 0, 0.3] }));
  const field = engine.fields.ofMixture([{ weight: 1, mean: [0, 0], covariance: [1, 0, 1] }], data, straight);
  const likely = data.map(({ weight, mean: [x, y] }) => // x_t of component k is N(t mean, (1 - t)^2 + 0.3 t^2)
    weight * Math.exp(-((place[0] - t * x) ** 2 + (place[1] - t * y) ** 2) / (2 * ((1 - t) ** 2 + 0.3 * t * t))));
  const total = likely.reduce((a, b) => a + b), { weights } = field.posterior(Float32Array.of(0, 0, ...place), t, true);
  assert.equal(weights.length, 6);
  likely.forEach((p, k) => assert.ok(Math.abs(weights[3 + k] - p / total) < 1e-6));
  assert.equal(field.posterior(Float32Array.of(0, 0), t).weights.length, 0);
  field.dispose();
  const points = problem(), cloud = engine.fields.ofPoints(points, 'gaussian', straight);
  assert.deepEqual(cloud.posterior(Float32Array.from(place), t, true).weights,
    engine.fields.posterior(points, 'gaussian', straight, t, Math.fround(place[0]), Math.fround(place[1])).weights);
  cloud.dispose();
});

test('a learned field under another schedule, and in reversed time, leads noise to the same data', () => {
  const points = problem(), noise = engine.data.sample('gaussian', 300, 9), t = engine.trainer(config(points));
  t.run(300);
  const plain = t.field(), end = plain.solve('rk4', engine.fields.grid(0, 0.99, 100), noise).slice(-600);
  const back = { ...straight, reversed: true }, reversed = plain.under(back);
  const same = reversed.solve('rk4', engine.fields.grid(1, 0.01, 100), noise).slice(-600);
  end.forEach((v, i) => assert.ok(Math.abs(v - same[i]) < 1e-4));
  const cosine = plain.under({ kind: 'cosine', parameter: 0 }), { t: reached, scale } = engine.paths.change(straight, { kind: 'cosine', parameter: 0 }, 0.9);
  const [there, here] = [cosine.solve('rk4', engine.fields.grid(0, 0.9, 200), noise).slice(-600), plain.solve('rk4', engine.fields.grid(0, reached, 200), noise).slice(-600)];
  there.forEach((v, i) => assert.ok(Math.abs(v - scale * here[i]) < 1e-3)); // x^to = s x^from
  assert.throws(() => reversed.divergence(noise, 0.5), /under its own schedule/);
  assert.throws(() => engine.trainer(config(points, { schedule: back })), /noise at t = 0/);
  for (const field of [reversed, cosine, plain]) field.dispose();
  t.dispose();
});

test('a picture can be the source: its points are drawn anew, coupled, and led to the data', () => {
  const base = engine.data.picture(2, Float32Array.of(0, 1, 1, 0), 1, 500, 1), points = problem();
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

test('the wrapper hands every argument on in its place', () => {
  const n = 50, [a, b, z] = [1, 2, 3].map((seed) => engine.data.sample('gaussian', n, seed)), near = (x, y) => assert.ok(Math.abs(x - y) < 1e-5, `${x} and ${y}`);
  const { xt, ut } = engine.paths.noisy('constant', 0.5, a, b, z, 0.25);
  for (let i = 0; i < 2 * n; i++) {
    near(xt[i], 0.75 * a[i] + 0.25 * b[i] + 0.5 * z[i]);
    near(ut[i], b[i] - a[i]);
  }
  near(engine.paths.noisy('bridge', 0.5, a, b, z, 0.25).xt[3], 0.75 * a[3] + 0.25 * b[3] + 0.5 * Math.sqrt(0.25 * 0.75) * z[3]);
  const sampler = { kind: 'logit-normal', location: 0.5, scale: 0.7 }, { t, weights } = engine.paths.times(sampler, n, 1);
  engine.paths.timeDensity(sampler, [...t]).forEach((p, i) => assert.ok(Math.abs(weights[i] * p - 1) < 1e-5));
  const losses = engine.paths.losses(a, b, t, 1, 4);
  near(losses.meanSquare, a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0) / (2 * n));
  assert.equal(losses.counts.reduce((x, y) => x + y), n);
  near(losses.byTime.reduce((sum, l, i) => sum + (losses.counts[i] ? l * losses.counts[i] : 0), 0) / n, losses.meanSquare);
  // From the path of degree 2 to the straight one: t(r) where alpha / sigma agree, r / (1 - r) = t^2 / (1 - t^2).
  const { t: time, scale } = engine.paths.change({ kind: 'polynomial', parameter: 2 }, straight, 0.36);
  near(time, 0.6);
  near(scale, 1);
  const narrow = [{ weight: 1, mean: [3, -1], covariance: [0.04, 0, 0.01] }], drawn = engine.data.mixture(narrow, 4000, 1);
  near(Math.round(10 * drawn.reduce((sum, v, i) => sum + (i % 2 ? 0 : v), 0) / 4000) / 10, 3);
  near(engine.data.logDensity(narrow, Float32Array.of(3, -1)).logP[0], -Math.log(2 * Math.PI * 0.2 * 0.1));
  near(engine.data.logDensity('gaussian', Float32Array.of(1, 2)).score[1], -2);
  // Between N(0, I) and N(m, v I): Var(u | x) = v / ((1 - t)^2 + t^2 v), whose mean over t is sqrt(v) pi / 2.
  near(engine.fields.mixtureFloor([{ weight: 1, mean: [0, 0], covariance: [1, 0, 1] }], [{ weight: 1, mean: [3, 1], covariance: [0.25, 0, 0.25] }], straight), 0.25 * Math.PI);
  near(engine.transport.squaredDistances(a, b.slice(0, 6))[3 * 7 + 2], (a[14] - b[4]) ** 2 + (a[15] - b[5]) ** 2);
  const { mean, counts } = engine.fields.binAverage(Float32Array.of(0.5, 0.5, 0.6, 0.7, -1.5, 0.5), Float32Array.of(1, 2, 3, 4, 5, 6), 2, 1);
  assert.deepEqual([[...mean.slice(6)], [...counts]], [[2, 3], [0, 0, 0, 2]]);
  const trainer = engine.trainer(config(problem())), { weights: w, bias } = trainer.layer(3, 64, 2);
  assert.deepEqual([w.length, bias.length], [128, 2]);
  assert.ok(w.every((v) => Math.abs(v) <= 1 / 8) && w.some((v) => v !== 0)); // 1 / sqrt(inputs)
  assert.throws(() => trainer.layer(3, 64, 3), /this layer is 64 x 2/);
  trainer.dispose();
});

test('couplings, assignment, Sinkhorn and distances in the units of their headers', () => {
  const { points, labels } = engine.data.labelled('moons', 2000, 1);
  assert.equal(engine.data.classes('moons'), 2);
  const cost = (kind) => {
    const p = engine.transport.drawPairs(points, 'gaussian', 64, 3, 1, { kind, regularisation: 0.05 }, labels);
    assert.equal(p.labels.length, 64);
    return p.x0.reduce((sum, v, i) => sum + (v - p.x1[i]) ** 2, 0) / 64;
  };
  const [independent, optimal, classwise, sinkhorn] = ['independent', 'minibatch-ot', 'classwise-ot', 'sinkhorn'].map(cost);
  assert.ok(optimal < classwise && classwise < independent && optimal < sinkhorn && sinkhorn < independent);
  const { columns, cost: best, gap, prices } = engine.transport.assign(3, Float64Array.of(4, 1, 3, 2, 0, 5, 3, 2, 2));
  assert.deepEqual([...columns], [1, 0, 2]);
  assert.equal(best, 5);
  assert.ok(gap < 1e-9 && Math.abs(prices.reduce((a, b) => a + b) - 5) < 1e-9);
  const [a, b] = [7, 8].map((seed) => engine.data.sample('moons', 50, seed)), pairs = engine.transport.assignPoints(a, b);
  for (let i = 0; i < 50; i++) for (let j = 0; j < 50; j++) { // no pair costs less than its prices
    const c = (a[2 * i] - b[2 * j]) ** 2 + (a[2 * i + 1] - b[2 * j + 1]) ** 2, slack = c - pairs.prices[i] - pairs.prices[50 + j];
    assert.ok(slack > -1e-6 && (pairs.columns[i] !== j || slack < 1e-6));
  }
  const { plan, converged, marginalError } = engine.transport.sinkhorn(3, Float64Array.of(4, 1, 3, 2, 0, 5, 3, 2, 2), 0.5);
  assert.ok(converged && marginalError < 1e-5 && Math.abs(plan.reduce((a, b) => a + b) - 1) < 1e-6);
  const draw = (seed) => engine.data.sample('moons', 300, seed), samples = engine.data.sample('gaussian', 300, 9);
  for (const metric of ['w1', 'w2', 'sliced-w2', 'energy-distance', 'mmd', 'gaussian-w2']) {
    const { value, floor, n } = engine.transport.distance(metric, samples, draw(2), draw(3));
    assert.equal(n, 300);
    assert.ok(value > 1.5 * floor, `${metric}: ${value} against ${floor}`);
  }
  const lines = engine.transport.trajectories(Float64Array.of(0, 0.5, 1), Float32Array.of(0, 0, 1, 0, 1.5, 2, 0.5, 2.5, 3, 4, 0, 5));
  assert.ok(Math.abs(lines.straightness) < 1 && lines.crossings === 1 && lines.pairCost > 20);
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

test('a picture and a drawing become points', () => {
  const dots = engine.data.picture(2, Float32Array.of(0, 1, 0, 0), 1, 100, 1);
  for (let i = 0; i < 200; i += 2) assert.ok(dots[i] >= 0 && dots[i + 1] >= 0);
  const line = engine.data.drawing([[0, 0, 3, 0]], 0, 100, 1);
  for (let i = 0; i < 200; i += 2) assert.ok(line[i] >= 0 && line[i] <= 3 && line[i + 1] === 0);
});

test('each module exports the functions of the header, with as many arguments, and no others', async () => {
  const { functions } = parse(await readFile(path.join(root, 'wasm/api.h'), 'utf8'));
  for (const module of ['engine', 'digits']) {
    const x = await rawExports(module), declared = functions.filter((f) => f.module === 'both' || f.module === module);
    assert.deepEqual(Object.keys(x).filter((name) => name.startsWith('fm_')).sort(), declared.map((f) => f.name).sort(), module);
    for (const { name, args } of declared) assert.equal(x[name].length, args.length, name);
  }
});

test('a structure is packed by its layout, and a number that does not fit is refused', () => {
  const points = problem();
  assert.throws(() => engine.trainer(config(points, { batch: 2.5 })), /batch must be a whole number, not 2.5/);
  assert.throws(() => engine.trainer(config(points, { seed: -1 })), /seed must be a whole number from 0 to 4294967295, not -1/);
  assert.throws(() => engine.trainer(config(points, { classes: 2 ** 31 })), /classes must be a whole number/);
  assert.throws(() => engine.trainer(config(points, { emaDecay: 1 })), /EMA's decay lies in/);
});

test('what is disposed of twice is gone once, and says so when it is asked', async () => {
  const points = problem();
  const t = engine.trainer(config(points, { hidden: [8] })), field = t.field(), exact = engine.fields.ofPoints(points, 'gaussian', straight);
  const net = digits.unet(new Uint8Array(await readFile(path.join(root, 'web/weights/small.safetensors'))));
  for (const one of [field, exact, t, net]) one.dispose(), one.dispose();
  // A handle of the same size takes the place that was freed: a second free would take it away.
  const next = engine.trainer(config(points, { hidden: [8] }));
  t.dispose();
  assert.equal(next.run(3).length, 3);
  next.dispose();
  assert.throws(() => field.velocity(points, 0.5), /create one first/);
  assert.throws(() => exact.velocity(points, 0.5), /create one first/);
  assert.throws(() => t.run(1), /create one first/);
  assert.throws(() => net.velocity(new Float32Array(784), 0.5, [1]), /first|no network/);
});

test('the error of a field where much passes', () => {
  const { density, shown } = engine.fields.presence(Float32Array.of(-3, -4, -Infinity));
  assert.ok(Math.abs(density[1] - Math.exp(-1)) < 1e-7);
  assert.deepEqual([density[0], density[2], shown[0], shown[2]], [1, 0, 1, 0]);
  const { each, rms } = engine.fields.error(Float32Array.of(3, 4, 1, 1), new Float32Array(4), Float32Array.of(1, 0));
  assert.deepEqual([each[0], rms], [5, 5]);
  assert.throws(() => engine.fields.error(new Float32Array(4), new Float32Array(2), Float32Array.of(1, 1)), /where 4 are needed/);
});

test('a cancel after the end is forgotten', async () => {
  const { serve } = await importTs('web/src/engine/runtime/serve.ts'), sent = [];
  const self = (globalThis.self = { postMessage: (reply) => sent.push(reply) }), channel = new MessageChannel();
  globalThis.MessageChannel = class { constructor() { return channel; } };
  serve(async () => ({ work: async (_, context) => context.goOn() }));
  const done = async (id) => {
    self.onmessage({ data: { id, kind: 'work', payload: null } });
    while (!sent.some((r) => r.id === id)) await new Promise((r) => setTimeout(r, 1));
    return sent.splice(0).find((r) => r.id === id).result;
  };
  self.onmessage({ data: { module: null } });
  assert.equal(await done(1), true);
  self.onmessage({ data: { id: 1, cancel: true } });
  assert.equal(await done(1), true, 'the id is free again');
  channel.port1.close(); // or node would wait for more
  delete globalThis.self;
});
