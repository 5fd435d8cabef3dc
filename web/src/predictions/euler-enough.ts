// How many Euler steps until samples are as good as they can be?
import type { Prediction } from '../widgets/predict/question';
import { ends, pointsOf, withField } from './parts/moons';
import { factorScore } from './parts/scores';

const steps = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80, 100], count = 500, good = 1.25;

export default {
  fresh: true,
  ask: () => ({ kind: 'slider', min: 1, max: 100, step: 1, start: 30, log: true, digits: 0, what: 'Euler steps',
    given: `${count} samples from the exact field of two moons. Good: W2 to fresh ones at most ${good} times that of two fresh draws.` }),
  answer(engine, seed) {
    const draw = (k: number) => engine.data.sample('moons', count, seed, 30 + k),
      w2 = (a: ReturnType<typeof draw>, b: ReturnType<typeof draw>) => engine.transport.distance('w2', a, b, b).value;
    const fresh = draw(0), floor = [1, 2, 3].reduce((sum, k) => sum + w2(fresh, draw(k)), 0) / 3;
    return withField(engine, pointsOf(engine, seed), (field) => {
      const x0 = engine.data.sample('gaussian', count, seed, 40);
      return { truth: [steps.find((n) => w2(ends(engine, field, 'euler', n, x0), fresh) <= good * floor) ?? 100], marks: [] };
    });
  },
  score: (answer, guess) => factorScore(answer, guess, 0),
} satisfies Prediction;
