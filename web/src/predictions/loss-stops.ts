// Where does the loss of a perfect network stop?
import type { Distribution } from '../engine/names';
import { condOT } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { pointsOf } from './parts/moons';
import { valueScore } from './parts/scores';

const samples = 4000,
  sets: readonly (readonly [Distribution, string])[] = [['moons', 'two moons'], ['eight-gaussians', 'eight Gaussians'], ['ring', 'a ring of Gaussians'], [
    'checkerboard',
    'a checkerboard',
  ]];
const setOf = (seed: number) => sets[(seed - 1) % sets.length];

export default {
  fresh: true,
  ask: (_engine, seed) => ({ kind: 'slider', min: 0, max: 6, step: 0.05, start: 1, digits: 2, what: 'The loss stops at',
    given: `Gaussian noise to ${setOf(seed)[1]}, along straight lines; the loss is the mean square per coordinate.` }),
  answer: (engine, seed) => ({ truth: [engine.fields.irreducibleLoss(pointsOf(engine, 1, 2048, setOf(seed)[0]), 'gaussian', condOT(), samples, 1).mean],
    marks: [] }),
  score: (answer, guess) => valueScore(answer, guess, Math.max(0.5, answer.truth[0])),
} satisfies Prediction;
