// Guidance from 1 to 3: how much of the variety within a class is left?
import { loadWeights, readReader } from '../weights/manifest';
import type { Prediction } from '../widgets/predict/question';
import { noiseOf, withNetwork } from './parts/digits';
import { valueScore } from './parts/scores';

const steps = 8, each = 3, labels = Array.from({ length: 10 * each }, (_, i) => i % 10);

export default {
  fresh: true,
  ask: () => ({
    kind: 'slider',
    min: 0,
    max: 2,
    step: 0.05,
    start: 1,
    digits: 2,
    what: 'With w = 3 instead of 1 it is multiplied by',
    given:
      `${labels.length} digits, ${each} of each class, ${steps} Euler steps. Variety: the mean squared distance of two digits of one class, in what a network sees of them that reads digits. At 1 it stays, at 2 it doubles.`,
  }),
  answer: (_, seed) =>
    withNetwork(async (net, engine) => {
      const judge = engine.classifier(await loadWeights(await readReader(), () => {}));
      try {
        const variety = (w: number) => {
          let x = noiseOf(engine, seed, labels.length);
          for (let i = 0; i < steps; i++) ({ x } = net.step('euler', x, i / steps, 1 / steps, labels, w));
          return judge.spread(judge.read(x).features, labels);
        };
        return { truth: [variety(3) / variety(1)], marks: [] };
      } finally {
        judge.dispose();
      }
    }),
  score: (answer, guess) => valueScore(answer, guess, 1),
} satisfies Prediction;
