// Noise is added on the way, and the drift leans on the score to make up for it: what becomes of the law at the end?
import { condOT } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { sigmaMin } from '../widgets/flow/fields';
import { spread } from './parts/moons';
import { choiceScore } from './parts/scores';

const options = ['wider', 'the same', 'narrower'], count = 2000, steps = 200, same = 0.04;

export default {
  fresh: false,
  ask: () => ({ kind: 'choose', options, what: 'The cloud at t = 1',
    given:
      'Two clouds from the same noise to two moons. One follows the velocity. The other is kicked at every step by fresh noise, and is drawn towards where p_t is denser, by just as much as the kicks spread it.' }),
  answer(engine, seed) {
    const field = engine.fields.ofPoints(engine.data.sample('moons', 256, seed), 'gaussian', condOT(sigmaMin)),
      x0 = engine.data.sample('gaussian', count, seed, 1),
      grid = engine.fields.grid(0, 1, steps);
    try {
      const ratio = spread(field.diffuse(1, grid, x0, seed, 2).slice(-x0.length)) / spread(field.solve('heun', grid, x0).slice(-x0.length));
      return { truth: [ratio > 1 + same ? 0 : ratio < 1 - same ? 2 : 1], marks: [] };
    } finally {
      field.dispose();
    }
  },
  score: (answer, guess) => choiceScore(answer, guess, options),
} satisfies Prediction;
