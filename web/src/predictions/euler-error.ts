// Euler's error against its steps, on two logarithmic axes.
import type { Prediction } from '../widgets/predict/question';
import { share } from '../widgets/predict/frame';
import { errors, wide } from './parts/race';
import { curveScore } from './parts/scores';

const steps = [1, 2, 4, 8, 16, 32, 64, 128];
const axes = { x: { from: 1, to: 128, log: true, label: 'Euler steps' }, y: { from: 1e-3, to: 10, log: true, label: 'error' }, aspect: 0.7 };

export default {
  fresh: false,
  ask: () => ({ kind: 'curve', axes, marks: [], columns: steps, start: 0.3, what: 'The error of Euler’s method',
    given: 'The mean distance of 200 particles from their true ends.' }),
  answer: (engine, seed) => ({ truth: errors(engine, seed, wide, steps.map((n) => ['euler', n])), marks: [] }),
  score: (answer, guess) => curveScore(answer, guess, (v) => share(axes.y, v)),
} satisfies Prediction;
