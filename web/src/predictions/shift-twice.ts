// A shift of the time grid, applied twice: where is the solver after half of its steps?
import type { Prediction } from '../widgets/predict/question';
import { factorScore } from './parts/scores';

const shift = 3;

export default {
  fresh: false,
  ask: () => ({ kind: 'slider', min: 0.01, max: 0.5, step: 0.01, start: 0.25, digits: 2, what: 'The time after half the steps',
    given:
      `A shift of ${shift} moves the time 1/2 to 1/4, so that the solver spends more steps near the noise. Now the shifted times are shifted once more.` }),
  // The shifted 1/2 is the time 1/4, and a grid of four steps says where that one goes.
  answer: (engine) => ({ truth: [engine.fields.grid(0, 1, 4, 'shift', shift)[1]], marks: [] }),
  score: (answer, guess) => factorScore(answer, guess, 2),
} satisfies Prediction;
