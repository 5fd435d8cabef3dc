// Forty evaluations for each: the order of the solvers.
import type { Prediction } from '../widgets/predict/question';
import { race, racers } from './parts/race';
import { orderScore } from './parts/scores';

const evaluations = 40;

export default {
  fresh: false,
  ask: () => ({
    kind: 'order',
    items: ['Euler, 40 steps', 'Heun, 20 steps', 'RK4, 10 steps'],
    first: 'nearest',
    last: 'farthest',
    what: `Solvers after ${evaluations} evaluations`,
    given: `Each may ask for the velocity ${evaluations} times. Measured on 200 particles on their way from Gaussian noise to eight narrow Gaussians.`,
  }),
  answer(engine, seed) {
    const far = race(engine, seed, evaluations);
    return { truth: racers.map((_, i) => i).sort((a, b) => far[a] - far[b]), marks: [] };
  },
  score(answer, guess, engine, seed) {
    const { quality, sentence } = orderScore(answer, guess), far = race(engine, seed, evaluations);
    return { quality, sentence: `${sentence} Mean distance from the true end: ${racers.map(([, name], i) => `${name} ${far[i].toPrecision(2)}`).join(', ')}.` };
  },
} satisfies Prediction;
