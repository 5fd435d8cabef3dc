// Guidance from 1 to 3: do the samples of a class come nearer to its true law?
import { condOT, type Gaussian } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { network } from '../widgets/train/net';
import { choiceScore } from './parts/scores';

const options = ['nearer', 'as near', 'further away'], classes = 2, perClass = 600, count = 300, updates = 800, same = 0.15;
const laws: Gaussian[] = [-0.8, 0.8].map((x) => ({ weight: 1, mean: [x, 0], covariance: [0.6, 0, 0.6] }));

export default {
  fresh: false,
  ask: () => ({ kind: 'choose', options, what: 'With guidance 3 instead of 1 they are',
    given:
      'Two Gaussian classes that overlap, and a network that knows both. It is asked for one of them; the distance is that of its samples to true ones of the class.' }),
  answer(engine, seed) {
    const points = new Float32Array(2 * perClass * classes), labels = new Int32Array(perClass * classes);
    laws.forEach((law, c) => {
      points.set(engine.data.mixture([law], perClass, seed, c), 2 * perClass * c);
      labels.fill(c, perClass * c, perClass * (c + 1));
    });
    const net = engine.trainer({ ...network, points, labels, classes, labelDrop: 0.2, source: 'gaussian', schedule: condOT(), seed, learningRate: 0.01 });
    try {
      net.run(updates);
      const noise = engine.data.sample('gaussian', count, seed, 4), truth = engine.data.mixture([laws[0]], count, seed, 9);
      const far = (w: number) => {
        const field = net.field(0, w);
        try {
          return engine.transport.distance('w2', field.solve('heun', engine.fields.grid(0, 1, 20), noise).slice(-noise.length), truth, truth).value;
        } finally {
          field.dispose();
        }
      };
      const ratio = far(3) / far(1);
      return { truth: [ratio < 1 - same ? 0 : ratio > 1 + same ? 2 : 1], marks: [] };
    } finally {
      net.dispose();
    }
  },
  score: (answer, guess) => choiceScore(answer, guess, options),
} satisfies Prediction;
