// Halve the step: by how much does RK4's error fall?
import type { Prediction } from '../widgets/predict/question';
import { errors, wide } from './parts/race';
import { factorScore } from './parts/scores';

const steps = 4; // with many more, the rounding of single precision is all that is left of the error

export default {
  fresh: false,
  ask: () => ({ kind: 'slider', min: 1, max: 100, start: 2, step: 1, log: true, digits: 1, unit: 'times', what: 'The error becomes smaller',
    given: `RK4 with ${steps} steps, then with ${2 * steps}: the mean distance of 200 particles from their true ends.` }),
  answer(engine, seed) {
    const [coarse, fine] = errors(engine, seed, wide, [['rk4', steps], ['rk4', 2 * steps]]);
    return { truth: [coarse / fine], marks: [] };
  },
  score: (answer, guess) => factorScore(answer, guess),
} satisfies Prediction;
