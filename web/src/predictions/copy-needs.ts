// Noise that is a blurred copy of the data, in independent pairs: how many steps beside those from N(0, I)?
import type { Prediction } from '../widgets/predict/question';
import { laneOf, most, type Base } from '../widgets/base/lane';
import { choiceScore } from './parts/scores';

const options = ['at most half as many', 'about as many', 'at least twice as many'], width = 0.4;

export default {
  fresh: false,
  ask: () => ({ kind: 'choose', options, what: 'It needs',
    given: 'Two moons that do not lie around 0, exact flows; a step is an evaluation, and good is a W2 to fresh data within 1.5 times its floor.' }),
  answer(engine, seed) {
    const steps = (base: Base) => laneOf(engine, { base, width, data: 'moons', seed }).evaluations ?? most;
    const ratio = steps('copy-any') / steps('normal');
    return { truth: [ratio <= 0.5 ? 0 : ratio < 2 ? 1 : 2], marks: [] };
  },
  score: (answer, guess) => choiceScore(answer, guess, options),
} satisfies Prediction;
