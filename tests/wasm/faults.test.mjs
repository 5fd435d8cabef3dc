// Faults are sentences, and what is given back is gone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importTs, loadDigits, loadEngine, publishedWeights, rawExports } from './load.mjs';
import { config, problem, straight } from './problems.mjs';

const engine = await loadEngine(), digits = await loadDigits();

test('a damaged weights file is refused with a sentence', async () => {
  const bytes = await publishedWeights();
  assert.throws(() => digits.unet(bytes.slice(0, -2)), /lies outside the file/);
  assert.throws(() => digits.unet(new Uint8Array([...bytes, 0])), /left over/);
  assert.throws(() => digits.unet(new Uint8Array(3)), /shorter than its 8-byte length/);
});

test('faults are sentences, not crashes', () => {
  const points = problem(engine);
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
  const points = x.fm_alloc(8 * 16), hidden = x.fm_alloc(4), { trainerOptions } = await importTs('web/src/engine/names.ts'),
    options = x.fm_alloc(trainerOptions.size);
  new Float32Array(x.memory.buffer, points, 32).fill(0.5);
  new Int32Array(x.memory.buffer, hidden, 1)[0] = 8;
  const view = new DataView(x.memory.buffer, options);
  new Uint8Array(x.memory.buffer, options, trainerOptions.size).fill(0);
  for (const [name, value] of Object.entries({ coupling: 1, timesScale: 1, timeFeatures: 4, batch: 2000, learningRate: 1e-3, emaDecay: 0.9, seed: 1 })) {
    const [offset, write] = trainerOptions.fields[name];
    view[write](offset, value, true);
  }
  const file = await publishedWeights(), bytes = d.fm_alloc(file.length);
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

test('what is disposed of twice is gone once, and says so when it is asked', async () => {
  const points = problem(engine);
  const t = engine.trainer(config(points, { hidden: [8] })), field = t.field(), exact = engine.fields.ofPoints(points, 'gaussian', straight);
  const net = digits.unet(await publishedWeights());
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
