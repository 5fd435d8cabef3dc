// What lesson 1 asks of the engine, through the typed wrapper.
import assert from 'node:assert/strict';
import test from 'node:test';
import { loadEngine } from './load.mjs';

const engine = await loadEngine();
const near = (a, b, within, what) => assert.ok(Math.abs(a - b) <= within, `${what}: ${a} where ${b} was expected`);

test('winds end where their closed forms say, and errors show the order', () => {
  const field = engine.fields.example('saddle', 0.5), x0 = Float32Array.of(1, 2);
  const [x, y] = field.end(0, 1, x0);
  near(x, Math.exp(0.5), 1e-12, 'x');
  near(y, 2 * Math.exp(-0.5), 1e-12, 'y');
  for (const [solver, order] of [['euler', 1], ['heun', 2], ['rk4', 4]])
    near(field.errors(solver, [8, 16, 32, 64], 0, 1, x0, Float64Array.of(x, y)).slope, order, 0.2, solver);
  assert.ok(Number.isNaN(field.errors('rk4', [8, 16], 0, 1, x0, Float64Array.of(x, y)).slope), 'two points make no line');
  field.dispose();
  assert.throws(() => engine.fields.example('rotation', 1000), /strength of a flow/);
});

test("an adaptive solver's attempts follow each other, and the last that is kept is at t = 1", () => {
  const field = engine.fields.example('gyre'), run = field.attempts('bosh3', 0, 1, 1e-4, -2.4, -2);
  assert.equal(run.outcome, 'reached');
  assert.equal(run.attempts.length, run.steps + run.refused);
  assert.ok(run.refused > 0, 'this start has steps that are taken back');
  let t = 0;
  for (const attempt of run.attempts) {
    assert.equal(attempt.t, t);
    if (attempt.kept) t = attempt.next;
  }
  assert.equal(t, 1);
  field.dispose();
});

test('the worked example: solution, slopes, steps and errors', () => {
  const { worked } = engine, [end] = worked.solution(Float64Array.of(1), 2);
  near(end, 5 - 4 * Math.log(2), 1e-14, 'exact');
  assert.equal(worked.slopes(Float64Array.of(0.5), Float64Array.of(2))[0], (2 + 0.25 - 2) / 1.5);
  const { states, slopes } = worked.steps('heun', 2, 2);
  assert.deepEqual([states.length, slopes.length], [3, 4]);
  assert.deepEqual(slopes.map((s) => s.t), [0, 0.5, 0.5, 1]);
  const { errors, slope } = worked.errors('heun', [2, 4, 8, 16, 32], 2);
  near(errors[0], Math.abs(states[2] - end), 1e-15, 'the error of two steps');
  near(slope, 3, 0.25, 'Heun looks like order 3 here');
  near(worked.errors('rk4', [8, 16, 32, 64], 2, true).slope, 1, 0.1, 'half a step late');
});
