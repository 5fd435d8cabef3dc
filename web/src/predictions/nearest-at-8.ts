// Eight evaluations of the velocity for each: which solver ends nearest?
import type { Prediction } from '../widgets/predict/question';
import { race, racers } from './parts/race';
import { choiceScore } from './parts/scores';
import { fixed } from '../ui/dom';

const evaluations = 8, options = ['Euler, 8 steps', 'Heun, 4 steps', 'RK4, 2 steps'];

export default {
  fresh: false,
  ask: () => ({ kind: 'choose', options, what: `Nearest after ${evaluations} evaluations`,
    given: `Each may ask for the velocity ${evaluations} times. Measured on 200 particles on their way from Gaussian noise to eight narrow Gaussians.` }),
  answer(engine, seed) {
    const far = race(engine, seed, evaluations);
    return { truth: [far.indexOf(Math.min(...far))], marks: [] };
  },
  score(answer, guess, engine, seed) {
    const { quality, sentence } = choiceScore(answer, guess, options), far = race(engine, seed, evaluations);
    return { quality, sentence: `${sentence} Mean distance from the true end: ${racers.map(([, name], i) => `${name} ${fixed(far[i], 3)}`).join(', ')}.` };
  },
} satisfies Prediction;
