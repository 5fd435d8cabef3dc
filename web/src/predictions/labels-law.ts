// Pairs sorted without a look at classes: are samples by class as near to it as from independent pairs?
import { condOT, type Coupling, type Floats } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { network } from '../widgets/train/net';
import { choiceScore } from './parts/scores';

const options = ['nearer to it', 'as near', 'further away'], count = 200, updates = 700, same = 0.2, asked = 0;

export default {
  fresh: false,
  ask: () => ({ kind: 'choose', options, what: 'Compared with a network that learned independent pairs, they are',
    given: 'Two moons, each a class of its own. Distances are those of the samples to true points of the class that is asked for.' }),
  answer(engine, seed) {
    const { points, labels } = engine.data.labelled('moons', 2048, seed), fresh = engine.data.labelled('moons', 6 * count, seed, 1);
    const truth = fresh.points.filter((_, i) => fresh.labels[i >> 1] === asked).slice(0, 2 * count) as Floats;
    const noise = engine.data.sample('gaussian', count, seed, 2);
    const far = (kind: Coupling['kind']) => {
      const net = engine.trainer({ ...network, points, labels, classes: 2, labelDrop: 0, source: 'gaussian', coupling: { kind, regularisation: 0 }, batch: 128,
        schedule: condOT(), seed, learningRate: 0.012 });
      try {
        net.run(updates);
        const field = net.field(asked, 1);
        try {
          return engine.transport.distance('w2', field.solve('heun', engine.fields.grid(0, 1, 20), noise).slice(-noise.length), truth, truth).value;
        } finally {
          field.dispose();
        }
      } finally {
        net.dispose();
      }
    };
    const ratio = far('minibatch-ot') / far('independent');
    return { truth: [ratio < 1 - same ? 0 : ratio > 1 + same ? 2 : 1], marks: [] };
  },
  score: (answer, guess) => choiceScore(answer, guess, options),
} satisfies Prediction;
