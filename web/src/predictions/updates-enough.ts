// How many updates until a small network carries noise to moons?
import { condOT } from '../engine/names';
import type { Prediction } from '../widgets/predict/question';
import { network, usual } from '../widgets/train/net';
import { pointsOf, toMoons } from './parts/moons';
import { factorScore } from './parts/scores';

const count = 500, good = 1.5, every = 40, most = 2000, steps = 20;

export default {
  fresh: true,
  ask: () => ({ kind: 'slider', min: 10, max: 10000, step: 10, start: 1000, log: true, digits: 0, what: 'Updates',
    given:
      `A network of three layers of 64, batches of 256. Good: W2 of ${count} samples to fresh moons is at most ${good} times what two fresh draws are apart.` }),
  answer(engine, seed) {
    const { floor, distance } = toMoons(engine, seed, count), noise = engine.data.sample('gaussian', count, seed, 40);
    const net = engine.trainer({ ...network, points: pointsOf(engine, seed, 2048), source: 'gaussian', schedule: condOT(), seed,
      learningRate: usual.learningRate });
    try {
      let done = 0;
      while (done < most && distance(net.solve('euler', steps, noise).slice(-noise.length)) > good * floor) done += net.run(every).length;
      return { truth: [done], marks: [] };
    } finally {
      net.dispose();
    }
  },
  score: (answer, guess) => factorScore(answer, guess, 0),
} satisfies Prediction;
