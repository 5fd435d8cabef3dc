// Fields and what is known of them, through the typed wrapper.
import assert from 'node:assert/strict';
import test from 'node:test';
import { loadEngine } from './load.mjs';
import { problem, straight } from './problems.mjs';

const engine = await loadEngine();
const close = (a, b, tolerance) => a.forEach((v, i) => assert.ok(Math.abs(v - b[i]) < tolerance, `${v} and ${b[i]}`));

test('the path is exact at its ends and its target is x1 - x0', () => {
  const x0 = engine.data.sample('gaussian', 50, 3), x1 = engine.data.sample('ring', 50, 4);
  assert.deepEqual(engine.paths.sample(x0, x1, 0, straight).xt, x0);
  assert.deepEqual(engine.paths.sample(x0, x1, 1, straight).xt, x1);
  const { ut } = engine.paths.sample(x0, x1, 0.3, straight);
  ut.forEach((u, i) => assert.equal(u, Math.fround(x1[i] - x0[i])));
});

test('posterior weights sum to 1 and their mean is the marginal field', () => {
  const points = problem(engine), at = engine.fields.posterior(points, 'gaussian', straight, 0.4, 0.3, -0.2);
  assert.ok(Math.abs(at.weights.reduce((a, b) => a + b) - 1) < 1e-5);
  const sorted = [...at.weights].sort((a, b) => b - a), held = (n) => sorted.slice(0, n).reduce((a, b) => a + b, 0);
  assert.ok(held(at.carriers) >= 0.9 - 1e-5 && held(at.carriers - 1) < 0.9 + 1e-5);
  assert.ok(Math.abs(2 * at.deviation ** 2 - at.covariance[0] - at.covariance[3]) < 1e-5);
  const field = engine.fields.ofPoints(points, 'gaussian', straight);
  const { u } = field.sample(Float32Array.of(0.3, -0.2), 0.4);
  field.dispose();
  assert.ok(Math.hypot(u[0] - at.mean[0], u[1] - at.mean[1]) < 1e-6);
  at.partners.slice(0, 20).forEach((p, i) => { // each line passes through the place
    const place = i % 2 ? -0.2 : 0.3;
    assert.ok(Math.abs(0.6 * p + 0.4 * points[i] - place) < 1e-5);
  });
});

test('how many data points pull: the mean of 1 / sum of squared weights over places', () => {
  const points = engine.data.sample('moons', 12, 3), places = Float32Array.of(0.3, -0.2, 1, 0.5), t = 0.4;
  const one = (i) => 1 / engine.fields.posterior(points, 'gaussian', straight, t, places[2 * i], places[2 * i + 1]).weights.reduce((a, w) => a + w * w, 0);
  assert.ok(Math.abs(engine.fields.effectiveNumber(points, 'gaussian', straight, t, places) - (one(0) + one(1)) / 2) < 1e-4);
  assert.ok(Math.abs(engine.fields.effectiveNumber(points, 'gaussian', straight, 0, places) - 12) < 1e-12);
  assert.throws(() => engine.fields.effectiveNumber(points, 'gaussian', straight, t, new Float32Array(0)), /at least one/);
});

test('every field of every schedule: conversions there and back, solvers that agree, a chain of densities', () => {
  const x0 = engine.data.sample('gaussian', 40, 1), x1 = engine.data.sample('ring', 40, 2);
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
  const likely = data.map(({ weight, mean: [x, y] }) =>
    // x_t of component k is N(t mean, (1 - t)^2 + 0.3 t^2)
    weight * Math.exp(-((place[0] - t * x) ** 2 + (place[1] - t * y) ** 2) / (2 * ((1 - t) ** 2 + 0.3 * t * t)))
  );
  const total = likely.reduce((a, b) => a + b), { weights } = field.posterior(Float32Array.of(0, 0, ...place), t, true);
  assert.equal(weights.length, 6);
  likely.forEach((p, k) => assert.ok(Math.abs(weights[3 + k] - p / total) < 1e-6));
  assert.equal(field.posterior(Float32Array.of(0, 0), t).weights.length, 0);
  field.dispose();
  const points = problem(engine), cloud = engine.fields.ofPoints(points, 'gaussian', straight);
  assert.deepEqual(cloud.posterior(Float32Array.from(place), t, true).weights,
    engine.fields.posterior(points, 'gaussian', straight, t, Math.fround(place[0]), Math.fround(place[1])).weights);
  cloud.dispose();
});

test('what flows into a box is what there is more of, and particles are counted at its sides', () => {
  const normal = [{ weight: 1, mean: [0, 0], covariance: [1, 0, 1] }], data = [{ weight: 1, mean: [2, 1], covariance: [0.5, 0.2, 0.3] }];
  const field = engine.fields.ofMixture(normal, data, straight), box = [-0.5, -1, 1.5, 0.8];
  for (const t of [0, 0.3, 0.9]) {
    const { inflow, mass, change } = field.boxLedger(t, box);
    assert.ok(mass > 0 && mass < 1 && Math.abs(inflow.reduce((a, b) => a + b) - change) < 1e-8, `${t}: ${inflow}, ${change}`);
  }
  assert.throws(() => field.boxLedger(0.3, [1, 0, 1, 2]), /has an area/);
  // The law's share of so many particles, within 4 of its standard deviations; the sums are exact.
  const n = 2000, states = field.solve('rk4', engine.fields.grid(0, 0.5, 20), engine.data.sample('gaussian', n, 4));
  const count = engine.transport.boxCrossings(states, n, box), { mass } = field.boxLedger(0.5, box), sum = (sides) => sides.reduce((a, b) => a + b);
  assert.ok(Math.abs(count.after / n - mass) < 4 * Math.sqrt(mass * (1 - mass) / n), `${count.after / n} for ${mass}`);
  assert.equal(sum(count.in) - sum(count.out), count.after - count.before);
  assert.equal(sum([...count.net]), count.after - count.before);
  field.dispose();
  const cloud = engine.fields.ofPoints(problem(engine), 'gaussian', straight);
  assert.throws(() => cloud.boxLedger(0.3, box), /between mixtures/);
  cloud.dispose();
});

test('the error of a field where much passes', () => {
  const { density, shown } = engine.fields.presence(Float32Array.of(-3, -4, -Infinity));
  assert.ok(Math.abs(density[1] - Math.exp(-1)) < 1e-7);
  assert.deepEqual([density[0], density[2], shown[0], shown[2]], [1, 0, 1, 0]);
  const { each, rms } = engine.fields.error(Float32Array.of(3, 4, 1, 1), new Float32Array(4), Float32Array.of(1, 0));
  assert.deepEqual([each[0], rms], [5, 5]);
  assert.equal(engine.fields.largestSpeed(Float32Array.of(3, 4, 30, 40), Float32Array.of(0.2, 0.05)), 5);
  assert.equal(engine.fields.meanDistance([3, 4, 1, 1], [0, 0, 1, 0]), 3);
  const bins = { mean: Float32Array.of(3, 4, 1, 1), counts: Float32Array.of(1, 2) };
  assert.equal(engine.fields.binError(bins, { u: new Float32Array(4), logDensity: Float32Array.of(-1, -Infinity) }), 5);
  assert.deepEqual([...engine.fields.binCentres(2, 1)], [-0.5, -0.5, 0.5, -0.5, -0.5, 0.5, 0.5, 0.5]);
  assert.throws(() => engine.fields.error(new Float32Array(4), new Float32Array(2), Float32Array.of(1, 1)), /where 4 are needed/);
});

test('a blurred copy of the data: its own pairs leave less to know than any, and none without blur; the Gaussian of a point set', () => {
  const data = [[1, 1], [-1, 0]].map((mean) => ({ weight: 0.5, mean, covariance: [0.2, 0.05, 0.1] })), width = 0.5;
  const wider = data.map((g) => ({ ...g, covariance: [0.2 + width ** 2, 0.05, 0.1 + width ** 2] }));
  const own = engine.fields.blurredFloor(data, width, straight, 12), any = engine.fields.mixtureFloor(wider, data, straight, 12);
  assert.ok(own > 0.05 && own < 0.25 * any, `${own} against ${any}`);
  assert.equal(engine.fields.blurredFloor(data, 0, straight, 12), 0);
  // It begins as the wider law, as that of any pairs does.
  const places = Float32Array.of(0.3, 0.2, -1, 0.5), field = engine.fields.ofBlurred(data, width, straight);
  const apart = engine.fields.ofMixture(wider, data, straight);
  close(field.sample(places, 0).logDensity, apart.sample(places, 0).logDensity, 1e-6);
  assert.throws(() => field.diffuse(1, engine.fields.grid(0, 0.9, 4), places, 1), /N\(0, I\)|normal/);
  field.dispose();
  apart.dispose();
  assert.throws(() => engine.fields.ofBlurred(data, -1, straight), /the width of a blur/);
  const { weight, mean, covariance } = engine.data.fitGaussian(Float32Array.of(0, 0, 2, 0, 2, 4, 0, 4));
  assert.deepEqual([weight, ...mean], [1, 1, 2]);
  close(covariance, [4 / 3, 0, 16 / 3], 1e-12);
});
