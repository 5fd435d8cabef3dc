// How many Euler steps until samples are as good as they can be?
import type { Prediction } from '../widgets/predict/question';
import { ends, pointsOf, toMoons, withField } from './parts/moons';
import { factorScore } from './parts/scores';

const steps = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80, 100], count = 500, good = 1.25;

export default {
  fresh: true,
  ask: () => ({ kind: 'slider', min: 1, max: 100, step: 1, start: 30, log: true, digits: 0, what: 'Euler steps',
    given: `${count} samples from the exact field of two moons. Good: W2 to fresh ones at most ${good} times that of two fresh draws.` }),
  answer(engine, seed) {
    const { floor, distance } = toMoons(engine, seed, count);
    return withField(engine, pointsOf(engine, seed), (field) => {
      const x0 = engine.data.sample('gaussian', count, seed, 40);
      return { truth: [steps.find((n) => distance(ends(engine, field, 'euler', n, x0)) <= good * floor) ?? 100], marks: [] };
    });
  },
  score: (answer, guess) => factorScore(answer, guess, 0),
} satisfies Prediction;
