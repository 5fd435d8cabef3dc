// Noise of spread 1 on its way to data of another spread: how wide is the cloud in the middle?
import { condOT, standardNormal, type Gaussian } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { spread } from './parts/moons';
import { valueScore } from './parts/scores';
import type { Engine } from '../engine/engine';

const samples = 100_000, widths = [1, 2, 0.5, 1.5];
const widthOf = (seed: number) => widths[(seed - 1) % widths.length];
const normal = (width: number): Gaussian[] => [{ weight: 1, mean: [0, 0], covariance: [width ** 2, 0, width ** 2] }];

/** The spread of x_t at t = 1/2, from so many pairs. */
function halfWay(engine: Engine, seed: number): number {
  const x0 = engine.data.mixture(standardNormal, samples, seed), x1 = engine.data.mixture(normal(widthOf(seed)), samples, seed, 1);
  const { xt } = engine.paths.sample(x0, x1, 0.5, condOT());
  return spread(xt);
}

export default {
  fresh: true,
  ask: (_engine, seed) => ({ kind: 'slider', min: 0, max: 2, step: 0.01, start: 1, digits: 2, what: 'The spread half-way',
    given: `Noise of spread 1, data of spread ${
      widthOf(seed)
    }, both Gaussian around the same middle; each noise goes straight to a data point of its own, drawn independently. Spread is the standard deviation of a coordinate.` }),
  answer: (engine, seed) => ({ truth: [halfWay(engine, seed)], marks: [] }),
  score: (answer, guess) => valueScore(answer, guess, 0.5),
} satisfies Prediction;
