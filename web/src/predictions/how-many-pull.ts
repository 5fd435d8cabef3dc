// A few data points pull at a particle on its way: how many of them count, while t runs?
import type { Engine } from '../engine/engine';
import type { Distribution } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { share } from '../widgets/predict/frame';
import { averageOf } from '../widgets/pull/average';
import { curveScore } from './parts/scores';

const columns = Array.from({ length: 10 }, (_, i) => i / 10), count = 12;
const sets: readonly (readonly [Distribution, string])[] = [['moons', 'two moons'], ['checkerboard', 'a checkerboard'], ['eight-gaussians', 'eight Gaussians']];
const setOf = (seed: number) => sets[(seed - 1) % sets.length];
const axes = { x: { from: 0, to: 1, label: 't' }, y: { from: 0, to: count }, aspect: 0.7 };
const truthOf = (engine: Engine, seed: number) => averageOf(engine, engine.data.sample(setOf(seed)[0], count, seed), seed, columns);

export default {
  fresh: true,
  ask: (_engine, seed) => ({ kind: 'curve', axes, columns, start: count / 2, marks: [], what: 'How many pull',
    given: `${count} points of ${setOf(seed)[1]}, Gaussian noise, straight lines; the mean over particles at time t, from t = 0 to ${
      columns.at(-1)
    }. If k points pulled alike and the others not at all, the number would be k.` }),
  answer: (engine, seed) => ({ truth: truthOf(engine, seed), marks: [] }),
  score: (answer, guess) => curveScore(answer, guess, (v) => share(axes.y, v)),
} satisfies Prediction;
