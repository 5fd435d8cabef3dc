// Four noises, four data points: the pairing with the least total squared length.
import type { Engine } from '../engine/engine';
import type { Point, Prediction } from '../widgets/predict/question';
import { plane } from './parts/moons';
import { fixed } from '../ui/dom';

const n = 4;
const sets = (engine: Engine, seed: number) => ({ from: engine.data.sample('gaussian', n, seed, 5), to: engine.data.sample('eight-gaussians', n, seed, 6) });
const places = (flat: Float32Array): Point[] => Array.from({ length: n }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

export default {
  fresh: true,
  ask(engine, seed) {
    const { from, to } = sets(engine, seed);
    return { kind: 'connect', axes: plane, marks: [], from: places(from), to: places(to), what: 'The shortest pairing',
      given: 'Each letter gets one number. What counts is the sum of the squared lengths.' };
  },
  answer(engine, seed) {
    const { from, to } = sets(engine, seed);
    return { truth: Array.from(engine.transport.assignPoints(from, to).columns), marks: [] };
  },
  score(answer, guess, engine, seed) {
    const { from, to } = sets(engine, seed), costs = engine.transport.squaredDistances(from, to);
    const total = (pairs: number[]) => pairs.reduce((sum, j, i) => sum + costs[i * n + j], 0), ratio = total(guess) / total(answer.truth);
    return { quality: ratio < 1 + 1e-6 ? 'right' : ratio < 1.15 ? 'near' : 'off',
      sentence: ratio < 1 + 1e-6 ? `None is shorter: ${fixed(total(guess))}.` : `Your total is ${fixed(total(guess))}, ${fixed(ratio)} times the least.` };
  },
} satisfies Prediction;
