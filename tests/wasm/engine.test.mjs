// The C interface through its typed wrapper: what goes in comes out.
import assert from 'node:assert/strict';
import test from 'node:test';
import { read } from '../../wasm/bind.mjs';
import { loadDigits, loadEngine, rawExports } from './load.mjs';
import { config, problem, straight } from './problems.mjs';

const engine = await loadEngine(), digits = await loadDigits();

test('a seed names the same numbers as natively', () => {
  // random_tests.cpp freezes the doubles, bit by bit; these are their floats.
  const expected = [0.4971310920348003, 0.013023451140699503, 0.5945720882592941];
  for (const module of [engine, digits]) assert.deepEqual(module.noise.normal(3, 1), Float32Array.from(expected));
});

test('the wrapper hands every argument on in its place', () => {
  const n = 50, [a, b, z] = [1, 2, 3].map((seed) => engine.data.sample('gaussian', n, seed)),
    near = (x, y) => assert.ok(Math.abs(x - y) < 1e-5, `${x} and ${y}`);
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
  near(engine.fields.mixtureFloor([{ weight: 1, mean: [0, 0], covariance: [1, 0, 1] }], [{ weight: 1, mean: [3, 1], covariance: [0.25, 0, 0.25] }], straight),
    0.25 * Math.PI);
  near(engine.transport.squaredDistances(a, b.slice(0, 6))[3 * 7 + 2], (a[14] - b[4]) ** 2 + (a[15] - b[5]) ** 2);
  const { mean, counts } = engine.fields.binAverage(Float32Array.of(0.5, 0.5, 0.6, 0.7, -1.5, 0.5), Float32Array.of(1, 2, 3, 4, 5, 6), 2, 1);
  assert.deepEqual([[...mean.slice(6)], [...counts]], [[2, 3], [0, 0, 0, 2]]);
  const trainer = engine.trainer(config(problem(engine))), { weights: w, bias } = trainer.layer(3, 64, 2);
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
    assert.ok(p.converged);
    return p.x0.reduce((sum, v, i) => sum + (v - p.x1[i]) ** 2, 0) / 64;
  };
  const [independent, optimal, classwise, sinkhorn] = ['independent', 'minibatch-ot', 'classwise-ot', 'sinkhorn'].map(cost);
  assert.ok(optimal < classwise && classwise < independent && optimal < sinkhorn && sinkhorn < independent);
  const { columns, cost: best, gap, prices } = engine.transport.assign(3, Float64Array.of(4, 1, 3, 2, 0, 5, 3, 2, 2));
  assert.deepEqual([...columns], [1, 0, 2]);
  assert.equal(best, 5);
  assert.ok(gap < 1e-9 && Math.abs(prices.reduce((a, b) => a + b) - 5) < 1e-9);
  const [a, b] = [7, 8].map((seed) => engine.data.sample('moons', 50, seed)), pairs = engine.transport.assignPoints(a, b);
  for (let i = 0; i < 50; i++)
    for (let j = 0; j < 50; j++) { // no pair costs less than its prices
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

test('cells of sites, their prices, and the maps between two Gaussians', () => {
  const sites = Float32Array.of(-1, 0, 1, 0), places = engine.data.sample('gaussian', 400, 3);
  assert.deepEqual([...engine.transport.cells(Float32Array.of(-0.1, 5, 0.1, -5), sites)], [0, 1]);
  // A price of 1 moves the border from 0 by 1/4.
  assert.deepEqual([...engine.transport.cells(Float32Array.of(0.1, 0, 0.3, 0), sites, Float64Array.of(1, 0))], [0, 1]);
  const halves = (weights) => {
    const cells = engine.transport.cells(places, sites, engine.transport.laguerrePrices(places, sites, weights));
    const mass = [0, 0];
    cells.forEach((c, i) => (mass[c] += weights ? weights[i] : 1));
    return mass[0] / (mass[0] + mass[1]);
  };
  const tilted = Float64Array.from({ length: 400 }, (_, i) => Math.exp(places[2 * i]));
  assert.ok(Math.abs(halves(null) - 0.5) < 0.01 && Math.abs(halves(tilted) - 0.5) < 0.03);
  const gaussian = (xx, xy, yy, x = 0) => ({ weight: 1, mean: [x, 0], covariance: [xx, xy, yy] });
  const along = engine.transport.gaussianMaps(gaussian(1, 0, 4), gaussian(9, 0, 1, 2), Float32Array.of(1, 2));
  assert.deepEqual([[...along.flow], [...along.optimal]].map((p) => p.map((v) => Number(v.toFixed(5)))), [[5, 1], [5, 1]]);
  assert.ok(along.distance < 1e-12 && Math.abs(along.optimalCost - 9) < 1e-9); // 2^2 + (3 - 1)^2 + (1 - 2)^2
  const askew = engine.transport.gaussianMaps(gaussian(1, 0, 4), gaussian(2, 1, 2), Float32Array.of(1, 2));
  assert.ok(askew.distance > 0.1 && askew.flowCost > askew.optimalCost);
});

test('mixtures whose components are paired: the floor and the field follow the share', () => {
  const ends = (x) => [1, -1].map((y) => ({ weight: 0.5, mean: [x, y], covariance: [0.05, 0, 0.05] })), at = Float32Array.of(0, 1);
  const floors = [0, 0.5, 1].map((share) => engine.fields.mixtureFloor(ends(-2), ends(2), straight, 12, share));
  assert.ok(floors[0] > floors[1] && floors[1] > floors[2], floors.join());
  const [across, along] = [0, 1].map((share) => {
    const field = engine.fields.ofMixture(ends(-2), ends(2), straight, share), u = field.velocity(at, 0.25);
    field.dispose();
    return u;
  });
  assert.ok(across[1] < along[1] - 0.02, `${across} against ${along}`); // some of those above go down
});

test('a picture and a drawing become points', () => {
  const dots = engine.data.picture(2, Float32Array.of(0, 1, 0, 0), 1, 100, 1);
  for (let i = 0; i < 200; i += 2) assert.ok(dots[i] >= 0 && dots[i + 1] >= 0);
  const line = engine.data.drawing([[0, 0, 3, 0]], 0, 100, 1);
  for (let i = 0; i < 200; i += 2) assert.ok(line[i] >= 0 && line[i] <= 3 && line[i + 1] === 0);
});

test('each module exports the functions of the header, with as many arguments, and no others', async () => {
  const { functions } = read();
  for (const module of ['engine', 'digits']) {
    const x = await rawExports(module), declared = functions.filter((f) => f.module === 'both' || f.module === module);
    assert.deepEqual(Object.keys(x).filter((name) => name.startsWith('fm_')).sort(), declared.map((f) => f.name).sort(), module);
    for (const { name, args } of declared) assert.equal(x[name].length, args.length, name);
  }
});

test('a structure is packed by its layout, and a number that does not fit is refused', () => {
  const points = problem(engine);
  assert.throws(() => engine.trainer(config(points, { batch: 2.5 })), /batch must be a whole number, not 2.5/);
  assert.throws(() => engine.trainer(config(points, { seed: -1 })), /seed must be a whole number from 0 to 4294967295, not -1/);
  assert.throws(() => engine.trainer(config(points, { classes: 2 ** 31 })), /classes must be a whole number/);
  assert.throws(() => engine.trainer(config(points, { emaDecay: 1 })), /EMA's decay lies in/);
});
